"""`sasando backup`: the database and the files of one moment in one encrypted file."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.conf import settings
from django.db import connection

import sasando
from sasando.core import tick
from sasando.core.bilingual import Sentence as _
from sasando.operations import (
    anchors,
    archive,
    backup_keys,
    kept,
    media,
    originals,
    snapshots,
    unfinished,
)
from sasando.operations.archive import BackupError

# 1 had neither letters nor photos half sent.
FORMAT, READABLE = 2, {1, 2}
KEEP = 14
NAME = re.compile(r"sasando-\d{8}T\d{6}Z(-\d+)?\.tar\.age")
PART = ".part-"
MOST_RECORD = 1 << 16
RECORD: dict[str, dict[str, type]] = {
    "last": {"file": str, "at": str, "size": int},
    "checked": {"file": str, "at": str},
}
FULL = {ENOSPC, EDQUOT, EFBIG}


@dataclass(frozen=True, slots=True)
class Made:
    """One finished backup.

    `left_out` names links, what is no file and what cannot be read, `faults` uploads
    that are not what their rows say; all else is in it.
    """

    file: Path
    size: int
    sha256: str
    files: int
    recipient: str
    left_out: tuple[str, ...]
    faults: tuple[originals.Fault, ...]
    removed: tuple[str, ...] = ()


def make(
    *, at: datetime, to: Path | None = None, keep: int = KEEP, recipient: str = ""
) -> Made:
    """Back up the database, the uploaded files and the keys; return what was made.

    Online: others may write meanwhile. The file has its name only once it is whole
    and on the disk. Of earlier ones the newest `keep` stay, and the newest that was
    checked. Raises BackupError with one sentence.
    """
    if keep < 1:
        raise BackupError(_("Keep at least one backup."))
    if reason := tick.held_back():
        raise BackupError(reason)
    folder = prepared(to)
    public = backup_keys.recipient(recipient, at=at)
    try:
        with alone(), workplace() as place:
            clear_parts(folder)
            made = write(place, folder, public, at=at)
            remember(last=facts_of(made, at))
            return replace(made, removed=prune(folder, keep=keep))
    except OSError as error:
        if error.errno in FULL:
            raise snapshots.no_room() from error
        words = {"file": error.filename or folder, "error": error.strerror or error}
        raise BackupError(_("Cannot use %(file)s: %(error)s.") % words) from error


def folder_of_backups() -> Path:
    return Path(settings.DATA) / "backups"


def prepared(to: Path | None) -> Path:
    """Return the folder that backups go into, made if missing (0700)."""
    folder = (to or folder_of_backups()).absolute()
    if folder.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise BackupError(_("Choose a folder outside of the uploaded files."))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BackupError(
            _("Cannot make the folder %(folder)s.") % {"folder": folder}
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BackupError(
            _("Cannot write to the folder %(folder)s.") % {"folder": folder}
        )
    return folder


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of backups and restores of this place; freed by any death."""
    with (Path(settings.DATA) / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(
                _("A backup or a restore is running already. Wait until it ends.")
            ) from error
        yield


@contextmanager
def workplace() -> Iterator[Path]:
    """Yield a folder (0700) for plain files beside the database, gone afterwards.

    What a killed run left is removed first: the lock says that nobody uses it.
    """
    prefix = ".backup-work-"
    for left in Path(settings.DATA).glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    place = Path(mkdtemp(prefix=prefix, dir=settings.DATA))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def clear_parts(folder: Path) -> None:
    for left in folder.glob(f"{PART}*"):
        left.unlink(missing_ok=True)


def write(place: Path, folder: Path, public: Any, *, at: datetime) -> Made:
    """Write one backup under another name, and name it once it is on the disk."""
    database = place / archive.DATABASE
    # First the anchors: one that is made meanwhile would know more than the rows.
    copies = place / "anchors"
    copies.mkdir()
    for path in anchors.of_days().values():
        with suppress(FileNotFoundError):  # the oldest go
            shutil.copyfile(path, copies / path.name)
    # First the rows, then the files: a file that comes later is only not needed.
    facts = snapshots.take(database)
    part = folder / f"{PART}{os.getpid()}"
    try:
        with open(part, "xb", opener=private) as out:
            with archive.writing(out, public) as writer:
                left_out, faults = fill(writer, database, facts, at=at)
            out.flush()
            os.fsync(out.fileno())
        final = free_name(folder, at)
        part.rename(final)
    finally:
        part.unlink(missing_ok=True)
    unfinished.sync_folder(folder)
    sink = writer.sink
    digest = sink.hash.hexdigest()
    # Without the manifest, which cannot list itself.
    count = len(writer.files) - 1
    return Made(final, sink.size, digest, count, str(public), left_out, faults)


def private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


Left = tuple[tuple[str, ...], tuple[originals.Fault, ...]]


def fill(
    writer: archive.Writer, database: Path, facts: snapshots.Facts, *, at: datetime
) -> Left:
    """Put everything into the stream, the manifest last; return what is not right."""
    with database.open("rb") as content:
        writer.add(archive.DATABASE, content, database.stat().st_size)
    # The plain copy is not needed any more; its room is.
    database.unlink()
    left_out, faults = fill_uploads(writer)
    left = (*left_out, *kept.fill(writer)), faults
    for path in sorted((database.parent / "anchors").iterdir()):
        with path.open("rb") as content:
            writer.add(f"anchors/{path.name}", content, path.stat().st_size)
    for name, data in keys():
        writer.add_bytes(f"keys/{name}", data)
    manifest = {
        "format": FORMAT,
        "sasando": sasando.__version__,
        "made_at": at.astimezone(UTC).isoformat(),
        "vendor": connection.vendor,
        "migrations": facts.migrations,
        "rows": facts.rows,
        "log": facts.log,
        "files": writer.files,
    }
    writer.add_bytes(archive.MANIFEST, json.dumps(manifest).encode())
    return left


def fill_uploads(writer: archive.Writer) -> Left:
    """Put every uploaded file into the stream and hold it against its row."""
    expected = originals.hashes()
    suspects: dict[str, originals.What] = dict.fromkeys(expected, "missing")
    left_out: list[str] = []
    for name, path in media.files(left_out):
        try:
            content = path.open("rb")
        except FileNotFoundError:
            continue  # deleted a moment ago
        except OSError:
            left_out.append(name)
            continue
        with content:
            file = archive.Lenient(content)
            size = os.fstat(content.fileno()).st_size
            sha1 = writer.add(f"media/{name}", file, size)
        if file.broken:
            left_out.append(name)
        elif expected.get(name) not in (None, "", sha1):
            suspects[name] = "changed"
        else:
            suspects.pop(name, None)
    suspects |= {name: "unreadable" for name in left_out if name in expected}
    return tuple(left_out), tuple(originals.still(suspects, expected))


def keys() -> Iterator[tuple[str, bytes]]:
    """Yield the keys the data cannot be read without, as they are in use now.

    Not the key of the backup itself: it must not lie inside what it opens.
    """
    used = {
        "secret.key": settings.SECRET_KEY,
        "field.keys": "\n".join(settings.FIELD_KEYS),
    }
    left_out = {*used, backup_keys.key_file().name}
    for file in Path(settings.KEYS).glob("*"):
        ours = file.name in left_out or file.suffix == ".before-restore"
        if file.is_file() and not ours:
            yield file.name, file.read_bytes()
    for name, text in used.items():
        yield name, text.encode()


def free_name(folder: Path, at: datetime) -> Path:
    stem = f"sasando-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = [f"{stem}.tar.age", *(f"{stem}-{n}.tar.age" for n in range(2, 100))]
    return next(folder / name for name in names if not (folder / name).exists())


def prune(folder: Path, *, keep: int) -> tuple[str, ...]:
    """Delete all but the newest `keep` backups and the newest that was checked."""
    there = [file for file in folder.iterdir() if NAME.fullmatch(file.name)]
    # By the time in the name, then by number: -2 was made after the one without.
    there.sort(key=lambda file: (file.name[:24], len(file.name), file.name))
    checked = record().get("checked", {}).get("file")
    removed = [old for old in there[:-keep] if str(old) != checked]
    for old in removed:
        old.unlink()
    return tuple(old.name for old in removed)


class OddRecord(ValueError):
    """The record of backups is not what `remember` writes."""


def record() -> dict[str, Any]:
    """Return what is known of the `last` backup and the last one `checked`."""
    try:
        return read_record()
    except OddRecord:
        return {}


def record_file() -> Path:
    return folder_of_backups() / "record.json"


def read_record() -> dict[str, Any]:
    """Return the record as it stands, {} when there is none. Raises OddRecord."""
    file = record_file()
    if not os.path.lexists(file):
        return {}
    try:
        # Not a pipe, which would never answer; and no more than a record can be.
        if not file.is_file() or file.stat().st_size > MOST_RECORD:
            raise OddRecord
        found = json.loads(file.read_bytes())
        for name, kinds in RECORD.items():
            require_kinds(found.get(name) or {}, kinds)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise OddRecord from error
    return dict(found)


def require_kinds(facts: dict[str, Any], kinds: dict[str, type]) -> None:
    if not facts:
        return
    if not all(isinstance(facts.get(name), kind) for name, kind in kinds.items()):
        raise OddRecord
    if datetime.fromisoformat(facts["at"]).tzinfo is None:
        raise OddRecord


def remember(**facts: dict[str, Any]) -> None:
    """Keep facts for `doctor`: `last=` after a backup, `checked=` after a check."""
    folder = prepared(None)
    new = folder / "record.json.new"
    new.write_text(json.dumps(record() | facts))
    new.replace(record_file())


def facts_of(made: Made, at: datetime) -> dict[str, Any]:
    facts = {"file": str(made.file), "size": made.size, "sha256": made.sha256}
    return facts | {"at": at.isoformat()}
