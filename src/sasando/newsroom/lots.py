"""The stories that an address means, and what lists ask of them.

Each kind of question is composed once (`core.prepared`): every story that goes out has
a dozen lists rendered again, and composing took longer than the answers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Value
from django.utils.timezone import get_current_timezone, localtime
from taggit.models import Tag

from sasando.accounts.models import Unit
from sasando.core.prepared import Prepared, prepared
from sasando.newsroom.stories import Story, StoryQuerySet

# Where no story lies.
NOWHERE = "-"
Shape = Callable[..., QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class Lot:
    """Public stories below a page; of one facet and of one year, where they are named.

    A facet is a topic by its slug, a unit by its key, or a form of publication.
    """

    path: str
    facet: str = ""
    value: str = ""
    year: int | None = None

    def newest(self, most: int) -> list[Story]:
        """Return the newest of them, as lists show them. One query."""
        return asked(as_newest, most, facet=self.facet, dated=self.is_dated)(*self.said)

    def stories(self) -> StoryQuerySet:
        """Return them as a question that is not composed yet."""
        return narrowed(self.facet, dated=self.is_dated, values=self.said)

    def total(self) -> int:
        """Return how many there are. One query."""
        question = asked(as_total, facet=self.facet, dated=self.is_dated)
        return int(question(*self.said)[0])

    def years(self) -> dict[int, int]:
        """Return how many went out in which year, the newest first; of every year.

        Two queries: to take the year out of a moment SQLite asks Python for each row,
        36 ms for 6,000 of them; to compare it with the ends of a year it does not.
        """
        every = replace(self, year=None)
        ends = asked(as_ends, facet=self.facet)(*every.said)[0]
        if None in ends:
            return {}
        first, last = (localtime(end).year for end in ends)
        bounds = [begin_of(year) for year in range(first, last + 2)]
        question = asked(as_years, facet=self.facet, bounds=len(bounds))
        counts = question(*every.said, bounds)[0]
        found = list(zip(range(first, last + 1), counts, strict=True))
        return {year: count for year, count in reversed(found) if count}

    @property
    def is_dated(self) -> bool:
        return self.year is not None

    @property
    def said(self) -> list[Any]:
        """Return the values of its question, in their order."""
        value: Any = int(self.value) if self.facet == "unit" else self.value
        facet = [value] if self.facet else []
        ends = [] if self.year is None else [begin_of(self.year), end_of(self.year)]
        return [self.path, *facet, *ends]


def begin_of(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=get_current_timezone())


def end_of(year: int) -> datetime:
    return begin_of(year + 1)


def narrowed(facet: str, *, dated: bool, values: Sequence[Any]) -> StoryQuerySet:
    """Return public stories below a path, narrowed by what follows it in `values`."""
    path, *rest = values
    every: Any = Story.listed
    stories: StoryQuerySet = every.filter(path__startswith=path).out()
    if facet:
        stories = stories.filter(**{FACETS[facet]: rest.pop(0)})
    if dated:
        first, end = rest
        since = stories.filter(first_published_at__gte=first)
        stories = since.filter(first_published_at__lt=end)
    return stories


FACETS = {
    "topik": "tagged__tag__slug",
    "unit": "unit_id",
    "bentuk": "publicationpage__form",
}


@cache
def asked(
    shape: Shape, *more: int, facet: str, dated: bool = False, bounds: int = 0
) -> Prepared:
    """Return a question of this shape about a lot; `bounds` moments come last."""

    def compose(*values: Any) -> QuerySet[Any, Any]:
        last = [values[-1]] if bounds else []
        mine = values[: len(values) - len(last)]
        return shape(narrowed(facet, dated=dated, values=mine), *more, *last)

    return prepared(compose)


def as_newest(stories: StoryQuerySet, most: int) -> StoryQuerySet:
    return stories.newest()[:most]


def as_total(stories: StoryQuerySet) -> QuerySet[Any, Any]:
    return in_one(stories).annotate(a=Count("pk")).values_list("a", flat=True)


def as_ends(stories: StoryQuerySet) -> QuerySet[Any, Any]:
    out = "first_published_at"
    return in_one(stories).annotate(a=Min(out), z=Max(out)).values_list("a", "z")


def as_years(stories: StoryQuerySet, bounds: Sequence[datetime]) -> QuerySet[Any, Any]:
    out = "first_published_at"
    counts = {
        f"y{number}": Count(
            "pk", distinct=True, filter=Q(**{f"{out}__gte": first, f"{out}__lt": end})
        )
        for number, (first, end) in enumerate(pairwise(bounds))
    }
    return in_one(stories).annotate(**counts).values_list(*counts)


def in_one(stories: StoryQuerySet) -> QuerySet[Any, Any]:
    """Return them as one group: what is counted of it is one row, also of none."""
    return stories.order_by().annotate(one=Value(1)).values("one")


@cache
def topics(most: int) -> Prepared:
    """Return what asks for slug and name of the topics that most stories have."""

    def compose(path: str) -> QuerySet[Tag, Any]:
        stories = narrowed("", dated=False, values=[path])
        tags = Tag.objects.filter(newsroom_storytag_items__content_object__in=stories)
        used = tags.alias(used=Count("newsroom_storytag_items"))
        return used.order_by("-used", "name").values_list("slug", "name")[:most]

    return prepared(compose)


@cache
def units(most: int) -> Prepared:
    """Return what asks for the units of the stories below a path, by name."""

    def compose(path: str) -> QuerySet[Unit]:
        stories = narrowed("", dated=False, values=[path]).order_by()
        there = Unit.objects.filter(pk__in=stories.values("unit_id"))
        return there.order_by("name")[:most]

    return prepared(compose)


@prepared
def topic_named(path: str, slug: str) -> QuerySet[Tag, Any]:
    """Return the name of a topic that a public story below a path has."""
    stories = narrowed("", dated=False, values=[path]).order_by()
    used = Q(newsroom_storytag_items__content_object__in=stories)
    named = Tag.objects.filter(used, slug=slug).order_by("pk")
    return named.values_list("name", flat=True)[:1]


@prepared
def unit_of(key: int) -> QuerySet[Unit]:
    return Unit.objects.filter(pk=key)
