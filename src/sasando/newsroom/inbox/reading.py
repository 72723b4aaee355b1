"""What stands in a letter: its words as plain text, its photos, what is left out.

Nothing of a letter can be trusted: charsets that do not exist, parts in parts, names
that are addresses. The parser is Python's oldest policy, which only splits; all that
is decoded is decoded here.
"""

import email
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from html import unescape
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sasando.files.captions import tidy

MB = 1_000_000
# 30 MB of photos as base64, with the words around them.
LARGEST = 45 * MB
# Of a larger one: the words, which stand in front.
BEGINNING = MB
MOST_PARTS, DEEPEST = 200, 12
MOST_PHOTOS = 24
# Logos in a signature.
SMALL_PICTURE = 15_000
LONGEST_TEXT = 100_000
# Of one header: no line of people is longer, and its parts are searched one by one.
LONGEST_HEADER = 10_000
PICTURE = re.compile(r".+\.(jpe?g|png|webp|gif|avif|heic|heif)", re.IGNORECASE)
BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table"}
# Python knows them as charsets; on a long text they take for ever, or make code of it.
NO_CHARSETS = ("punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7")
SILENT = {"script", "style", "head", "title", "template"}
MARK = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?:(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*+)|[!?])[^<>]*+>",
    re.DOTALL,
)
# Python refuses to read a number of some thousand digits.
LONG_NUMBER = re.compile(r"&#[0-9]{9,}+;?")


@dataclass(slots=True)
class Attached:
    """One file of a letter."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def as_file(self) -> io.BytesIO:
        return io.BytesIO(self.content)


@dataclass(slots=True)
class Reading:
    """A letter as people read it."""

    text: str = ""
    html: str = ""
    parts: list[Message] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return shortened(self.text if self.text.strip() else text_of(self.html))

    def photos(self) -> Iterator[Attached]:
        """Yield the photos, each decoded when it is its turn."""
        for part in self.parts[:MOST_PHOTOS]:
            yield Attached(name_of(part), payload(part))


class _Short(Compat32):
    """Cuts a header off before anything is read in it."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


SHORT = _Short()


class Unreadable(Exception):
    """A letter is built so that no reader gets through it."""


def parsed(file: Path) -> Message:
    """Return a letter in its parts. Raises Unreadable."""
    try:
        with file.open("rb") as source:
            return email.message_from_binary_file(source, policy=SHORT)
    except RecursionError:
        # The parser goes one level deeper for each part in a part.
        raise Unreadable from None


def read(message: Message, *, is_cut: bool) -> Reading:
    """Return the words and photos of a letter; of one cut off, the words alone."""
    found = Reading()
    for part in leaves(message):
        sort(part, found)
    if is_cut:
        found.parts = []
        limit = LARGEST // MB
        said = _(
            "The e-mail is larger than %(limit)d MB: only its words were taken. Send "
            "the photos in several mails, or with the form for the field."
        )
        found.notes = [said % {"limit": limit}]
    elif len(found.parts) > MOST_PHOTOS:
        said = _("Only the first %(most)d photos were taken.")
        found.notes.append(said % {"most": MOST_PHOTOS})
    return found


def leaves(message: Message) -> list[Message]:
    """Return the parts that hold something, not those of a forwarded letter."""
    found: list[Message] = []
    waiting = [(message, 0)]
    while waiting and len(found) < MOST_PARTS:
        part, depth = waiting.pop(0)
        below = part.get_payload()
        is_many = part.get_content_maintype() == "multipart" and isinstance(below, list)
        if is_many and depth < DEEPEST:
            inner = [each for each in below if isinstance(each, Message)]
            waiting[:0] = [(each, depth + 1) for each in inner]
        else:
            found.append(part)
    return found


def sort(part: Message, found: Reading) -> None:
    """Put one part where it belongs, or note that it is left out."""
    kind, name = part.get_content_type(), name_of(part)
    is_attached = part.get_content_disposition() == "attachment"
    if kind == "text/plain" and not is_attached and not name:
        found.text += decoded(part) + "\n"
    elif kind == "text/html" and not is_attached and not name:
        found.html += decoded(part)
    elif part.get_content_maintype() == "image" or PICTURE.fullmatch(name):
        if is_logo(part):
            found.notes.append(_("A small picture of a signature was left out."))
        else:
            found.parts.append(part)
    elif part.get_content_maintype() != "multipart":
        found.notes.append(left_out(kind, name))


def is_logo(part: Message) -> bool:
    return bool(part["Content-ID"]) and len(payload(part)) < SMALL_PICTURE


def left_out(kind: str, name: str) -> str:
    words = {"name": name or kind}
    if kind == "text/calendar":
        return _("%(name)s was left out: an invitation of a calendar.") % words
    if kind in {"application/ms-tnef", "application/vnd.ms-tnef"}:
        said = _(
            "%(name)s was left out: Outlook packs files in it that others cannot "
            "open. Send as plain text or HTML."
        )
        return said % words
    if kind == "message/rfc822":
        return _("A forwarded e-mail was left out. Copy its words into yours.")
    return _("%(name)s was left out: only photos are taken by e-mail.") % words


def payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def decoded(part: Message) -> str:
    return in_letters(payload(part), str(part.get_content_charset() or ""))


def in_letters(content: bytes, charset: str) -> str:
    """Return text in whatever charset it says, or else in one that fits."""
    wanted = "utf-8" if charset.lower() in ("", *NO_CHARSETS) else charset
    for one in (wanted, "utf-8"):
        try:
            return content.decode(one)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def line(message: Message, name: str, *, length: int = 250) -> str:
    """Return a header in one line that people can read, "" without it."""
    return tidy(words_of(message[name] or ""), length=length)


def words_of(value: Any) -> str:
    """Return an encoded header (RFC 2047) decoded, as far as it can be."""
    try:
        pieces = decode_header(value)
    except (ValueError, LookupError, MessageError):
        return str(value)
    return "".join(
        in_letters(piece, charset or "") if isinstance(piece, bytes) else piece
        for piece, charset in pieces
    )


def name_of(part: Message) -> str:
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError):
        return ""
    return tidy(words_of(name or ""), length=150)


def shortened(text: str) -> str:
    """Return a text without its signature, in lines, not longer than one reads."""
    body = re.split(r"^-- ?$", text.replace("\r\n", "\n"), maxsplit=1, flags=re.M)[0]
    return body[:LONGEST_TEXT].strip()


def text_of(html: str) -> str:
    """Return the words of a letter that was written in HTML alone.

    One pass, whatever stands there: Python's own parser begins anew at each mark that
    does not end. A mark in the value of an attribute may leave some signs behind.
    """
    found, silent, at = list[str](), 0, 0
    html = html[: 4 * LONGEST_TEXT]
    for mark in MARK.finditer(html):
        if not silent:
            found.append(spaced(html[at : mark.start()]))
        name, at = (mark["name"] or "").lower(), mark.end()
        if name in SILENT:
            silent = max(0, silent + (-1 if mark["end"] else 1))
        if name in BREAKS and not silent:
            found.append("\n")
    if not silent:
        found.append(spaced(html[at:]))
    lines = (" ".join(each.split()) for each in "".join(found).splitlines())
    return "\n".join(each for each in lines if each)


def spaced(words: str) -> str:
    """Return what stands between two marks, in one line."""
    plain = unescape(LONG_NUMBER.sub("", words))
    return " ".join(plain.split()) + " " if plain.strip() else " "
