"""Finds the live pages that name an ended unit, or an official whose term has ended.

A unit and an official stand on a page by reference. A new name shows there at once, and
asks for no approval; an end does not show at all, and somebody has to decide. Authors
and the signatory of a release are history from the first day: they are left out.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    ForeignKey,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from sasando.accounts.models import Assignment, Unit, User
from sasando.core import today
from sasando.core.models import listed
from sasando.core.today import Group, Line
from sasando.newsroom.ended.rows import KeptAsHistory

# What the rows below a page are called in which a room names officials.
OFFICIALS = "officials"


@cache
def kinds() -> list[tuple[str, Any]]:
    """Return the kinds of page that lie right below `Page`, with the way to each."""
    found = []
    for model in apps.get_models():
        link: Any = model._meta.parents.get(Page)
        if link is not None:
            found.append((link.remote_field.get_accessor_name(), model))
    return found


def unit_paths() -> list[str]:
    """Return the ways from a page to its unit, one for each kind that has one."""
    return [
        f"{way}__{field.name}"
        for way, model in kinds()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is Unit
    ]


def official_paths() -> list[str]:
    return [
        f"{way}__{OFFICIALS}__user"
        for way, model in kinds()
        if hasattr(model, OFFICIALS)
    ]


def pages_of_ended_units(on: date) -> QuerySet[Page, Page]:
    """Return the pages that readers find and whose unit, as `unit_key`, has ended.

    Those that somebody chose to leave as they are, are left out. One query.
    """
    nothing = Value(None, output_field=BigIntegerField())
    named = Coalesce(*(F(f"{path}_id") for path in unit_paths()), nothing)
    kept = KeptAsHistory.objects.filter(
        page_id=OuterRef("pk"), unit_id=OuterRef("unit_key")
    )
    ended = Unit.objects.filter(valid_until__lt=on)
    pages = Page.objects.annotate(unit_key=named).filter(
        ~Exists(kept), unit_key__in=ended.values("pk")
    )
    found: QuerySet[Page, Page] = listed(pages).order_by("unit_key", "pk")
    return found


def pages_of_ended_officials(on: date) -> QuerySet[Page, Page]:
    """Return a page for each official, as `person_key`, whose term has ended since.

    Ended is what was held when the page last went out, and is not held in the same
    standing any more; or the person may not sign in. One query.
    """
    ways = [F(path) for path in official_paths()]
    nothing = Value(None, output_field=BigIntegerField())
    kept = KeptAsHistory.objects.filter(
        page_id=OuterRef("pk"), person_id=OuterRef("person_key")
    )
    gone = User.objects.filter(pk=OuterRef("person_key"), is_active=False)
    pages = Page.objects.annotate(
        person_key=Coalesce(*ways, nothing), shown_on=TruncDate("last_published_at")
    ).filter(~Exists(kept), Exists(lost(on)) | Exists(gone), person_key__isnull=False)
    found: QuerySet[Page, Page] = listed(pages).order_by("person_key", "pk")
    return found


def lost(on: date) -> Any:
    """Return what an official held when a page went out, and does not hold on a day."""
    shown_on = OuterRef("shown_on")
    held = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=shown_on),
        user_id=OuterRef("person_key"),
        starts_on__lte=shown_on,
    )
    over = held.filter(Q(ends_on__lt=on) | Q(unit__valid_until__lt=on))
    renewed = Assignment.objects.current(on).filter(
        user=OuterRef("user"), role=OuterRef("role"), acting=OuterRef("acting")
    )
    return over.filter(~Exists(renewed))


def successor(unit: Unit, *, on: date) -> Unit | None:
    """Return the unit that took over and exists on a day. A query a step."""
    seen = {unit.pk}
    step = unit.successor
    while step is not None and step.pk not in seen:
        if step.exists_on(on):
            return step
        seen.add(step.pk)
        step = step.successor
    return None


def unit_lines(user: Any, at: datetime) -> Iterator[Line]:
    """Yield a line for each ended unit that live pages name. Two queries."""
    if not user.has_perm("newsroom.keep_as_history"):
        return
    counted = counts(pages_of_ended_units(timezone.localdate(at)), "unit_key")
    units = Unit.objects.in_bulk(list(counted))
    for key, count in counted.items():
        unit = units[key]
        day = date_format(unit.valid_until or "")
        words = {"unit": unit, "day": day, "count": count}
        text = ngettext(
            "%(unit)s ended on %(day)s; %(count)d page still names it.",
            "%(unit)s ended on %(day)s; %(count)d pages still name it.",
            count,
        )
        yield line(text % words, kind="unit")


def official_lines(user: Any, at: datetime) -> Iterator[Line]:
    """Yield a line for each official of then whom live pages name. Two queries."""
    if not user.has_perm("newsroom.keep_as_history"):
        return
    counted = counts(pages_of_ended_officials(timezone.localdate(at)), "person_key")
    people = User.objects.in_bulk(list(counted))
    for key, count in counted.items():
        words = {"name": people[key], "count": count}
        text = ngettext(
            "The term of %(name)s has ended; %(count)d page still names this person.",
            "The term of %(name)s has ended; %(count)d pages still name this person.",
            count,
        )
        yield line(text % words, kind="official")


def counts(pages: QuerySet[Page, Page], key: str) -> dict[int, int]:
    rows = pages.order_by(key).values_list(key).annotate(count=Count("pk"))
    return dict(rows[: today.MOST])


def line(text: str, *, kind: str) -> Line:
    return Line(
        group=Group.WAITS,
        text=text,
        url=f"{reverse('newsroom_ended')}?jenis={kind}",
        verb=_("Decide"),
    )
