"""What stands in the calendar of posts: each delivery on its day, with its state."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sasando.accounts.models import Assignment
from sasando.channels import moving, workflow
from sasando.channels.models import Channel, Delivery
from sasando.channels.screens import cards
from sasando.core.days import Holiday

Status = Delivery.Status
# Shape and word of each kind; the line beside it only repeats them.
PLANNED, SCHEDULED, OUT, STOPPED, OFF = (
    "planned",
    "scheduled",
    "published",
    "stop",
    "off",
)
SHAPES = {PLANNED: "◇", SCHEDULED: "■", OUT: "●", STOPPED: "▲", OFF: "×"}
WORDS = {
    PLANNED: gettext_lazy("Draft: not approved, will not go out"),
    SCHEDULED: gettext_lazy("Approved: goes out at its hour"),
    OUT: gettext_lazy("Published"),
    STOPPED: gettext_lazy("Late or stopped: needs a person"),
}
KINDS = {
    Status.DRAFT: PLANNED,
    Status.PUBLISHED: OUT,
    Status.NEEDS_HUMAN: STOPPED,
    Status.FAILED: STOPPED,
    Status.MEDIA_FAILED: STOPPED,
    Status.BLOCKED_AUTH: STOPPED,
    Status.CANCELLED: OFF,
    Status.RECALLED: OFF,
    Status.RECALL_REQUESTED: OFF,
}
WHEN = Coalesce("published_at", "expected_at")


@dataclass(frozen=True, slots=True)
class Filter:
    """Whose posts are shown: of one channel, of one unit, of all."""

    channel: int | None = None
    unit: int | None = None


class Item:
    """One delivery on its day. No query."""

    def __init__(self, row: Delivery, user: Any, *, at: datetime) -> None:
        self.row, self.channel = row, row.channel
        self.title = row.content.title(90) or f"#{row.content_id}"
        self.at = row.published_at or row.expected_at
        self.kind = KINDS.get(Status(row.status), SCHEDULED)
        self.goes_at_once = row.scheduled_at == row.content.created_at
        self.warning = self.why(at)
        if self.warning:
            self.kind = STOPPED
        self.may_move = row.status in moving.MOVABLE and moving.may_move(row, user)
        self.is_approved = row.status != Status.DRAFT
        self.shape = SHAPES[self.kind]

    @property
    def word(self) -> str:
        """Return the state in the words of a person."""
        row = self.row
        if (row.status, row.problem) == (Status.NEEDS_HUMAN, "by_hand"):
            return _("Waits to be posted by hand")
        if row.status == Status.DRAFT:
            return _("Waits for approval")
        return str(row.get_status_display())

    def why(self, at: datetime) -> str:
        """Return why it will not go out as planned; "" where all is well."""
        row, channel = self.row, self.channel
        if row.status in (*cards.STOPPED, Status.BLOCKED_AUTH):
            return workflow.told(row.problem, row.problem_facts, channel)
        if row.status in cards.ENDED:
            return ""
        if channel.status != Channel.Status.OPEN:
            return _("The channel must be connected again first.")
        if channel.paused_at:
            return _("The channel is paused.")
        if row.status == Status.DRAFT and self.at <= at and not self.goes_at_once:
            return _("Its hour has passed, and nobody approved it.")
        return ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day with what stands on it, and the holidays it is."""

    on: date
    items: list[Item]
    hidden: int
    holidays: list[str]
    is_today: bool
    is_outside: bool


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the first moment of the first day, and that after the last day."""
    zone = timezone.get_default_timezone()
    begins = datetime.combine(first, time.min, zone)
    return begins, datetime.combine(last + timedelta(days=1), time.min, zone)


def deliveries(first: date, last: date, only: Filter) -> QuerySet[Delivery]:
    """Return what stands on these days, both included, in order."""
    begins, ends = moments(first, last)
    rows = Delivery.objects.annotate(when=WHEN).order_by("when", "pk")
    rows = rows.filter(when__gte=begins, when__lt=ends)
    if only.channel is not None:
        rows = rows.filter(channel=only.channel)
    if only.unit is not None:
        rows = rows.filter(content__created_by__in=people_of(only.unit))
    return rows


def people_of(unit: int) -> QuerySet[Any, Any]:
    """Return who has a role in a unit today."""
    rows = Assignment.objects.current(timezone.localdate())
    return rows.filter(unit=unit).values("user")


def read(keys: Iterable[int], user: Any, *, at: datetime) -> dict[int, Item]:
    """Return these deliveries as the calendar shows them. One query."""
    rows = Delivery.objects.filter(pk__in=list(keys))
    both = rows.select_related("channel", "content")
    both = both.defer("payload", "channel__secrets")
    return {row.pk: Item(row, user, at=at) for row in both}


def by_day(first: date, last: date, only: Filter) -> Mapping[date, list[int]]:
    """Return the keys of what stands on each day, in order. One query."""
    zone = timezone.get_default_timezone()
    found: dict[date, list[int]] = defaultdict(list)
    for key, when in deliveries(first, last, only).values_list("pk", F("when")):
        found[when.astimezone(zone).date()].append(key)
    return found


def holidays(first: date, last: date) -> Mapping[date, list[str]]:
    """Return the names of the days off between two days. One query."""
    found: dict[date, list[str]] = defaultdict(list)
    rows = Holiday.objects.between(first, last).counting()
    for on, name in rows.values_list("date", "name"):
        if name not in found[on]:
            found[on].append(name)
    return found


def weeks(
    first: date,
    last: date,
    only: Filter,
    *,
    user: Any,
    at: datetime,
    most: int,
) -> list[list[Day]]:
    """Return whole weeks from Monday on, each day with its first posts. 3 queries."""
    keys = by_day(first, last, only)
    items = read((key for some in keys.values() for key in some[:most]), user, at=at)
    start = first - timedelta(days=first.weekday())
    off = holidays(start, last + timedelta(days=6))
    today = timezone.localtime(at, timezone.get_default_timezone()).date()
    found = []
    while start <= last:
        week = []
        for on in (start + timedelta(days=number) for number in range(7)):
            there = keys.get(on, [])
            shown = [items[key] for key in there[:most] if key in items]
            hidden = len(there) - len(shown)
            outside = not first <= on <= last
            names = off.get(on, [])
            week.append(Day(on, shown, hidden, names, on == today, outside))
        found.append(week)
        start += timedelta(days=7)
    return found
