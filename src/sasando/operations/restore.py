"""`sasando restore`: a backup into an empty place, and the proof that it is all there.

The file is read twice. The first pass writes nothing: it decrypts to the end and holds
every member against the manifest. Only a file that is whole is then unpacked, into
folders beside the final ones, with the sizes the manifest names.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import SystemRandom
from typing import IO, Any

import pyrage
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sasando import env
from sasando.core import data_folder, entries, replay, triggers
from sasando.core.bilingual import Sentence as _
from sasando.core.models import Entry
from sasando.operations import (
    archive,
    backup,
    backup_keys,
    kept,
    placing,
    snapshots,
    unfinished,
)
from sasando.operations.archive import BackupError

MOST_MANIFEST = 256 << 20
SAMPLE = 100
Identities = list[pyrage.x25519.Identity]
# Size and SHA-256 of each member, by its name.
Files = dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `sha256` is that of the encrypted file."""

    sasando: str
    made_at: str
    vendor: str
    migrations: list[list[str]]
    rows: dict[str, int]
    log: dict[str, Any]
    files: Files

    @property
    def size(self) -> int:
        return sum(size for size, _sha256 in self.files.values())


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the proof."""

    ok: bool
    sentence: str


def check(file: Path, *, key: Path | None, at: datetime) -> Manifest:
    """Decrypt the whole backup, hold it against its manifest and remember that.

    Writes nothing of it. Raises BackupError with one sentence.
    """
    manifest = examine(file, backup_keys.identities(key or backup_keys.key_file()))
    facts = {"file": str(file.absolute()), "at": at.isoformat()}
    backup.remember(checked=facts | {"size": file.stat().st_size})
    return manifest


def restore(file: Path, *, key: Path | None) -> list[Line]:
    """Unpack a backup into this empty place and return the proof, line by line.

    A place where a restore broke off counts as empty: that is cleared first. Raises
    BackupError when the office runs, the place is not empty or the file is not good,
    and then leaves nothing behind.
    """
    identities = backup_keys.identities(key or backup_keys.key_file())
    with stopped(), backup.alone():
        if not unfinished.marker().exists():
            require_empty()
        manifest = examine(file, identities)
        unfinished.clear()
        require_empty()
        require_fit(manifest)
        try:
            with unfinished.marked(list(manifest.files)):
                load(file, identities, manifest)
        except OSError as error:
            if error.errno in backup.FULL:
                raise snapshots.no_room() from error
            words = {"file": error.filename, "error": error.strerror}
            raise BackupError(_("Cannot use %(file)s: %(error)s.") % words) from error
        proof = prove(manifest)
        if all(line.ok for line in proof):
            unfinished.end()
    return proof


@contextmanager
def stopped() -> Iterator[None]:
    """Hold the office's own lock. Raises BackupError while it runs."""
    with ExitStack() as stack:
        try:
            stack.enter_context(data_folder.held(Path(settings.DATA)))
        except BlockingIOError as error:
            raise BackupError(
                _("Sasando is running here. Stop it first, then restore.")
            ) from error
        yield


def load(file: Path, identities: Identities, manifest: Manifest) -> None:
    with placing.stages() as (database, media):
        found = unpack(file, identities, manifest, (database, media))
        require_keys(found)
        placing.put_in_place(database, media, found)


def examine(file: Path, identities: Identities) -> Manifest:
    """Return the manifest of a backup that is whole. Raises BackupError."""
    seen: Files = {}
    manifest = b""
    with archive.reading(file, identities) as members:
        for name, size, content in members:
            if manifest or name in seen:
                raise foreign(file)
            if name == archive.MANIFEST:
                manifest = content.read(min(size, MOST_MANIFEST))
            else:
                seen[name] = (size, archive.read_all(content, lambda data: None))
    found = parsed(manifest, file)
    if found.files != seen or archive.DATABASE not in seen:
        raise foreign(file)
    return found


def parsed(text: bytes, file: Path) -> Manifest:
    try:
        facts = json.loads(text)
        number = facts.pop("format")
        if number in backup.READABLE:
            files = facts.pop("files")
            facts["files"] = {name: (size, sha) for name, (size, sha) in files.items()}
            return Manifest(**facts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise foreign(file) from error
    raise BackupError(
        _("This backup was made by a newer Sasando. Install that version first.")
    )


def foreign(file: Path) -> BackupError:
    return archive.meaning(None, file)


def require_empty() -> None:
    """Raise BackupError unless there is neither a database nor an uploaded file."""
    if not snapshots.is_empty():
        raise BackupError(
            _("There is a database already. Restore only into an empty place.")
        )
    media = Path(settings.MEDIA_ROOT)
    placing.clear(
        (placing.stage_of_database(), media / placing.STAGE)
    )  # what a killed run left
    if any(path.is_file() for path in media.rglob("*")):
        raise BackupError(
            _("%(folder)s is not empty. Restore only into an empty place.")
            % {"folder": media}
        )
    kept.require_none()


def require_fit(manifest: Manifest) -> None:
    """Raise BackupError when this place cannot take that backup."""
    if manifest.vendor != connection.vendor:
        words = {"theirs": manifest.vendor, "ours": connection.vendor}
        raise BackupError(
            _(
                "The backup is of %(theirs)s and this place uses %(ours)s: set "
                "SASANDO_DATABASE_URL."
            )
            % words
        )
    if shutil.disk_usage(settings.DATA).free < manifest.size:
        raise snapshots.no_room()


def unpack(
    file: Path, identities: Identities, manifest: Manifest, stage: tuple[Path, Path]
) -> dict[str, bytes]:
    """Write database and files into the stages; return the keys by name."""
    keys: dict[str, bytes] = {}
    with archive.reading(file, identities) as members:
        for name, size, content in members:
            if name == archive.MANIFEST:
                continue
            if manifest.files.get(name, (0, ""))[0] != size:
                raise foreign(file)
            kind, _slash, rest = name.partition("/")
            if kind == "keys":
                keys[rest] = content.read()
            elif save(content, target_of(name, stage)) != manifest.files[name][1]:
                raise foreign(file)
    return keys


def target_of(name: str, stage: tuple[Path, Path]) -> Path:
    """Return where a member waits until all of them are here."""
    database, media = stage
    kind, _slash, rest = name.partition("/")
    if kind == "anchors":
        return placing.stage_of_anchors() / rest
    if kept.is_one(name):
        return kept.stage() / name
    return media / rest if rest else database


def save(content: IO[bytes], target: Path) -> str:
    """Write a new file, on the disk when this returns; return its SHA-256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        digest = archive.read_all(content, out.write)
        out.flush()
        os.fsync(out.fileno())
    return digest


def require_keys(found: dict[str, bytes]) -> None:
    """Raise BackupError when the environment sets field keys that cannot read this."""
    needed = set(found.get("field.keys", b"").decode().split())
    if env.text("SASANDO_FIELD_KEYS") and not needed <= set(settings.FIELD_KEYS):
        raise BackupError(
            _(
                "SASANDO_FIELD_KEYS lacks a key of this backup: add it, or unset the "
                "variable so that the restored keys are used."
            )
        )


def prove(manifest: Manifest) -> list[Line]:
    """Return what was compared after loading, and whether it is the same."""
    same = [prove_rows(manifest), prove_log(manifest), prove_files(manifest)]
    same += prove_kept(manifest)
    # What was loaded is proven as it was; only then may a newer program change it.
    if all(line.ok for line in same):
        same += bring_up()
    return [*same, prove_triggers(), prove_approvals()]


def bring_up() -> list[Line]:
    """Bring the database of an older backup up to this program, and say so."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return []
    call_command("migrate", verbosity=0, interactive=False)
    words = {"count": len(plan)}
    return [
        Line(True, _("%(count)d changes of newer versions were made to it.") % words)
    ]


def prove_rows(manifest: Manifest) -> Line:
    quote = connection.ops.quote_name
    different = []
    with connection.cursor() as cursor:
        for table, rows in manifest.rows.items():
            cursor.execute(f"SELECT COUNT(*) FROM {quote(table)}")  # noqa: S608
            if cursor.fetchone()[0] != rows:
                different.append(table)
    words = {"rows": sum(manifest.rows.values()), "tables": len(manifest.rows)}
    if different:
        names = {"names": ", ".join(different)}
        return Line(False, _("These tables lack rows: %(names)s.") % names)
    return Line(True, _("%(rows)d rows in %(tables)d tables, all there.") % words)


def prove_log(manifest: Manifest) -> Line:
    proof = entries.verify(Entry)
    found = {"entries": proof.entries, "chains": proof.chains, "heads": proof.heads}
    if proof.faults:
        return Line(
            False,
            _("The log has %(count)d faults; “sasando verify” names them.")
            % {"count": len(proof.faults)},
        )
    if found != manifest.log:
        return Line(False, _("The log is not the one that was backed up."))
    return Line(
        True,
        _("%(entries)d log entries in %(chains)d chains hold, heads %(heads)s.")
        % found,
    )


def prove_approvals() -> Line:
    if discords := replay.discords():
        return Line(
            False,
            _("On %(count)d pages log and approvals differ; see “sasando verify”.")
            % {"count": len({discord.page for discord in discords})},
        )
    return Line(True, _("All approvals are as the log tells them."))


def prove_triggers() -> Line:
    if lacking := triggers.missing():
        names = {"names": ", ".join(lacking)}
        return Line(
            False, _("Triggers are missing: %(names)s. Run “sasando schema”.") % names
        )
    return Line(True, _("All triggers that guard the log and the pages are in force."))


def prove_files(manifest: Manifest) -> Line:
    """Hash up to 100 files again, picked by chance, where readers will find them."""
    names = [name for name in manifest.files if name.startswith("media/")]
    picked = SystemRandom().sample(names, min(SAMPLE, len(names)))
    root = Path(settings.MEDIA_ROOT)
    wrong = [
        name
        for name in picked
        if hash_on_disk(root / name.removeprefix("media/")) != manifest.files[name][1]
    ]
    if wrong:
        return Line(False, _("These files differ: %(names)s.") % {"names": wrong[:5]})
    words = {"count": len(picked), "all": len(names)}
    return Line(True, _("%(count)d of %(all)d uploaded files hashed again.") % words)


def prove_kept(manifest: Manifest) -> list[Line]:
    """Hash every letter and photo half sent; no line where a backup has none."""
    names = [name for name in manifest.files if kept.is_one(name)]
    data = Path(settings.DATA)
    wrong = [
        name for name in names if hash_on_disk(data / name) != manifest.files[name][1]
    ]
    if wrong:
        return [Line(False, _("These files differ: %(names)s.") % {"names": wrong[:5]})]
    words = {"count": len(names)}
    said = _("%(count)d letters and photos half sent, all there.") % words
    return [Line(True, said)] if names else []


def hash_on_disk(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return archive.read_all(content, lambda data: None)
    except OSError:
        return ""
