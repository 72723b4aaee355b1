"""The folder of uploads as a backup sees it: every file once for each way to it."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


def files(left_out: list[str]) -> Iterator[tuple[str, Path]]:
    """Yield the name and the path of each uploaded file.

    A link that stays inside the uploads is followed. One that leads outside, nowhere
    or back to a folder above it, and what is no plain file, is named in `left_out`.
    """
    root = Path(settings.MEDIA_ROOT)
    real = os.path.realpath(root)
    folders: list[tuple[Path, tuple[str, ...]]] = [(root, (real,))]
    while folders:
        folder, above = folders.pop()
        for entry in entries(folder, root, left_out):
            path = Path(entry.path)
            name = path.relative_to(root).as_posix()
            target = os.path.realpath(path)
            if entry.is_symlink() and not leads_on(target, real, above):
                left_out.append(name)
            elif entry.is_dir():
                folders.append((path, (*above, target)))
            elif entry.is_file():
                yield name, path
            elif os.path.lexists(path):  # and not deleted a moment ago
                left_out.append(name)


def leads_on(target: str, root: str, above: tuple[str, ...]) -> bool:
    """Return whether a link stays inside and does not go round in a circle."""
    inside = target.startswith(root + os.sep)
    return inside and os.path.exists(target) and target not in above


def entries(folder: Path, root: Path, left_out: list[str]) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        return []
    except OSError:
        left_out.append(folder.relative_to(root).as_posix())
        return []
