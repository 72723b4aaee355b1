"""A step that broke: an adapter, or we, met what nobody thought of.

It is taken again a few times, since what broke may have been an odd answer; then the
row stops with a sentence for a person. Nothing is tried for ever, and of nothing that
may be out is it said that it is not.
"""

import logging
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F

from sasando.channels import changing, discarding, recalling, settling, waits
from sasando.channels.claims import Claim, Superseded, hold
from sasando.channels.clock import Clock
from sasando.channels.models import Attempt, Delivery
from sasando.channels.outcomes import Kind, Mishap
from sasando.core.turns import turn

logger = logging.getLogger(__name__)
Status, Phase = Delivery.Status, Attempt.Phase
PHASES = {
    Status.SENDING: Phase.LOOK_UP,
    Status.CONFIRMING: Phase.LOOK_UP,
    Status.EDIT_REQUESTED: Phase.EDIT,
    Status.RECALL_REQUESTED: Phase.RECALL,
}


def broke(claim: Claim, fault: Exception, clock: Clock) -> None:
    """Note that a step broke; let the row be due again by and by, or stop.

    A row that somebody else has is left to them.
    """
    try:
        with suppress(Superseded), turn(), transaction.atomic():
            now = clock.now()
            hold(claim, now)
            write_down(claim, fault, now)
    except DatabaseError:
        # It is due again when its lease ends.
        logger.exception("What broke was not noted", extra={"delivery": claim.delivery})


def write_down(claim: Claim, fault: Exception, now: datetime) -> None:
    rows = Delivery.objects.select_related("channel", "content")
    row = rows.get(pk=claim.delivery)
    # Its words may hold a token; the log of the machine has them.
    mishap = Mishap(Kind.BUG, "bug", said=type(fault).__name__)
    phase = PHASES.get(Status(row.status), Phase.PREPARE)
    settling.note(row, claim, phase, at=now, **settling.of_mishap(mishap))
    if row.tries >= waits.REPEATS:
        STOPS.get(Status(row.status), fail)(row, now)
        return
    wait = waits.repeat(row.tries, jitter=random.random())  # noqa: S311
    ours = Delivery.objects.filter(pk=row.pk)
    ours.update(due_at=now + wait, tries=F("tries") + 1)


def fail(row: Delivery, now: datetime) -> None:
    """Let a row stop of which nothing was sent."""
    settling.fail(row, "failed", "bug", at=now)


def leave_in_doubt(row: Delivery, now: datetime) -> None:
    """Let a person look for what may be out."""
    settling.fail(row, "needs_human", "unproven", at=now)


STOPS: dict[str, Callable[[Delivery, datetime], None]] = {
    Status.SENDING: leave_in_doubt,
    Status.CONFIRMING: leave_in_doubt,
    Status.EDIT_REQUESTED: lambda row, _now: changing.to_person(row),
    Status.RECALL_REQUESTED: lambda row, _now: recalling.to_person(row),
    Status.CANCELLED: lambda row, _now: discarding.give_up(row),
}
