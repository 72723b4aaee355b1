"""Pages that bear an alert: one by one, and half of them by a second process.

    python -m sasando.website.store.bearers ROOT

is that process. Each line it reads is a share of the work, each line it writes how many
pages changed. Python lets one thread run at a time, so threads would not be faster.

It writes under the lock of who started it, whose very handle it holds: where the owner
is killed, the lock lasts until the share is done. Standard library and brotli alone.
"""

import json
import subprocess  # only this file, by our own interpreter
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sasando.website.store import zipping
from sasando.website.store.folder import IN_HASTE, Bundle, Folder, bundle, etag_of
from sasando.website.store.slots import Said, bearing


def spliced(folder: Folder, path: str, now: Said) -> bool:
    """Let one page bear what is said now; return whether that changed it.

    Under `alone`, and who calls lets the generation turn. Some 1 ms.
    """
    there = folder.read(path)
    if there is None:
        return False
    old = there.bodies[""]
    body = bearing(old, now)
    if body == old and folder.is_plain(path, there):
        return False
    again = zipping.changed(there.bodies.get("gzip", b""), old, body)
    with folder.writing(path, of_parts(there, body, again), turns=False):
        return True


def of_parts(there: Bundle, body: bytes, zipped: bytes | None) -> Bundle:
    if zipped is None:
        return bundle(there.status, there.headers, body, pace=IN_HASTE)
    etag = etag_of(there.status, there.headers, body)
    return Bundle(there.status, there.headers, etag, {"": body, "gzip": zipped})


class Alone:
    """Who does all of it: where there are few pages, or one processor."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def bear(self, paths: Sequence[str], now: Said) -> int:
        """Let pages bear what is said; return how many changed. Under the lock."""
        return sum(spliced(self.folder, path, now) for path in paths)


class Beside(Alone):
    """Who has a second process do every other page."""

    def __init__(self, folder: Folder, child: "subprocess.Popen[bytes]") -> None:
        super().__init__(folder)
        self.child = child

    def bear(self, paths: Sequence[str], now: Said) -> int:
        ours, theirs = paths[::2], paths[1::2]
        is_asked = self.ask(theirs, now)
        try:
            changed = super().bear(ours, now)
        finally:
            # Whatever befell us: the lock is not given back while it writes.
            answer = self.heard() if is_asked else None
        # It died or met an error: what it did is found done.
        return changed + (super().bear(theirs, now) if answer is None else answer)

    def ask(self, paths: Sequence[str], now: Said) -> bool:
        with suppress(OSError):
            self.child.stdin.write(json.dumps([now, paths]).encode() + b"\n")  # type: ignore[union-attr]
            self.child.stdin.flush()  # type: ignore[union-attr]
            return True
        return False

    def heard(self) -> int | None:
        with suppress(OSError, ValueError):
            return int(self.child.stdout.readline())  # type: ignore[union-attr]
        return None


@contextmanager
def two(folder: Folder, lock: int) -> Iterator[Alone]:
    """Lend a pair of hands beside ours; ours alone where no process can be started."""
    command = [sys.executable, "-I", "-m", __name__, str(folder.root)]
    pipe = subprocess.PIPE
    try:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
            command, stdin=pipe, stdout=pipe, pass_fds=(lock,), env={}
        )
    except OSError:
        yield Alone(folder)
        return
    with suppress(BrokenPipeError), child:
        yield Beside(folder, child)


def main(root: str) -> None:
    mine = Alone(Folder(Path(root)))
    for line in sys.stdin.buffer:
        now, paths = json.loads(line)
        sys.stdout.write(f"{mine.bear(paths, now)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
