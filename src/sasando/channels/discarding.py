"""What was prepared for a post that is not to go out is taken away again.

A film waits unseen at its platform for hours; recalled before its hour, it must not lie
there. Nobody sees it, so this may be tried again, and failing it does no harm but that
a person is told.
"""

from django.db import transaction

from sasando.channels import payloads, tokens, waits
from sasando.channels.adapters import Discards, adapter_of
from sasando.channels.claims import Claim, hold
from sasando.channels.clock import Clock
from sasando.channels.models import Channel, Delivery
from sasando.channels.outcomes import Deleted, Kind, Mishap, Refused
from sasando.channels.recalling import save
from sasando.channels.wire import Line, Lost, NotSent
from sasando.core.turns import turn


def is_due(delivery: Delivery) -> bool:
    """Return whether something of a row must be taken away. One query at most."""
    adapter, channel = adapter_of(delivery.channel.kind), delivery.channel
    can = isinstance(adapter, Discards) and channel.status != Channel.Status.REMOVED
    return can and delivery.prepared.exists()


def discard(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Take away what was prepared for a cancelled row. Raises Superseded."""
    answer = ask(delivery, clock)
    with turn(), transaction.atomic():
        now = clock.now()
        hold(claim, now)
        if isinstance(answer, Deleted):
            delivery.prepared.all().delete()
            save(delivery, due_at=None)
        elif delivery.tries < waits.REPEATS:
            wait = waits.repeat(delivery.tries, jitter=0)
            save(delivery, due_at=now + wait, tries=delivery.tries + 1)
        else:
            give_up(delivery)


def give_up(delivery: Delivery) -> None:
    """Say that something unseen was left at the platform."""
    save(delivery, due_at=None, problem="left_there")


def ask(delivery: Delivery, clock: Clock) -> Deleted | Refused:
    channel, adapter = delivery.channel, adapter_of(delivery.channel.kind)
    if not isinstance(adapter, Discards):
        return Deleted()
    line = Line(home=channel.base_url)
    renewed = tokens.renew(channel, line, clock.now())
    if isinstance(renewed, Mishap):
        return Refused(renewed)
    post = payloads.post_of(delivery)
    try:
        return adapter.discard(payloads.parcel_of(delivery, post, line))
    except (NotSent, Lost) as fault:
        return Refused(Mishap(Kind.RETRY, "retry", said=str(fault)[:300]))
