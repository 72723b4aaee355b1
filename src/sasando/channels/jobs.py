"""What time causes in this room."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sasando.core import tick

SHAPING_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """One call, how often it is made, and how long it may last."""

    name: str
    call: Callable[[datetime], None]
    every: timedelta
    limit: timedelta = tick.LIMIT
    # Not alone: it claims what it works on row by row, so that many may run it.
    alone: bool = True


def deliver(at: datetime) -> None:
    """Send, look for and take back what is due."""
    # Here, in the child that runs a job: httpx would cost web and worker 5 MB each.
    from sasando.channels import engine

    engine.run(at)


def tell(at: datetime) -> None:
    """Mail that a channel must be connected again, or soon will have to be."""
    from sasando.channels import notices

    notices.tell(at)


def clocks(at: datetime) -> None:
    """Ask until when tokens serve, and make longer what can be made longer."""
    from sasando.channels import lasting

    lasting.ask_all(at)


def measure(at: datetime) -> None:
    """Read what platforms counted today."""
    from sasando.channels import measuring

    measuring.measure(at)


def read_back(at: datetime) -> None:
    """Ask for addresses that a platform tells afterwards."""
    from sasando.channels import reading

    reading.read_back(at)


def comment(at: datetime) -> None:
    """Write first comments below posts that are out."""
    from sasando.channels import commenting

    commenting.run(at)


def shape(at: datetime) -> None:
    """Make films ready for their platforms, one after another for a while."""
    from sasando.channels import shaping

    del at
    ends = time.monotonic() + SHAPING_SECONDS
    while time.monotonic() < ends and not tick.STAY.is_over and shaping.work():
        pass


def sweep(at: datetime) -> None:
    """Take away what was lent, answered, told and sent in long ago."""
    from sasando.channels import (
        access,
        arriving,
        bringing,
        held,
        lending,
        loose,
        outbox,
    )
    from sasando.channels.people import handovers

    lending.sweep(at)
    handovers.sweep()
    arriving.sweep(at)
    loose.sweep(at)
    held.sweep(at)
    access.sweep(at)
    outbox.sweep(at)
    bringing.sweep(at)


def tell_hooks(at: datetime) -> None:
    """Send to webhooks what happened."""
    from sasando.channels import outbox

    outbox.run(at)


def letters(at: datetime) -> None:
    """Ask who subscribed whether it was they."""
    from sasando.channels.people.models import Subscription

    # Mostly there is none, and what speaks SMTP need not be loaded.
    if Subscription.objects.exclude(letter="").exists():
        from sasando.channels.people import letters

        letters.send(at)


def forget(at: datetime) -> None:
    """Erase who never agreed, and who left."""
    from sasando.channels.people import asking, workflow

    workflow.forget(at)
    asking.forget(at)


def follow(at: datetime) -> None:
    """See what became of pages that posts tell of."""
    from sasando.channels import following

    following.follow(at)


def seconds(number: int) -> timedelta:
    """Return so many seconds."""
    return timedelta(seconds=number)


def minutes(number: int) -> timedelta:
    """Return so many minutes."""
    return timedelta(minutes=number)


JOBS = (
    Job("channels.deliver", deliver, seconds(0), minutes(10), alone=False),
    Job("channels.comments", comment, seconds(3), minutes(25), alone=False),
    # One film at a time on all machines: it takes both cores of a small server.
    Job("channels.films", shape, seconds(5), minutes(60)),
    Job("channels.letters", letters, seconds(5)),
    Job("channels.hooks", tell_hooks, seconds(10), minutes(15)),
    Job("channels.read_back", read_back, seconds(20), minutes(12)),
    Job("channels.follow", follow, minutes(1)),
    Job("channels.tell", tell, minutes(1)),
    Job("channels.forget", forget, minutes(60)),
    Job("channels.measure", measure, minutes(180), minutes(20)),
    Job("channels.lent", sweep, minutes(360)),
    Job("channels.clocks", clocks, minutes(720), minutes(10)),
)
