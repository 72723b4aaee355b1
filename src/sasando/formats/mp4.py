"""Films in MP4 that browsers play, without what a phone writes into them unasked.

An MP4 file is a row of boxes, some with boxes inside (ISO/IEC 14496-12 §4.2). Those
that a player needs are kept, each where it belongs. All others may tell place, owner
or camera, as those of dashcams do; they are made `free` space of the same length, so
that no other byte has to move. What stands in a frame itself is not looked at.
"""

import io
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import IO, Any

# Which boxes stay, by the box they stand in: ISO/IEC 14496-12 §6.2.3, and no deeper.
FILE = b""
KEPT = {
    box: frozenset(inner.encode().split())
    for box, inner in {
        FILE: "ftyp styp pdin moov moof mdat sidx ssix mfra",
        b"moov": "mvhd iods trak mvex",
        b"trak": "tkhd tref edts mdia",
        b"edts": "elst",
        b"mdia": "mdhd hdlr elng minf",
        b"minf": "vmhd smhd hmhd sthd nmhd dinf stbl",
        b"stbl": "stsd stts ctts cslg stsc stsz stz2 stco co64 stss stsh padb stdp "
        "sdtp sbgp sgpd subs saiz saio",
        b"mvex": "mehd trex leva",
        b"moof": "mfhd traf",
        b"traf": "tfhd tfdt trun sdtp sbgp sgpd subs saiz saio",
        b"mfra": "tfra mfro",
    }.items()
}
# Space that holds nothing, or should: dashcams put their places there.
EMPTY = {b"free", b"skip", b"wide"}
# Pictures, sound, subtitles. A track of anything else may be one of places.
SHOWN = {b"vide", b"soun", b"text", b"subt", b"sbtl", b"clcp"}
# What every browser of the last ten years plays, on cheap phones too.
PLAYED = {b"avc1", b"avc3", b"mp4a", b"tx3g", b"wvtt", b"stpp", b"c608"}
MOST_BOXES = 5_000
TRACK_HEADER_BYTES = 84
_CHUNK_BYTES = 65_536


class Why(Enum):
    """Why a film is not played."""

    DAMAGED = "damaged"
    # A track of neither pictures nor sound nor words.
    TRACK = "track"
    CODEC = "codec"


class NotPlayed(Exception):
    """This film is not played everywhere; `why` says for which reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


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
    empty: list[Box] = field(default_factory=list)
    has_pictures: bool = False
    boxes: int = 0
    seconds: float = 0.0
    # As it is shown: turned as its player turns it.
    width: int = 0
    height: int = 0


def check(file: Any) -> Film:
    """Return what this film is made of. Raises NotPlayed.

    Reads the boxes alone, never pictures or sound, and at most `MOST_BOXES` of them.
    """
    film = read(file)
    if not film.has_pictures or b"vide" not in film.handlers:
        raise NotPlayed(Why.DAMAGED)
    if film.handlers - SHOWN:
        raise NotPlayed(Why.TRACK)
    if film.codecs - PLAYED:
        raise NotPlayed(Why.CODEC)
    return film


def read(file: Any) -> Film:
    """Return what the boxes say, of whatever codec. Raises NotPlayed for no film."""
    film = Film()
    file.seek(0, io.SEEK_END)
    _walk(file, Box(FILE, 0, 0, file.tell()), film)
    file.seek(0, 0)
    return film


def without_telling(file: Any) -> IO[bytes]:
    """Return a copy of a film in which no box tells place, owner or camera.

    As long as the original, and played alike. Raises NotPlayed.
    """
    film = check(file)
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the row's file
    shutil.copyfileobj(file, copy, _CHUNK_BYTES)
    file.seek(0, 0)
    for box in film.telling + film.empty:
        copy.seek(box.start + 4)
        copy.write(b"free")
        _blank(copy, box.body, box.end)
    copy.seek(0)
    return copy


def _blank(copy: IO[bytes], start: int, end: int) -> None:
    copy.seek(start)
    for at in range(start, end, _CHUNK_BYTES):
        copy.write(bytes(min(_CHUNK_BYTES, end - at)))


def _walk(file: Any, around: Box, film: Film) -> None:
    """Note what the boxes within one say. As deep as `KEPT` goes, and no deeper."""
    for box in _boxes(file, around.body, around.end):
        film.boxes += 1
        if film.boxes > MOST_BOXES:
            raise NotPlayed(Why.DAMAGED)
        if box.kind in EMPTY:
            film.empty.append(box)
        elif box.kind not in KEPT[around.kind]:
            film.telling.append(box)
        elif box.kind in KEPT:
            _walk(file, box, film)
        else:
            _note(file, box, film)


def _note(file: Any, box: Box, film: Film) -> None:
    if box.kind == b"mdat":
        film.has_pictures = True
    elif box.kind == b"mvhd":
        film.seconds = _seconds(file, box)
    elif box.kind == b"tkhd":
        film.width, film.height = _size(file, box) or (film.width, film.height)
    elif box.kind == b"hdlr":
        film.handlers.add(_at(file, box, skip=8))
    elif box.kind == b"stsd":
        film.codecs.add(_at(file, box, skip=12))


def _at(file: Any, box: Box, *, skip: int, size: int = 4) -> bytes:
    file.seek(box.body + skip, 0)
    return file.read(size)


def _number(file: Any, box: Box, *, skip: int, size: int = 4) -> int:
    return int.from_bytes(_at(file, box, skip=skip, size=size), "big")


def _seconds(file: Any, box: Box) -> float:
    """Return how long a film lasts, as its `mvhd` says (§8.2.2)."""
    is_long = _number(file, box, skip=0, size=1) == 1
    skip, size = (20, 8) if is_long else (12, 4)
    scale = _number(file, box, skip=skip)
    units = _number(file, box, skip=skip + 4, size=size)
    return units / scale if scale else 0.0


def _size(file: Any, box: Box) -> tuple[int, int] | None:
    """Return width and height as its `tkhd` says (§8.3.2); None for a track of sound.

    A telephone held upright says by the matrix that the pictures lie on their side.
    """
    end = box.end - box.body
    if end < TRACK_HEADER_BYTES:
        return None
    width, height = (_number(file, box, skip=end - at) >> 16 for at in (8, 4))
    if not (width and height):
        return None
    is_turned = not _number(file, box, skip=end - 44)
    return (height, width) if is_turned else (width, height)


def _boxes(file: Any, start: int, end: int) -> Iterator[Box]:
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
            raise NotPlayed(Why.DAMAGED)
        yield box
        start = box.end
