"""`sasando tick`: one round of all jobs that are due."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sasando.core import tick
from sasando.core.bilingual import both
from sasando.core.forks import Runner


class Command(BaseCommand):
    help = "Run each job that is due once, print its error by name, and end."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", help="another moment; only in debug and in tests")

    def handle(self, *args: Any, **options: Any) -> None:
        if reason := tick.held_back():
            raise CommandError(both(reason))
        at = moment(options["at"]) if options["at"] is not None else None
        runner = Runner()
        if not runner.round(at, stopped=lambda: False):
            raise CommandError(both(tick.NO_ANSWER))
        runner.finish()
        self.stdout.write(json.dumps(runner.errors, ensure_ascii=False, indent=1))
        if any(runner.errors.values()):
            raise CommandError(both(_("A job failed; its error stands above.")))


def moment(word: str) -> datetime:
    """Return the moment that was asked for, where that is allowed."""
    # Tests have an outbox; a running office has none.
    if not (settings.DEBUG or hasattr(mail, "outbox")):
        raise CommandError(both(_("--at is refused here: time comes from the clock.")))
    try:
        at = datetime.fromisoformat(word)
    except ValueError as error:
        raise CommandError(
            both(_("--at: write a moment such as 2026-11-24T09:00:00+08:00."))
        ) from error
    return at if timezone.is_aware(at) else timezone.make_aware(at)
