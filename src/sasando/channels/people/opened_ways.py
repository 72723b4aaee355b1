"""By which ways people can be told now: those of which a channel is connected."""

from typing import Any
from urllib.parse import quote

from sasando.channels.models import Channel
from sasando.channels.people.models import Subscription

WAYS = tuple(Subscription.Way.values)


def ways() -> list[str]:
    """Return the ways that have an open channel. One query."""
    rows = Channel.objects.filter(kind__in=WAYS, status=Channel.Status.OPEN)
    found = set(rows.values_list("kind", flat=True))
    return [way for way in WAYS if way in found]


def channel_for(way: str) -> Channel | None:
    """Return the channel that a way goes by: the first that is open. One query."""
    rows = Channel.objects.filter(kind=way, status=Channel.Status.OPEN)
    return rows.order_by("pk").first()


def push_key() -> str:
    """Return the public key that a browser asks for; "" while push is not open."""
    return ""


def whatsapp(text: str) -> dict[str, Any]:
    """Return the number to write to, and the address that opens WhatsApp there."""
    channel = channel_for(Subscription.Way.WHATSAPP)
    number = str(channel.options.get("number", "")) if channel else ""
    digits = "".join(sign for sign in number if sign.isdigit())
    return {"number": number, "opens": f"https://wa.me/{digits}?text={quote(text)}"}
