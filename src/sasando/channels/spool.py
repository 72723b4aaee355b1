"""A file for each commit call: what survives this process while the database is away.

It begins empty, before the attempt's row is written. One line is added before the first
byte leaves, one with the answer; both are on the disk (fsync) before anything follows.
So who finds the file of a dead process knows: nothing left, or something did, or what
was answered. A file that is missing says nothing, which is the safe side.

The kernel's lock on it is held while the call runs, and ends with the process.
"""

import fcntl
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from django.conf import settings

from sasando.channels.outcomes import Accepted, Ambiguous, Kind, Mishap, Refused

STARTED = "started"
OURS = re.compile(r"\d+-\d+$")
Answer = Accepted | Refused | Ambiguous


def folder() -> Path:
    """Return the folder of this machine's files."""
    path = Path(settings.DATA) / "spool"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


@dataclass(frozen=True, slots=True)
class Trail:
    """What the file of a dead process says."""

    delivery: int
    fence: int
    started: bool
    answer: Answer | None


class Crumbs:
    """The file of one commit call, while it runs."""

    def __init__(self, delivery: int, fence: int) -> None:
        self.path = folder() / f"{delivery}-{fence}"
        self.handle = os.open(
            self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600
        )
        # Who looks through the folder holds it for a moment.
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def started(self) -> None:
        """Note that the first byte leaves now."""
        self.write(STARTED)

    def answer(self, answer: Answer) -> None:
        """Note what was answered."""
        self.write(json.dumps({type(answer).__name__: asdict(answer)}))

    def write(self, line: str) -> None:
        os.write(self.handle, f"{line}\n".encode())
        os.fsync(self.handle)

    def drop(self) -> None:
        """Remove it: the database knows."""
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)


def find(delivery: int, fence: int) -> Trail | None:
    """Return what is left of a call; None for no file, or one that is still written."""
    return read(folder() / f"{delivery}-{fence}")


def left() -> Iterator[Trail]:
    """Return what is left of every call that is over, and was not noted."""
    for path in sorted(folder().iterdir()):
        # What else lies here is not of us.
        if OURS.match(path.name) and (trail := read(path)):
            yield trail


def forget(trail: Trail) -> None:
    """Remove a file whose facts are in the database."""
    (folder() / f"{trail.delivery}-{trail.fence}").unlink(missing_ok=True)


def read(path: Path) -> Trail | None:
    """Return what a file says, unless its writer lives."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    with os.fdopen(handle) as file:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        delivery, _dash, fence = path.name.partition("-")
        lines = file.read().split("\n")
        # Without its end a line is half written, and was not on the disk in time.
        whole = lines[:-1]
        told = [answer_of(line) for line in whole if line != STARTED]
        answers = [one for one in told if one]
        # Half a line still proves that something began.
        started = bool(whole or lines[-1])
        return Trail(
            int(delivery), int(fence), started, answers[-1] if answers else None
        )


def answer_of(line: str) -> Answer | None:
    """Return the answer that a line holds; None for what nobody can read any more."""
    try:
        [(name, facts)] = json.loads(line).items()
        if name == "Accepted":
            return Accepted(**facts)
        mishap = facts["mishap"]
        made = Mishap(**mishap | {"kind": Kind(mishap["kind"])})
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return Refused(made) if name == "Refused" else Ambiguous(made)
