"""Telling the page store what changed that no database trigger can see."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

from sasando.core.models import Touch

# The moments at which what is being shown now will be another; None: nobody asks.
MOMENTS: ContextVar[list[datetime] | None] = ContextVar("MOMENTS", default=None)


def touch(*tags: str) -> None:
    """Write one row a tag, in the transaction of the change it tells of. One query.

    For what is not a row: time, files, code. Tables say their own changes.
    """
    Touch.objects.bulk_create(Touch(tag=tag) for tag in dict.fromkeys(tags))


def changes_at(moment: datetime | None) -> None:
    """Say, while a page is rendered, that the clock changes what it shows then.

    A view or tag that shows a term, the next event or “today” calls it; the page is
    rendered again within a minute of that moment. Without a page store it does nothing.
    """
    moments = MOMENTS.get()
    if moments is not None and moment is not None:
        moments.append(moment)


def changes_at_midnight(at: datetime) -> None:
    """Say that what is shown holds for this day of the office alone."""
    here = timezone.localtime(at)
    tomorrow = here.date() + timedelta(days=1)
    changes_at(here.replace(*tomorrow.timetuple()[:3], 0, 0, 0, 0))


@contextmanager
def moments() -> Iterator[list[datetime]]:
    """Collect the moments that are said meanwhile."""
    said: list[datetime] = []
    before = MOMENTS.set(said)
    try:
        yield said
    finally:
        MOMENTS.reset(before)
