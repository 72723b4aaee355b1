"""`sasando backup`: everything of this office in one encrypted file, while it works."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from sasando.core.bilingual import Sentence as _
from sasando.core.bilingual import SpeakingCommand
from sasando.operations import backup, backup_keys
from sasando.operations.archive import BackupError
from sasando.operations.backup import Made

# A backup was made, but not all uploads are in it as they should be.
NOT_ALL = 2
SHOWN = 20


class Command(SpeakingCommand):
    help = "Back up database, uploaded files and keys into one encrypted file."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, help="folder; default: DATA/backups")
        parser.add_argument("--keep", type=int, default=backup.KEEP, help="how many")
        parser.add_argument("--recipient", default="", help="an age1… key of your own")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        given = options["recipient"] or settings.BACKUP_RECIPIENT
        new_key = not given and not backup_keys.key_file().exists()
        try:
            made = backup.make(
                at=timezone.now(),
                to=options["to"],
                keep=options["keep"],
                recipient=options["recipient"],
            )
        except BackupError as error:
            self.warn(error)
            sys.exit(1)
        finally:
            if new_key and backup_keys.key_file().exists():
                self.warn(keep_it_elsewhere())
        if options["json"]:
            self.stdout.write(json.dumps(facts(made), indent=2))
        else:
            self.tell(made)
        if warnings := sentences(made):
            self.name(warnings)
            sys.exit(NOT_ALL)

    def name(self, warnings: list[str]) -> None:
        for sentence in warnings[:SHOWN]:
            self.warn(sentence)
        if len(warnings) > SHOWN:
            more = {"count": len(warnings) - SHOWN}
            self.warn(_("… and %(count)d more; --json lists all.") % more)
        self.warn(_("The backup was made and holds all the rest."))

    def tell(self, made: Made) -> None:
        words = {"file": made.file, "size": filesizeformat(made.size)}
        self.say(
            _("%(file)s: %(size)s, %(files)d files.") % (words | {"files": made.files})
        )
        if made.removed:
            self.say(
                _("%(count)d old backups were deleted.") % {"count": len(made.removed)}
            )


def sentences(made: Made) -> list[str]:
    """Return one sentence for each upload that is not in it as it should be."""
    left_out = [
        _("Left out, because it is a link or cannot be read: %(file)s.")
        % {"file": name}
        for name in made.left_out
    ]
    return [fault.sentence for fault in made.faults] + left_out


def keep_it_elsewhere() -> str:
    return _(
        "A new key was made: %(file)s. Copy it to a safe place away from this "
        "machine now. Without it no backup can be opened."
    ) % {"file": backup_keys.key_file()}


def facts(made: Made) -> dict[str, Any]:
    return {
        "file": str(made.file),
        "size": made.size,
        "sha256": made.sha256,
        "files": made.files,
        "recipient": made.recipient,
        "left_out": list(made.left_out),
        "faults": [fault.as_dict() for fault in made.faults],
        "removed": list(made.removed),
    }
