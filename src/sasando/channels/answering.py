"""What people tell the engine: posted by hand, seen live, send the failed again."""

import ipaddress
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from sasando.channels import payloads, shaping
from sasando.channels.adapters import adapter_of
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.steps import again, refuse_address
from sasando.core.internet import is_open
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, move, verb

FAILED = (Delivery.Status.FAILED, Delivery.Status.MEDIA_FAILED)


@verb("channels.posted", system=True)
def posted(delivery: Delivery, permalink: str, *, by: Any, at: datetime) -> None:
    """Close a task: it was posted by hand, and this is its link. Raises NotAllowed."""
    permalink = permalink.strip()
    if delivery.problem != "by_hand":
        raise NotAllowed(_("This is no task to be posted by hand, or not any more."))
    refuse_address(delivery, permalink)
    facts: dict[str, Any] = {"permalink": permalink, "published_at": at}
    facts |= {"due_at": None, "problem": "posted_by_hand", "problem_facts": {}}
    move(delivery, "published", by=by, at=at, action="delivery.by_hand", **facts)
    Channel.objects.filter(pk=delivery.channel_id).update(last_ok_at=at)


@verb("channels.retry_failed", system=True)
def retry_failed(content: Content, *, by: Any, at: datetime) -> int:
    """Send again what failed of a content, and nothing else; return how many."""
    failed = list(content.deliveries.filter(status__in=FAILED))
    for delivery in failed:
        shaping.try_again(payloads.post_of(delivery))
        again(delivery, by=by, at=at)
    return len(failed)


@verb("channels.see_live", system=True)
def see_live(channel: Channel, *, by: Any, at: datetime) -> None:
    """Note that a person saw a real post by this channel. Raises NotAllowed."""
    if is_double(channel):
        raise NotAllowed(_("This channel speaks to a double, not to the platform."))
    there = channel.deliveries.filter(status="published").exclude(permalink="")
    if not there.exists():
        raise NotAllowed(_("Nothing is published by this channel yet."))
    channel.live_checked_at = at
    channel.save(update_fields=["live_checked_at"])
    Entry.write(channel, "channel.seen_live", by=by, at=at)


def is_double(channel: Channel) -> bool:
    """Return whether its address is this machine, or one of a private network."""
    host = urlsplit(channel.base_url).hostname or ""
    try:
        return not is_open(ipaddress.ip_address(host))
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".test"))


def is_untried(channel: Channel) -> bool:
    """Return whether nobody saw a real post by it: tried against a double at most."""
    return calls_a_platform(channel) and channel.live_checked_at is None


def calls_a_platform(channel: Channel) -> bool:
    return bool(adapter_of(channel.kind).caps.base_url)
