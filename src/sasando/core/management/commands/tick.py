"""`sasando tick`: one round of all jobs that are due."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sasando.core import tick


class Command(BaseCommand):
    help = "Run each job that is due once, print its error by name, and end."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", help="another moment; only in debug and in tests")

    def handle(self, *args: Any, **options: Any) -> None:
        errors = tick.run(moment(options["at"]))
        self.stdout.write(json.dumps(errors, ensure_ascii=False, indent=1))
        if any(errors.values()):
            raise CommandError("A job failed; its error stands above.")


def moment(word: str | None) -> datetime:
    """Return now, or the moment that was asked for where that is allowed."""
    if word is None:
        return timezone.now()
    # Tests have an outbox; a running office has none.
    if not (settings.DEBUG or hasattr(mail, "outbox")):
        raise CommandError("--at is refused here: time comes from the clock.")
    try:
        at = datetime.fromisoformat(word)
    except ValueError as error:
        raise CommandError(
            "--at: write a moment such as 2026-11-24T09:00:00+08:00."
        ) from error
    return at if timezone.is_aware(at) else timezone.make_aware(at)
