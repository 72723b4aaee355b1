"""Until when a channel may speak: asked twice a day, and made longer where it can be.

So the notices (`notices`) have what to tell. What could not be asked changes nothing;
only a platform that says the token is dead closes the channel.
"""

import logging
from datetime import datetime, timedelta

from sasando.channels import payloads, settling, tokens
from sasando.channels.adapters import (
    Prolongs,
    Renewed,
    TellsClocks,
    adapter_of,
    installed,
)
from sasando.channels.models import Channel
from sasando.channels.outcomes import Kind, Refused
from sasando.channels.wire import Line, Lost, NotSent

logger = logging.getLogger(__name__)
# A token of sixty days is made longer from its thirtieth day on: a month of repeats
# before anybody must do something.
BEFORE_ITS_END = timedelta(days=30)
NAMES = {"expires_at": "token_expires_at"}


def ask_all(at: datetime) -> None:
    """Ask for the clocks of every channel that has some, one after another."""
    rows = Channel.objects.filter(status=Channel.Status.OPEN, kind__in=installed())
    for channel in rows.exclude(quiet_until__gt=at).order_by("pk"):
        try:
            prolong(channel, at)
            refuse(channel, ask(channel), at)
        except Exception:
            logger.exception("An adapter failed", extra={"channel": channel.pk})


def ask(channel: Channel) -> Refused | None:
    """Write down the clocks of a channel, as its platform tells them."""
    adapter = adapter_of(channel.kind)
    if not isinstance(adapter, TellsClocks):
        return None
    place, line = payloads.place_of(channel), Line(home=channel.base_url)
    try:
        answer = adapter.clocks(place, line)
    except (NotSent, Lost):
        return None
    if isinstance(answer, Refused):
        return answer
    facts = {NAMES.get(name, name): value for name, value in answer.items()}
    if facts:
        Channel.objects.filter(pk=channel.pk).update(**facts)
        for name, value in facts.items():
            setattr(channel, name, value)
    return None


def prolong(channel: Channel, at: datetime) -> None:
    """Make the token of a channel serve longer, if it ends within a month."""
    adapter, ends = adapter_of(channel.kind), channel.token_expires_at
    if not isinstance(adapter, Prolongs) or (ends and ends > at + BEFORE_ITS_END):
        return
    raw, line = tokens.raw_of(channel), Line(home=channel.base_url)
    try:
        answer = adapter.prolong(payloads.place_of(channel), line)
    except (NotSent, Lost):
        return
    if isinstance(answer, Renewed):
        tokens.keep(channel, answer, raw, at)
    elif answer and answer.mishap.kind == Kind.REAUTH:
        # A token of today cannot be made longer, and serves all the same.
        refuse(channel, tried(channel, line), at)


def tried(channel: Channel, line: Line) -> Refused | None:
    """Return why a token serves no more; None where it does, or nobody says."""
    try:
        answer = adapter_of(channel.kind).check(payloads.place_of(channel), line)
    except (NotSent, Lost):
        return None
    return answer if isinstance(answer, Refused) else None


def refuse(channel: Channel, answer: Refused | None, at: datetime) -> None:
    """Close a channel whose token is dead; all else is tried again next time."""
    if answer and answer.mishap.kind == Kind.REAUTH:
        settling.close_channel(channel, "needs_reconnect", answer.mishap.name, at=at)
