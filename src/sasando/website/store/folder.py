"""The bytes on disk: for nginx as plain files, for our own door as one file a page.

    pages/berita/index.html, .gz, .br    what nginx serves (`try_files`)
    gone/berita/x/index.html, …          the same, with status 410
    whole/berita/index.page              status, headers and the three, for `serving`
    redirects.json, redirects-301.map …  addresses that lead on
    headers.map, maintenance/id.html …   what a web server in front says besides
    files/media/images/NAME              pictures that stored pages name (`pictures`)
    generation                           grows with each change: who has it, looks again

Standard library alone, and no database: it is read where nothing else is left.
"""

import fcntl
import gzip
import json
import os
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import brotli

GZIP_LEVEL, BROTLI_QUALITY = 6, 5
BEST_GZIP, BEST_BROTLI = 9, 11
PLAIN = {"": "", "gzip": ".gz", "br": ".br"}
# Unlike all else of the data folder: a web server of another user reads them.
FILE, FOLDER = 0o644, 0o755
GONE, OK = 410, 200
LONGEST_NAME = 4_000
# Every file system knows them.
MOST_SECONDS = 0x7FFFFFFF
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """One address as it is stored: everything that an answer needs."""

    status: int
    headers: Headers
    etag: str
    bodies: dict[str, bytes]

    def packed(self) -> bytes:
        """Return it as the bytes of one file, the first line being JSON."""
        rest = b"".join(self.bodies.values())
        head = {
            "status": self.status,
            "headers": self.headers,
            "etag": self.etag,
            "bodies": [[name, len(body)] for name, body in self.bodies.items()],
            "check": check(rest),
        }
        return json.dumps(head).encode() + b"\n" + rest


def bundle(status: int, headers: Headers, body: bytes, *, best: bool = False) -> Bundle:
    """Return an answer with its body compressed, 1 to 2 ms; at its `best` some 20."""
    bodies = {"": body}
    if body:
        level = BEST_GZIP if best else GZIP_LEVEL
        quality = BEST_BROTLI if best else BROTLI_QUALITY
        bodies["gzip"] = gzip.compress(body, level, mtime=0)
        bodies["br"] = brotli.compress(body, quality=quality)
    return Bundle(
        status, headers, check(repr((status, headers)).encode() + body), bodies
    )


def unpacked(data: bytes) -> Bundle | None:
    """Return what one file holds; None for one that a power cut left half written."""
    line, _newline, rest = data.partition(b"\n")
    try:
        head = json.loads(line)
        if head["check"] != check(rest):
            return None
        headers = [(str(name), str(value)) for name, value in head["headers"]]
        bodies, start = {}, 0
        for name, length in head["bodies"]:
            bodies[name] = rest[start : start + length]
            start += length
        return Bundle(head["status"], headers, head["etag"], bodies)
    except (ValueError, KeyError, TypeError):
        return None


def check(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one site."""

    root: Path

    def whole(self, path: str) -> Path:
        """Return the one file of an address; only for a path that `is_safe`."""
        return self.root / "whole" / name_of(path, "index.page", ending=".page")

    def plain(self, path: str, status: int) -> Path:
        above = "gone" if status == GONE else "pages"
        return self.root / above / name_of(path, "index.html")

    def read(self, path: str) -> Bundle | None:
        """Return what is stored of an address, or None."""
        try:
            return unpacked(self.whole(path).read_bytes())
        except OSError:
            return None

    @contextmanager
    def alone(self) -> Iterator[Callable[[str], object]]:
        """Let nobody else write bytes; waits for who does. Never in a transaction.

        Lends a call that says whose bytes are about to differ from their rows. Who is
        killed then leaves bytes of which nobody knows what they show: they go, save
        those of home.
        """
        make(self.root, self.root)
        how = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        handle = os.open(self.root / "lock", how, FILE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            left = os.pread(handle, LONGEST_NAME, 0).decode(errors="ignore")
            if left not in ("", "/"):
                self.remove(left)
            os.ftruncate(handle, 0)
            yield lambda path: os.pwrite(handle, path.encode(), 0)
            os.ftruncate(handle, 0)
        finally:
            # A child that we forked meanwhile may have inherited the handle.
            fcntl.flock(handle, fcntl.LOCK_UN)
            os.close(handle)

    @contextmanager
    def writing(self, path: str, new: Bundle) -> Iterator[None]:
        """Write beside the old bytes; put all in their place at the end of the block.

        Raises OSError, and then the old bytes stay, when the disk is full.
        """
        ready: list[tuple[Path, Path]] = []
        try:
            if new.bodies[""]:
                plain = self.plain(path, new.status)
                for name, body in new.bodies.items():
                    final = plain.with_name(plain.name + PLAIN[name])
                    ready.append((self.draft(body, of=new.etag), final))
            ready.append((self.draft(new.packed()), self.whole(path)))
            for _draft, final in ready:
                make(final.parent, self.root)
            yield
            for draft, final in ready:
                draft.replace(final)
            other = OK if new.status == GONE else GONE
            self.remove_plain(path, *([other] if new.bodies[""] else [OK, GONE]))
        finally:
            for draft, _final in ready:
                draft.unlink(missing_ok=True)
        self.turn()

    def draft(self, data: bytes, *, of: str = "") -> Path:
        """Write a file aside. The time of a page's is made `of` its ETag.

        nginx makes its own ETag of time and size, and a second is long.
        """
        make(self.root / "draft", self.root)
        handle, name = tempfile.mkstemp(dir=self.root / "draft")
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            draft.chmod(FILE)
            if of:
                when = int(of[:8], 16) & MOST_SECONDS
                os.utime(draft, (when, when))
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        return draft

    def tidy(self) -> None:
        """Remove what the killed wrote aside: nobody writes while we are `alone`."""
        for draft in (self.root / "draft").glob("*"):
            draft.unlink(missing_ok=True)

    def remove(self, path: str) -> None:
        """Take the bytes of an address away; every reader's next click sees it."""
        self.whole(path).unlink(missing_ok=True)
        self.remove_plain(path, OK, GONE)
        self.turn()

    def remove_plain(self, path: str, *statuses: int) -> None:
        for status in statuses:
            plain = self.plain(path, status)
            for ending in PLAIN.values():
                # A file may stand where this address has a folder, and the reverse.
                with suppress(FileNotFoundError, NotADirectoryError):
                    plain.with_name(plain.name + ending).unlink()

    def put(self, name: str, data: bytes) -> bool:
        """Write one file of the store if it says something new; return whether."""
        final = self.root / name
        with suppress(FileNotFoundError):
            if final.read_bytes() == data:
                return False
        make(final.parent, self.root)
        self.draft(data).replace(final)
        self.turn()
        return True

    def get(self, name: str) -> bytes:
        try:
            return (self.root / name).read_bytes()
        except OSError:
            return b""

    def turn(self) -> None:
        """Let the generation grow: who serves looks at the disk again."""
        make(self.root, self.root)
        handle = os.open(self.root / "generation", os.O_RDWR | os.O_CREAT, FILE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            before = os.pread(handle, 8, 0).ljust(8, b"\0")
            number = (struct.unpack("<Q", before)[0] + 1) % (1 << 64)
            os.pwrite(handle, struct.pack("<Q", number), 0)
        finally:
            os.close(handle)

    def clear(self) -> None:
        """Take everything away: these bytes belong to another database."""
        for name in ("whole", "pages", "gone", "draft", "files", "named"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        for found in self.root.glob("redirects*"):
            found.unlink(missing_ok=True)
        self.turn()


def name_of(path: str, index: str, *, ending: str = "") -> str:
    """Return the name of a file for an address."""
    name = path[1:]
    return f"{name}{index}" if not name or name.endswith("/") else f"{name}{ending}"


def make(folder: Path, root: Path) -> None:
    """Make a folder that a web server may enter, up to the root of the store."""
    if folder.is_dir():
        return
    if folder != root:
        make(folder.parent, root)
    folder.mkdir(exist_ok=True, parents=folder == root)
    folder.chmod(FOLDER)


def facts(data: bytes) -> Any:
    """Return JSON, or {} for what is not there."""
    try:
        return json.loads(data or b"{}")
    except ValueError:
        return {}
