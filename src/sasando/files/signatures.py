"""What the first bytes of a file say. Pure: bytes in, a kind or a reason out."""

import csv
import re

import puremagic

from sasando.files.kinds import Kind
from sasando.files.refusals import Reason

HEAD_BYTES = 16_384
# The window in which browsers look for a page when they guess a type.
GUESSED_BYTES = 1_445

_BINARY = (
    (b"\x7fELF", Reason.PROGRAM),
    (b"MZ", Reason.PROGRAM),
    (b"\xca\xfe\xba\xbe", Reason.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Reason.PROGRAM),
    (b"\xfe\xed\xfa", Reason.PROGRAM),
    (b"dex\n", Reason.PROGRAM),
    (b"\0asm", Reason.PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", Reason.PROGRAM),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Reason.OLD_OFFICE),
    (b"II*\0", Reason.TIFF),
    (b"MM\0*", Reason.TIFF),
    (b"BM", Reason.OTHER_PICTURE),
    (b"8BPS", Reason.OTHER_PICTURE),
    (b"\xff\x0a", Reason.OTHER_PICTURE),
    (b"\0\0\0\x0cJXL ", Reason.OTHER_PICTURE),
    (b"\0\0\x01\0", Reason.OTHER_PICTURE),
    (b"ID3", Reason.SOUND),
    (b"PK", Reason.ARCHIVE),
    (b"Rar!", Reason.ARCHIVE),
    (b"7z\xbc\xaf", Reason.ARCHIVE),
    (b"\x1f\x8b", Reason.ARCHIVE),
    (b"BZh", Reason.ARCHIVE),
    (b"\xfd7zXZ", Reason.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Reason.ARCHIVE),
    (b"{\\rtf", Reason.OTHER_DOCUMENT),
    (b"%!PS", Reason.OTHER_DOCUMENT),
)
_READABLE = (
    (b"#!", Reason.SCRIPT),
    (b"{\\rtf", Reason.OTHER_DOCUMENT),
    (b"%!ps", Reason.OTHER_DOCUMENT),
    (b"<?xml", Reason.OTHER_DOCUMENT),
)
_MARKUP = (
    (re.compile(rb"<\?(php\b|=[\s$`])"), Reason.SCRIPT),
    (re.compile(rb"<!doctype\s+html|<html[\s>]"), Reason.HTML),
    (re.compile(rb"<svg[\s>]|<[a-z]+:svg[\s>]|<!doctype\s+svg"), Reason.SVG),
    (re.compile(rb"<(body|head|script|iframe|object|embed)[\s>/]"), Reason.HTML),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_MP4_BRANDS = {b"isom", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
_MP4_BRANDS |= {b"iso%d" % number for number in range(2, 10)}
# Start of frame, tables, restart interval, APPn, comment: what may follow FF D8.
_JPEG_MARKERS = {0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, *range(0xE0, 0xF0), 0xFE}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def read(head: bytes) -> Kind | Reason:
    """Return the kind that begins with `head`, or the reason why it is not taken.

    `head` is the first `HEAD_BYTES` of the file, or all of it. A file that begins as a
    ZIP is for `office.read`, since only its parts say what it is.
    """
    return _picture(head) or _pdf(head) or _text(head) or _stranger(head)


def has_control(text: str) -> bool:
    """Is there a character in `text` that no one can type or see?"""
    return _CONTROL.search(text) is not None


def _picture(head: bytes) -> Kind | Reason | None:
    if head.startswith(b"\xff\xd8\xff"):
        true = len(head) > 3 and head[3] in _JPEG_MARKERS
        return Kind.JPEG if true else Reason.FALSE_START
    if head.startswith(b"\x89PNG"):
        true = head[4:16] == b"\r\n\x1a\n\0\0\0\rIHDR"
        return Kind.PNG if true else Reason.FALSE_START
    if head.startswith(b"GIF8"):
        return Kind.GIF if _is_gif(head) else Reason.FALSE_START
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        true = head[12:16] in (b"VP8 ", b"VP8L", b"VP8X")
        return Kind.WEBP if true else Reason.FALSE_START
    return _iso_media(head) if head[4:8] == b"ftyp" else None


def _is_gif(head: bytes) -> bool:
    # `GIF89a/*…*/=1;` is a script that a browser runs; a picture goes on with a block.
    if head[:6] not in (b"GIF87a", b"GIF89a") or len(head) < 14:
        return False
    flags = head[10]
    table_bytes = 3 << ((flags & 7) + 1) if flags & 0x80 else 0
    return head[13 + table_bytes : 14 + table_bytes] in (b"!", b",")


def _iso_media(head: bytes) -> Kind | Reason:
    box = head[8 : min(int.from_bytes(head[:4], "big"), 256)]
    brands = {box[:4], *(box[at : at + 4] for at in range(8, len(box), 4))}
    if brands & {b"avif", b"avis"}:
        return Kind.AVIF
    if brands & _HEIC_BRANDS:
        return Reason.HEIC
    if box[:3] == b"M4A":
        return Reason.SOUND
    return Kind.MP4 if brands & _MP4_BRANDS and b"qt  " not in brands else Reason.VIDEO


def _pdf(head: bytes) -> Kind | Reason | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    if not re.match(rb"%PDF-\d\.\d", start) or len(head) - len(start) > 16:
        return None
    return Reason.POLYGLOT if _markup(head[:GUESSED_BYTES]) else Kind.PDF


def _text(head: bytes) -> Kind | Reason | None:
    plain = head.replace(b"\0", b"")
    controls = len(_CONTROL.findall(plain.decode("latin-1")))
    if controls * 20 > len(plain) or len(plain) * 3 < len(head):
        return None
    active = _markup(plain) or _starts(plain.lower().lstrip(), _READABLE)
    if active:
        return active
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Reason.ENCODING
    if _starts(head, _BINARY) and (controls or len(plain) < len(head)):
        return None
    return _plain(head)


def _plain(head: bytes) -> Kind | Reason:
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The cut at the end of the head may fall inside a letter.
        if len(head) < HEAD_BYTES or error.start < len(head) - 4:
            return Reason.UNKNOWN if _CONTROL.search(_latin(head)) else Reason.ENCODING
        text = head[: error.start].decode("utf-8-sig")
    if has_control(text):
        return Reason.HIDDEN_CHARACTERS
    return Kind.CSV if _is_table(text, whole=len(head) < HEAD_BYTES) else Kind.TXT


def _latin(head: bytes) -> str:
    return head.decode("latin-1")


def _is_table(text: str, *, whole: bool) -> bool:
    lines = text.splitlines() if whole else text.splitlines()[:-1]
    filled = [line for line in lines if line.strip()][:50]
    return any(_columns_agree(filled, delimiter) for delimiter in ",;\t")


def _columns_agree(lines: list[str], delimiter: str) -> bool:
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return False
    # Prose has a space behind its commas, a table has none.
    if any(cell.startswith(" ") for row in rows for cell in row):
        return False
    widths = {len(row) for row in rows}
    return len(lines) > 1 and len(widths) == 1 and widths.pop() > 1


def _markup(content: bytes) -> Reason | None:
    lowered = content.lower()
    found = (reason for pattern, reason in _MARKUP if pattern.search(lowered))
    return next(found, None)


def _starts(head: bytes, table: tuple[tuple[bytes, Reason], ...]) -> Reason | None:
    return next((reason for start, reason in table if head.startswith(start)), None)


def _stranger(head: bytes) -> Reason:
    return _starts(head, _BINARY) or _guess(head)


def _guess(head: bytes) -> Reason:
    # Only the wording of a refusal hangs on this guess: nothing is taken because of it.
    try:
        best = puremagic.magic_string(head)[0]
    except (puremagic.PureError, ValueError):
        return Reason.UNKNOWN
    major = best.mime_type.partition("/")[0]
    by_major = {
        "video": Reason.VIDEO,
        "audio": Reason.SOUND,
        "image": Reason.OTHER_PICTURE,
    }
    return by_major.get(major, Reason.UNKNOWN)
