"""`sasando holidays`: fill and show the calendar that due dates are counted with."""

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from sasando.core import calendar
from sasando.core.bilingual import Sentence as _
from sasando.core.bilingual import SpeakingCommand
from sasando.core.workflow import NotAllowed


class Command(SpeakingCommand):
    help = "Import or list the days off of a year."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["import", "list"])
        parser.add_argument("--year", type=int, help="the year; default: this one")

    def handle(self, **options: Any) -> None:
        year = options["year"] or timezone.localdate().year
        try:
            self.bring(year) if options["act"] == "import" else self.show(year)
        except NotAllowed as refusal:
            self.warn(refusal)
            sys.exit(2)

    def bring(self, year: int) -> None:
        done = calendar.import_holidays(by=None, at=timezone.now(), year=year)
        counts = {"year": year} | {
            name: len(getattr(done, name))
            for name in ("added", "changed", "removed", "kept")
        }
        self.say(
            _(
                "%(year)d: %(added)d added, %(changed)d changed, %(removed)d removed, "
                "%(kept)d of your own kept."
            )
            % counts
        )
        if done.provisional:
            self.say(self.waiting(year))

    def show(self, year: int) -> None:
        rows = list(calendar.in_year(calendar.valid_year(year)))
        for row in rows:
            mark = " ?" if row.provisional else ""
            mark += f" ({_('does not count')})" if row.removed else ""
            kind = row.get_kind_display()
            self.stdout.write(
                f"{row.date:%Y-%m-%d}  {kind}: {row.name}{mark}  [{row.source}]"
            )
        if not rows:
            how = {"years": year, "command": f"sasando holidays import --year {year}"}
            self.say(_("No days off are known for %(years)s. Run: %(command)s") % how)
        elif calendar.undecreed_years(year, year):
            self.say(self.waiting(year))

    def waiting(self, year: int) -> str:
        return _(
            "The collective leave of %(year)d is not decreed yet: due dates in it may "
            "still move. Import again when the decree is out."
        ) % {"year": year}
