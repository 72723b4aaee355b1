"""What an uploaded file is and whether the office takes it.

The content decides; the name and the browser's word never do. The name is read for one
purpose: to tell the sender that it does not fit the content.
"""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sasando.files import films, office, signatures
from sasando.files.kinds import DEFAULT_LIMITS, Group, Kind, Limits, Source, size_of
from sasando.files.refusals import Reason, Refused, misnamed, refused, too_big

__all__ = [
    "DEFAULT_LIMITS",
    "Accepted",
    "Group",
    "Kind",
    "Limits",
    "Reason",
    "Refused",
    "Source",
    "check",
    "chunks",
    "kind_of",
]

_CHUNK_BYTES = 65_536
_TAIL_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept: with `extension`, never with the sender's own."""

    kind: Kind
    media_type: str
    extension: str
    size: int
    sha256: str


def check(
    file: Source,
    *,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    only: Group | None = None,
) -> Accepted:
    """Return what `file` is, its size in bytes and its SHA-256, read in one pass.

    `only` narrows what is taken to one group (text and films pass as documents). A
    file above its limit is refused without being read. Leaves `file` at its beginning.
    Raises `Refused`.
    """
    size = size_of(file)
    if size == 0:
        raise refused(Reason.EMPTY)
    if size > limits.largest_bytes:
        raise too_big(limits.largest_bytes)
    kind = kind_of(file, name=name, limits=limits)
    _require(kind, only)
    limit_bytes = limits.bytes_of(kind.group)
    if size > limit_bytes:
        raise too_big(limit_bytes)
    if kind is Kind.PDF:
        _require_whole_pdf(file, size=size)
    elif kind is Kind.MP4:
        films.check(file)
    size, sha256 = _read_through(file, kind=kind, limit_bytes=limit_bytes)
    return Accepted(kind, kind.media_type, kind.extension, size, sha256)


def kind_of(file: Source, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Kind:
    """Return the kind of `file` by its content, from its first and last bytes only.

    Leaves `file` at its beginning. Raises `Refused` for all that is not taken.
    """
    file.seek(0, 0)
    head = file.read(signatures.HEAD_BYTES)
    if not head:
        raise refused(Reason.EMPTY)
    is_archive = head.startswith(office.START)
    found = office.read(file, limits=limits) if is_archive else signatures.read(head)
    file.seek(0, 0)
    if isinstance(found, Reason):
        raise misnamed(found, name=name)
    return found


def chunks(file: Source, *, limit_bytes: int) -> Iterator[bytes]:
    """Yield `file` from its beginning in pieces; raises `Refused` beyond the limit."""
    file.seek(0, 0)
    size = 0
    while chunk := file.read(_CHUNK_BYTES):
        size += len(chunk)
        if size > limit_bytes:
            raise too_big(limit_bytes)
        yield chunk
    file.seek(0, 0)


def _require(kind: Kind, only: Group | None) -> None:
    is_picture = kind.group is Group.PICTURE
    if only is Group.PICTURE and not is_picture:
        raise refused(Reason.NOT_PICTURE)
    wrong_text = only is Group.TEXT and kind.group is not Group.TEXT
    if wrong_text or (only is Group.DOCUMENT and is_picture):
        raise refused(Reason.NOT_DOCUMENT)


def _require_whole_pdf(file: Source, *, size: int) -> None:
    file.seek(max(0, size - _TAIL_BYTES), 0)
    if b"%%EOF" not in file.read(_TAIL_BYTES):
        raise refused(Reason.DAMAGED)
    if office.ends_as_archive(file):
        raise refused(Reason.POLYGLOT)


def _read_through(file: Source, *, kind: Kind, limit_bytes: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in chunks(file, limit_bytes=limit_bytes):
        digest.update(chunk)
        size += len(chunk)
        if kind.group is Group.TEXT:
            _require_plain(decoder, chunk)
    if kind.group is Group.TEXT:
        _require_plain(decoder, b"")
    return size, digest.hexdigest()


def _require_plain(decoder: codecs.IncrementalDecoder, chunk: bytes) -> None:
    try:
        text = decoder.decode(chunk, not chunk)
    except UnicodeDecodeError as error:
        raise refused(Reason.ENCODING) from error
    if signatures.has_control(text):
        raise refused(Reason.HIDDEN_CHARACTERS)
