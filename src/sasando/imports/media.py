"""Finds the files of an old site: in a folder, or at the address of its uploads.

A file is named by its path below `wp-content/uploads/`: "2015/03/perahu.jpg". No path
leads out of the folder, whatever the export says.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import quote, unquote, urlsplit

from sasando.imports import fetch
from sasando.imports.faults import Fault, cut, fault
from sasando.imports.parts import Shown
from sasando.imports.wxr import Item

UPLOADS = "/wp-content/uploads/"
PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff"}
PICTURES |= {".heic", ".svg"}
DOCUMENTS = {".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".csv", ".txt"}
DOCUMENTS |= {".doc", ".xls", ".ppt"}
# WordPress makes smaller copies of each picture; we want the one they were made from.
SMALLER = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled)(?=\.[A-Za-z]{3,4}$)")
LONGEST_KEY = 200


class NotThere(Exception):
    """A file was not had; carries the fault that says why."""

    def __init__(self, why: Fault) -> None:
        super().__init__(str(why))
        self.why = why


def key_of(path: str) -> str:
    """Return a path below the uploads in one plain form; "" for one that is no path.

    Dots that lead upwards stay, so that the fault can name them.
    """
    path = unquote(path).replace("\\", "/").lstrip("/")
    return "" if "\0" in path or not path else path[:LONGEST_KEY]


def whole_size(key: str) -> str:
    """Return the key of the picture of which this one is a smaller copy, or itself."""
    return SMALLER.sub("", key)


def leads_out(key: str) -> bool:
    path = PurePosixPath(key)
    return path.is_absolute() or ".." in path.parts


def suffix(key: str) -> str:
    return PurePosixPath(key).suffix.lower()


@dataclass(frozen=True, slots=True)
class Store:
    """Where the files are: a folder here, or the address of the uploads; or nowhere."""

    folder: Path | None = None
    address: str = ""
    trusted: str = ""

    def has(self, key: str) -> Fault | None:
        """Return why this file cannot be had, as far as one knows without fetching."""
        name = cut(key)
        if leads_out(key):
            return fault("media_outside", name=name)
        if self.address:
            return None
        if self.folder is None or self.found(key) is None:
            return fault("media_missing", name=name)
        return None

    def found(self, key: str) -> Path | None:
        """Return the file in the folder, also where only the folder's name differs."""
        if self.folder is None:
            return None
        root = self.folder.resolve()
        for below in (key, whole_size(key), PurePosixPath(key).name):
            path = root / below
            try:
                # A link in the folder must not lead out of it either.
                is_inside = path.resolve(strict=True).is_relative_to(root)
            except (OSError, ValueError):
                continue
            if is_inside and path.is_file():
                return path
        return None

    @contextmanager
    def opened(self, key: str) -> Iterator[IO[bytes]]:
        """Lend one file. Raises NotThere."""
        if (why := self.has(key)) is not None:
            raise NotThere(why)
        with self.fetched(key) if self.address else self.local(key) as file:
            yield file

    def local(self, key: str) -> IO[bytes]:
        path = self.found(key)
        if path is None:
            raise NotThere(fault("media_missing", name=key))
        return path.open("rb")

    def fetched(self, key: str) -> IO[bytes]:
        address = self.address.rstrip("/") + "/" + quote(key)
        try:
            return fetch.fetch(address, allowance=fetch.Allowance(trusted=self.trusted))
        except fetch.Private as error:
            raise NotThere(fault("media_private", name=address)) from error
        except fetch.Absent as error:
            raise NotThere(fault("media_missing", name=address)) from error
        except fetch.NotFetched as error:
            raise NotThere(fault("media_failed", name=address, why=error)) from error


@dataclass(slots=True)
class Library:
    """What the export says of its files: about 300 bytes each in memory."""

    hosts: set[str]
    credit: str = ""
    numbered: dict[str, Shown] = field(default_factory=dict)
    keyed: dict[str, Shown] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, item: Item) -> None:
        """Take in one attachment."""
        key = key_of(item.meta.get("_wp_attached_file", ""))
        key = key or self.key_at(item.said("wp:attachment_url")) or ""
        if not key:
            return
        shown = Shown(
            whole_size(key),
            alt=cut(item.meta.get("_wp_attachment_image_alt", ""), most=250),
            caption=cut(item.said("excerpt:encoded"), most=500),
            credit=self.credit,
        )
        number = item.said("wp:post_id")
        self.numbered[number] = self.keyed[shown.key] = shown
        self.children.setdefault(item.said("wp:post_parent"), []).append(number)

    def key_at(self, address: str) -> str | None:
        """Return the key of the file at an address of the old site, else None."""
        try:
            parts = urlsplit(address)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            return None
        if parts.scheme not in {"", "http", "https"} or (
            host and host not in self.hosts
        ):
            return None
        _before, is_upload, below = parts.path.partition(UPLOADS)
        if not is_upload and suffix(parts.path) not in PICTURES | DOCUMENTS:
            return None
        return key_of(below if is_upload else parts.path) or None

    def picture(self, address: str, number: str) -> Shown | None:
        """Return the picture at this address, or with this number; None elsewhere."""
        if number in self.numbered:
            return self.numbered[number]
        key = self.key_at(address)
        if key is None:
            return None
        return self.keyed.get(whole_size(key)) or Shown(
            whole_size(key), credit=self.credit
        )

    def document(self, address: str) -> str:
        """Return the key of the document that a link leads to, or ""."""
        key = self.key_at(address)
        return key if key and suffix(key) in DOCUMENTS else ""

    def in_gallery(self, numbers: str, *, of: str) -> list[Shown]:
        """Return the pictures of a gallery: those named, or all of its post."""
        named = self.children.get(of, []) if numbers == "all" else numbers.split(",")
        return [
            self.numbered[number]
            for number in named
            if number in self.numbered and suffix(self.numbered[number].key) in PICTURES
        ]
