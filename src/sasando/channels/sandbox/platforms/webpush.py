"""A push service in the double: browsers that really decrypt what they are sent.

It refuses what RFC 8030 and 8292 let it refuse: no TTL, a signature that is not of the
key it names, or is for another service or too old, too long a message.
"""

import json
import os
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from sasando.channels.adapters import sealing
from sasando.channels.sandbox.world import Reply, Request, World

Facts = dict[str, Any]
MOST_BYTES, DAY_SECONDS = 4096, 24 * 3600


class WebPush:
    name = "webpush"

    def __init__(self, world: World) -> None:
        self.world = world
        self.browsers: dict[str, Facts] = {}
        self.notices: list[Facts] = []

    def add(self, facts: Mapping[str, Any]) -> None:
        """Make a browser: its number; `application_key` if it takes one sender only."""
        own = ec.generate_private_key(ec.SECP256R1())
        known = {"key": own, "auth": os.urandom(16), "is_gone": False}
        self.browsers[str(facts["id"])] = known | dict(facts)

    def subscription(self, name: str, address: str) -> str:
        """Return what the browser gives to the page, as JSON."""
        browser = self.browsers[name]
        keys = {
            "p256dh": sealing.coded(sealing.public_of(browser["key"])),
            "auth": sealing.coded(browser["auth"]),
        }
        endpoint = f"{address}/webpush/push/{name}"
        facts = {"endpoint": endpoint, "expirationTime": None, "keys": keys}
        return json.dumps(facts)

    def answer(self, request: Request) -> Reply:
        way, _slash, name = request.path.partition("/")
        browser = self.browsers.get(name)
        if request.method != "POST" or way != "push" or browser is None:
            return Reply(404, {"reason": "no such subscription"})
        if browser["is_gone"]:
            return Reply(410, {"reason": "unsubscribed"})
        if why := self.refusal(request, browser):
            return Reply(why[0], {"reason": why[1]})
        try:
            text = sealing.opened(request.body, browser["key"], browser["auth"])
        except (InvalidTag, ValueError, IndexError):
            # A service cannot see this; the browser shows nothing.
            return Reply(201)
        self.show(name, request, json.loads(text))
        return Reply(201, headers={"Location": f"/message/{request.number}"})

    def show(self, name: str, request: Request, said: Facts) -> None:
        """Let a browser show a notice; one of the same tag takes its place."""
        row = {"browser": name, "request": request.number, "said": said}
        for old in self.notices:
            if old["browser"] == name and old["said"]["tag"] == said["tag"]:
                old["replaced"] = True
        self.notices.append(row | {"at": self.world.now(), "replaced": False})

    def refusal(self, request: Request, browser: Facts) -> tuple[int, str] | None:
        headers = request.headers
        if not headers.get("ttl", "").isdigit():
            return 400, "TTL is required"
        if headers.get("content-encoding") != "aes128gcm":
            return 400, "unknown encoding"
        if len(request.body) > MOST_BYTES:
            return 413, "too long"
        return None if self.is_signed(request, browser) else (403, "bad signature")

    def is_signed(self, request: Request, browser: Facts) -> bool:
        words = request.headers.get("authorization", "").removeprefix("vapid ")
        parts = dict(one.strip().partition("=")[::2] for one in words.split(","))
        said, _dot, signature = parts.get("t", "").rpartition(".")
        try:
            claims = json.loads(sealing.raw_of(said.partition(".")[2]))
            point = sealing.raw_of(parts.get("k", ""))
            raw = urlsafe_b64decode(signature + "==")
            r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
            key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
            signed = encode_dss_signature(r, s)
            key.verify(signed, said.encode(), ec.ECDSA(SHA256()))
        except (ValueError, InvalidSignature):
            return False
        now, ends = self.world.now(), float(claims.get("exp", 0))
        lasts = now < ends <= now + DAY_SECONDS
        here = claims.get("aud") == f"http://{request.headers.get('host', '')}"
        known = browser.get("application_key") in (None, parts["k"])
        return bool(lasts and here and known and claims.get("sub"))

    def error(self, facts: Mapping[str, Any]) -> Reply:
        status = facts.get("status") or facts.get("code", 500)
        return Reply(
            status, {"reason": "fault"}, headers=dict(facts.get("headers", {}))
        )

    def usage(self, request: Request) -> dict[str, str]:
        del request
        return {}

    def ledger(self) -> list[Facts]:
        return [
            {
                "account": one["browser"],
                "id": str(one["request"]),
                "text": f"{one['said']['title']}\n{one['said']['body']}".strip(),
                "photos": [],
                "created_at": one["at"],
                "request": one["request"],
                "permalink": one["said"]["url"],
                "visible": not one["replaced"],
            }
            for one in self.notices
        ]
