"""The days off of a year: filled from the `holidays` package, kept as rows.

Dates come from the package, never from names: the categories PUBLIC (national
holidays) and GOVERNMENT (collective leave, which binds offices). A year for which it
knows no collective leave has no decree yet, and all its rows are provisional.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime
from importlib import metadata
from typing import Any

from django.utils.translation import gettext as _

from sasando.core.models import Entry, Holiday
from sasando.core.workflow import NotAllowed, verb
from sasando.rules.workdays import DayOff, Kind

# What the package calls them, and the years it knows.
KINDS: dict[str, Kind] = {"public": "national", "government": "collective_leave"}
YEARS = range(1946, 2101)
# A row with this source is ours to change; any other source is the office's own.
SOURCE = "SKB 3 Menteri {year} (paket holidays)"

Key = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Imported:
    """What one import did, by date; `kept` are rows that the office wrote itself."""

    year: int
    provisional: bool
    added: tuple[date, ...]
    changed: tuple[date, ...]
    removed: tuple[date, ...]
    kept: tuple[date, ...]
    version: str

    def as_dict(self) -> dict[str, Any]:
        """Return the import as JSON values, as the log keeps it."""
        days = {
            name: [day.isoformat() for day in getattr(self, name)]
            for name in ("added", "changed", "removed", "kept")
        }
        return {
            "year": self.year,
            "provisional": self.provisional,
            **days,
            "version": self.version,
            "package": f"holidays {metadata.version('holidays')}",
        }


@verb("core.import_holidays", system=True)
def import_holidays(*, by: Any, at: datetime, year: int) -> Imported:
    """Fill the days off of a year from the package; return what changed.

    Safe to repeat. Rows from an earlier import follow the package; rows with another
    source, and regional ones, stay as they are. The log entry hangs on the year's
    first day off. Raises NotAllowed for a year the package does not know.
    """
    known = of_package(year)
    rows = {(row.date, row.kind): row for row in in_year(year)}
    ours = {key: row for key, row in rows.items() if is_ours(row, year)}
    new = {key: off for key, off in known.items() if key not in rows}
    Holiday.objects.bulk_create(as_row(off) for off in new.values())
    changed = [key for key, row in ours.items() if follow(row, known.get(key))]
    removed = [key for key in ours if key not in known]
    for key in removed:
        ours[key].delete()
    done = Imported(
        year=year,
        provisional=any(off.provisional for off in known.values()),
        added=days(new),
        changed=days(changed),
        removed=days(removed),
        kept=days(rows.keys() - ours.keys()),
        version=version(in_year(year).days_off()),
    )
    first = in_year(year).order_by("date", "pk").first()
    assert first is not None  # noqa: S101 - every year has a New Year's day
    Entry.write(first, "holidays.imported", by=by, at=at, data=done.as_dict())
    return done


def of_package(year: int) -> Mapping[Key, DayOff]:
    """Return what the package knows of a year. Raises NotAllowed when it is unknown."""
    facts: dict[str, Any] = {"years": valid_year(year), "language": "id"}
    # The package takes a second and 46 MB to load: only an import pays for it.
    from holidays.countries import ID

    # Its mark for an estimated date outlives the decree, so it is not asked for.
    facts["islamic_show_estimated"] = False
    named = {category: ID(categories=(category,), **facts) for category in KINDS}
    source, provisional = SOURCE.format(year=year), not named["government"]
    return {
        (day, kind): DayOff(day, name[:200], kind, source, provisional)
        for category, kind in KINDS.items()
        for day, name in sorted(named[category].items())
    }


def valid_year(year: int) -> int:
    """Return this year. Raises NotAllowed when the package does not know it."""
    if year not in YEARS:
        span = {"first": YEARS[0], "last": YEARS[-1]}
        raise NotAllowed(_("Write a year between %(first)d and %(last)d.") % span)
    return year


def in_year(year: int) -> Any:
    return Holiday.objects.between(date(year, 1, 1), date(year, 12, 31))


def is_ours(row: Holiday, year: int) -> bool:
    return row.source == SOURCE.format(year=year) and row.kind in KINDS.values()


def as_row(off: DayOff) -> Holiday:
    return Holiday(
        date=off.date,
        name=off.name,
        kind=off.kind,
        source=off.source,
        provisional=off.provisional,
    )


def follow(row: Holiday, off: DayOff | None) -> bool:
    """Give a row the name and standing the package knows; return whether it changed."""
    if off is None or (row.name, row.provisional) == (off.name, off.provisional):
        return False
    row.name, row.provisional = off.name, off.provisional
    row.save(update_fields=["name", "provisional"])
    return True


def days(keys: Iterable[Key]) -> tuple[date, ...]:
    return tuple(sorted(day for day, _kind in keys))


def days_off(start: date, end: date | None = None) -> list[DayOff]:
    """Return the days off of all years from `start` to `end`, or of all later ones.

    Whole years: a count must know whether the collective leave of a year has been
    decreed, also when it begins after the last one. One query.
    """
    first = date(start.year, 1, 1)
    rows = Holiday.objects.filter(date__gte=first)
    if end is not None:
        rows = rows.filter(date__lte=date(end.year, 12, 31))
    return rows.days_off()


def version(rows: Iterable[DayOff]) -> str:
    """Return a short hash of the days counted with, to be stored beside a due date.

    The same rows give the same 16 hexadecimal digits, in any order.
    """
    facts = sorted([row.date.isoformat(), *astuple(row)[1:]] for row in rows)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def unknown_years(first: int, last: int) -> list[int]:
    """Return the years from first to last that have no row at all. One query."""
    span = (date(first, 1, 1), date(last, 12, 31))
    known = Holiday.objects.between(*span).values_list("date__year", flat=True)
    return sorted(set(range(first, last + 1)) - set(known))


def undecreed_years(first: int, last: int) -> list[int]:
    """Return the years from first to last without decreed collective leave. A query."""
    span = (date(first, 1, 1), date(last, 12, 31))
    leave = Holiday.objects.between(*span).filter(
        kind=Holiday.Kind.COLLECTIVE, provisional=False
    )
    known = leave.values_list("date__year", flat=True)
    return sorted(set(range(first, last + 1)) - set(known))
