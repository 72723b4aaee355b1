"""The engine: claims what is due, a few at a time; lets each row take its next step.

Safe to run in any number of processes; what one that dies had in hand is due again when
its lease ends. It owns no row's meaning: `sending` sends, `confirming` looks,
`recalling` takes back, `settling` writes down what became of it.
"""

import logging
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from threading import Barrier

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    connection,
)

from sasando.channels import (
    broken,
    confirming,
    discarding,
    editing,
    orphans,
    recalling,
    sending,
)
from sasando.channels.claims import Claim, Superseded, claim, let_go
from sasando.channels.clock import Clock
from sasando.channels.models import Channel, Delivery
from sasando.core import tick

logger = logging.getLogger(__name__)
# Each waits for a platform most of the time, and no more than `sending.CALLS` at once.
HANDS = 12
# Then the job ends, and the worker starts it afresh; well before its limit.
WORKS_SECONDS = 60.0
BLINK_SECONDS = 0.25
# So long a claimed row waits for a hand.
AHEAD_SECONDS = 1.0
STEPS = {
    Delivery.Status.SENDING: orphans.orphan,
    Delivery.Status.CONFIRMING: confirming.look,
    Delivery.Status.EDIT_REQUESTED: editing.edit,
    Delivery.Status.RECALL_REQUESTED: recalling.recall,
    Delivery.Status.CANCELLED: discarding.discard,
}


def run(at: datetime) -> None:
    """Do all that is due, and what becomes due while this job may wait (`tick.STAY`).

    Raises Skewed when this machine's clock is wrong.
    """
    if not Channel.objects.exists():
        return
    clock, end = Clock(at), time.monotonic() + WORKS_SECONDS
    orphans.replay(clock)
    with ThreadPoolExecutor(HANDS) as pool:
        try:
            keep_busy(pool, clock, end)
        finally:
            close_all(pool)


def keep_busy(pool: ThreadPoolExecutor, clock: Clock, end: float) -> None:
    """Claim for each free hand; return when nothing is due, or it is time to end."""
    stays_until = time.monotonic() + tick.STAY.seconds
    busy: set[Future[None]] = set()
    ahead = Ahead()
    while True:
        over = tick.STAY.is_over or time.monotonic() > end
        ahead.refill(clock, free=HANDS - len(busy), over=over)
        while ahead.rows and len(busy) < HANDS and not over:
            busy.add(pool.submit(step, *ahead.rows.popleft(), clock))
        if not busy and (over or time.monotonic() > stays_until):
            return
        if busy:
            done, busy = wait(busy, BLINK_SECONDS, FIRST_COMPLETED)
            for one in done:
                one.result()
        else:
            time.sleep(BLINK_SECONDS)


@dataclass(slots=True)
class Ahead:
    """Rows claimed a moment before a hand is free: eight cost as much as one.

    Where the hands do not get free soon, another worker's may be: they are given back.
    """

    rows: deque[tuple[Delivery, Claim]] = field(default_factory=deque)
    since: float = 0.0

    def refill(self, clock: Clock, *, free: int, over: bool) -> None:
        """Claim again when none is left and a hand is free; give back what waits."""
        if self.rows and (over or time.monotonic() - self.since > AHEAD_SECONDS):
            for _row, one in self.rows:
                let_go(one, clock.now())
            self.rows.clear()
        elif free and not (self.rows or over):
            self.rows.extend(loaded(claim(clock.now(), most=free + HANDS)))
            self.since = time.monotonic()


def loaded(claims: list[Claim]) -> list[tuple[Delivery, Claim]]:
    """Return the rows of claims, in their order. One query."""
    both = Delivery.objects.select_related("channel", "content")
    rows = both.in_bulk([one.delivery for one in claims]) if claims else {}
    return [(rows[one.delivery], one) for one in claims if one.delivery in rows]


def step(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Let one row take its next step. What breaks is tried again, a few times."""
    facts = {"delivery": claim.delivery}
    try:
        status = Delivery.Status(delivery.status)
        STEPS.get(status, sending.send)(delivery, claim, clock)
    except Superseded:
        logger.info("A row was lost to another worker", extra=facts)
    except (DatabaseError, InterfaceError) as fault:
        # The spool keeps what was answered; `replay` writes it down.
        logger.exception("The database failed", extra=facts)
        connection.close()
        if isinstance(fault, (DataError, IntegrityError)):
            # It is there, and will not take this: the same again after each lease.
            broken.broke(claim, fault, clock)
    except Exception as fault:
        logger.exception("A delivery failed", extra=facts)
        broken.broke(claim, fault, clock)


def close_all(pool: ThreadPoolExecutor) -> None:
    """Close the database connection of each hand."""
    together = Barrier(HANDS)

    def close() -> None:
        together.wait()
        connection.close()

    for each in [pool.submit(close) for _ in range(HANDS)]:
        each.result()
