"""`sasando worker`: calls each job of `tick` when it is due, until it is stopped."""

import gc
import signal
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sasando.core import tick
from sasando.core.bilingual import both
from sasando.core.forks import Runner
from sasando.core.processes import STOPPED_WITHIN_SECONDS

EVERY_SECONDS = 5.0
# A job that claims its rows waits so long for more: nobody waits for the next round.
STAYS_SECONDS = 20.0


@dataclass(slots=True)
class Stop:
    """A flag for signals. (An Event may lock itself out when its handler sets it.)"""

    asked: bool = False

    def ask(self, *_: object) -> None:
        self.asked = True

    def __call__(self) -> bool:
        return self.asked


class Command(BaseCommand):
    help = "Run all that time causes, again and again, until stopped."
    # They load every page of the staff side, which the worker never shows.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Stop()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, stop.ask)
        # Children share these pages with us as long as nobody writes to them.
        gc.collect()
        gc.freeze()
        tick.STAY.seconds = STAYS_SECONDS
        try:
            self.work(stop)
        finally:
            tick.STAY.seconds = 0.0

    def work(self, stop: Stop) -> None:
        """Let round follow round until it is told to stop."""
        runner, answered = Runner(), False
        while not stop.asked:
            # Each round anew: a restore may begin while this worker waits.
            if reason := tick.held_back():
                raise CommandError(both(reason))
            # Where nothing was ever answered, somebody must set this place up first.
            if not runner.round(None, stopped=stop) and not answered:
                raise CommandError(both(tick.NO_ANSWER))
            answered = True
            runner.wait(seconds=EVERY_SECONDS, stopped=stop)
        # Less than the supervisor waits before it kills us.
        runner.finish(seconds=STOPPED_WITHIN_SECONDS - 2)
