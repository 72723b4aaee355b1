"""What stands in the calendar of content: four things that are not the same.

An idea without a date stands beside it. *Planned* is a date on an idea, or on a text
that nobody approved: it will not go out. *Scheduled* is an approved text with its hour.
*Published* is out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from sasando.core.models import listed
from sasando.newsroom.ideas import Idea
from sasando.newsroom.parcels import Member, Parcel
from sasando.newsroom.stories import Story

# Shape and word of each; the colour only repeats them.
PLANNED, SCHEDULED, PUBLISHED = "planned", "scheduled", "published"
SHAPES = {PLANNED: "◇", SCHEDULED: "■", PUBLISHED: "●"}
WORDS = {
    PLANNED: _("Planned"),
    SCHEDULED: _("Approved, scheduled"),
    PUBLISHED: _("Published"),
}
NOT_APPROVED = _("not approved, will not go out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing on one day; `move_url` leads to where it gets another day."""

    state: str
    title: str
    on: date
    url: str
    at: datetime | None = None
    move_url: str = ""
    what: Any = ""

    @property
    def shape(self) -> str:
        return SHAPES[self.state]

    @property
    def word(self) -> Any:
        return WORDS[self.state]

    @property
    def warning(self) -> Any:
        """The sentence of what has a date but no approval."""
        return NOT_APPROVED if self.state == PLANNED else ""


def items(start: date, end: date) -> list[Item]:
    """Return what stands on these days, both included, in order. Four queries."""
    found = [*ideas(start, end), *drafts(start, end), *approved(start, end)]
    found += in_parcels(start, end)
    return sorted(found, key=order)


def order(item: Item) -> tuple[date, float, str]:
    return item.on, item.at.timestamp() if item.at else 0.0, item.title


def moments(start: date, end: date) -> tuple[datetime, datetime]:
    """Return the first moment of the first day, and that after the last day."""
    zone = timezone.get_default_timezone()
    first = datetime.combine(start, time.min, zone)
    return first, datetime.combine(end + timedelta(days=1), time.min, zone)


def ideas(start: date, end: date) -> Iterator[Item]:
    """Yield the wishes; a draft with an hour of its own stands there by itself."""
    rows: Any = Idea.objects.planned(start, end).only("title", "wished_on", "story")
    hour = of_text("go_live_at", "story__latest_revision__content")
    rows = rows.annotate(hour=hour).filter(Q(hour=None) | Q(hour__in=["", "null"]))
    for idea in rows:
        yield Item(
            state=PLANNED,
            title=idea.title,
            on=idea.wished_on,
            url=reverse("newsroom_idea", args=[idea.pk]),
            move_url=reverse("newsroom_idea", args=[idea.pk]),
            what=_("Draft of an idea") if idea.story_id else _("Idea"),
        )


def drafts(start: date, end: date) -> Iterator[Item]:
    """Yield the newest texts with an hour of their own that nobody approved."""
    first, last = (in_utc(moment) for moment in moments(start, end))
    rows = Story.objects.filter(Q(live=False) | Q(has_unpublished_changes=True))
    rows = rows.filter(latest_revision__approved_go_live_at=None)
    inside = Member.objects.current().filter(page_id=OuterRef("pk"))
    rows = rows.filter(~Exists(inside)).annotate(
        hour=of_text("go_live_at"), until=of_text("embargo_until")
    )
    hours = Q(hour__gte=first, hour__lt=last) | Q(until__gte=first, until__lt=last)
    facts = rows.filter(hours).values_list("pk", "draft_title", "hour", "until")
    for pk, title, *told in facts:
        # SQLite gives the word for what is empty in JSON.
        given = [one for one in told if one and one != "null"]
        at = max(datetime.fromisoformat(one) for one in given)
        day = timezone.localdate(at)
        # The later of the two counts, and may lie outside.
        if start <= day <= end:
            yield of_page(PLANNED, pk, title, at=at, on=day)


def of_text(field: str, content: str = "latest_revision__content") -> Any:
    # By itself it would be compared as JSON.
    return Cast(KeyTextTransform(field, content), TextField())


def in_utc(moment: datetime) -> str:
    """Return a moment as a revision keeps it, without what follows the minutes."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}"


def approved(start: date, end: date) -> Iterator[Item]:
    """Yield the approved texts whose hour lies on these days, and those that are out.

    One query: that a text is out is said of its page, that it will be of its revision.
    """
    first, last = moments(start, end)
    plans = Revision.page_revisions.filter(
        approved_go_live_at__gte=first, approved_go_live_at__lt=last
    ).order_by()
    out: Any = listed(Story.objects.order_by())
    out = out.filter(first_published_at__gte=first, first_published_at__lt=last)
    rows: Any = plans.values_list(
        Value(SCHEDULED, TextField()), "object_id", "object_str", "approved_go_live_at"
    ).union(
        out.values_list(
            Value(PUBLISHED, TextField()),
            Cast("pk", TextField()),
            "title",
            "first_published_at",
        ),
        all=True,
    )
    for state, pk, title, at in rows:
        yield of_page(state, int(pk), title, at=at, on=timezone.localdate(at))


def in_parcels(start: date, end: date) -> Iterator[Item]:
    """Yield the parcels whose hour lies on these days and that are not out."""
    first, last = moments(start, end)
    rows = Parcel.objects.filter(goes_out_at__gte=first, goes_out_at__lt=last)
    rows = rows.filter(status__in=["open", "approved"])
    counted: Any = rows.annotate(n=Count("members", filter=Q(members__left_at=None)))
    for parcel in counted:
        at = parcel.goes_out_at
        address = reverse("newsroom_parcel", args=[parcel.pk])
        yield Item(
            state=SCHEDULED if parcel.status == "approved" else PLANNED,
            title=parcel.title,
            on=timezone.localdate(at),
            at=at,
            url=address,
            move_url=address,
            what=_("Parcel of %(count)d") % {"count": parcel.n},
        )


def of_page(state: str, pk: int, title: str, *, at: datetime, on: date) -> Item:
    return Item(
        state=state,
        title=title,
        on=on,
        at=at,
        url=reverse("wagtailadmin_pages:edit", args=[pk]),
        move_url="" if state == PUBLISHED else reverse("newsroom_move", args=[pk]),
    )
