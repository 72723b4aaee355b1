"""The pictures that stored pages name, where a web server in front of us may read them;
the mark and the colours of the office too.

    files/media/images/NAME    the same bytes as in the media folder: a hard link
    named/images/NAME/PAGE     a mark for each page that names it, with its address

The last page that stops naming a picture takes it away. A name is 128 random bits and
never has other bytes, so it may be kept for ever.
"""

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from sasando.website.store.folder import FILE, Folder, check, make

NAMED = re.compile(rb"/media/((?:images|brand)/[\w.,-]{1,200})")


def show(folder: Folder, media: Path, path: str, body: bytes) -> None:
    """Let the pictures of a page be read, and those no more that it named before.

    Called before its new bytes take the place of the old. Raises OSError.
    """
    before, now = named_by(folder, path), names(body)
    for name in now:
        if give(folder, media / name, name):
            sign = mark(folder, name, path)
            make(sign.parent, folder.root)
            sign.write_text(path)
    forget(folder, path, before - now)


def hide(folder: Folder, path: str) -> None:
    """Let go of all pictures of a page, before its bytes go."""
    forget(folder, path, named_by(folder, path))


def tidy(folder: Folder) -> None:
    """Let go of what no page names: somebody was killed between two steps."""
    for sign in (folder.root / "named").glob("*/*/*"):
        path = sign.read_text()
        name = f"{sign.parent.parent.name}/{sign.parent.name}"
        if name not in named_by(folder, path):
            forget(folder, path, [name])


def is_named(name: str) -> bool:
    """Return whether stored bytes name this picture. It asks the disk alone."""
    root = settings.PAGE_STORE
    return root is not None and Path(root, "files", "media", name).is_file()


def names(body: bytes) -> set[str]:
    return {name.decode() for name in NAMED.findall(body)}


def named_by(folder: Folder, path: str) -> set[str]:
    """Return the pictures that the stored bytes of an address name."""
    there = folder.read(path)
    return names(there.bodies[""]) if there else set()


def give(folder: Folder, source: Path, name: str) -> bool:
    """Put one picture where it may be read; return whether there is one."""
    final = folder.root / "files" / "media" / name
    if not source.is_file():
        return False
    if not final.exists():
        make(final.parent, folder.root)
        try:
            os.link(source, final)
        except OSError:
            # The media folder lies on another disk.
            aside = final.with_name(f".{final.name}")
            shutil.copyfile(source, aside)
            aside.replace(final)
        final.chmod(FILE)
    return True


def mark(folder: Folder, name: str, path: str) -> Path:
    return folder.root / "named" / name / check(path.encode())


def forget(folder: Folder, path: str, gone: Iterable[str]) -> None:
    for name in gone:
        sign = mark(folder, name, path)
        sign.unlink(missing_ok=True)
        # A folder with another page's mark in it stays, and so does the picture.
        with suppress(OSError):
            sign.parent.rmdir()
            (folder.root / "files" / "media" / name).unlink(missing_ok=True)
