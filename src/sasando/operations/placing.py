"""Where a restore unpacks to, and how all of it gets to its place, also on the disk."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from sasando.operations import anchors, backup, kept, snapshots, unfinished

STAGE = ".restoring"


@contextmanager
def stages() -> Iterator[tuple[Path, Path]]:
    """Yield a file and a folder beside their final places, gone unless moved there.

    The folder lies inside the uploads, which may be a disk of their own.
    """
    pair = stage_of_database(), Path(settings.MEDIA_ROOT) / STAGE
    try:
        pair[0].parent.mkdir(parents=True, exist_ok=True)
        pair[1].mkdir(parents=True)
        yield pair
    finally:
        clear(pair)


def stage_of_database() -> Path:
    home = Path(settings.DATA)
    if connection.vendor == "sqlite":
        home = Path(connection.settings_dict["NAME"]).parent
    return home / f"{STAGE}-database"


def stage_of_anchors() -> Path:
    return Path(settings.DATA) / f"{STAGE}-anchors"


def clear(pair: tuple[Path, Path]) -> None:
    shutil.rmtree(stage_of_anchors(), ignore_errors=True)
    kept.clear_stage()
    pair[0].unlink(missing_ok=True)
    shutil.rmtree(pair[1], ignore_errors=True)


def put_in_place(database: Path, media: Path, keys: dict[str, bytes]) -> None:
    """Move the stages to their places, all on the disk when this returns."""
    if connection.vendor == "postgresql":
        snapshots.load(database)
    finals = []
    for folder, _folders, files in os.walk(media):
        final = Path(settings.MEDIA_ROOT) / Path(folder).relative_to(media)
        final.mkdir(exist_ok=True)
        finals.append(final)
        for name in files:
            (Path(folder) / name).rename(final / name)
    finals += kept.put_in_place()
    put_anchors()
    for name, data in keys.items():
        put_key(Path(settings.KEYS) / name, data)
    if connection.vendor == "sqlite":
        snapshots.load(database)
        finals.append(Path(connection.settings_dict["NAME"]).parent)
    for final in finals:
        unfinished.sync_folder(final)


def put_anchors() -> None:
    """Put the anchors of the backup in place of those that are here.

    Those may know more than this backup; they stay beside, to be asked by name.
    """
    final = anchors.folder()
    if final.exists():
        names = [f"{final.name}.before-restore-{n}" for n in range(1, 1000)]
        final.rename(
            next(
                final.with_name(name)
                for name in names
                if not final.with_name(name).exists()
            )
        )
    if stage_of_anchors().exists():
        stage_of_anchors().rename(final)
    unfinished.sync_folder(final.parent)


def put_key(file: Path, data: bytes) -> None:
    """Put one key in its place, whole at any moment: the next start reads it."""
    if file.exists() and file.read_bytes().strip() == data.strip():
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    with open(new, "wb", opener=backup.private) as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    aside = file.with_name(f"{file.name}.before-restore")
    # This very start made new keys here. They opened nothing yet, but no key is lost.
    if file.exists() and not aside.exists():
        os.link(file, aside)
    new.replace(file)
    unfinished.sync_folder(file.parent)
