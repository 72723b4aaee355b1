"""The engine: claims what is due, a few at a time; lets each row take its next step.

Safe to run in any number of processes; what one that dies had in hand is due again when
its lease ends. It owns no row's meaning: `sending` sends, `confirming` looks,
`recalling` takes back, `settling` writes down what became of it.
"""

import logging
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from threading import Barrier

from django.db import DatabaseError, InterfaceError, connection

from sasando.channels import confirming, recalling, sending, settling
from sasando.channels.claims import Claim, Superseded, claim
from sasando.channels.clock import Clock
from sasando.channels.models import Channel, Delivery
from sasando.core import tick

logger = logging.getLogger(__name__)
# Each waits for a platform most of the time.
HANDS = 8
# Then the job ends, and the worker starts it afresh; well before its limit.
WORKS_SECONDS = 60.0
BLINK_SECONDS = 0.25
STEPS = {
    Delivery.Status.SENDING: settling.orphan,
    Delivery.Status.CONFIRMING: confirming.look,
    Delivery.Status.RECALL_REQUESTED: recalling.recall,
}


def run(at: datetime) -> None:
    """Do all that is due, and what becomes due while this job may wait (`tick.STAY`).

    Raises Skewed when this machine's clock is wrong.
    """
    if not Channel.objects.exists():
        return
    clock, end = Clock(at), time.monotonic() + WORKS_SECONDS
    settling.replay(clock)
    with ThreadPoolExecutor(HANDS) as pool:
        try:
            keep_busy(pool, clock, end)
        finally:
            close_all(pool)


def keep_busy(pool: ThreadPoolExecutor, clock: Clock, end: float) -> None:
    """Claim for each free hand; return when nothing is due, or it is time to end."""
    stays_until = time.monotonic() + tick.STAY.seconds
    busy: set[Future[None]] = set()
    while True:
        over = tick.STAY.is_over or time.monotonic() > end
        free = 0 if over else HANDS - len(busy)
        claims = claim(clock.now(), most=free) if free else []
        busy |= {pool.submit(step, one, clock) for one in claims}
        if not (busy or claims) and (over or time.monotonic() > stays_until):
            return
        if busy:
            done, busy = wait(busy, BLINK_SECONDS, FIRST_COMPLETED)
            for one in done:
                one.result()
        else:
            time.sleep(BLINK_SECONDS)


def step(claim: Claim, clock: Clock) -> None:
    """Let one row take its next step. What fails here is due again after its lease."""
    try:
        delivery = Delivery.objects.select_related("channel", "content").get(
            pk=claim.delivery
        )
        status = Delivery.Status(delivery.status)
        STEPS.get(status, sending.send)(delivery, claim, clock)
    except Superseded:
        logger.info("A row was lost to another worker", extra={"id": claim.delivery})
    except (DatabaseError, InterfaceError):
        # The spool keeps what was answered; `replay` writes it down.
        logger.exception("The database failed", extra={"delivery": claim.delivery})
        connection.close()
    except Exception:
        logger.exception("A delivery failed", extra={"delivery": claim.delivery})


def close_all(pool: ThreadPoolExecutor) -> None:
    """Close the database connection of each hand."""
    together = Barrier(HANDS)

    def close() -> None:
        together.wait()
        connection.close()

    for each in [pool.submit(close) for _ in range(HANDS)]:
        each.result()
