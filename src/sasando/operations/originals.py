"""The uploaded files against their rows: every picture and document has a hash there.

Wagtail writes that hash (SHA-1) when a file comes in. It finds what a disk or a hand
changed; who could make two files with one SHA-1 had to bring both before the upload.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import SystemRandom
from typing import IO, Any, Literal

from django.core.exceptions import SuspiciousFileOperation
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from sasando.core.bilingual import Sentence as _

CHUNK = 1 << 20
ROWS = 500
What = Literal["missing", "changed", "unreadable"]


@dataclass(frozen=True, slots=True)
class Original:
    """One row: its name in the storage, and the SHA-1 it was stored with, or ""."""

    title: str
    file: str
    sha1: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Fault:
    """One file that is not what its row says."""

    what: What
    title: str
    file: str

    @property
    def sentence(self) -> str:
        words = {"title": self.title, "file": self.file}
        return {
            "missing": _("The file of “%(title)s” is missing: %(file)s."),
            "changed": _("The file of “%(title)s” was changed: %(file)s."),
            "unreadable": _("The file of “%(title)s” cannot be read: %(file)s."),
        }[self.what] % words

    def as_dict(self) -> dict[str, str]:
        """Return the fault as JSON values."""
        return asdict(self)


@dataclass(slots=True)
class Proof:
    """How many files are what their rows say, how many rows hold no hash, and faults.

    `left` were begun, but the time was up.
    """

    proven: int = 0
    unhashed: int = 0
    left: int = 0
    faults: list[Fault] = field(default_factory=list)


class Late(Exception):
    """The time for looking at files is up."""


def models() -> tuple[Any, Any]:
    return get_image_model(), get_document_model()


def rows(model: Any, **only: Any) -> Iterator[Original]:
    """Yield the originals of one model. One streamed query."""
    storage = model._meta.get_field("file").storage
    found = model._base_manager.filter(**only).order_by("pk")
    found = found.values_list("title", "file", "file_hash")
    for title, name, sha1 in found.iterator(chunk_size=ROWS):
        try:
            path = Path(storage.path(name)) if name else None
        except (SuspiciousFileOperation, ValueError):
            path = None
        yield Original(title, name, sha1, path)


def every() -> Iterator[Original]:
    """Yield all pictures and all documents. Two streamed queries."""
    for model in models():
        yield from rows(model)


def sample(size: int) -> Iterator[Original]:
    """Yield at most `size` pictures and documents each, picked by chance."""
    for model in models():
        keys = list(model._base_manager.values_list("pk", flat=True))
        picked = SystemRandom().sample(keys, min(size, len(keys)))
        yield from rows(model, pk__in=picked)


def prove(originals: Iterable[Original], *, until: float = float("inf")) -> Proof:
    """Read each file once, in bounded memory, and hold it against its row.

    Stops at the monotonic moment `until`.
    """
    proof = Proof()
    for original in originals:
        try:
            what = look(original, until=until)
        except Late:
            proof.left += 1
            break
        if what:
            proof.faults.append(Fault(what, original.title, original.file))
        elif original.sha1:
            proof.proven += 1
        else:
            proof.unhashed += 1
    return proof


def look(original: Original, *, until: float) -> What | None:
    """Return what is wrong with one file. Raises Late."""
    path = original.path
    if path is None:
        return "unreadable" if original.file else "missing"
    try:
        path.stat()
        if not path.is_file():
            return "unreadable"  # a pipe would never end
        with path.open("rb") as content:
            found = sha1_of(content, until=until)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return "changed" if original.sha1 and found != original.sha1 else None


def sha1_of(content: IO[bytes], *, until: float) -> str:
    digest = hashlib.sha1(usedforsecurity=False)
    while data := content.read(CHUNK):
        if time.monotonic() > until:
            raise Late
        digest.update(data)
    return digest.hexdigest()


def hashes() -> dict[str, str]:
    """Return the SHA-1 of every original by its name. Two queries."""
    return {original.file: original.sha1 for original in every()}


def still(suspects: dict[str, What], expected: dict[str, str]) -> list[Fault]:
    """Return faults of those files whose rows are there and say what they said.

    A row that was deleted meanwhile took its file with it. Two queries for 500.
    """
    names = list(suspects)
    return [
        Fault(suspects[row.file], row.title, row.file)
        for start in range(0, len(names), ROWS)
        for model in models()
        for row in rows(model, file__in=names[start : start + ROWS])
        if row.sha1 == expected.get(row.file)
    ]
