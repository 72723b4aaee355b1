"""What waits on *Hari ini*: rooms offer lines here, the desk shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


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


def lines(user: Any, at: datetime) -> dict[Group, list[Line]]:
    """Return the lines of this person by group, alarms first, then by due date."""
    found = [line for source in SOURCES.values() for line in source(user, at)]
    found.sort(key=order)
    return {group: [one for one in found if one.group is group] for group in Group}


def order(line: Line) -> tuple[bool, bool, float]:
    due = line.due_at
    return not line.is_alarm, due is None, due.timestamp() if due else 0.0
