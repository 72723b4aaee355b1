"""Films in MP4 that browsers play, without what a phone writes into them unasked.

An MP4 file is a row of boxes, some with boxes inside (ISO/IEC 14496-12 §4.2). Place,
owner and camera stand in boxes of their own; those are made `free` space of the same
length, so that no other byte has to move.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from sasando.files.kinds import Source, size_of
from sasando.files.refusals import Reason, refused

OPENED = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
TELLS = {b"udta", b"meta", b"uuid"}
# Pictures, sound, subtitles. A track of anything else may be one of places.
SHOWN = {b"vide", b"soun", b"text", b"subt", b"sbtl", b"clcp"}
# What every browser of the last ten years plays, on cheap phones too.
PLAYED = {b"avc1", b"avc3", b"mp4a", b"tx3g", b"wvtt", b"stpp", b"c608"}
MOST_BOXES = 5_000
_CHUNK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its kind, and where in the file it, its content and its end lie."""

    kind: bytes
    start: int
    body: int
    end: int


@dataclass(slots=True)
class Film:
    """What the boxes of a film say: kinds of track, codecs, and what tells too much."""

    handlers: set[bytes] = field(default_factory=set)
    codecs: set[bytes] = field(default_factory=set)
    telling: list[Box] = field(default_factory=list)
    has_pictures: bool = False
    boxes: int = 0


def check(file: Source) -> Film:
    """Return what this film is made of. Raises Refused for one that is not played.

    Reads the boxes alone, never pictures or sound, and at most `MOST_BOXES` of them.
    """
    film = Film()
    _walk(file, 0, size_of(file), film)
    file.seek(0, 0)
    if not film.has_pictures or b"vide" not in film.handlers:
        raise refused(Reason.DAMAGED)
    if film.handlers - SHOWN:
        raise refused(Reason.FILM_TRACK)
    if film.codecs - PLAYED:
        raise refused(Reason.FILM_CODEC)
    return film


def without_telling(file: Any) -> IO[bytes]:
    """Return a copy of a film in which no box tells place, owner or camera.

    As long as the original, and played alike. Raises Refused.
    """
    film = check(file)
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the row's file
    shutil.copyfileobj(file, copy, _CHUNK_BYTES)
    file.seek(0, 0)
    for box in film.telling:
        copy.seek(box.start + 4)
        copy.write(b"free")
        _blank(copy, box.body, box.end)
    copy.seek(0)
    return copy


def _blank(copy: IO[bytes], start: int, end: int) -> None:
    copy.seek(start)
    for at in range(start, end, _CHUNK_BYTES):
        copy.write(bytes(min(_CHUNK_BYTES, end - at)))


def _walk(file: Source, start: int, end: int, film: Film) -> None:
    for box in _boxes(file, start, end):
        film.boxes += 1
        if film.boxes > MOST_BOXES:
            raise refused(Reason.DAMAGED)
        if box.kind in TELLS:
            film.telling.append(box)
        elif box.kind in OPENED:
            _walk(file, box.body, box.end, film)
        elif box.kind == b"mdat":
            film.has_pictures = True
        elif box.kind == b"hdlr":
            film.handlers.add(_at(file, box, skip=8))
        elif box.kind == b"stsd":
            film.codecs.add(_at(file, box, skip=12))


def _at(file: Source, box: Box, *, skip: int) -> bytes:
    file.seek(box.body + skip, 0)
    return file.read(4)


def _boxes(file: Source, start: int, end: int) -> Iterator[Box]:
    while start < end:
        file.seek(start, 0)
        head = file.read(16)
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        body = start + 8
        if length == 1:
            length, body = int.from_bytes(head[8:16], "big"), start + 16
        elif length == 0:
            length = end - start
        box = Box(kind, start, body, start + length)
        if len(kind) < 4 or not body <= box.end <= end:
            raise refused(Reason.DAMAGED)
        yield box
        start = box.end
