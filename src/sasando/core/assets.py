"""Scripts, sheets, fonts and icons under names made of their bytes, kept for ever.

Nothing is collected beforehand: that would take half the time of a first start. A file
is written into `<data>/static` when a page first names it, with the names of what it
loads itself in it, and packed for slow lines.
"""

import gzip
import posixpath
import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urldefrag

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest
from django.middleware.http import ConditionalGetMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

# What a script or a sheet loads from beside itself.
LOADS = {
    ".js": re.compile(
        r"""(?P<before>\b(?:from|import)\s*\(?\s*["'])"""
        r"""(?P<name>\.{1,2}/[\w./-]+\.js)(?P<after>["'])"""
    ),
    ".css": re.compile(
        r"""(?P<before>\burl\(\s*["']?)"""
        r"""(?P<name>(?!data:|/|#|https?:)[^"'()?#\s]+)(?P<after>[^)]*\))"""
    ),
}
BY_BYTES = re.compile(r"\.[0-9a-f]{12}\.\w+$")
PACKED = {".js", ".css", ".svg", ".json", ".map"}


class NamedByBytes(StaticFilesStorage):
    """Gives `staff.css` the address /static/…/staff.3f2a91c0d4e7.css."""

    def url(self, name: str | None) -> str:
        bare, _fragment = urldefrag(name or "")
        if settings.DEBUG or not bare:
            return super().url(name)
        return super().url(named(bare) + (name or "")[len(bare) :])


@cache
def named(name: str) -> str:
    """Return the name made of the bytes of a file; its own where there is none.

    Once a process and file: 1 to 20 ms where it must be written.
    """
    return kept(name, above=())


def kept(name: str, *, above: tuple[str, ...]) -> str:
    """Return the name made of its bytes, under which the file is there now.

    `above` are those that load it.
    """
    found = finders.find(name)
    # Two scripts that load each other have no name that is made of their bytes.
    if not found or name in above or len(above) > 9:
        return name
    content = whole(name, Path(found).read_bytes(), above=(*above, name))
    stem, ending = posixpath.splitext(name)
    new = f"{stem}.{blake2b(content, digest_size=6).hexdigest()}{ending}"
    try:
        keep(Path(settings.STATIC_ROOT) / new, content)
    except OSError:
        # A full disk: the file is sent under its own name.
        return name
    return new


def whole(name: str, content: bytes, *, above: tuple[str, ...]) -> bytes:
    """Return a file with the names made of bytes of whatever it loads."""
    loads = LOADS.get(posixpath.splitext(name)[1])
    if loads is None:
        return content
    folder = posixpath.dirname(name)

    def replace(found: re.Match[str]) -> str:
        there = posixpath.normpath(posixpath.join(folder, found["name"]))
        new = posixpath.basename(kept(there, above=above))
        near = posixpath.join(posixpath.dirname(found["name"]), new)
        return found["before"] + near + found["after"]

    return loads.sub(replace, content.decode()).encode()


def keep(file: Path, content: bytes) -> None:
    """Write a file, and packed ones beside it, unless it is there."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix in PACKED:
        put(Path(f"{file}.gz"), gzip.compress(content, 9, mtime=0))
        put(Path(f"{file}.br"), brotli.compress(content, quality=7))
    # At last: where it is, the others are too.
    put(file, content)


def put(file: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(file)


class Kept(BaseFinder):
    """Finds what was named, for servers that look for each file when it is asked."""

    def find(self, path: str, find_all: bool = False, **more: Any) -> Any:
        root = Path(settings.STATIC_ROOT).resolve()
        file = (root / path).resolve() if BY_BYTES.search(path) else root
        found = [str(file)] if root in file.parents and file.is_file() else []
        return found if find_all else (found or [""])[0] or []

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        return iter(())


class Assets(WhiteNoiseMiddleware):
    """Sends them; those that were named since the start too."""

    FOREVER = 31_536_000

    def __call__(self, request: HttpRequest) -> Any:
        path = request.path_info
        if not self.autorefresh and path.startswith(self.static_prefix):
            self.look(path)
        try:
            return super().__call__(request)
        except FileNotFoundError:
            # It was pruned since this process learned it: nothing names it any more.
            self.files.pop(path, None)
            return self.get_response(request)

    def look(self, path: str) -> None:
        """Learn a file that another page, or another process, has named meanwhile."""
        if path in self.files or ".." in path or "\0" in path:
            return
        name = path.removeprefix(self.static_prefix)
        # Only what a page may name: no folder is searched for what somebody invents.
        if self.get_name_without_hash(name) == name:
            return
        file = Path(settings.STATIC_ROOT) / name
        if file.is_file():
            self.add_file_to_dictionary(path, str(file))


class Revalidated(ConditionalGetMiddleware):
    """Lets a browser keep a page, and ask each time whether it is another now."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "no-cache")
        return super().process_response(request, response)
