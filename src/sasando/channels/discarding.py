"""What was prepared for a post that is not to go out is taken away again.

A film waits unseen at its platform for hours; recalled before its hour, it must not lie
there. Nobody sees it, so this may be tried again, and failing it does no harm but that
a person is told. Of a mailing that was stopped, those are settled whom a dead worker
had in hand.
"""

from django.db import transaction

from sasando.channels import payloads, tokens, waits
from sasando.channels.adapters import Discards, adapter_of
from sasando.channels.adapters.spread import Spreads
from sasando.channels.claims import Claim, hold
from sasando.channels.clock import Clock
from sasando.channels.models import Channel, Delivery
from sasando.channels.outcomes import Deleted, Kind, Mishap, Refused
from sasando.channels.people.models import Recipient
from sasando.channels.recalling import save
from sasando.channels.wire import Line, Lost, NotSent
from sasando.core.turns import turn


def is_due(delivery: Delivery) -> bool:
    """Return whether something of a row must be taken away. One query at most."""
    adapter, channel = adapter_of(delivery.channel.kind), delivery.channel
    if channel.status == Channel.Status.REMOVED:
        return False
    if isinstance(adapter, Spreads):
        return Recipient.objects.filter(delivery=delivery, status="handing").exists()
    return isinstance(adapter, Discards) and delivery.prepared.exists()


def discard(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Take away what was prepared for a cancelled row. Raises Superseded."""
    if isinstance(adapter_of(delivery.channel.kind), Spreads):
        settle_people(delivery, claim, clock)
        return
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


def settle_people(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Write down who was told by a worker that is dead. Raises Superseded."""
    # They need what stands here.
    from sasando.channels.holding import job_of
    from sasando.channels.people import counts, spreading

    spreading.after_death(job_of(delivery, claim, clock))
    with turn(), transaction.atomic():
        hold(claim, clock.now())
        save(delivery, due_at=None)
        counts.refresh(delivery)


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
