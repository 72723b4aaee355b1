"""Reads hostile XML piece by piece: never the whole file, no entities, no surprises.

Exports of old sites hold signs that XML forbids, and bytes that are no UTF-8. They are
taken out before the parser sees them, and counted.
"""

import codecs
import re
from collections import deque
from collections.abc import Iterator
from typing import IO, Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from sasando.core.bilingual import Sentence as _

CHUNK_BYTES = 65_536
HEAD_BYTES = 1_024
# Longer than any reference to one sign: what may go on in the next piece.
LONGEST_REFERENCE = 12
CONTROL = bytes(each for each in range(32) if each not in b"\t\n\r")
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")


class Unreadable(Exception):
    """The file cannot be read at all, or not from here on; says why in a sentence."""

    def __init__(self, sentence: str, *, line: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


class Reader(ContentHandler):
    """Collects finished items in `ready`; `removed` counts the signs taken out."""

    removed = 0

    def __init__(self) -> None:
        super().__init__()
        self.ready: deque[Any] = deque()

    @property
    def line(self) -> int:
        locator: Any = getattr(self, "_locator", None)
        return int(locator.getLineNumber() or 0) if locator else 0


def read(source: IO[bytes], reader: Reader) -> Iterator[Any]:
    """Yield what `reader` finishes while the file streams through it.

    Memory is that of one item. Raises Unreadable, after all that stood before the
    fault was yielded.
    """
    parser = DefusedExpatParser(forbid_entities=True, forbid_external=True)
    parser.setContentHandler(reader)
    try:
        for piece in pieces(source, reader):
            parser.feed(piece)
            yield from drained(reader)
        parser.close()
    except DefusedXmlException as error:
        yield from drained(reader)
        raise Unreadable(
            _(
                "This file defines words of its own (entities), which harmful files "
                "do. It was not read. Export it again from WordPress."
            ),
            line=reader.line,
        ) from error
    except SAXParseException as error:
        yield from drained(reader)
        raise broken(error.getLineNumber() or 0) from error
    yield from drained(reader)


def drained(reader: Reader) -> Iterator[Any]:
    while reader.ready:
        yield reader.ready.popleft()


def broken(line: int) -> Unreadable:
    sentence = _(
        "The file is damaged at line %(line)s. What stands before it was read; what "
        "comes after it was not."
    )
    return Unreadable(sentence % {"line": line}, line=line)


def pieces(source: IO[bytes], reader: Reader) -> Iterator[bytes | str]:
    """Yield the file without what XML forbids. Raises Unreadable for what is no XML."""
    head = source.read(HEAD_BYTES)
    refuse_other(head)
    if not is_unicode_8(head):
        # Two bytes a sign, or an alphabet of old: the parser knows them, we do not.
        while head:
            yield head
            head = source.read(CHUNK_BYTES)
        return
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    rest = ""
    while head:
        clean = head.translate(None, CONTROL)
        reader.removed += len(head) - len(clean)
        text = rest + decoder.decode(clean)
        edge = text.rfind("&", max(0, len(text) - LONGEST_REFERENCE))
        rest = text[edge:] if edge >= 0 else ""
        yield allowed(text[: len(text) - len(rest)], reader)
        head = source.read(CHUNK_BYTES)
    yield allowed(rest + decoder.decode(b"", final=True), reader)


def refuse_other(head: bytes) -> None:
    if head.startswith(_PACKED):
        raise Unreadable(
            _("This is a packed file (ZIP or the like). Unpack it and send the XML.")
        )
    bare = head.removeprefix(codecs.BOM_UTF8).translate(None, CONTROL).lstrip()
    is_wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not (bare.startswith(b"<") or is_wide):
        raise Unreadable(
            _("This is no XML file. In WordPress, choose Tools, Export, All content.")
        )


def is_unicode_8(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    said = _ENCODING.match(head.removeprefix(codecs.BOM_UTF8).lstrip())
    return said is None or said[1].lower() in {b"utf-8", b"utf8", b"us-ascii"}


def allowed(text: str, reader: Reader) -> str:
    """Return text without signs, written as such or by number, that XML forbids."""

    def kept(found: re.Match[str]) -> str:
        number = int(found[1], 16) if found[1] else int(found[2])
        if is_allowed(number):
            return found[0]
        reader.removed += 1
        return ""

    without = text.replace("\ufffe", "").replace("\uffff", "")
    reader.removed += len(text) - len(without)
    return _REFERENCE.sub(kept, without)


def is_allowed(number: int) -> bool:
    """Return whether XML 1.0 lets this sign stand in a text (production 2, Char)."""
    return (
        number in {0x9, 0xA, 0xD}
        or 0x20 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or 0x10000 <= number <= 0x10FFFF
    )
