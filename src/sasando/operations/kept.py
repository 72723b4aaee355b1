"""What rooms keep beside database and uploads: letters as they came, photos half sent.

Both are what nobody sends a second time. Their folders are flat, and lie in the data
folder, where no reader is served.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from sasando.core import data_folder
from sasando.core.bilingual import Sentence as _
from sasando.operations import archive
from sasando.operations.archive import BackupError

FOLDERS = data_folder.KEPT


def fill(writer: archive.Writer) -> list[str]:
    """Put each of these files into the stream; return the names of what is none.

    A file that is settled meanwhile is gone, and its row knows it.
    """
    left_out = []
    for name, path in files():
        try:
            content = path.open("rb")
        except FileNotFoundError:
            continue
        except OSError:
            left_out.append(name)
            continue
        with content:
            file = archive.Lenient(content)
            writer.add(name, file, os.fstat(content.fileno()).st_size)
        if file.broken:
            left_out.append(name)
    return left_out


def files() -> Iterator[tuple[str, Path]]:
    """Yield each file that lies there now, with its name in a backup."""
    for folder in FOLDERS:
        for path in sorted((Path(settings.DATA) / folder).glob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{folder}/{path.name}", path


def is_one(name: str) -> bool:
    return name.partition("/")[0] in FOLDERS


def require_none() -> None:
    """Raise BackupError when something lies there that a restore would mix with."""
    for _name, path in files():
        raise BackupError(
            _("%(folder)s is not empty. Restore only into an empty place.")
            % {"folder": path.parent}
        )


def stage() -> Path:
    return Path(settings.DATA) / ".restoring-kept"


def put_in_place() -> list[Path]:
    """Move the stage to the final folders and return these; only the owner reads."""
    finals = []
    for staged in sorted(stage().glob("*")):
        final = Path(settings.DATA) / staged.name
        final.mkdir(mode=0o700, exist_ok=True)
        finals.append(final)
        for file in staged.iterdir():
            file.rename(final / file.name)
    return finals


def clear_stage() -> None:
    shutil.rmtree(stage(), ignore_errors=True)


def remove(names: Iterable[str]) -> None:
    """Take away what a restore that broke off had put here."""
    for name in filter(is_one, names):
        if archive.is_safe(name):
            (Path(settings.DATA) / name).unlink(missing_ok=True)
