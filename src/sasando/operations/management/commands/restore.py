"""`sasando restore`: a backup into an empty place, with the proof."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from sasando.core.bilingual import Sentence as _
from sasando.core.bilingual import SpeakingCommand
from sasando.operations import restore
from sasando.operations.archive import BackupError


class Command(SpeakingCommand):
    help = "Restore a backup into an empty place and prove that all is there."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, help="default: DATA/keys/backup.key")
        parser.add_argument("--check", action="store_true", help="only read and prove")

    def handle(self, **options: Any) -> None:
        try:
            if options["check"]:
                self.look(options["file"], options["key"])
            else:
                self.restore(options["file"], options["key"])
        except BackupError as error:
            self.warn(error)
            sys.exit(1)

    def look(self, file: Path, key: Path | None) -> None:
        found = restore.check(file, key=key, at=timezone.now())
        at = timezone.localtime(datetime.fromisoformat(found.made_at))
        self.say(
            _("The backup of %(time)s is whole: %(files)d files, %(rows)d rows.")
            % {
                "time": f"{at:%d-%m-%Y %H.%M}",
                "files": len(found.files),
                "rows": sum(found.rows.values()),
            }
        )

    def restore(self, file: Path, key: Path | None) -> None:
        proof = restore.restore(file, key=key)
        for line in proof:
            mark = "✓" if line.ok else "✗"
            self.say(line.sentence, mark=mark)
        if not all(line.ok for line in proof):
            self.warn(
                _(
                    "All was loaded, but the proof failed, so this place stays closed. "
                    "See docs/backup.md."
                )
            )
            sys.exit(1)
        self.say(_("Restored. Start it with: sasando serve"))
