"""`sasando demo`: an invented office with news, people and their accounts."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sasando.core.bilingual import both
from sasando.core.workflow import NotAllowed
from sasando.demo.build import build, is_empty


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
            help="everything the demo has; in this release the same as without it, "
            "later releases add to it",
        )

    def handle(self, **options: Any) -> None:
        if options["if_empty"] and not is_empty():
            self.stdout.write(both(_("The database is not empty; no demo was built.")))
            return
        try:
            built = build(today=timezone.localdate())
        except NotAllowed as refusal:
            self.stderr.write(both(refusal))
            sys.exit(1)
        self.stdout.write(
            both(
                _("%(items)d news items, %(people)d people. Accounts: %(file)s"),
                items=built.items,
                people=built.people,
                file=built.accounts,
            )
        )
        if options["full"]:
            self.stdout.write(
                both(_("In this release the full demo is the small one."))
            )
