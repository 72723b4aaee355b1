"""A file a claim: which message had begun to leave, and what was answered.

As `channels.spool` does it for one call: a line is on the disk before the byte it tells
of. Who finds the file of a dead process knows of each person: nothing left, or it may
be out, or what was answered. A file that is missing, or whose process lives, says
nothing, which is the safe side.
"""

import fcntl
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from django.conf import settings

from sasando.channels.outcomes import Accepted, Ambiguous, Kind, Mishap, Refused

Answer = Accepted | Refused | Ambiguous
# Longer than any lease: nobody asks for such a file any more.
KEPT_SECONDS = 2 * 24 * 3600


def folder() -> Path:
    """Return the folder of this machine's files."""
    path = Path(settings.DATA) / "handovers"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


@dataclass(slots=True)
class Trail:
    """What a file says, by the number of the recipient."""

    started: set[int] = field(default_factory=set)
    answers: dict[int, Answer] = field(default_factory=dict)


class Handover:
    """The file of one claim, while it works."""

    def __init__(self, delivery: int, fence: int) -> None:
        self.path = folder() / f"{delivery}-{fence}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        self.handle = os.open(self.path, flags, 0o600)
        # Who looks through the folder holds it for a moment.
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def started(self, recipient: int) -> None:
        """Note that from now on this message may be out."""
        self.write({"to": recipient})

    def answered(self, recipient: int, answer: Answer) -> None:
        """Note what was answered."""
        self.write({"to": recipient} | row_of(answer))

    def write(self, facts: dict[str, object]) -> None:
        os.write(self.handle, f"{json.dumps(facts)}\n".encode())
        os.fsync(self.handle)

    def drop(self) -> None:
        """Remove it: the database knows."""
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)


def row_of(answer: Answer) -> dict[str, object]:
    if isinstance(answer, Accepted):
        return {"is": "accepted", "name": answer.external_id}
    kind = "refused" if isinstance(answer, Refused) else "ambiguous"
    mishap = answer.mishap
    return {"is": kind, "kind": mishap.kind, "name": mishap.name, "code": mishap.code}


def find(delivery: int, fence: int) -> Trail | None:
    """Return what a dead claim left; None for no file, and while its process lives."""
    try:
        handle = os.open(folder() / f"{delivery}-{fence}", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    with os.fdopen(handle) as file:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        trail, lines = Trail(), file.read().split("\n")
    # Without its end a line was not on the disk before what it tells of.
    for line in lines[:-1]:
        facts = json.loads(line)
        trail.started.add(facts["to"])
        if "is" in facts:
            trail.answers[facts["to"]] = answer_of(facts)
    return trail


def answer_of(facts: dict[str, str]) -> Answer:
    """Return the answer that a line holds."""
    if facts["is"] == "accepted":
        return Accepted(facts["name"])
    mishap = Mishap(Kind(facts["kind"]), facts["name"], int(facts["code"]))
    return Refused(mishap) if facts["is"] == "refused" else Ambiguous(mishap)


def forget(delivery: int, fence: int) -> None:
    """Remove a file whose facts are in the database."""
    (folder() / f"{delivery}-{fence}").unlink(missing_ok=True)


def sweep() -> None:
    """Remove files of claims that were lost long ago."""
    for path in folder().iterdir():
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
