"""`sasando demo`: an invented office with news, people and their accounts."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sasando.core.bilingual import both
from sasando.core.workflow import NotAllowed
from sasando.demo.build import build, is_empty, no_word

EACH = 25


class Command(BaseCommand):
    help = "Fill an empty database with an invented office."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when there is a site or a person already",
        )
        parser.add_argument(
            "--full",
            action="store_true",
            help="everything the demo has: a minute instead of a few seconds",
        )

    def handle(self, **options: Any) -> None:
        if options["if_empty"] and not is_empty():
            self.stdout.write(both(_("The database is not empty; no demo was built.")))
            return
        tell = self.tell if options["full"] else no_word
        try:
            built = build(
                today=timezone.localdate(), full_size=options["full"], tell=tell
            )
        except NotAllowed as refusal:
            self.stderr.write(both(refusal))
            sys.exit(1)
        self.stdout.write(
            both(
                _(
                    "%(items)d texts, %(pictures)d pictures, %(people)d people. "
                    "Accounts: %(file)s"
                ),
                items=built.items,
                pictures=built.pictures,
                people=built.people,
                file=built.accounts,
            )
        )

    def tell(self, done: int, of: int) -> None:
        """Say every now and then how far it has come."""
        if done % EACH == 0:
            said = _("%(done)d of %(of)d steps are done.")
            self.stdout.write(both(said, done=done, of=of))
