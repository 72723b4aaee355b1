"""`sasando worker`: calls each job of `tick` when it is due, until it is stopped."""

import logging
import signal
import time
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from sasando.core import tick

logger = logging.getLogger(__name__)
EVERY_SECONDS, BLINK_SECONDS = 5.0, 0.25


@dataclass(slots=True)
class Stop:
    """A flag for signals. (An Event may lock itself out when its handler sets it.)"""

    asked: bool = False

    def ask(self, *_: object) -> None:
        self.asked = True

    def wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self.asked and time.monotonic() < end:
            time.sleep(BLINK_SECONDS)


class Command(BaseCommand):
    help = "Run all that time causes, again and again, until stopped."
    # They load every page of the staff side, which the worker never shows.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Stop()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, stop.ask)
        while not stop.asked:
            close_old_connections()
            round_of_jobs(stop)
            stop.wait(EVERY_SECONDS)


def round_of_jobs(stop: Stop) -> None:
    """Run each due job once; between two jobs, look whether we should stop."""
    for job in list(tick.JOBS.values()):
        if stop.asked:
            return
        at = timezone.now()
        try:
            if tick.claim(job, at):
                tick.run_one(job, at)
        except (OperationalError, InterfaceError):
            # The database is away. The next round asks again; the pages stay readable.
            logger.warning("The worker cannot reach the database", exc_info=True)
            return
