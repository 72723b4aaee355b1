"""The days off of a year: filled from the `holidays` package, kept as rows.

Dates come from the package, never from names: the categories PUBLIC (national
holidays) and GOVERNMENT (collective leave, which binds offices). A year for which it
knows no collective leave has no decree yet, and all its rows are provisional. What an
office did by hand wins: each imported row keeps the date and kind it was imported for,
so that a day which was moved, renamed or taken out does not come back.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime
from importlib import metadata
from typing import Any

from sasando.core.bilingual import Sentence as _
from sasando.core.changes import changes, values
from sasando.core.models import Entry, Holiday, decreed_years
from sasando.core.refusals import YEARS
from sasando.core.workflow import NotAllowed, verb
from sasando.rules.workdays import DayOff, Kind

# What the package calls them; it knows just the years of `refusals.YEARS`.
KINDS: dict[str, Kind] = {"public": "national", "government": "collective_leave"}
# A row with this source follows the package; any other source is the office's own.
SOURCE = "SKB 3 Menteri {year} (paket holidays)"

Key = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Imported:
    """What one import did, by date; `kept` are days that the office wrote."""

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

    Safe to repeat. Rows from an earlier import follow the package; what the office
    wrote, moved, renamed or took out stays as it is. The log entry hangs on the
    first of these days. Raises NotAllowed for a year the package does not know.
    """
    known = of_package(year)
    there = list(in_year(year) | Holiday.objects.of_import(year))
    ours = {came_from(row): row for row in there if is_ours(row)}
    own = [row for row in there if not is_ours(row)]
    taken = {came_from(row) for row in own} | {
        (row.date, row.kind) for row in own if not row.removed
    }
    new = {k: off for k, off in known.items() if k not in ours and k not in taken}
    changed = [key for key, row in ours.items() if follow(row, known.get(key))]
    removed = [key for key in ours if key not in known]
    for key in removed:
        ours[key].delete()
    Holiday.objects.bulk_create(as_row(off) for off in new.values())
    done = Imported(
        year=year,
        provisional=any(off.provisional for off in known.values()),
        added=days(new),
        changed=days(changed),
        removed=days(removed),
        kept=days((row.date, row.kind) for row in own),
        version=version(in_year(year).days_off()),
    )
    rows = in_year(year) | Holiday.objects.of_import(year)
    first = rows.order_by("date", "pk").first()
    assert first is not None  # noqa: S101 - each day of the package is there somewhere
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


def came_from(row: Holiday) -> Key:
    """Return the day that this row stands for in the package."""
    return row.imported_on or date.min, row.imported_kind


def is_ours(row: Holiday) -> bool:
    """Return whether this row is still as an import wrote it, and may follow it."""
    there = came_from(row) == (row.date, row.kind)
    return there and not row.removed and has_package_source(row)


def has_package_source(row: Holiday) -> bool:
    """Return whether an import wrote this row and nobody has named another source."""
    came = row.imported_on
    return came is not None and row.source == SOURCE.format(year=came.year)


@verb("core.remove_day_off")
def remove(day: Holiday, *, by: Any, at: datetime) -> None:
    """Take a day off out of the calendar, and log what it was.

    An imported day stays as a row that does not count, so that no import brings it
    back; a day that the office wrote itself is deleted.
    """
    before, same = values(day), Holiday.objects.filter(pk=day.pk)
    # A second press, or a second person, finds it taken out: there is nothing to log.
    if day.imported_on is None:
        if same.delete()[0]:
            Entry.write(day, "wagtail.delete", by=by, at=at, data=changes(before, {}))
    elif same.filter(removed=False).update(removed=True):
        day.removed = True
        data = {"before": {"removed": 0}, "after": {"removed": 1}}
        Entry.write(day, "holidays.removed", by=by, at=at, data=data)


def as_row(off: DayOff) -> Holiday:
    return Holiday(
        date=off.date,
        name=off.name,
        kind=off.kind,
        source=off.source,
        provisional=off.provisional,
        imported_on=off.date,
        imported_kind=off.kind,
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
    decreed, also when it begins after the last one. Three queries.
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
    """Return the years from first to last without any day that counts. One query."""
    rows = Holiday.objects.between(date(first, 1, 1), date(last, 12, 31)).counting()
    known = rows.values_list("date__year", flat=True)
    return sorted(set(range(first, last + 1)) - set(known))


def undecreed_years(first: int, last: int) -> list[int]:
    """Return the years from first to last without decreed leave. Two queries."""
    years = range(first, last + 1)
    return sorted(set(years) - decreed_years(years))
