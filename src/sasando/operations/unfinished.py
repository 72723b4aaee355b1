"""The marker of a restore: it stands from before the first byte to the last proof.

It names what the restore is about to write and where. A run that is killed leaves it;
then nothing serves this place, and the next restore clears just that and begins anew.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from sasando.core import data_folder
from sasando.core.bilingual import Sentence as _
from sasando.operations import archive, kept, snapshots
from sasando.operations.archive import BackupError


def marker() -> Path:
    return Path(settings.DATA) / data_folder.MARKER


@contextmanager
def marked(names: Sequence[str]) -> Iterator[None]:
    """Set the marker for these uploads; what breaks off inside leaves nothing behind.

    The marker stays when all went well, until `end`.
    """
    facts = where() | {"names": list(names)}
    new = marker().with_name(f"{data_folder.MARKER}.new")
    with new.open("w") as out:
        json.dump(facts, out)
        out.flush()
        os.fsync(out.fileno())
    new.replace(marker())
    sync_folder(marker().parent)
    try:
        yield
    except BaseException:
        # If this fails too, the marker stands and the next run does it.
        with suppress(OSError, DatabaseError):
            clear()
        raise


def end() -> None:
    """Take the marker away, also from the disk."""
    marker().unlink()
    sync_folder(marker().parent)


def clear() -> None:
    """Take away what a restore wrote here, and its marker; nothing without a marker.

    Raises BackupError when the marker is of another database or another folder.
    """
    if not data_folder.is_half_restored(settings.DATA):
        return
    facts = read()
    if {name: facts.get(name) for name in where()} != where():
        raise BackupError(
            _(
                "The interrupted restore went to another database or folder: use the "
                "settings of that time."
            )
        )
    remove_uploads(facts["names"])
    kept.remove(facts["names"])
    snapshots.wipe()
    end()


def read() -> dict[str, Any]:
    try:
        facts = json.loads(marker().read_bytes())
        if all(isinstance(name, str) for name in facts["names"]):
            return dict(facts)
    except (OSError, ValueError, TypeError, KeyError):
        pass
    raise BackupError(
        _(
            "%(file)s cannot be read: empty the database and the uploads by hand, "
            "delete this file, and restore again."
        )
        % {"file": marker()}
    )


def where() -> dict[str, str]:
    """Return which database and which uploads are this place's."""
    facts = connection.settings_dict
    server = f"{facts['HOST']}:{facts['PORT']}/"
    database = str(facts["NAME"])
    if connection.vendor == "postgresql":
        database = server + database
    return {"database": database, "media": str(settings.MEDIA_ROOT)}


def remove_uploads(names: Sequence[str]) -> None:
    root = Path(settings.MEDIA_ROOT)
    folders: set[Path] = set()
    for name in names:
        kind, _slash, rest = name.partition("/")
        if kind == "media" and archive.is_safe(name):
            (root / rest).unlink(missing_ok=True)
            folders.update((root / rest).parents)
    inside = [folder for folder in folders if folder.is_relative_to(root)]
    for folder in sorted(inside, key=lambda one: -len(one.parts)):
        if folder != root:
            with suppress(OSError):  # others put something there, or it never was
                folder.rmdir()


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
