"""Anchors: what the log held at one moment, written down to be kept elsewhere.

A chain cut at its end looks whole. Only somebody who holds its earlier end can tell:
an anchor is that, for all chains, in one file. `tick` writes one a day; a copy
elsewhere proves the log against those who run this machine.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from sasando.core import entries
from sasando.core.bilingual import Sentence as _
from sasando.core.entries import End, Heads, Proof
from sasando.core.models import Entry
from sasando.operations import unfinished

FORMAT = 1
KEEP, COMPARED = 90, 3
MOST_BYTES = 100 << 20


class AnchorError(ValueError):
    """An anchor that cannot be used; its text is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The ends of all chains at one moment, and one digest over them."""

    made_at: str
    entries: int
    heads: str
    ends: dict[str, End]


def daily(at: datetime) -> None:
    """Write the anchor of today, as a job of `tick`, and forget the oldest.

    Raises AnchorError, and writes nothing, when the log does not hold or has lost what
    an earlier anchor saw: a new one would hide that.
    """
    before = [anchor.ends for anchor in kept()[0]]
    proof = entries.verify(Entry, kept=before, keep_ends=True)
    if proof.faults:
        raise AnchorError(
            _("The log does not hold, so no anchor was written: run “sasando verify”.")
        )
    if proof.entries:
        folder().mkdir(mode=0o700, exist_ok=True)
        write(folder() / f"{timezone.localdate(at)}.json", proof, at=at)
        prune()


def folder() -> Path:
    return Path(settings.DATA) / "anchors"


def of_days() -> dict[date, Path]:
    """Return the daily anchors that are there, the oldest first."""
    found = {}
    for path in sorted(folder().glob("????-??-??.json")):
        with suppress(ValueError):
            found[date.fromisoformat(path.stem)] = path
    return found


def newest() -> list[Path]:
    """Return the anchors that a proof is held against without being asked."""
    return list(of_days().values())[-COMPARED:]


def kept() -> tuple[list[Anchor], list[Path]]:
    """Return the newest anchors that are whole, and the files of those that are not."""
    whole, broken = [], []
    for path in newest():
        try:
            whole.append(read(path))
        except AnchorError:
            broken.append(path)
    return whole, broken


def prune() -> None:
    """Keep the newest, at most 90 and at most 100 MB together, and always three."""
    room = MOST_BYTES
    for number, path in enumerate(reversed(of_days().values()), 1):
        room -= path.stat().st_size
        if number > KEEP or (room < 0 and number > COMPARED):
            path.unlink()


def write(path: Path, proof: Proof, *, at: datetime) -> None:
    """Save what `proof` found, with its `ends`, whole and on the disk.

    Raises AnchorError.
    """
    anchor = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "entries": proof.entries,
        "chains": proof.chains,
        "heads": proof.heads,
        "ends": proof.ends,
    }
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w") as out:
            # Without blanks: the ends of 100,000 chains are 9 MB.
            json.dump(anchor, out, separators=(",", ":"))
            out.flush()
            os.fsync(out.fileno())
        new.replace(path)
        unfinished.sync_folder(path.parent)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise AnchorError(
            _("Cannot write the anchor to %(file)s.") % {"file": path}
        ) from error


def read(path: Path) -> Anchor:
    """Return the anchor in this file. Raises AnchorError when it is not whole."""
    try:
        facts = json.loads(path.read_text())
        ends = {
            name: (int(seq), str(end)) for name, (seq, end) in facts["ends"].items()
        }
        anchor = Anchor(facts["made_at"], facts["entries"], facts["heads"], ends)
    except OSError as error:
        raise AnchorError(
            _("Cannot read the anchor %(file)s.") % {"file": path}
        ) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise broken(path) from error
    # The ends stand in the order in which they were proven, so they prove the heads.
    heads = Heads()
    for name, end in ends.items():
        heads.add(name, *end)
    if heads.sum.hexdigest() != anchor.heads:
        raise broken(path)
    return anchor


def broken(path: Path) -> AnchorError:
    words: dict[str, Any] = {"file": path}
    return AnchorError(
        _("%(file)s is not a whole anchor; use another copy of it.") % words
    )
