"""Where a picture file keeps its words: the raw EXIF, XMP and IPTC blocks.

Walks the container only, by its stated lengths; no pixel is decoded. AVIF keeps its
blocks in a tree of boxes that is not walked: such a picture brings no words.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sasando.files.kinds import MB, Kind, Source

_BLOCK_BYTES = MB
_STEPS = 20_000
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_PNG_XMP = b"XML:com.adobe.xmp\0"
_IPTC_RESOURCE = 0x0404


@dataclass(frozen=True, slots=True)
class Blocks:
    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""


def find(file: Source, *, kind: Kind) -> Blocks:
    """Return the first block of each sort in `file`, at most a megabyte each."""
    if kind is Kind.JPEG:
        return _jpeg(file)
    if kind is Kind.PNG:
        return _png(file)
    return _webp(file) if kind is Kind.WEBP else Blocks()


def _jpeg(file: Source) -> Blocks:
    exif = xmp = photoshop = b""
    for marker, content in _segments(file):
        if marker == 0xE1 and content.startswith(_EXIF):
            exif = exif or content.removeprefix(_EXIF)
        elif marker == 0xE1 and content.startswith(_XMP):
            xmp = xmp or content.removeprefix(_XMP)
        elif content.startswith(_PHOTOSHOP) and len(photoshop) < _BLOCK_BYTES:
            photoshop += content.removeprefix(_PHOTOSHOP)
    return Blocks(exif, xmp, _resource(photoshop, _IPTC_RESOURCE))


def _segments(file: Source) -> Iterator[tuple[int, bytes]]:
    position = 2
    for _step in range(_STEPS):
        file.seek(position, 0)
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF or head[1] in (0xD9, 0xDA):
            return
        if head[1] == 0xFF:
            position += 1
            continue
        length = int.from_bytes(head[2:], "big")
        if head[1] in (0xE1, 0xED):
            yield head[1], file.read(max(0, length - 2))
        position += 2 + max(2, length)


def _resource(content: bytes, number: int) -> bytes:
    at = 0
    while content[at : at + 4] == b"8BIM":
        name_bytes = 1 + content[at + 6] if at + 6 < len(content) else 0
        start = at + 6 + name_bytes + name_bytes % 2 + 4
        length = int.from_bytes(content[start - 4 : start], "big")
        if int.from_bytes(content[at + 4 : at + 6], "big") == number:
            return content[start : start + length]
        at = start + length + length % 2
    return b""


def _png(file: Source) -> Blocks:
    exif = xmp = b""
    for name, content in _png_chunks(file):
        if name == b"eXIf":
            exif = exif or content
        elif content.startswith(_PNG_XMP):
            xmp = xmp or _international(content.removeprefix(_PNG_XMP))
    return Blocks(exif, xmp)


def _png_chunks(file: Source) -> Iterator[tuple[bytes, bytes]]:
    position = 8
    for _step in range(_STEPS):
        file.seek(position, 0)
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            return
        length = int.from_bytes(head[:4], "big")
        if head[4:] in (b"eXIf", b"iTXt") and length <= _BLOCK_BYTES:
            yield head[4:], file.read(length)
        position += 12 + length


def _international(content: bytes) -> bytes:
    is_packed, (_language, *rest) = content[:1] == b"\x01", content[2:].split(b"\0", 2)
    text = rest[1] if len(rest) > 1 else b""
    if not is_packed:
        return text
    try:
        return zlib.decompressobj().decompress(text, _BLOCK_BYTES)
    except zlib.error:
        return b""


def _webp(file: Source) -> Blocks:
    found: dict[bytes, bytes] = {}
    position = 12
    for _step in range(_STEPS):
        file.seek(position, 0)
        head = file.read(8)
        if len(head) < 8:
            break
        length = int.from_bytes(head[4:], "little")
        if head[:4] in (b"EXIF", b"XMP ") and length <= _BLOCK_BYTES:
            found.setdefault(head[:4], file.read(length))
        position += 8 + length + length % 2
    exif = found.get(b"EXIF", b"").removeprefix(_EXIF)
    return Blocks(exif, found.get(b"XMP ", b""))
