"""One encrypted file: a tar stream in an age stream, written and read in passing.

age authenticates every 64 KiB and the end, so a cut or altered file never looks whole.
It does not say who wrote it: anybody may encrypt to a public recipient. Names, kinds
and sizes of members are therefore checked before anything is unpacked.
"""

import hashlib
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from threading import Thread
from typing import IO, Any

import pyrage

from sasando.core import data_folder
from sasando.core.bilingual import Sentence as _

DATABASE, MANIFEST = "database", "manifest.json"
FOLDERS = ("media", "keys", "anchors", *data_folder.KEPT)
OWN_KEY = "keys/backup.key"
CHUNK = 1 << 20
# Name, size and content of one file in the stream.
Member = tuple[str, int, IO[bytes]]


class BackupError(Exception):
    """What stops a backup or a restore; its text is one sentence for the operator."""


class Pump(Thread):
    """Runs the age stream beside the tar stream that feeds or drains it.

    Whatever ends it, its end of the pipe is closed, so that the other side ends too;
    the caller asks for `error` after `join`.
    """

    def __init__(self, call: Callable[[IO[bytes]], None], end: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.call, self.end = call, end
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            with self.end:
                self.call(self.end)
        except (pyrage.EncryptError, pyrage.DecryptError, OSError) as error:
            self.error = error


class Sink:
    """Where the encrypted bytes go: counted, hashed, and its error remembered.

    The age library says what went wrong only in words; a full disk must be known.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.size = 0
        self.hash = hashlib.sha256()
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            self.file.write(data)
        except OSError as error:
            self.error = error
            raise
        self.size += len(data)
        self.hash.update(data)
        return len(data)

    def flush(self) -> None:
        self.file.flush()


class Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.hash = hashlib.sha256()
        # What the rows of uploads hold; not for safety.
        self.sha1 = hashlib.sha1(usedforsecurity=False)

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.hash.update(data)
        self.sha1.update(data)
        return data


class Lenient:
    """A file whose unreadable rest reads as zeros: one bad sector loses no other."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.broken = False

    def read(self, size: int = -1) -> bytes:
        if not self.broken:
            try:
                return self.file.read(size)
            except OSError:
                self.broken = True
        return bytes(max(size, 0))


class Writer:
    """Adds files to the stream and keeps the size and hash of each.

    `sink` knows the size and hash of the whole, once the stream has been closed.
    """

    def __init__(self, tar: tarfile.TarFile, sink: Sink) -> None:
        self.tar, self.sink = tar, sink
        self.files: dict[str, tuple[int, str]] = {}

    def add(self, name: str, file: Any, size: int) -> str:
        """Add `size` bytes of an open file and return their SHA-1.

        What is appended meanwhile is left out. Raises BackupError when the file has
        fewer bytes.
        """
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashing = Hashing(file)
        try:
            self.tar.addfile(member, hashing)
        except OSError as error:
            if "end of data" not in str(error):
                raise
            raise BackupError(
                _("%(file)s changed while it was read. Start the backup again.")
                % {"file": name}
            ) from error
        # tarfile keeps every member in memory; a big folder has very many.
        self.tar.members.clear()  # type: ignore[attr-defined]
        self.files[name] = (size, hashing.hash.hexdigest())
        return hashing.sha1.hexdigest()

    def add_bytes(self, name: str, data: bytes) -> None:
        self.add(name, BytesIO(data), len(data))


@contextmanager
def writing(file: IO[bytes], recipient: pyrage.x25519.Recipient) -> Iterator[Writer]:
    """Yield a Writer whose tar goes encrypted into `file`, in bounded memory.

    Raises OSError when `file` takes no more.
    """
    sink = Sink(file)
    read_end, write_end = pipe()
    pump = Pump(lambda plain: pyrage.encrypt_io(plain, sink, [recipient]), read_end)
    pump.start()
    try:
        with write_end, tarfile.open(fileobj=write_end, mode="w|") as tar:
            yield Writer(tar, sink)
    except BrokenPipeError:
        pass
    finally:
        pump.join()
    if pump.error:
        raise sink.error or pump.error


@contextmanager
def reading(
    path: Path, identities: list[pyrage.x25519.Identity]
) -> Iterator[Iterator[Member]]:
    """Yield the members one by one, decrypting in passing.

    Each content must be read before the next member. Raises BackupError for a wrong
    key, a cut, altered or foreign file, and for members that no backup has. Only a
    run to the end proves that the file is whole.
    """
    read_end, write_end = pipe()
    try:
        source = path.open("rb")
    except OSError as error:
        raise BackupError(_("Cannot read %(file)s.") % {"file": path}) from error
    pump = Pump(lambda plain: pyrage.decrypt_io(source, plain, identities), write_end)
    pump.start()
    try:
        with source, read_end:
            yield plain_members(read_end, pump)
    except tarfile.TarError as error:
        pump.join()
        # We closed the pipe on it, so a broken one says nothing about the file.
        ours = isinstance(pump.error, BrokenPipeError)
        raise meaning(None if ours else pump.error, path) from error
    finally:
        pump.join()
    if pump.error:
        raise meaning(pump.error, path) from pump.error


def plain_members(plain: IO[bytes], pump: Pump) -> Iterator[tuple[str, int, IO[bytes]]]:
    with tarfile.open(fileobj=plain, mode="r|") as tar:
        while (member := tar.next()) is not None:
            tar.members.clear()  # type: ignore[attr-defined]
            content = tar.extractfile(member) if is_plain(member) else None
            if content is None:
                raise BackupError(
                    _("This backup holds something that does not belong: %(name)s.")
                    % {"name": repr(member.name)[:80]}
                )
            yield member.name, member.size, content
        while plain.read(CHUNK):
            pass
    pump.join()


def is_plain(member: tarfile.TarInfo) -> bool:
    """Return whether this is an ordinary file in a place where a backup has one."""
    ordinary = member.type in (tarfile.REGTYPE, tarfile.AREGTYPE)
    return ordinary and member.sparse is None and is_safe(member.name)


def is_safe(name: str) -> bool:
    """Return whether this name stays inside the folders of a backup."""
    if name in (DATABASE, MANIFEST):
        return True
    parts = name.split("/")
    if "\0" in name or any(part in ("", ".", "..") for part in parts):
        return False
    depth = len(parts)
    if name == OWN_KEY:
        # A backup never holds what opens it; this would replace the machine's own.
        return False
    return parts[0] in FOLDERS and (depth == 2 or (depth > 2 and parts[0] == "media"))


def meaning(error: Exception | None, path: Path) -> BackupError:
    """Return the sentence for what the age library or the tar reader met."""
    words = {"file": PurePosixPath(path).name}
    if error is None:
        return BackupError(_("%(file)s is not a backup of Sasando.") % words)
    if "No matching keys" in str(error):
        return BackupError(
            _("This key does not open %(file)s; name the right one with --key.") % words
        )
    if isinstance(error, pyrage.DecryptError) and "Header is invalid" in str(error):
        return BackupError(_("%(file)s is not a backup of Sasando.") % words)
    return BackupError(
        _("%(file)s is cut off or was altered; use another backup.") % words
    )


def pipe() -> tuple[IO[bytes], IO[bytes]]:
    read_end, write_end = os.pipe()
    return os.fdopen(read_end, "rb", CHUNK), os.fdopen(write_end, "wb", CHUNK)


def read_all(content: IO[bytes], into: Callable[[bytes], Any]) -> str:
    """Give every chunk to `into` and return the SHA-256 of all, in hexadecimal."""
    digest = hashlib.sha256()
    while data := content.read(CHUNK):
        digest.update(data)
        into(data)
    return digest.hexdigest()
