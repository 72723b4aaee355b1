"""What the worker does for imports: a slice of each, again and again."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from sasando.imports import bring, feeding, out, publishing, reading, undoing
from sasando.imports.models import Import, folder

logger = logging.getLogger(__name__)
# Well below the limit of the job: it is to end by itself.
SLICE_SECONDS = 60.0
# So long may a failed file still be added and the import be gone on with.
KEPT = timedelta(days=30)
# A file that takes the worker down so often is not read any more.
MOST_READINGS = 3
Status = Import.Status


def work(at: datetime) -> None:
    """Go on with the imports that wait for the worker. One query when none does."""
    stopped = slice_of(SLICE_SECONDS)
    for batch in at_work():
        try:
            step(batch, at=at, stopped=stopped)
        except Exception:
            logger.exception("The work on an import failed", extra={"pk": batch.pk})
        if stopped():
            return


def at_work() -> QuerySet[Import]:
    """Return them in their turn; those on which the worker died after all others."""
    return Import.objects.filter(status__in=Import.AT_WORK).order_by("tries", "pk")


def slice_of(seconds: float) -> Callable[[], bool]:
    """Return a question that is answered yes once these seconds are over.

    They begin with the first question, which is answered no: finding the place in a
    large file takes time, and each slice brings at least one row further.
    """
    began_at: float | None = None

    def is_over() -> bool:
        nonlocal began_at
        now = time.monotonic()
        began_at = now if began_at is None else began_at
        return now > began_at + seconds

    return is_over


def step(batch: Import, *, at: datetime, stopped: Callable[[], bool]) -> None:
    """Go on with one import where it stands; remember when that comes to no end."""
    own = Import.objects.filter(pk=batch.pk)
    if batch.status == Status.RECEIVED and batch.tries >= MOST_READINGS:
        reading.give_up(batch, at=at)
        return
    own.update(tries=F("tries") + 1)
    steps: dict[Any, Any] = {
        Status.RECEIVED: reading.run,
        Status.RUNNING: bring.run,
        Status.PUBLISHING: publishing.run,
        Status.UNDOING: undoing.run,
    }
    steps[batch.status](batch, at=at, stopped=stopped)
    own.update(tries=0)


def dates(at: datetime) -> None:
    """Date what people have published one by one."""
    out.settle_all(at)


def files(at: datetime) -> None:
    """Delete exports that are done with: they hold the addresses of people."""
    over = Import.objects.filter(status__in=(Status.REFUSED, Status.UNDONE))
    old = Import.objects.filter(status=Status.DONE, at__lt=at - KEPT)
    for batch in (over | old).exclude(file=""):
        # What the command was given lies where its owner put it, and stays.
        if batch.path().is_relative_to(folder()):
            batch.path().unlink(missing_ok=True)
            Import.objects.filter(pk=batch.pk).update(file="")


def feeds(at: datetime) -> None:
    """Ask each feed."""
    feeding.ask_all(at)
