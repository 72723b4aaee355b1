"""`sasando setup`: an office of one's own, without the demo, ready for its operator."""

import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.utils import timezone

from sasando.core import schema
from sasando.core.bilingual import Sentence as _
from sasando.core.bilingual import SpeakingCommand, both
from sasando.core.workflow import NotAllowed
from sasando.website.opening import open_office, password_link

QUESTIONS = {
    "name": _("Name of the office"),
    "person": _("Full name of the first operator"),
    "email": _("E-mail of the first operator"),
}


class Command(SpeakingCommand):
    help = "Make an office of an empty database: pages, days off, the first operator."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", help="name of the office")
        parser.add_argument("--person", help="full name of the first operator")
        parser.add_argument("--email", help="e-mail of the first operator")

    def handle(self, **options: Any) -> None:
        facts = {name: options[name] or self.ask(name) for name in QUESTIONS}
        if schema.check(settings.DATABASES["default"]) != "current":
            call_command("schema", stdout=self.stdout)
        try:
            operator = open_office(**facts, at=timezone.now())
        except NotAllowed as refusal:
            self.warn(refusal)
            sys.exit(1)
        self.say(_("The office is ready. Start it with: sasando serve"))
        self.say(
            _(
                "%(name)s then sets a password here; the link works once, for an hour. "
                "Run this again for a new one."
            )
            % {"name": operator}
        )
        self.stdout.write(password_link(operator))

    def ask(self, name: str) -> str:
        """Return what is typed; end with a sentence where there is no terminal."""
        if not sys.stdin.isatty():
            self.warn(_("Give --name, --person and --email."))
            sys.exit(2)
        return input(both(QUESTIONS[name]) + ": ").strip()
