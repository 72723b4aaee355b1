"""What a worker left that died, or stood still, in the midst of a call.

The file beside the row says whether a byte left, and what was answered (`spool`).
"""

import logging

from django.db import DataError, IntegrityError, transaction

from sasando.channels import spool
from sasando.channels.claims import Claim, hold
from sasando.channels.clock import Clock
from sasando.channels.models import Attempt, Delivery
from sasando.channels.outcomes import Kind, Mishap, Refused
from sasando.channels.settling import DIED, Sent, close, look_for, react, settle
from sasando.core.turns import turn
from sasando.core.workflow import NotAllowed

logger = logging.getLogger(__name__)


def replay(clock: Clock) -> None:
    """Write down answers that a process, now dead, could not bring to the database."""
    for trail in spool.left():
        claim = Claim(trail.delivery, trail.fence)
        attempt = attempt_of(claim)
        if attempt and trail.answer is None and attempt.ended_at is None:
            # Its row is looked after when the lease ends; it reads this file then.
            continue
        try:
            if attempt and trail.answer:
                settle(Sent(claim, attempt.pk), trail.answer, clock)
        except (NotAllowed, DataError, IntegrityError):
            # No answer of one post holds up all others.
            logger.exception(
                "An answer was not noted", extra={"delivery": trail.delivery}
            )
        else:
            spool.forget(trail)


def attempt_of(claim: Claim) -> Attempt | None:
    """Return the commit attempt of a claim."""
    mine = Attempt.objects.filter(delivery=claim.delivery, fence=claim.fence)
    return mine.filter(phase=Attempt.Phase.COMMIT).first()


def orphan(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Take over a row whose worker died, or stood still, while it sent.

    The file beside it says whether a byte left. Without it the post may be out.
    """
    attempts = Attempt.objects.filter(delivery=delivery, phase=Attempt.Phase.COMMIT)
    last = attempts.order_by("-pk").first()
    trail = spool.find(delivery.pk, last.fence) if last else None
    with turn(), transaction.atomic():
        now = clock.now()
        hold(claim, now)
        if last and trail and trail.answer:
            settle(Sent(claim, last.pk), trail.answer, clock)
        elif last and trail and not trail.started:
            died = Mishap(Kind.NOT_SENT, "not_sent", said=DIED)
            close(last.pk, Refused(died), at=now)
            react(delivery, claim, died, now)
        else:
            if last:
                mishap = Mishap(Kind.AMBIGUOUS, "looking", said="the worker died")
                close(last.pk, Refused(mishap), at=now)
            look_for(delivery, claim, at=now, since=last.started_at if last else now)
    if trail:
        spool.forget(trail)
