"""`sasando doctor`: what is wrong here, in sentences, with what to do."""

import json
import sys
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sasando.operations import doctor
from sasando.operations.doctor import Finding

MARKS = {"ok": "✓", "warning": "!", "error": "✗"}
Found = dict[str, list[Finding]]


class Command(BaseCommand):
    help = "Say what is wrong with this installation and what to do."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--lang", choices=[code for code, _name in settings.LANGUAGES]
        )

    def handle(self, **options: Any) -> None:
        at = timezone.now()
        with translation.override(options["lang"] or settings.LANGUAGE_CODE):
            found = doctor.examine(at)
            if options["json"]:
                self.stdout.write(json.dumps(as_dict(found, at), indent=2))
            else:
                self.tell(found)
        if code := doctor.EXIT[doctor.worst(found)]:
            sys.exit(code)

    def tell(self, found: Found) -> None:
        findings = [finding for group in found.values() for finding in group]
        for finding in sorted(findings, key=lambda one: -doctor.EXIT[one.level]):
            self.stdout.write(f"{MARKS[finding.level]} {finding.sentence}")
            if finding.todo:
                self.stdout.write(f"  → {finding.todo}")
        counts = {
            level: sum(finding.level == level for finding in findings)
            for level in doctor.EXIT
        }
        self.stdout.write(
            _("%(error)d errors, %(warning)d warnings, %(ok)d in order.") % counts
        )


def as_dict(found: Found, at: datetime) -> dict[str, Any]:
    """Return what was found as JSON values, the names of the checks included."""
    return {
        "level": doctor.worst(found),
        "checked_at": at.isoformat(),
        "findings": [
            {"check": name} | finding.as_dict()
            for name, findings in found.items()
            for finding in findings
        ],
    }
