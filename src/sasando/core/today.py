"""What waits on *Hari ini*: rooms offer lines here, the desk shows them."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class Group(models.TextChoices):
    """The four parts of the page, in the order in which they are read."""

    LATE = "late", _("Late")
    TODAY = "today", _("Due today")
    WAITS = "waits", _("Waits for you")
    NEW = "new", _("Just came in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One matter in one line, with the one step that is next.

    `url` leads to where the step is taken; `verb` names it ("Read and decide").
    `is_alarm` marks what stands in red until somebody has seen to it.
    """

    group: Group
    text: str
    url: str
    verb: str
    due_at: datetime | None = None
    is_alarm: bool = False


Source = Callable[[Any, datetime], Iterable[Line]]
SOURCES: dict[str, Source] = {}
# More than this nobody reads on one page; a list of the room shows the rest.
MOST = 50


def register(name: str, source: Source) -> None:
    """Let the desk ask `source(user, at)` for lines. Called in `AppConfig.ready`.

    A source costs at most two queries however many rows there are, yields at most
    `MOST` lines, and nothing that this person may not see.
    """
    SOURCES[name] = source


@dataclass(frozen=True, slots=True)
class Day:
    """What all sources said of a person's day; `failed` names those that could not."""

    groups: dict[Group, list[Line]]
    failed: tuple[str, ...]


def lines(user: Any, at: datetime) -> dict[Group, list[Line]]:
    """Return the lines of this person by group, alarms first, then by due date."""
    return grouped(line for source in SOURCES.values() for line in source(user, at))


def ask(user: Any, at: datetime) -> Day:
    """Return this person's day; a source that fails is logged and left out.

    One broken room must not take the page away from whoever works in the others.
    """
    found: list[Line] = []
    failed = []
    for name, source in SOURCES.items():
        try:
            found += list(source(user, at))
        except Exception:
            logger.exception("A source of the desk failed", extra={"source": name})
            failed.append(name)
    return Day(grouped(found), tuple(failed))


def grouped(found: Iterable[Line]) -> dict[Group, list[Line]]:
    ordered = sorted(found, key=order)
    return {group: [one for one in ordered if one.group is group] for group in Group}


def order(line: Line) -> tuple[bool, bool, float]:
    due = line.due_at
    return not line.is_alarm, due is None, due.timestamp() if due else 0.0


def group_of(due_at: datetime | None, at: datetime) -> Group:
    """Return where something with this due date stands, as people count days."""
    if due_at is None:
        return Group.WAITS
    if due_at <= at:
        return Group.LATE
    same_day = timezone.localdate(due_at) == timezone.localdate(at)
    return Group.TODAY if same_day else Group.WAITS


def time_left(due_at: datetime, at: datetime) -> str:
    """Return a due date in words: "2 days left", "3 days late", "today, 10.00"."""
    days = (timezone.localdate(due_at) - timezone.localdate(at)).days
    if days == 0:
        words = {"time": date_format(timezone.localtime(due_at), "H.i")}
        late = due_at <= at
        return (
            gettext("late since %(time)s") if late else gettext("today, %(time)s")
        ) % words
    if days == 1:
        return gettext("tomorrow")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {
            "days": days
        }
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
