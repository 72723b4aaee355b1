"""What time it is: the database says, for all workers alike."""

import logging
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from sasando.channels.waits import SKEW

logger = logging.getLogger(__name__)
ASKED_EVERY_SECONDS = 10.0


class Skewed(Exception):
    """This machine's clock is wrong; it must claim nothing."""


def database_now() -> datetime:
    """Return the database's clock. One query, of no table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            [now] = cursor.fetchone()
            return now
        cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
        [text] = cursor.fetchone()
        return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """The database's time, asked every ten seconds and counted on in between.

    `at` is the moment that `tick` was told; where that lies elsewhere (`--at`, in
    tests) all times here lie as far away.
    """

    at: datetime
    shift: timedelta = field(init=False)
    base: datetime = field(init=False)
    asked: float = field(init=False)

    def __post_init__(self) -> None:
        self.shift = self.at - timezone.now()
        self.ask()

    def now(self) -> datetime:
        """Return the time. Raises Skewed when this machine disagrees by much."""
        if time.monotonic() - self.asked > ASKED_EVERY_SECONDS:
            self.ask()
        counted = timedelta(seconds=time.monotonic() - self.asked)
        return self.base + self.shift + counted

    def ask(self) -> None:
        self.base, self.asked = database_now(), time.monotonic()
        skew = timezone.now() - self.base
        if abs(skew) > SKEW:
            facts = {"seconds": round(skew.total_seconds())}
            logger.error("The clock of this machine is wrong", extra=facts)
            raise Skewed(f"This machine's clock is {facts['seconds']} seconds off.")
