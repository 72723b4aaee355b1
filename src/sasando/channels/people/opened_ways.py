"""By which ways people can be told now: those of which a channel is connected."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from sasando.channels.adapters import Adapter, Place
from sasando.channels.models import Channel
from sasando.channels.people import keys
from sasando.channels.people.models import Subscription

# The name of the key that web push signs with.
VAPID = "vapid"
WAYS = tuple(Subscription.Way.values)


def ways() -> list[str]:
    """Return the ways that have an open channel. One query.

    By WhatsApp one subscribes by a message, so its number must be known.
    """
    rows = Channel.objects.filter(kind__in=WAYS, status=Channel.Status.OPEN)
    found = {
        kind
        for kind, options in rows.values_list("kind", "options")
        if kind != Subscription.Way.WHATSAPP or options.get("number")
    }
    return [way for way in WAYS if way in found]


def channel_for(way: str) -> Channel | None:
    """Return the channel that a way goes by: the first that is open. One query."""
    rows = Channel.objects.filter(kind=way, status=Channel.Status.OPEN)
    return rows.order_by("pk").first()


def push_key(open_ways: list[str]) -> str:
    """Return the public key that a browser asks for; "" while push is not open."""
    if Subscription.Way.WEBPUSH not in open_ways:
        return ""
    # Of what is in the process already where somebody asks for it.
    from sasando.channels.adapters import sealing

    key = sealing.key_of(keys.office_key(VAPID, sealing.new_key))
    return sealing.coded(sealing.public_of(key))


def with_key(place: Place, adapter: Adapter) -> Place:
    """Return a place with the office's own key, where its platform asks for one."""
    name = getattr(adapter, "office_key", "")
    if not name:
        return place
    from sasando.channels.adapters import sealing

    own = keys.office_key(name, sealing.new_key)
    return replace(place, tokens={**place.tokens, name: own})


def whatsapp(text: str) -> dict[str, Any]:
    """Return the number to write to, and the address that opens WhatsApp there."""
    channel = channel_for(Subscription.Way.WHATSAPP)
    number = str(channel.options.get("number", "")) if channel else ""
    digits = "".join(sign for sign in number if sign.isdigit())
    return {"number": number, "opens": f"https://wa.me/{digits}?text={quote(text)}"}
