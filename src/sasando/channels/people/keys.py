"""Keys that the office makes once: marks of addresses, links, and those of web push.

They stand encrypted in the database, so that a new SECRET_KEY neither closes the link
in a letter of last year nor takes an address for another one.
"""

import hashlib
import hmac
import secrets
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone

from sasando.channels.people.models import OfficeKey, Subscription


class Unreadable(RuntimeError):
    """A key of the office is there, and no field key opens it."""


def office_key(name: str, make: Callable[[], str]) -> str:
    """Return a key; make it the first time. One query, three the first time."""
    found = OfficeKey.objects.filter(name=name).first()
    if found is None:
        facts = {"value": make(), "made_at": timezone.now()}
        try:
            with transaction.atomic():
                found = OfficeKey.objects.create(name=name, **facts)
        except IntegrityError:
            # Another process made it at the same moment.
            found = OfficeKey.objects.get(name=name)
    if not found.value:
        raise Unreadable(f"The key “{name}” does not open: see SASANDO_FIELD_KEYS.")
    return str(found.value)


def own_key() -> str:
    """Return the key of marks and links. One query."""
    return office_key("people", lambda: secrets.token_hex(32))


def digest(use: str, text: str, key: str = "") -> str:
    """Return a keyed hash of a text, for one use alone. One query without the key."""
    key = key or own_key()
    return hmac.new(key.encode(), f"{use}:{text}".encode(), hashlib.sha256).hexdigest()


def mark_of(way: str, address: str) -> str:
    """Return by what an address is found again, and not read."""
    return digest("mark", f"{way}:{address}")


# What a link may do. Each opens its own step alone.
CONFIRM, CHOOSE, LEAVE = "confirm", "choose", "leave"


def token_of(subscription: Subscription, use: str, key: str = "") -> str:
    """Return the secret part of a link: which row, and a proof. Stored nowhere."""
    return f"{subscription.pk}-{proof(subscription, use, key)}"


def proof(subscription: Subscription, use: str, key: str = "") -> str:
    row = f"{subscription.pk}:{subscription.turn}"
    half = bytes.fromhex(digest(f"link.{use}", row, key))[:18]
    return urlsafe_b64encode(half).decode()


def opened(token: str, use: str) -> Subscription | None:
    """Return the row that a link is for; None for one that opens nothing."""
    number, _dash, given = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    found = Subscription.objects.filter(pk=int(number)).first()
    # One that is not there costs as much as one whose proof is wrong.
    row = found or Subscription(pk=int(number))
    right = hmac.compare_digest(proof(row, use).encode(), given.encode())
    return found if right else None


# Of whose letter a mail server tells that it did not arrive: of a post, or of the
# subscription itself.
RECIPIENT, LETTER = "r", "s"
SIGNED_BYTES = 10


def bounce_name(kind: str, number: int, key: str = "") -> str:
    """Return what stands behind “+” in the return path of one letter.

    Small letters and digits: servers on the way may change capitals.
    """
    row = f"{kind}{number}"
    proof = bytes.fromhex(digest("bounce", row, key))[:SIGNED_BYTES]
    return f"{row}-{b32encode(proof).decode().lower()}"
