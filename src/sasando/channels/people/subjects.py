"""What can be asked for: purposes, topics and work units, in the words of who reads.

Topics belong to the rooms above; they offer them here (`offer_topics`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sasando.accounts.models import Unit
from sasando.channels.people.models import Wish

Topics = Callable[[], Iterable[tuple[str, str]]]
# Topics and units of what a link of ours leads to.
About = Callable[[str], tuple[list[str], list[int]]]
OFFERED: list[Topics] = []
ABOUT: list[About] = []
MOST = 40


@dataclass(frozen=True, slots=True)
class Want:
    """One thing wanted; without topic and unit it is everything of its purpose."""

    purpose: str = Wish.Purpose.NEWS
    topic: str = ""
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One box on the page."""

    value: str
    name: str
    is_chosen: bool = False


def offer_topics(source: Topics) -> None:
    """Let a room name its topics: slug and name, those in use. One query at most."""
    OFFERED.append(source)


def offer_about(source: About) -> None:
    """Let a room say what a link is about."""
    ABOUT.append(source)


def value_of(want: Want) -> str:
    """Return a wish as the form says it: "news", "news:topic:air-bersih"."""
    if want.topic:
        return f"{want.purpose}:topic:{want.topic}"
    return f"{want.purpose}:unit:{want.unit}" if want.unit else str(want.purpose)


def wants_of(values: Iterable[str], at: datetime) -> tuple[Want, ...]:
    """Return what was ticked, of what is offered; everything wins over parts of it."""
    known = {
        one.value: want
        for one, want in [*everything(), *topics(), *units(at)]
        if want.purpose != Wish.Purpose.CASES
    }
    found = [known[value] for value in dict.fromkeys(values) if value in known]
    whole = {one.purpose for one in found if not (one.topic or one.unit)}
    return tuple(
        one for one in found if one.purpose not in whole or not (one.topic or one.unit)
    )


def everything() -> list[tuple[Offer, Want]]:
    """Return the purposes as a whole."""
    names = {
        Wish.Purpose.NEWS: _("All news and press releases"),
        Wish.Purpose.ALERTS: _("Urgent warnings"),
    }
    return [(Offer(str(key), name), Want(key)) for key, name in names.items()]


def topics() -> list[tuple[Offer, Want]]:
    """Return the topics that rooms name. One query a room."""
    found = dict(row for source in OFFERED for row in source())
    wants = [(Want(topic=slug), name) for slug, name in list(found.items())[:MOST]]
    return [(Offer(value_of(want), name), want) for want, name in wants]


def units(at: datetime) -> list[tuple[Offer, Want]]:
    """Return the work units of today. One query."""
    rows = Unit.objects.valid(at.date()).order_by("name")[:MOST]
    wants = [(Want(unit=one.pk), one) for one in rows]
    return [(Offer(value_of(want), name_of(one)), want) for want, one in wants]


def name_of(unit: Unit) -> str:
    """Return the name of a unit in the language of who reads."""
    is_english = (get_language() or "id").startswith("en")
    return unit.name_en if is_english and unit.name_en else unit.name


def told(wishes: Iterable[Wish]) -> list[str]:
    """Return wishes as a person reads them; their units are loaded already."""
    names = dict(row for source in OFFERED for row in source())
    lines = []
    for one in wishes:
        purpose = Wish.Purpose(one.purpose).label
        if one.topic:
            lines.append(f"{purpose}: {names.get(one.topic, one.topic)}")
        elif one.unit:
            lines.append(f"{purpose}: {name_of(one.unit)}")
        else:
            lines.append(str(purpose))
    return lines
