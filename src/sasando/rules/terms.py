"""Statutory terms with their source, and the count that explains itself.

The day of receipt is day zero; day 1 is the next working day. docs/terms.md lists
the constants below and says what each one limits.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from sasando.rules.workdays import (
    DayOff,
    Step,
    TermError,
    require_date,
    require_days,
    shift,
    walk,
)

__all__ = ["Reckoning", "Term", "TermError", "internal_target", "term_on"]

Unit = Literal["workday", "day", "hour"]


@dataclass(frozen=True, slots=True)
class Term:
    """A limit set by law: always a number of days, counted as `unit` says.

    "workday" skips the days the office rests, "day" takes calendar days as they come,
    "hour" takes each day as 24 hours from a moment ("3 x 24 jam"). The term governs
    what is received from `first_day` to `last_day`, both included. `sure` is False
    while the text of the source has not been read.
    """

    days: int
    unit: Unit
    source: str
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    sure: bool = True

    def __post_init__(self) -> None:
        require_days(self.days)
        if self.days == 0:
            raise TermError("A term has at least one day.")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise TermError("The last day of a term lies before its first day.")

    def count(self, start: dt.date, days_off: Collection[DayOff]) -> "Reckoning":
        """The due date with its explanation; `start` is day zero.

        Raises TermError for a datetime and for a term counted by the hour.
        """
        if self.unit == "hour":
            raise TermError("This term runs by the hour: count it from a moment.")
        if self.unit == "workday":
            steps = tuple(walk(start, self.days, days_off))
            years = _years_without_leave(steps, days_off)
        else:
            require_date(start)
            numbers = range(1, self.days + 1)
            steps, years = tuple(Step(shift(start, n), n) for n in numbers), ()
        return Reckoning(self, start, steps[-1].on, steps, years)

    def ends_at(self, start: dt.datetime) -> dt.datetime:
        """The moment the term ends, in the time zone of `start`.

        Raises TermError for a time without a zone and for a term not counted by the
        hour. Source: "3 x 24 jam", UU 27/2022.
        """
        if self.unit != "hour":
            raise TermError("This term runs by the day: count it from a date.")
        if start.utcoffset() is None:
            raise TermError("The starting time needs a time zone.")
        try:
            # In UTC, since Python adds to the wall clock and a zone may change its.
            ends_at = start.astimezone(dt.UTC) + dt.timedelta(days=self.days)
            return ends_at.astimezone(start.tzinfo)
        except OverflowError:
            raise TermError("The count runs outside the years 1 to 9999.") from None

    def governs(self, day: dt.date) -> bool:
        """Whether the term is in force for what is received on `day`.

        Raises TermError for a datetime.
        """
        require_date(day)
        started = self.first_day is None or self.first_day <= day
        return started and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A due date and every day that leads to it, counted or skipped.

    The steps begin on the day after `start`; those of an internal target on `start`.
    `provisional_years` are the years counted through for which no collective leave
    has been decreed yet: the due date may still move.
    """

    term: Term
    start: dt.date
    due_on: dt.date
    steps: tuple[Step, ...]
    provisional_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether a decree that is still to come may move the due date."""
        return bool(self.provisional_years) or any(s.provisional for s in self.steps)

    def as_dict(self) -> dict[str, Any]:
        """The reckoning as JSON values, to be stored with the case."""
        return {
            "days": self.term.days,
            "unit": self.term.unit,
            "source": self.term.source,
            "sure": self.term.sure,
            "start": self.start.isoformat(),
            "due_on": self.due_on.isoformat(),
            "provisional": self.provisional,
            "provisional_years": list(self.provisional_years),
            "steps": [step.as_dict() for step in self.steps],
        }


def term_on(terms: Iterable[Term], received_on: dt.date) -> Term:
    """The term that governs what was received on that day; the newest law wins.

    Raises TermError when no term governs the day, or two began on the same day.
    """
    governing = [term for term in terms if term.governs(received_on)]
    if not governing:
        raise TermError(f"No term is in force on {received_on}.")
    newest = max(_first_day(term) for term in governing)
    chosen = [term for term in governing if _first_day(term) == newest]
    if len(chosen) > 1:
        raise TermError(f"Two terms in force on {received_on} began on the same day.")
    return chosen[0]


def internal_target(
    term: Term, received_on: dt.date, days_off: Collection[DayOff]
) -> Reckoning:
    """The stricter date an office sets itself: the day of receipt counts as well.

    "Sejak diterimanya" leaves open whether it does. Raises TermError as `count` does.
    """
    require_date(received_on)
    # Counted from the eve, so that a receipt on a day off is still not a day 1.
    return replace(term.count(shift(received_on, -1), days_off), start=received_on)


def _first_day(term: Term) -> dt.date:
    return term.first_day or dt.date.min


def _years_without_leave(
    steps: Iterable[Step], days_off: Collection[DayOff]
) -> tuple[int, ...]:
    # A day of leave is no proof: an office closes on days of its own, too.
    decreed = {off.date.year for off in days_off if off.decreed}
    return tuple(sorted({step.on.year for step in steps} - decreed))


FOI_ANSWER = Term(10, "workday", "UU 14/2008 Pasal 22 ayat (7)")
FOI_EXTENSION = Term(7, "workday", "UU 14/2008 Pasal 22 ayat (8)")
FOI_INCOMPLETE_NOTICE = Term(
    3, "workday", "Perki 1/2021 (pasal belum dipastikan)", sure=False
)
FOI_INCOMPLETE_CURE = Term(
    3, "workday", "Perki 1/2021 (pasal belum dipastikan)", sure=False
)

OBJECTION_FILING = Term(30, "workday", "UU 14/2008 Pasal 36")
OBJECTION_ANSWER = Term(30, "workday", "UU 14/2008 Pasal 36")
DISPUTE_FILING = Term(14, "workday", "UU 14/2008 Pasal 37")
DISPUTE_START = Term(14, "workday", "UU 14/2008 Pasal 38")
DISPUTE_FINISH = Term(100, "workday", "UU 14/2008 Pasal 38")
COURT_FILING = Term(14, "workday", "UU 14/2008 Pasal 47 dan Pasal 48")
CASSATION_FILING = Term(14, "day", "UU 14/2008 Pasal 50")

EXEMPTION_OPENING = Term(
    30, "workday", "PP 61/2010 (pasal belum dipastikan)", sure=False
)

PDP_CORRECTION = Term(3, "hour", "UU 27/2022 Pasal 30")
PDP_ACCESS = Term(3, "hour", "UU 27/2022 Pasal 32", sure=False)
PDP_WITHDRAWAL = Term(3, "hour", "UU 27/2022 Pasal 40")
PDP_RESTRICTION = Term(3, "hour", "UU 27/2022 Pasal 41", sure=False)
PDP_BREACH_NOTICE = Term(3, "hour", "UU 27/2022 Pasal 46")

SP4N_FORWARDING = Term(3, "workday", "Alur SP4N-LAPOR!")
SP4N_FIRST_RESPONSE = Term(5, "workday", "Alur SP4N-LAPOR!")
SP4N_AUTO_CLOSE = Term(10, "workday", "Alur SP4N-LAPOR!")
SP4N_WITHOUT_INSPECTION = Term(14, "workday", "PermenPANRB 62/2018", sure=False)
SP4N_WITH_INSPECTION = Term(60, "workday", "PermenPANRB 62/2018", sure=False)

COMPLAINT_SETTLEMENT = Term(60, "day", "Perpres 76/2013")
COMPLAINT_COMPLETENESS = Term(14, "day", "UU 25/2009 Pasal 44", sure=False)
COMPLAINT_COMPLETION = Term(30, "day", "UU 25/2009 Pasal 44", sure=False)
COMPLAINT_DECISION = Term(60, "day", "UU 25/2009 Pasal 50", sure=False)
COMPLAINT_DECISION_NOTICE = Term(14, "day", "UU 25/2009 Pasal 50", sure=False)

# The law names no number of days: this one is the office's own, and its to change.
RIGHT_OF_REPLY = Term(
    3,
    "workday",
    "UU 40/1999 Pasal 5 ayat (2) dan Pedoman Hak Jawab",
    sure=False,
)
