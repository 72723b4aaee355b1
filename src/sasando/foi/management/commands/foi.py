"""`sasando foi due`: on which day a term ends, with every day that leads to it."""

import json
import sys
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext_lazy as _

from sasando.core import calendar
from sasando.core.bilingual import both
from sasando.core.refusals import YEARS
from sasando.rules.terms import Reckoning, Term
from sasando.rules.workdays import LONGEST_DAYS, TermError

UNITS = ("workday", "day")
BAD = 2
EXAMPLE = "sasando foi due --from 2026-11-24 --days 10 --unit workday"


class Command(BaseCommand):
    help = "Count a term: prints its end and the explanation as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.error = complain  # type: ignore[method-assign]
        acts = parser.add_subparsers(dest="act", required=True)
        due = acts.add_parser("due", help="the day on which a term ends")
        due.error = complain  # type: ignore[method-assign]
        due.add_argument("--from", dest="start", required=True, help="YYYY-MM-DD")
        due.add_argument("--days", required=True, help="length of the term")
        due.add_argument("--unit", default="workday", help="workday or day")

    def handle(self, **options: Any) -> None:
        try:
            start, term = asked(options)
            rows = calendar.days_off(start) if term.unit == "workday" else []
            reckoning = within_years(term.count(start, rows))
        except ValueError as error:
            self.stderr.write(sentence(error))
            sys.exit(BAD)
        said = explained(reckoning)
        self.stdout.write(json.dumps(said, indent=2, ensure_ascii=False))
        if years := said["unknown_years"]:
            self.stderr.write(unknown(years))


def complain(message: str) -> NoReturn:
    """End with one sentence instead of argparse's usage."""
    sys.stderr.write(both(_("Write it like this: %(example)s"), example=EXAMPLE) + "\n")
    sys.exit(BAD)


def asked(options: dict[str, Any]) -> tuple[date, Term]:
    """Return the first day and the term. Raises ValueError with one sentence."""
    if options["unit"] not in UNITS:
        raise ValueError(both(_("Write --unit workday or --unit day.")))
    start = day(options["start"])
    text = str(options["days"])
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    if not 1 <= number <= LONGEST_DAYS:
        raise ValueError(
            both(_("Write a number of days between 1 and %(most)d."), most=LONGEST_DAYS)
        )
    return start, Term(number, options["unit"], "")


def day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    # Python also takes 20261124 and 2026-W48-2, which people do not read as a date.
    if found is None or found.isoformat() != text:
        raise ValueError(
            both(_("“%(text)s” is not a date; write it as 2026-11-24."), text=text)
        )
    if found.year not in YEARS:
        sentence = _("Write a year between %(first)d and %(last)d.")
        raise ValueError(both(sentence, first=YEARS[0], last=YEARS[-1]))
    return found


def within_years(reckoning: Reckoning) -> Reckoning:
    """Return it, if days off can be known for all of it. Raises TermError."""
    if reckoning.due_on.year not in YEARS:
        raise TermError
    return reckoning


def unknown(years: list[int]) -> str:
    return both(
        _("No days off are known for %(years)s. Run: %(command)s"),
        years=", ".join(map(str, years)),
        command=f"sasando holidays import --year {years[0]}",
    )


def sentence(error: ValueError) -> str:
    if isinstance(error, TermError):
        return both(
            _("The term ends after the year %(last)d; write fewer days."),
            last=YEARS[-1],
        )
    return str(error)


def explained(reckoning: Reckoning) -> dict[str, Any]:
    """Return the reckoning as JSON, with what the calendar knew. Two queries."""
    start, due_on = reckoning.start, reckoning.due_on
    facts = reckoning.as_dict()
    steps = facts.pop("steps")
    workdays = reckoning.term.unit == "workday"
    return {
        "date": facts.pop("due_on"),
        "from": facts.pop("start"),
        "days": facts["days"],
        "unit": facts["unit"],
        "provisional": facts["provisional"],
        "provisional_years": facts["provisional_years"],
        "unknown_years": calendar.unknown_years(start.year, due_on.year)
        if workdays
        else [],
        "calendar": calendar.version(calendar.days_off(start, due_on))
        if workdays
        else "",
        "explanation": steps,
    }
