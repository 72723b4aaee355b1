"""What the desk asks of the sums: of a day, of seven, of thirty."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, gettext_lazy

from sasando.channels.screens import platforms
from sasando.website.reads import sorting
from sasando.website.reads.rows import Missed, PageReads, Source

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
NAMES: dict[str, Any] = {
    sorting.DIRECT: gettext_lazy("Directly: typed, a bookmark, a message"),
    sorting.OWN: gettext_lazy("Another page of this site"),
    sorting.SEARCH: gettext_lazy("Search engines"),
    sorting.OTHER: gettext_lazy("Others"),
    "facebook": "Facebook",
    "instagram": "Instagram",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "tiktok": "TikTok",
    "x": "X",
    "youtube": "YouTube",
    "threads": "Threads",
    "linkedin": "LinkedIn",
}


def summed(rows: Any, *, today: date) -> Any:
    """Return rows of thirty days with their sums: `day`, `week` and `month`."""
    return rows.filter(day__gt=today - MONTH, day__lte=today).annotate(
        month=Sum("count"),
        week=of(Q(day__gt=today - WEEK)),
        today=of(Q(day=today)),
    )


def of(days: Q) -> Any:
    return Coalesce(Sum("count", filter=days), 0)


def most_read(*, today: date) -> Any:
    """Return each address that was read, the most read first."""
    rows = PageReads.objects.values("path", "page_id")
    return summed(rows, today=today).order_by("-month", "path")


def of_page(page: int, *, today: date) -> dict[str, int]:
    """Return how often a page was read, whatever its address was then. One query."""
    days = PageReads.objects.filter(page_id=page, day__lte=today)
    sums = days.filter(day__gt=today - MONTH).aggregate(
        month=Coalesce(Sum("count"), 0),
        week=of(Q(day__gt=today - WEEK)),
        today=of(Q(day=today)),
    )
    return dict(sums)


def sources(*, today: date, page: int | None = None) -> Any:
    """Return from where readers came, the most first: of all pages or of one."""
    rows = Source.objects.all() if page is None else Source.objects.filter(page_id=page)
    return summed(rows.values("source"), today=today).order_by("-month", "source")


def name_of(source: str) -> str:
    post, _slash, kind = source.partition("/")
    if kind:
        words = {"channel": platforms.name_of(kind), "number": post.partition("-")[2]}
        return gettext("%(channel)s, post %(number)s") % words
    return str(NAMES.get(source, source))


def missed(kind: str, *, today: date) -> Any:
    """Return what was not found, the most asked first; the summed rest last."""
    rows = Missed.objects.filter(kind=kind).exclude(words="").values("words")
    return summed(rows, today=today).order_by("-month", "words")


def rest(kind: str, *, today: date) -> int:
    """Return how much more was asked than the list tells apart. One query."""
    days = Missed.objects.filter(kind=kind, words="", day__gt=today - MONTH)
    return int(days.aggregate(all=Coalesce(Sum("count"), 0))["all"])


def share(part: int, whole: int) -> str:
    """Return a share in whole hundredths, as it is read."""
    if not part or not whole:
        return "0 %"
    hundredths = round(100 * part / whole)
    return gettext("under 1 %") if hundredths == 0 else f"{hundredths} %"
