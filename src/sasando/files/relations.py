"""What an office document fetches from outside while it opens, by its relations.

XML can write one attribute in many ways, so a parser reads them, not a pattern.
Source: ECMA-376, part 1 (the types of relations) and part 2 (their parts).
"""

import re
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from sasando.files.kinds import MB
from sasando.files.refusals import Reason

_RELATIONS_BYTES = 8 * MB
_CHUNK_BYTES = 64 * 1024
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)
# A link waits for a click, and another workbook for a yes; all else is fetched unasked.
_HARMLESS = re.compile(
    r"/(hyperlink|externalLinkPath|externalLinkLongPath|xlPathMissing)$", re.IGNORECASE
)


class _Reader:
    """Looks at each element as it comes; no tree is built."""

    fetches = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        mode = attributes.get("TargetMode", "").strip().lower()
        target = attributes.get("Target", "").strip()
        is_outside = mode == "external" or bool(_OUTSIDE.match(target))
        if is_outside and not _HARMLESS.search(attributes.get("Type", "").strip()):
            self.fetches = True

    def close(self) -> bool:
        return self.fetches


def danger(archive: ZipFile) -> Reason | None:
    """Return why the relations of this document are not taken, if so."""
    parts = [
        entry
        for entry in archive.infolist()
        if entry.filename.lower().endswith(".rels")
    ]
    if sum(entry.file_size for entry in parts) > _RELATIONS_BYTES:
        return Reason.TOO_MANY_PARTS
    try:
        fetches = any(_fetches(archive, entry) for entry in parts)
    # LookupError: an encoding that does not exist.
    except (ParseError, DefusedXmlException, LookupError):
        return Reason.DAMAGED
    return Reason.REMOTE if fetches else None


def _fetches(archive: ZipFile, entry: Any) -> bool:
    parser = DefusedXMLParser(target=_Reader(), forbid_dtd=True)
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK_BYTES):
            parser.feed(chunk)
    return bool(parser.close())
