"""What a push service is shown and cannot read: RFC 8291 sealing, RFC 8292 signing.

By `cryptography` alone, which is here already: `pywebpush` would bring requests and
aiohttp beside httpx, for what are sixty lines.
"""

import json
import os
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096
# At most a day (RFC 8292 §2); a clock that is hours behind still serves.
LASTS_SECONDS = 12 * 3600
Key = ec.EllipticCurvePrivateKey


def coded(raw: bytes) -> str:
    """Return bytes as base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw_of(text: str) -> bytes:
    """Return the bytes of base64url, padded or not. Raises ValueError."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def new_key() -> str:
    """Return a new private key, as text to be kept secret."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return coded(number.to_bytes(32, "big"))


@cache
def key_of(text: str) -> Key:
    return ec.derive_private_key(int.from_bytes(raw_of(text), "big"), ec.SECP256R1())


def public_of(key: Key) -> bytes:
    """Return the public half, uncompressed, as browsers take it."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def point_of(raw: bytes) -> ec.EllipticCurvePublicKey:
    """Return the key of a browser. Raises ValueError for no point of the curve."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


def derived(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def shared(own: Key, theirs: bytes, *, ours: bytes, auth: bytes, info: bytes) -> bytes:
    """Return the secret that both ends come to (RFC 8291 §3.4)."""
    secret = own.exchange(ec.ECDH(), point_of(theirs))
    return derived(secret, salt=auth, info=info, length=32)


def sealed(
    plain: bytes,
    *,
    p256dh: bytes,
    auth: bytes,
    own: Key | None = None,
    salt: bytes = b"",
) -> bytes:
    """Return a message that one browser alone can read. Raises ValueError.

    `own` and `salt` are for the test vector; each message has new ones.
    """
    own, salt = own or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    ours = public_of(own)
    info = b"WebPush: info\0" + p256dh + ours
    secret = shared(own, p256dh, ours=ours, auth=auth, info=info)
    key = derived(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = derived(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    # 2 ends the last record (RFC 8188).
    text = AESGCM(key).encrypt(nonce, plain + b"\x02", None)
    return salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours + text


def opened(message: bytes, own: Key, auth: bytes) -> bytes:
    """Return what a browser reads. Raises InvalidTag. For the double."""
    salt, length = message[:16], message[20]
    theirs, text = message[21 : 21 + length], message[21 + length :]
    info = b"WebPush: info\0" + public_of(own) + theirs
    secret = shared(own, theirs, ours=b"", auth=auth, info=info)
    key = derived(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = derived(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    return AESGCM(key).decrypt(nonce, text, None).rstrip(b"\0")[:-1]


def vapid(endpoint: str, key: Key, contact: str) -> str:
    """Return the header that says who sends: signed for one push service."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + LASTS_SECONDS,
        "sub": f"mailto:{contact}",
    }
    rows = ({"typ": "JWT", "alg": "ES256"}, claims)
    said = ".".join(coded(json.dumps(row).encode()) for row in rows)
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(SHA256())))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return f"vapid t={said}.{coded(signature)}, k={coded(public_of(key))}"
