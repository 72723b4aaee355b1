"""The backups: is there a new one, is it still there, was it ever read again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.core import data_folder
from sasando.operations import backup, backup_keys
from sasando.operations.archive import BackupError
from sasando.operations.doctor import Finding

# A nightly backup, and two hours of grace.
OLD = timedelta(hours=26)
CHECK_LASTS = timedelta(days=7)


def newest(at: datetime) -> Iterator[Finding]:
    """Look at the last backup that was made from this place."""
    try:
        record = backup.read_record()
    except backup.OddRecord:
        yield odd()
        return
    last = record.get("last")
    if not last:
        yield Finding(
            "warning",
            "backup_missing",
            _("No backup has been made yet."),
            _("Run “sasando backup” now, and let it run every night."),
        )
        return
    wrong = [*age(last, at), *gone(last), *unread(record, at)]
    yield from wrong
    if not wrong:
        yield Finding("ok", "backup", _("The last backup is new and was read again."))


def odd() -> Finding:
    words = {"file": backup.record_file()}
    return Finding(
        "error",
        "backup_record_odd",
        _("%(file)s does not say what it should about the last backup.") % words,
        _("Delete it and run “sasando backup”; see whether the disk is sound."),
    )


def age(last: dict[str, Any], at: datetime) -> Iterator[Finding]:
    made_at = datetime.fromisoformat(last["at"])
    if at - made_at > OLD:
        when = {"time": f"{timezone.localtime(made_at):%d-%m-%Y %H.%M}"}
        yield Finding(
            "warning",
            "backup_old",
            _("The last backup is of %(time)s.") % when,
            _("Run “sasando backup”, and let it run every night."),
        )


def gone(last: dict[str, Any]) -> Iterator[Finding]:
    file = Path(last["file"])
    try:
        size = file.stat().st_size
    except OSError:
        size = -1
    if size != last["size"]:
        yield Finding(
            "error",
            "backup_gone",
            _("The last backup is not whole at %(file)s any more.") % {"file": file},
            _("Run “sasando backup”, and find out who removed the other one."),
        )


def unread(record: dict[str, Any], at: datetime) -> Iterator[Finding]:
    checked, last = record.get("checked", {}), record["last"]
    recent = checked and at - datetime.fromisoformat(checked["at"]) <= CHECK_LASTS
    if not recent and checked.get("file") != last["file"]:
        yield Finding(
            "warning",
            "backup_unchecked",
            _("Nobody has tried whether the last backup can be opened."),
            _("Run: sasando restore --check %(file)s") % {"file": last["file"]},
        )


def restored(at: datetime) -> Iterator[Finding]:
    """Look whether a restore broke off here."""
    del at
    if data_folder.is_half_restored(settings.DATA):
        yield Finding(
            "error",
            "restore_unfinished",
            _("A restore was interrupted; nothing starts here."),
            _("Run it again: sasando restore FILE"),
        )
    else:
        yield Finding("ok", "restore", _("No restore is unfinished here."))


def key(at: datetime) -> Iterator[Finding]:
    """Look whether backups can be encrypted, to whom they were before."""
    if settings.BACKUP_RECIPIENT:
        try:
            backup_keys.recipient("", at=at)
        except BackupError as error:
            yield Finding(
                "error",
                "backup_recipient_invalid",
                str(error),
                _("Correct SASANDO_BACKUP_RECIPIENT."),
            )
            return
    elif not backup_keys.key_file().exists():
        yield Finding(
            "warning",
            "backup_key_missing",
            _("There is no key for backups here; the next backup makes a new one."),
            _("Put the key back, or set SASANDO_BACKUP_RECIPIENT to its public half."),
        )
        return
    yield Finding("ok", "backup_key", _("Backups can be encrypted."))
