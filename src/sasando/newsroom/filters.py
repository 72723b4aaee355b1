"""What a list of stories is narrowed to: by its address, so that each is one page."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.db.models.functions import Lower
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from taggit.models import Tag

from sasando.core.tongues import plain
from sasando.newsroom import lots
from sasando.newsroom.address_words import FACETS, LEAF, YEAR, either, own, word

# How many topics and units are offered; the most used first.
MOST_TOPICS, MOST_UNITS = 16, 30
# One facet, a year, a leaf: berita/topik/air-bersih/tahun/2026/hal/3/ and, in English,
# news/topics/clean-water/year/2026/page/3/. The other language's words lead to those.
PATTERN = (
    rf"^(?:(?P<facet>{either(*FACETS)})/(?P<value>[-\w]{{1,100}})/)?"
    rf"(?:(?:{either(YEAR)})/(?P<year>[12]\d{{3}})/)?"
    rf"(?:(?:{either(LEAF)})/(?P<number>[1-9]\d{{0,5}})/)?$"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One link that narrows a list."""

    name: str
    path: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The links of one kind, with the words before them."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What an address asks for: one facet with its value, and a year."""

    facet: str = ""
    value: str = ""
    year: int | None = None
    # What the facet is called for readers.
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.facet or self.year)

    @property
    def path(self) -> str:
        """Return the end of the address, behind that of the list."""
        facet = f"{word(self.facet)}/{self.value}/" if self.facet else ""
        return facet + (f"{word(YEAR)}/{self.year}/" if self.year else "")

    @property
    def without_facet(self) -> str:
        return replace(self, facet="", value="", name="").path

    @property
    def without_year(self) -> str:
        return replace(self, year=None).path

    def lot(self, path: str) -> lots.Lot:
        """Return the stories below `path` that it means."""
        return lots.Lot(path, self.facet, self.value, self.year)


def read(named: dict[str, str | None], path: str, *, forms: dict[str, Any]) -> Filter:
    """Return the filter of an address. Raises Http404 for what never was. One query."""
    facet, value = own(named.get("facet") or ""), named.get("value") or ""
    year = int(named.get("year") or 0) or None
    if not facet:
        return Filter(year=year)
    name = name_of(facet, value, path, forms=forms)
    if name is None:
        raise Http404
    return Filter(facet, value, year, name)


def name_of(facet: str, value: str, path: str, *, forms: dict[str, Any]) -> str | None:
    """Return what readers call this value, or None where there is none. One query."""
    if facet == "bentuk":
        label = forms.get(value)
        return None if label is None else str(label)
    return topic_name(value, path) if facet == "topik" else unit_name(value)


def topic_name(slug: str, path: str) -> str | None:
    """Return the name of a topic of the stories below a path, or None. One query.

    A topic of drafts alone is none: its name would tell of what is coming.
    """
    return next(iter(lots.topic_named(path, slug)), None)


def topics_out() -> Any:
    """Return slug and name of each topic that is out in this language. One query.

    A topic of drafts alone is none: its name would tell of what is coming.
    """
    story = "newsroom_storytag_items__content_object"
    spoken = {f"{story}__locale__language_code": get_language()}
    out = Tag.objects.filter(**spoken, **{f"{story}__live": True})
    named = out.distinct().order_by(Lower("name"), "pk")
    return named.values_list("slug", "name")


def unit_name(value: str) -> str | None:
    # Written in one way only: 007 would be another address of the same page.
    if not re.fullmatch(r"[1-9][0-9]{0,8}", value):
        return None
    found = next(iter(lots.unit_of(int(value))), None)
    return found.told() if found else None


def groups(
    path: str, chosen: Filter, *, years: dict[int, int], forms: dict[str, Any]
) -> list[Group]:
    """Return the links that narrow a list further, or otherwise. Two queries."""
    facets: list[tuple[str, str, list[Any]]] = [
        (_("Kind"), "bentuk", list(forms.items())),
        (_("Topic"), "topik", topics(path)),
        (_("Work unit"), "unit", units(path)),
    ]
    found = [
        Group(label, tuple(choice(facet, *each, chosen=chosen) for each in values))
        for label, facet, values in facets
    ]
    found.append(
        Group(
            _("Year"),
            tuple(
                Choice(str(year), replace(chosen, year=year).path, year == chosen.year)
                for year in years
            ),
        )
    )
    return [group for group in found if len(group.choices) > 1]


def choice(facet: str, value: Any, name: Any, *, chosen: Filter) -> Choice:
    is_chosen = (facet, str(value)) == (chosen.facet, chosen.value)
    path = replace(chosen, facet=facet, value=str(value)).path
    return Choice(str(name), path, is_chosen)


def topics(path: str) -> list[tuple[str, str]]:
    """Return slug and name of the topics with the most stories, by name. One query.

    No count is read: it would make each page that offers topics another one with
    every story.
    """
    return sorted(lots.topics(MOST_TOPICS)(path), key=lambda each: each[1].lower())


def units(path: str) -> list[tuple[int, str]]:
    """Return key and short name of the units of these stories, by it. One query."""
    shown = sorted(
        lots.units(MOST_UNITS)(path),
        key=lambda unit: plain(str(unit), unit.name_en).lower(),
    )
    return [(unit.pk, unit.told_short()) for unit in shown]
