"""E-mails as they come in, good and bad, made on the spot."""

from email.message import EmailMessage
from typing import Any

JUDGE = "mail.kantor.example.org"
PROVEN = f"{JUDGE}; dmarc=pass header.from=example.org"


def letter(
    *photos: bytes, sender: str = "Ratna Contoh <ratna.contoh@example.org>", **more: Any
) -> bytes:
    """Return a whole letter; a header that is None is left out."""
    facts = {
        "From": sender,
        "To": "lapangan@kantor.example.org",
        "Subject": "Panen di Oelamasi",
        "Message-ID": "<panen-1@telepon.example.org>",
        "Authentication-Results": PROVEN,
    }
    message = EmailMessage()
    for name, value in (facts | more.pop("head", {})).items():
        if value is not None:
            message[name] = value
    message.set_content(more.pop("text", "Warga panen padi.\n\nCamat hadir.\n"))
    for number, content in enumerate(photos):
        message.add_attachment(
            content, maintype="image", subtype="jpeg", filename=f"foto-{number}.jpg"
        )
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def raw(head: str, body: str | bytes = "Isi") -> bytes:
    """Return a letter written by hand, for what no library would write."""
    lines = head.strip().replace("\n", "\r\n").encode()
    content = body if isinstance(body, bytes) else body.encode()
    return lines + b"\r\n\r\n" + content.replace(b"\n", b"\r\n")
