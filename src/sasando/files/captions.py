"""What the maker of a picture wrote into it: caption, name, time, rights.

IPTC is trusted first, since people type it; then XMP; then EXIF, which the camera
fills.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sasando.files import blocks
from sasando.files.kinds import Kind, Source

CAPTION_LENGTH = 500
PHOTOGRAPHER_LENGTH = 150
COPYRIGHT_LENGTH = 200

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TIMES = (
    "{http://ns.adobe.com/photoshop/1.0/}DateCreated",
    "{http://ns.adobe.com/exif/1.0/}DateTimeOriginal",
    "{http://ns.adobe.com/xap/1.0/}CreateDate",
)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UTF8_MARK = b"\x1b%G"
# The pointer to the tags of the exposure, among them its time.
_DETAILS = 0x8769
_TAGS = 200
# ASCII, and UTF-8 since EXIF 3.0.
_TEXTS = (2, 129)
# Cameras write these by themselves; nobody meant them as a caption.
_CAMERA_CAPTION = re.compile(
    r"(olympus|minolta|samsung|kodak|konica).*(camera|dsc)|sony dsc|dcim|"
    r"digital camera|default|untitled|screenshot|(img|dsc|pxl)[_\d]+",
    re.IGNORECASE,
)
# Marks that turn the direction of writing around and can make a name lie.
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """`taken_at` is aware when the file states its zone. Without one it is naive: the
    camera's own clock, to be read in the zone of the place where it was used. A date
    without a time of day counts as midnight, naive."""

    caption: str = ""
    photographer: str = ""
    taken_at: datetime | None = None
    copyright: str = ""


def read(file: Source, *, kind: Kind) -> PictureFacts:
    """Return the words in `file`, each from the most trusted block that has it."""
    found = blocks.find(file, kind=kind)
    iptc = _datasets(found.iptc)
    return _first(
        [
            _from_iptc(iptc),
            _from_xmp(found.xmp),
            _from_exif(found.exif),
            PictureFacts(taken_at=_iptc_time(iptc, otherwise="000000")),
        ]
    )


def _first(sources: list[PictureFacts]) -> PictureFacts:
    def text(name: str) -> str:
        return next(filter(None, (getattr(source, name) for source in sources)), "")

    moments = (source.taken_at for source in sources)
    return PictureFacts(
        caption=text("caption"),
        photographer=text("photographer"),
        taken_at=next(filter(None, moments), None),
        copyright=text("copyright"),
    )


def _facts(
    caption: str, photographer: str, rights: str, *, taken_at: datetime | None
) -> PictureFacts:
    caption = tidy(caption, length=CAPTION_LENGTH)
    return PictureFacts(
        caption="" if _CAMERA_CAPTION.fullmatch(caption) else caption,
        photographer=tidy(photographer, length=PHOTOGRAPHER_LENGTH),
        taken_at=taken_at,
        copyright=tidy(rights, length=COPYRIGHT_LENGTH),
    )


def tidy(text: str, *, length: int) -> str:
    """Return `text` as one line of at most `length` signs that a person can see."""
    # Each sign may grow when it is normalised, never shrink below a fourth.
    text = unicodedata.normalize("NFC", _DIRECTION.sub("", text[: 4 * length]))
    signs = (" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    line = " ".join("".join(signs).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _datasets(content: bytes) -> dict[tuple[int, int], list[bytes]]:
    found: dict[tuple[int, int], list[bytes]] = {}
    at = 0
    while content[at : at + 1] == b"\x1c" and at + 5 <= len(content):
        record, number, length = struct.unpack_from(">BBH", content, at + 1)
        if length & 0x8000:
            break
        value = content[at + 5 : at + 5 + length]
        found.setdefault((record, number), []).append(value)
        at += 5 + length
    return found


def _from_iptc(found: dict[tuple[int, int], list[bytes]]) -> PictureFacts:
    is_utf8 = _UTF8_MARK in found.get((1, 90), [])

    def text(number: int) -> str:
        return ", ".join(
            _decode(value, is_utf8=is_utf8) for value in found.get((2, number), [])
        )

    return _facts(text(120), text(80), text(116), taken_at=_iptc_time(found))


def _decode(value: bytes, *, is_utf8: bool) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        # Older programs wrote the letters of Windows and did not say so.
        return value.decode("utf-8" if is_utf8 else "cp1252", errors="replace")


def _iptc_time(
    found: dict[tuple[int, int], list[bytes]], *, otherwise: str = ""
) -> datetime | None:
    day, clock = (found.get((2, number), [b""])[0] for number in (55, 60))
    time_of_day = clock.decode("ascii", "replace") or otherwise
    return _time(day.decode("ascii", "replace") + "T" + time_of_day)


def _from_xmp(content: bytes) -> PictureFacts:
    root = _parse(content) if content else None
    if root is None:
        return PictureFacts()
    return _facts(
        _alternative(root, f"{_DC}description"),
        ", ".join(_items(root, f"{_DC}creator")),
        _alternative(root, f"{_DC}rights"),
        taken_at=_earliest_named(root),
    )


def _parse(content: bytes) -> Element | None:
    try:
        root: Element = fromstring(content.strip(b"\0 \r\n\t"), forbid_dtd=True)
    # LookupError: an encoding that does not exist.
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return root


def _items(root: Element, name: str) -> list[str]:
    found = root.find(f".//{name}")
    if found is None:
        return []
    return [item.text for item in found.iter(f"{_RDF}li") if item.text]


def _alternative(root: Element, name: str) -> str:
    found = root.find(f".//{name}")
    if found is None:
        return ""
    items = [item for item in found.iter(f"{_RDF}li") if item.text]
    by_language = {item.get(_LANGUAGE, ""): item.text or "" for item in items}
    wanted = [by_language.get(code, "") for code in ("id", "id-ID", "x-default")]
    return next(filter(None, [*wanted, *by_language.values()]), "")


def _earliest_named(root: Element) -> datetime | None:
    texts = (text for name in _TIMES for text in _values(root, name))
    return next(filter(None, map(_time, texts)), None)


def _values(root: Element, name: str) -> Iterator[str]:
    for element in root.iter():
        value = element.text if element.tag == name else element.get(name)
        if value:
            yield value


def _from_exif(content: bytes) -> PictureFacts:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(content[:4])
    if order is None or len(content) < 8:
        return PictureFacts()
    start = struct.unpack_from(f"{order}I", content, 4)[0]
    main = dict(_tags(content, start, order=order))
    start = main.get(_DETAILS, 0)
    details = dict(_tags(content, start, order=order)) if start else {}
    return _facts(
        _words(main.get(0x010E)),
        _words(main.get(0x013B)),
        _words(main.get(0x8298)),
        taken_at=_exif_time(_words(details.get(0x9003)), _words(details.get(0x9011))),
    )


def _tags(content: bytes, start: int, *, order: str) -> Iterator[tuple[int, Any]]:
    # Texts and pointers only, by offsets that are checked: nothing here can be trusted.
    if start + 2 > len(content):
        return
    count = struct.unpack_from(f"{order}H", content, start)[0]
    room = (len(content) - start - 2) // 12
    for number in range(min(count, room, _TAGS)):
        at = start + 2 + 12 * number
        tag, type_, length, value = struct.unpack_from(f"{order}HHII", content, at)
        if type_ in _TEXTS:
            begin = at + 8 if length <= 4 else value
            yield tag, content[begin : begin + length]
        elif tag == _DETAILS:
            yield tag, value


def _words(value: bytes | None) -> str:
    # EXIF knows only ASCII; what goes beyond it is nearly always UTF-8.
    return _decode(value.rstrip(b"\0 "), is_utf8=False) if value else ""


def _exif_time(text: str, zone: str) -> datetime | None:
    day, _space, clock = text.strip("\0 ").partition(" ")
    stated = (
        zone.strip("\0 ") if re.fullmatch(r"[+-]\d\d:\d\d\0*", zone.strip()) else ""
    )
    return _time(f"{day.replace(':', '-')}T{clock}{stated}") if clock else None


def _time(text: str) -> datetime | None:
    # A date alone is refused here: midnight would be our invention.
    if not re.match(r"\d{4}-?\d\d-?\d\d[T ]\d\d", text.strip()):
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    # No photograph is older than 1826, and year 9999 breaks where zones are converted.
    return moment if 1826 <= moment.year <= 2100 else None
