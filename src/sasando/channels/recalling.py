"""Taking back what is out: deleted where the platform can, by a person where not."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sasando.channels import payloads, tokens, waits
from sasando.channels.adapters import adapter_of
from sasando.channels.claims import Claim, hold
from sasando.channels.clock import Clock
from sasando.channels.models import Attempt, Channel, Delivery
from sasando.channels.outcomes import Deleted, Kind, Mishap, Refused, Unsupported
from sasando.channels.settling import (
    TWICE,
    close_channel,
    heard,
    leave_alone,
    note,
    of_mishap,
)
from sasando.channels.wire import Line, Lost, NotSent
from sasando.core.turns import turn
from sasando.core.workflow import move

CLOSES = {Kind.REAUTH: "needs_reconnect", Kind.BLOCKED: "blocked"}


def recall(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Delete a post, see that it is gone, and write it down. Raises Superseded."""
    answer = delete(delivery, clock)
    with turn(), transaction.atomic():
        now = clock.now()
        hold(claim, now)
        if isinstance(answer, Deleted):
            note(delivery, claim, Attempt.Phase.RECALL, at=now, outcome="gone")
            facts: dict[str, Any] = {"due_at": None}
            if not Delivery.objects.filter(pk=delivery.pk, problem=TWICE).exists():
                facts |= {"problem": "", "problem_facts": {}}
            asks = "delivery.recalled"
            move(delivery, "recalled", by=None, at=now, action=asks, **facts)
        elif isinstance(answer, Refused):
            facts = of_mishap(answer.mishap)
            note(delivery, claim, Attempt.Phase.RECALL, at=now, **facts)
            put_off(delivery, answer.mishap, now)
        else:
            to_person(delivery)


def put_off(delivery: Delivery, mishap: Mishap, now: datetime) -> None:
    """Try again by and by, when the channel serves again, or let a person do it."""
    channel = delivery.channel
    if mishap.kind == Kind.RATE:
        # What it asks for counts as no try.
        save(delivery, due_at=leave_alone(channel, mishap, now))
    elif mishap.kind in CLOSES:
        close_channel(channel, CLOSES[mishap.kind], mishap.name, at=now)
        # Claimed when the channel is open again.
        save(delivery, due_at=now, problem=mishap.name, problem_facts={})
    elif delivery.tries < waits.REPEATS:
        wait = waits.repeat(delivery.tries, jitter=0)
        save(delivery, due_at=now + wait, tries=delivery.tries + 1)
    else:
        to_person(delivery)


def to_person(delivery: Delivery) -> None:
    """Make a task of it: with the link, open until somebody confirms."""
    by_hand = {"permalink": delivery.permalink or delivery.external_id}
    ours = adapter_of(delivery.channel.kind).caps.is_ours
    problem = "withdraw_page" if ours else "delete_by_hand"
    save(delivery, due_at=None, problem=problem, problem_facts=by_hand)


def delete(delivery: Delivery, clock: Clock) -> Deleted | Refused | Unsupported:
    """Delete, and read back whether it is gone."""
    channel, adapter = delivery.channel, adapter_of(delivery.channel.kind)
    if not delivery.external_id or channel.status == Channel.Status.REMOVED:
        # A person said that it is out, and what it is called there nobody knows; or the
        # tokens are gone.
        return Unsupported()
    line = Line(
        home=channel.base_url,
        heard=lambda reply: heard(channel, adapter, reply, clock),
    )
    renewed = tokens.renew(channel, line, clock.now())
    if isinstance(renewed, Mishap):
        return Refused(renewed)
    place = payloads.place_of(channel)
    try:
        answer = adapter.delete(place, line, delivery.external_id)
        if isinstance(answer, Refused):
            now = clock.now()
            mishap = tokens.soften(channel, answer.mishap, renewed=renewed, at=now)
            return Refused(mishap)
        if not (isinstance(answer, Deleted) and adapter.caps.can_read_back):
            return answer
        if adapter.read_back(place, line, delivery.external_id) is None:
            return answer
        return Refused(Mishap(Kind.RETRY, "retry", said="it is still there"))
    except (NotSent, Lost) as fault:
        return Refused(Mishap(Kind.RETRY, "retry", said=str(fault)[:300]))


def save(delivery: Delivery, **facts: object) -> None:
    for name, value in facts.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=list(facts))
