"""Anchors: what the log held at one moment, written down to be kept elsewhere.

A chain cut at its end looks whole. Only somebody who holds its earlier end can tell:
an anchor is that, for all chains, in one small file.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sasando.core.entries import End, Heads, Proof

FORMAT = 1


class AnchorError(ValueError):
    """An anchor that cannot be used; its text is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The ends of all chains at one moment, and one digest over them."""

    made_at: str
    entries: int
    heads: str
    ends: dict[str, End]


def write(path: Path, proof: Proof, *, at: datetime) -> None:
    """Save what `proof` found, with its `ends`, as JSON. Raises AnchorError."""
    anchor = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "entries": proof.entries,
        "chains": proof.chains,
        "heads": proof.heads,
        "ends": proof.ends,
    }
    try:
        path.write_text(json.dumps(anchor, indent=0))
    except OSError as error:
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
    except (ValueError, KeyError, TypeError, AttributeError) as error:
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
