"""Office documents are ZIP files: what they are and whether they are safe to open.

Nothing is unpacked: the directory at the end of the file tells all that is asked here.
"""

import re
import struct
import zlib
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sasando.files import relations
from sasando.files.kinds import MB, Kind, Limits, Source, size_of
from sasando.files.refusals import Reason

START = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_BYTES = 22
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_BYTES = 20
_COMMENT_BYTES = 65_535
_READ_BYTES = MB
# Under this size even an absurd ratio does no harm.
_RATIO_FROM_BYTES = 10 * MB

_TYPES = "[Content_Types].xml"
_OOXML = (
    (b"wordprocessingml.document.main+xml", Kind.DOCX),
    (b"spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"presentationml.presentation.main+xml", Kind.PPTX),
)
_ODF = {kind.media_type.encode(): kind for kind in (Kind.ODT, Kind.ODS, Kind.ODP)}
_MACRO = re.compile(
    r"(^|/)vba(project|data)[^/]*$|(^|/)(macrosheets|activex)/|^(basic|scripts)/",
    re.IGNORECASE,
)


# RuntimeError is zipfile's word for a lock or a method that it does not know,
# ValueError the one for a directory that makes no sense.
_BROKEN = (
    BadZipFile,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    struct.error,
    zlib.error,
)


def read(file: Source, *, limits: Limits) -> Kind | Reason:
    """Return the kind of the office document in `file`, or why it is not taken.

    Reads the directory (at most `limits.archive_directory_bytes`) and one small part.
    The sizes are those that the directory states: a reader must not go beyond them.
    """
    directory = _directory_bytes(file)
    if directory is None:
        return Reason.DAMAGED
    if directory > limits.archive_directory_bytes:
        return Reason.TOO_MANY_PARTS
    file.seek(0, 0)
    try:
        with ZipFile(cast(IO[bytes], file)) as archive:
            return _judge(archive, limits)
    except _BROKEN:
        return Reason.DAMAGED


def ends_as_archive(file: Source) -> bool:
    """Would a ZIP program open `file`, whatever stands at its beginning?"""
    return _directory_bytes(file) is not None


def _directory_bytes(file: Source) -> int | None:
    # Asked before zipfile is: it would load a directory of any size into memory. So
    # the end must be the last one in the file, exactly at its end, and the plain one.
    size = size_of(file)
    start = max(0, size - _END_BYTES - _COMMENT_BYTES - _ZIP64_LOCATOR_BYTES)
    file.seek(start, 0)
    tail = file.read(size - start)
    at = tail.rfind(_END)
    end = tail[at : at + _END_BYTES] if at >= 0 else b""
    if len(end) < _END_BYTES or _is_zip64(tail, at):
        return None
    comment_bytes = int.from_bytes(end[20:22], "little")
    is_last = at + _END_BYTES + comment_bytes == len(tail)
    return int.from_bytes(end[12:16], "little") if is_last else None


def _is_zip64(tail: bytes, at: int) -> bool:
    return tail[:at][-_ZIP64_LOCATOR_BYTES:].startswith(_ZIP64_LOCATOR)


def _judge(archive: ZipFile, limits: Limits) -> Kind | Reason:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if _TYPES not in names and "mimetype" not in names:
        return Reason.ARCHIVE
    return _danger(entries, limits) or _kind(archive, names)


def _danger(entries: list[ZipInfo], limits: Limits) -> Reason | None:
    names = [entry.orig_filename for entry in entries]
    checks = (
        (Reason.TOO_MANY_PARTS, len(entries) > limits.archive_entries),
        (Reason.LOCKED, any(entry.flag_bits & 1 for entry in entries)),
        (Reason.UNSAFE_NAME, any(map(_is_unsafe, names))),
        (Reason.DAMAGED, len(set(names)) < len(names)),
        (Reason.DAMAGED, any(map(_is_odd, entries))),
        (Reason.BOMB, _is_bomb(entries, limits)),
        (Reason.MACRO, any(map(_MACRO.search, names))),
    )
    return next((reason for reason, found in checks if found), None)


def _is_unsafe(name: str) -> bool:
    absolute = name.startswith("/") or name[1:2] == ":"
    return absolute or "\\" in name or "\0" in name or ".." in name.split("/")


def _is_odd(entry: ZipInfo) -> bool:
    return entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED)


def _is_bomb(entries: list[ZipInfo], limits: Limits) -> bool:
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        return True
    return any(
        entry.file_size > _RATIO_FROM_BYTES
        and entry.file_size > limits.unpacked_ratio * entry.compress_size
        for entry in entries
    )


def _kind(archive: ZipFile, names: list[str]) -> Kind | Reason:
    if _TYPES in names:
        return relations.danger(archive) or _ooxml(_part(archive, _TYPES))
    kind = _ODF.get(_part(archive, "mimetype").strip())
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in _part(archive, manifest):
        return Reason.LOCKED
    return kind or Reason.OTHER_DOCUMENT


def _ooxml(types: bytes) -> Kind | Reason:
    if b"macroenabled" in types.lower():
        return Reason.MACRO
    return next((kind for name, kind in _OOXML if name in types), Reason.OTHER_DOCUMENT)


def _part(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_READ_BYTES)
