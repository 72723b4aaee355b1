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
import json
import os
import shutil
import struct
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from pathlib import Path
from threading import get_ident
from typing import Any
from zlib import crc32

import brotli

from sasando.website.store import zipping

# How well to compress, for gzip and for brotli, which waits where it is None.
Pace = tuple[int, int | None]
IN_HASTE: Pace = (1, None)
USUAL: Pace = (6, 5)
AT_LEISURE: Pace = (9, 11)
PLAIN = {"": "", "gzip": ".gz", "br": ".br"}
# Unlike all else of the data folder: a web server of another user reads them.
FILE, FOLDER = 0o644, 0o755
GONE, OK = 410, 200
LONGEST_NAME = 4_000
# No two drafts of one process have one name.
NUMBERS = count()
# Every file system knows them.
MOST_SECONDS = 0x7FFFFFFF
Headers = list[tuple[str, str]]
Stamp = tuple[int, int, int]


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
            "sum": crc32(rest),
        }
        return json.dumps(head).encode() + b"\n" + rest


def bundle(status: int, headers: Headers, body: bytes, *, pace: Pace = USUAL) -> Bundle:
    """Return an answer with its body compressed.

    Some 1 to 2 ms; a third of it in haste, and 20 when there is time. In haste there is
    no brotli: `squeezing` makes it later.
    """
    bodies = {"": body}
    if body:
        level, quality = pace
        bodies["gzip"] = zipping.zipped(body, level)
        if quality is not None:
            bodies["br"] = brotli.compress(body, quality=quality)
    return Bundle(status, headers, etag_of(status, headers, body), bodies)


def etag_of(status: int, headers: Headers, body: bytes) -> str:
    return check(repr((status, headers)).encode() + body)


def unpacked(data: bytes) -> Bundle | None:
    """Return what one file holds; None for one that a power cut left half written."""
    line, _newline, rest = data.partition(b"\n")
    try:
        head = json.loads(line)
        if head["sum"] != crc32(rest):
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
        return Path(self.whole_name(path))

    def whole_name(self, path: str) -> str:
        return f"{self.root}/whole/{name_of(path, 'index.page', ending='.page')}"

    def plain(self, path: str, status: int) -> Path:
        return Path(self.plain_name(path, status))

    def plain_name(self, path: str, status: int) -> str:
        # Paths cost more than what is done with them, where thousands are written.
        above = "gone" if status == GONE else "pages"
        return f"{self.root}/{above}/{name_of(path, 'index.html')}"

    def read(self, path: str) -> Bundle | None:
        """Return what is stored of an address, or None."""
        try:
            with open(self.whole_name(path), "rb", buffering=0) as file:
                return unpacked(file.read())
        except OSError:
            return None

    def is_plain(self, path: str, there: Bundle) -> bool:
        """Return whether a web server in front of us sends these bytes too.

        Who was killed, or lost power, between two files left them apart.
        """
        if not there.bodies[""]:
            return True
        plain = self.plain_name(path, there.status)
        try:
            for name, body in there.bodies.items():
                with open(plain + PLAIN[name], "rb", buffering=0) as file:
                    if file.read() != body:
                        return False
        except OSError:
            return False
        other = OK if there.status == GONE else GONE
        return not os.path.exists(self.plain_name(path, other))

    def stamp(self, path: str) -> Stamp | None:
        """Return what tells the file of an address from the one before it."""
        try:
            there = os.stat(self.whole_name(path))
        except OSError:
            return None
        return there.st_ino, there.st_mtime_ns, there.st_size

    @contextmanager
    def alone(self) -> Iterator[Callable[[str], object]]:
        """Let nobody else write bytes; waits for who does. Never in a transaction.

        Lends a call that says whose bytes are about to differ from their rows. Who is
        killed then leaves bytes of which nobody knows what they show: they go, save
        those of home.
        """
        with self.lock() as handle, self.locked(handle) as about:
            yield about

    @contextmanager
    def lock(self) -> Iterator[int]:
        """Lend the file of the lock, for who takes it again and again (`locked`)."""
        if not os.path.isdir(self.root):
            make(self.root, self.root)
        how = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        handle = os.open(f"{self.root}/lock", how, FILE)
        try:
            yield handle
        finally:
            os.close(handle)

    @contextmanager
    def locked(self, handle: int) -> Iterator[Callable[[str], object]]:
        """Be `alone` by a handle of the lock that one has."""
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

    @contextmanager
    def writing(self, path: str, new: Bundle, *, turns: bool = True) -> Iterator[None]:
        """Write beside the old bytes; put all in their place at the end of the block.

        Who writes many at a time lets the generation turn once, after them.

        Raises OSError, and then the old bytes stay, when the disk is full.
        """
        ready: list[tuple[str, str]] = []
        try:
            if new.bodies[""]:
                plain = self.plain_name(path, new.status)
                for name, body in new.bodies.items():
                    draft = self.draft(body, of=new.etag)
                    ready.append((draft, plain + PLAIN[name]))
            ready.append((self.draft(new.packed()), self.whole_name(path)))
            for above in {os.path.dirname(final) for _draft, final in ready}:
                if not os.path.isdir(above):
                    make(Path(above), self.root)
            yield
            # What waits for its time goes first: it would tell of the page before.
            self.remove_plain(path, new.status, but=new.bodies)
            while ready:
                os.replace(*ready[0])
                del ready[0]
            other = OK if new.status == GONE else GONE
            self.remove_plain(path, *([other] if new.bodies[""] else [OK, GONE]))
        finally:
            for draft, _final in ready:
                os.unlink(draft)
        if turns:
            self.turn()

    def overwrite(self, path: str, new: Bundle) -> bool:
        """Shorten the bytes of an address where they lie; return whether it could be.

        For a full disk, and a page that must neither go nor stay as it is. Not in one
        step: who reads meanwhile may get half of it, or none of our own door.
        """
        plain, body = self.plain_name(path, new.status), new.bodies[""]
        for ending in filter(None, PLAIN.values()):
            with suppress(FileNotFoundError):
                os.unlink(plain + ending)
        bare = Bundle(new.status, new.headers, new.etag, {"": body})
        fits = shortened(plain, body, of=new.etag)
        fits = shortened(self.whole_name(path), bare.packed()) and fits
        self.turn()
        return fits

    def draft(self, data: bytes, *, of: str = "") -> str:
        """Write a file aside. The time of a page's is made `of` its ETag.

        nginx makes its own ETag of time and size, and a second is long.
        """
        folder = f"{self.root}/draft"
        if not os.path.isdir(folder):
            make(Path(folder), self.root)
        draft = f"{folder}/{os.getpid()}-{get_ident()}-{next(NUMBERS)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE)
        try:
            written(handle, data)
            os.fchmod(handle, FILE)
            if of:
                os.utime(handle, time_of(of))
        except OSError:
            os.unlink(draft)
            raise
        finally:
            os.close(handle)
        return draft

    def tidy(self) -> None:
        """Remove what the killed wrote aside: nobody writes while we are `alone`."""
        for draft in (self.root / "draft").glob("*"):
            draft.unlink(missing_ok=True)

    def remove(self, path: str) -> None:
        """Take the bytes of an address away; every reader's next click sees it."""
        with suppress(FileNotFoundError):
            os.unlink(self.whole_name(path))
        self.remove_plain(path, OK, GONE)
        self.turn()

    def remove_plain(self, path: str, *statuses: int, but: Container[str] = ()) -> None:
        for status in statuses:
            plain = self.plain_name(path, status)
            for ending in [end for name, end in PLAIN.items() if name not in but]:
                # A file may stand where this address has a folder, and the reverse.
                with suppress(FileNotFoundError, NotADirectoryError):
                    os.unlink(plain + ending)

    def put(self, name: str, data: bytes) -> bool:
        """Write one file of the store if it says something new; return whether."""
        final = self.root / name
        with suppress(FileNotFoundError):
            if final.read_bytes() == data:
                return False
        make(final.parent, self.root)
        try:
            os.replace(self.draft(data), final)
        except OSError:
            if not shortened(str(final), data):
                raise
        self.turn()
        return True

    def get(self, name: str) -> bytes:
        try:
            with open(f"{self.root}/{name}", "rb", buffering=0) as file:
                return file.read()
        except OSError:
            return b""

    def turn(self) -> None:
        """Let the generation grow: who serves looks at the disk again."""
        if not os.path.isdir(self.root):
            make(self.root, self.root)
        handle = os.open(f"{self.root}/generation", os.O_RDWR | os.O_CREAT, FILE)
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


def time_of(etag: str) -> tuple[int, int]:
    when = int(etag[:8], 16) & MOST_SECONDS
    return when, when


def written(handle: int, data: bytes) -> None:
    """Write all of it: the system may take less at a time, before a full disk."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def shortened(name: str, data: bytes, *, of: str = "") -> bool:
    """Write into a file that is there, if it is long enough: that needs no room."""
    with suppress(OSError), open(name, "r+b", buffering=0) as file:
        if os.fstat(file.fileno()).st_size >= len(data):
            file.write(data)
            file.truncate()
            if of:
                os.utime(file.fileno(), time_of(of))
            return True
    return False


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
