"""Working days ("hari kerja") of a government office in Indonesia.

An office rests on Saturday and Sunday, on national holidays, on collective leave
("cuti bersama") and on days the region declares off. Those days are passed in.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["national", "collective_leave", "regional"]
Reason = Literal["weekend", "national", "collective_leave", "regional"]

KINDS: tuple[Kind, ...] = ("national", "collective_leave", "regional")
LONGEST_DAYS = 10_000
WEEKEND = (5, 6)


class TermError(ValueError):
    """A count that cannot be made; the message is one English sentence."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """One calendar day on which the office rests, and the decree that says so.

    `provisional` marks a day that is expected but not yet decreed. `decreed` says that
    the decree on the collective leave of its year is out, whatever this day is itself.
    """

    date: dt.date
    name: str
    kind: Kind
    source: str
    provisional: bool = False
    decreed: bool = False

    def __post_init__(self) -> None:
        require_date(self.date)
        if self.kind not in KINDS:
            raise TermError(f"A day off is one of {', '.join(KINDS)}.")


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a count: counted (`number`) or skipped (`reason`).

    A weekend day that is also a day off keeps "weekend" as its reason and names both.
    """

    on: dt.date
    number: int | None = None
    reason: Reason | None = None
    day_off: DayOff | None = None

    @property
    def provisional(self) -> bool:
        """Whether the day would count if its day off were not decreed after all."""
        off = self.day_off
        return off is not None and off.provisional and self.reason != "weekend"

    def as_dict(self) -> dict[str, Any]:
        """The step as JSON values, always with the same six keys."""
        return {
            "on": self.on.isoformat(),
            "number": self.number,
            "reason": self.reason,
            "name": self.day_off.name if self.day_off else "",
            "source": self.day_off.source if self.day_off else "",
            "provisional": self.provisional,
        }


def is_workday(day: dt.date, days_off: Collection[DayOff]) -> bool:
    """Whether the office works on `day`. Raises TermError for a datetime."""
    require_date(day)
    return day.weekday() not in WEEKEND and all(off.date != day for off in days_off)


def next_workday(day: dt.date, days_off: Collection[DayOff]) -> dt.date:
    """The first working day after `day`. Raises TermError for a datetime."""
    return workdays_after(day, 1, days_off)


def workdays_after(start: dt.date, n: int, days_off: Collection[DayOff]) -> dt.date:
    """The date of working day `n` after `start`, which itself is day zero.

    Raises TermError for a datetime, a negative `n` or one above LONGEST_DAYS.
    """
    day = start
    for step in walk(start, n, days_off):
        day = step.on
    return day


def workdays_before(end: dt.date, n: int, days_off: Collection[DayOff]) -> dt.date:
    """The date of working day `n` before `end`, for alarms ahead of an expiry.

    Raises TermError as `workdays_after` does.
    """
    require_date(end)
    require_days(n)
    day, left = end, n
    while left:
        day = shift(day, -1)
        left -= is_workday(day, days_off)
    return day


def workdays_between(start: dt.date, end: dt.date, days_off: Collection[DayOff]) -> int:
    """How many working days lie after `start` up to and including `end`.

    Negative when `end` lies before `start`. Raises TermError for a datetime.
    """
    require_date(start)
    require_date(end)
    if end < start:
        return -workdays_between(end, start, days_off)
    weeks, rest = divmod((end - start).days, 7)
    weekday = start.weekday()
    rest_days = sum((weekday + n) % 7 not in WEEKEND for n in range(1, rest + 1))
    lost = {
        off.date
        for off in days_off
        if start < off.date <= end and off.date.weekday() not in WEEKEND
    }
    return 5 * weeks + rest_days - len(lost)


def walk(start: dt.date, n: int, days_off: Collection[DayOff]) -> Iterator[Step]:
    """Every day after `start` up to working day `n`, counted or with its reason.

    Raises TermError as `workdays_after` does.
    """
    require_date(start)
    require_days(n)
    known = _by_date(days_off)
    day, number = start, 0
    while number < n:
        day = shift(day, 1)
        off = known.get(day)
        if day.weekday() in WEEKEND:
            yield Step(day, reason="weekend", day_off=off)
        elif off:
            yield Step(day, reason=off.kind, day_off=off)
        else:
            number += 1
            yield Step(day, number)


def shift(day: dt.date, days: int) -> dt.date:
    """`day` moved by calendar days. Raises TermError outside the years 1 to 9999."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        raise TermError("The count runs outside the years 1 to 9999.") from None


def require_date(day: dt.date) -> None:
    """Raises TermError for a datetime: it equals no date, so no day off would match."""
    if isinstance(day, dt.datetime):
        raise TermError(
            "A day is needed here, not a moment: convert it to the local date first."
        )


def require_days(n: int) -> None:
    """Raises TermError unless `n` lies between 0 and LONGEST_DAYS."""
    if not 0 <= n <= LONGEST_DAYS:
        raise TermError(f"The number of days must lie between 0 and {LONGEST_DAYS}.")


def _by_date(days_off: Collection[DayOff]) -> dict[dt.date, DayOff]:
    # Two decrees may name one day. The firmest is shown, so that the explanation does
    # not depend on the order of the rows; the last one written wins, hence reverse.
    firmest_last = sorted(
        days_off,
        key=lambda off: (off.provisional, KINDS.index(off.kind), off.name, off.source),
        reverse=True,
    )
    return {off.date: off for off in firmest_last}
