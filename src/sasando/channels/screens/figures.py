"""What platforms counted, over time: of a channel, and of one post on each channel.

Every chart says in its title what it shows, and its numbers stand in a table beneath.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sasando.channels.adapters import Measures, adapter_of
from sasando.channels.changing import OUT
from sasando.channels.models import Channel, Content, Delivery, MetricSnapshot
from sasando.channels.screens import contents, platforms
from sasando.core import drawing, listing
from sasando.core.figures import written

VIEW_CHANNEL, VIEW_POST = "channels.view_channel", "channels.view_delivery"
SHOWN = timedelta(days=90)
VIEWED, REACHED = gettext_lazy("Views"), gettext_lazy("People reached")
FOLLOWERS, LIKES = gettext_lazy("Followers"), gettext_lazy("Likes")
COMMENTS, SHARED = gettext_lazy("Comments"), gettext_lazy("Shares")
# What people call the metrics of the platforms.
NAMES: dict[str, Any] = {
    **dict.fromkeys(("views", "viewCount", "post_media_view"), VIEWED),
    "page_media_view": VIEWED,
    **dict.fromkeys(("reach", "post_total_media_view_unique"), REACHED),
    **dict.fromkeys(("page_follows", "followers_count", "subscriberCount"), FOLLOWERS),
    **dict.fromkeys(("likes", "likeCount"), LIKES),
    "post_reactions_by_type_total": gettext_lazy("Reactions"),
    "page_post_engagements": gettext_lazy("Reactions, comments and clicks"),
    "post_clicks": gettext_lazy("Clicks"),
    **dict.fromkeys(("comments", "commentCount"), COMMENTS),
    "replies": gettext_lazy("Replies"),
    **dict.fromkeys(("shares", "reposts"), SHARED),
    "saved": gettext_lazy("Saved"),
    "quotes": gettext_lazy("Quotes"),
}

# Of an account these are what it has altogether; all others are of one day.
TOTALS = {"page_follows", "followers_count", "subscriberCount", "viewCount"}


def name_of(metric: str) -> str:
    return str(NAMES.get(metric, metric.replace("_", " ")))


@dataclass(frozen=True, slots=True)
class Figure:
    """One chart: what it says, how it is drawn, and its numbers."""

    key: str
    title: str
    drawn: drawing.Lines | None
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def is_wide(self) -> bool:
        """Return whether a telephone shows each day as a block, not as a row."""
        return len(self.columns) > 3

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return each day with its numbers by name."""
        names = self.columns[1:]
        return [
            (day, list(zip(names, cells, strict=True))) for day, *cells in self.rows
        ]


class Series:
    """The figures of one thing, by metric and day. No query."""

    def __init__(self, rows: Iterable[MetricSnapshot]) -> None:
        self.by_metric: dict[str, dict[date, int]] = {}
        self.read_at: datetime | None = None
        for row in rows:
            self.by_metric.setdefault(row.metric, {})[row.on] = row.value
            self.read_at = max(self.read_at or row.taken_at, row.taken_at)

    def figure(
        self, metric: str, others: Sequence[str], *, key: str, is_total: bool = True
    ) -> Figure:
        """Return the course of a metric; the table has the others beside it."""
        course = self.by_metric[metric]
        days = sorted(course)
        numbers = {name_of(metric): [Decimal(course[day]) for day in days]}
        drawn = drawing.lines([shown(day) for day in days], numbers)
        metrics = (metric, *others)
        return Figure(
            key=key,
            title=(finding if is_total else a_day)(metric, course),
            # One day is no course.
            drawn=drawn if len(days) > 1 else None,
            columns=[_("Day"), *map(name_of, metrics)],
            rows=[
                [shown(day), *(self.cell(one, day) for one in metrics)]
                for day in reversed(days)
            ],
        )

    def cell(self, metric: str, day: date) -> str:
        value = self.by_metric[metric].get(day)
        return "–" if value is None else written(Decimal(value))


def shown(day: date) -> str:
    return date_format(day, "j F Y")


def finding(metric: str, course: dict[date, int]) -> str:
    """Return in words what a chart shows: the newest number, and its way there."""
    first, last = min(course), max(course)
    number, change = course[last], course[last] - course[first]
    facts = {"name": name_of(metric), "number": written(Decimal(number))}
    if first == last or not change:
        return _("%(name)s: %(number)s") % facts
    days = (last - first).days
    facts |= {"change": written(Decimal(abs(change))), "days": str(days)}
    more = ngettext(
        "%(name)s: %(number)s, %(change)s more than %(days)s day before",
        "%(name)s: %(number)s, %(change)s more than %(days)s days before",
        days,
    )
    less = ngettext(
        "%(name)s: %(number)s, %(change)s fewer than %(days)s day before",
        "%(name)s: %(number)s, %(change)s fewer than %(days)s days before",
        days,
    )
    return (more if change > 0 else less) % facts


def a_day(metric: str, course: dict[date, int]) -> str:
    """Return in words what a chart of separate days shows: their middle."""
    mean = Decimal(sum(course.values())) / len(course)
    facts = {"name": name_of(metric), "number": written(Decimal(round(mean)))}
    facts |= {"days": str(len(course))}
    said = ngettext(
        "%(name)s: %(number)s on %(days)s day",
        "%(name)s: %(number)s a day, over %(days)s days",
        len(course),
    )
    return said % facts


# --- a channel ------------------------------------------------------------------------


def has_figures(kind: str) -> bool:
    """Return whether a platform counts anything for us."""
    return isinstance(adapter_of(kind), Measures)


def of_channel(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how an account fares, and the newest figures of its posts. Six queries."""
    listing.allow(request, VIEW_CHANNEL)
    channel = get_object_or_404(Channel.objects.defer("secrets"), pk=pk)
    since = timezone.localdate() - SHOWN
    mine = channel.figures.filter(delivery=None, on__gte=since)
    series = Series(mine)
    out = Delivery.objects.filter(channel=channel, status__in=OUT)
    out = out.exclude(external_id="").select_related("content")
    page = listing.page_of(request, out.order_by("-published_at", "-pk"))
    facts = {
        "channel": channel,
        "platform": platforms.name_of(channel.kind),
        "figures": [
            series.figure(metric, (), key=f"{place}", is_total=metric in TOTALS)
            for place, metric in enumerate(in_order(channel.kind, series), 1)
        ],
        "read_at": series.read_at,
        "posts": newest(list(page)),
        "page": page,
        "at_page": listing.link(request),
        "has_figures": has_figures(channel.kind),
    }
    return render(request, "channels/channel_figures.html", facts)


def in_order(kind: str, series: Series, *, of_post: bool = False) -> list[str]:
    """Return the metrics that there are, in the order of their platform."""
    adapter, wanted = adapter_of(kind), tuple(series.by_metric)
    if isinstance(adapter, Measures):
        wanted = adapter.post_metrics if of_post else adapter.account_metrics
    return [one for one in wanted if one in series.by_metric]


def newest(rows: list[Delivery]) -> list[dict[str, Any]]:
    """Return each post with its newest figures. One query."""
    found: dict[int, dict[str, int]] = {row.pk: {} for row in rows}
    snapshots = MetricSnapshot.objects.filter(delivery__in=found).order_by("on")
    for number, metric, value in snapshots.values_list("delivery", "metric", "value"):
        found[number][metric] = value
    return [
        {
            "row": row,
            "title": row.content.title(70),
            "figures": [
                (name_of(metric), written(Decimal(value)))
                for metric, value in found[row.pk].items()
            ],
        }
        for row in rows
    ]


# --- one post -------------------------------------------------------------------------


def of_content(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how one post fares on each channel. Five queries."""
    content: Content = contents.content_for(request, pk)
    rows = content.deliveries.select_related("channel").order_by("pk")
    found: dict[int, list[MetricSnapshot]] = {row.pk: [] for row in rows}
    for one in MetricSnapshot.objects.filter(delivery__in=found).order_by("on"):
        found[one.delivery_id].append(one)  # type: ignore[index]
    courses = [(row, Series(found[row.pk])) for row in rows if found[row.pk]]
    facts = {
        "content": content,
        "title": content.title(80),
        "courses": [(row, whole(row, series), series) for row, series in courses],
    }
    return render(request, "channels/content_figures.html", facts)


def whole(row: Delivery, series: Series) -> Figure:
    """Return the chart of a post on one channel; its table has every metric."""
    first, *others = in_order(row.channel.kind, series, of_post=True)
    return series.figure(first, others, key=str(row.pk))
