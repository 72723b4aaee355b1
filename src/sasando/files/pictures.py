"""Pictures that are safe to show: read what the maker says, then draw them anew."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sasando.files import child, signatures, turn
from sasando.files.captions import PictureFacts, read
from sasando.files.intake import chunks, kind_of
from sasando.files.kinds import DEFAULT_LIMITS, MB, Group, Kind, Source
from sasando.files.refusals import Reason, Refused, refused

__all__ = ["CleanPicture", "PictureFacts", "clean", "facts"]

MAX_EDGE = 4_096
MAX_PIXELS = 52_000_000

_WORKER = Path(__file__).with_name("pixels.py")
# These decoders hold the whole picture several times over.
_HUNGRY = (Kind.WEBP, Kind.AVIF)
_KINDS = {"JPEG": Kind.JPEG, "PNG": Kind.PNG, "WEBP": Kind.WEBP}


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture drawn anew: no byte of the file that was sent is in `content`."""

    content: bytes
    width: int
    height: int
    media_type: str
    extension: str


def clean(
    file: Source,
    *,
    max_edge: int = MAX_EDGE,
    max_pixels: int = MAX_PIXELS,
    max_bytes: int = DEFAULT_LIMITS.picture_bytes,
) -> CleanPicture:
    """Return `file` drawn anew: upright, sRGB, no edge above `max_edge` pixels.

    JPEG, PNG and WebP keep their format; GIF becomes PNG; AVIF becomes JPEG, or PNG if
    one can see through it. More than `max_pixels` (half of it for WebP and AVIF) are
    refused by the header alone; a moving and a broken picture too. The decoders run in
    a child process. Raises `Refused`. Read `facts` first: none of them is left here.
    """
    kind = _picture_kind(file)
    max_pixels = max_pixels // 2 if kind in _HUNGRY else max_pixels
    order = {"format": kind.name, "max_edge": max_edge, "max_pixels": max_pixels}
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as product:
        for chunk in chunks(file, limit_bytes=max_bytes):
            source.write(chunk)
        answer = _develop(order, source, product)
        product.seek(0)
        content = product.read()
    drawn = _KINDS[answer["format"]]
    # A decoder that was taken over could write anything: believe the bytes alone.
    if signatures.read(content[: signatures.HEAD_BYTES]) is not drawn:
        raise refused(Reason.UNREADABLE)
    return CleanPicture(
        content=content,
        width=answer["width"],
        height=answer["height"],
        media_type=drawn.media_type,
        extension=drawn.extension,
    )


def facts(file: Source) -> PictureFacts:
    """Return what the maker of the picture wrote into it; never where it was taken.

    Empty strings and None where nothing is said or where it is garbage. Read without a
    decoder, in at most some megabytes. Raises `Refused` when `file` is no picture.
    """
    found = read(file, kind=_picture_kind(file))
    file.seek(0, 0)
    return found


def _picture_kind(file: Source) -> Kind:
    kind = kind_of(file)
    if kind.group is not Group.PICTURE:
        raise refused(Reason.NOT_PICTURE)
    return kind


def _develop(
    order: dict[str, Any], source: IO[bytes], product: IO[bytes]
) -> dict[str, Any]:
    try:
        with turn.taken():
            answer = child.run(_WORKER, order, source=source, product=product)
    except child.Died as death:
        raise refused(Reason.UNREADABLE) from death
    if "refused" in answer:
        raise _refusal(answer, max_pixels=order["max_pixels"])
    return answer


def _refusal(answer: dict[str, Any], *, max_pixels: int) -> Refused:
    said = {"width": 0, "height": 0, **answer, "limit": max_pixels // MB}
    return refused(Reason(said.pop("refused")), **said)
