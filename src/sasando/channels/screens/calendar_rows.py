"""What stands in the calendar of posts: each post on its day, with its channels."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
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
# What is worst says what becomes of a post.
WORST = (STOPPED, PLANNED, SCHEDULED, OUT, OFF)
WHEN = Coalesce("published_at", "expected_at")


@dataclass(frozen=True, slots=True)
class Filter:
    """Whose posts are shown: of one channel, of one unit, of all."""

    channel: int | None = None
    unit: int | None = None


class Item:
    """One delivery. No query."""

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
        if row.problem == "by_hand":
            # A task and no trouble; its word says all.
            return ""
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
class Mark:
    """The channels of a post that are in one state."""

    shape: str
    word: str
    warning: str
    names: list[str]

    @property
    def is_long(self) -> bool:
        """Return whether a narrow day has room for their number only."""
        return len(self.names) > 2


class Planned:
    """One post at one hour, on all the channels that say it then. No query."""

    def __init__(self, items: list[Item]) -> None:
        self.items, self.first = items, items[0]
        self.title, self.at = self.first.title, min(one.at for one in items)
        self.kind = min((one.kind for one in items), key=WORST.index)
        self.shape = SHAPES[self.kind]
        self.movable = [one for one in items if one.may_move]
        self.is_approved = any(one.is_approved for one in self.movable)
        self.goes_at_once = any(
            one.goes_at_once and not one.is_approved for one in items
        )

    def marks(self) -> list[Mark]:
        """Return the channels by their state."""
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for one in self.items:
            found[one.shape, one.word, one.warning].append(self.named(one))
        return [Mark(*state, names) for state, names in found.items()]

    def named(self, item: Item) -> str:
        """Return a channel; with its hour where that is not the hour of the post."""
        hour, own = clock(self.at), clock(item.at)
        return item.channel.name if own == hour else f"{item.channel.name} {own}"


def clock(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H.i")


@dataclass(frozen=True, slots=True)
class Day:
    """One day with what stands on it, and the holidays it is."""

    on: date
    posts: list[Planned]
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


def by_day(first: date, last: date, only: Filter) -> Mapping[date, list[list[int]]]:
    """Return the keys of each post's deliveries on each day, in order. One query.

    One post is a content at one planned hour: what went out seconds apart belongs
    together, what was given an hour of its own does not.
    """
    zone = timezone.get_default_timezone()
    found: dict[date, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(list))
    same = ("content", "slot_key", "scheduled_at")
    for key, when, *post in deliveries(first, last, only).values_list(
        "pk", F("when"), *same
    ):
        found[when.astimezone(zone).date()][tuple(post)].append(key)
    return {day: list(posts.values()) for day, posts in found.items()}


def together(posts: Iterable[list[int]], items: Mapping[int, Item]) -> list[Planned]:
    """Return the posts of a day; what is gone meanwhile is left out."""
    there = ([items[key] for key in keys if key in items] for keys in posts)
    return [Planned(one) for one in there if one]


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
    shown = (post for some in keys.values() for post in some[:most])
    items = read((key for post in shown for key in post), user, at=at)
    start = first - timedelta(days=first.weekday())
    off = holidays(start, last + timedelta(days=6))
    today = timezone.localtime(at, timezone.get_default_timezone()).date()
    found = []
    while start <= last:
        week = []
        for on in (start + timedelta(days=number) for number in range(7)):
            there = keys.get(on, [])
            posts = together(there[:most], items)
            hidden = len(there) - len(posts)
            outside = not first <= on <= last
            names = off.get(on, [])
            week.append(Day(on, posts, hidden, names, on == today, outside))
        found.append(week)
        start += timedelta(days=7)
    return found
