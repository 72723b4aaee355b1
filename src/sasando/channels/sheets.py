"""Reads a table of drafts, CSV or XLSX, that somebody sent: rows, and what is wrong.

Nothing of the file is believed: not its name, its kind, its size when unpacked, nor
that its cells hold what they show.
"""

import csv
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sasando.channels import hours, reach, workflow
from sasando.channels.adapters import Post
from sasando.channels.models import Channel, Content
from sasando.core.refusals import NotAllowed, refuse_odd_hour

MOST_BYTES = 5 * 1024 * 1024
UNPACKED_MOST = 20 * 1024 * 1024
MOST_ROWS = 1_000
MOST_COLUMNS = 12
TEXT_LONGEST = 100_000
# Each column by the names it may have; the first is what the template says.
COLUMNS = {
    "text": ("teks", "text", "isi", "caption"),
    "link": ("tautan", "link", "url"),
    "channels": ("kanal", "channel", "channels"),
    "hour": ("waktu", "jam", "time", "scheduled_at"),
}
SLOT = "slot"
SLOTS = {SLOT, "jam siar"}
# What openpyxl and the parsers below it raise for files that are none.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ParseError, EOFError, OSError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError),
    NotImplementedError,
)


@dataclass(slots=True)
class Row:
    """One line of a table: a draft to be, or the sentences of why not."""

    line: int
    text: str = ""
    link: str = ""
    # As they stood in the table.
    asked: str = ""
    said: str = ""
    is_formula: bool = False
    channels: list[int] = field(default_factory=list)
    # ISO 8601, "slot", or "" for as soon as it is approved.
    hour: str = ""
    key: str = ""
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # The content that it is already; it is not made again.
    known: int | None = None

    @property
    def is_new(self) -> bool:
        return not self.faults and self.known is None

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def read(data: bytes, *, at: datetime) -> list[Row]:
    """Return the rows of a table, each with what is wrong. Three queries.

    Raises NotAllowed, with a sentence, for a file that is no such table.
    """
    if len(data) > MOST_BYTES:
        raise NotAllowed(_("The file is larger than 5 MB. Divide it."))
    lines = workbook(data) if data[:2] == b"PK" else plain(data)
    head, places = heading(lines)
    rows = [
        row_of(number, dict(zip(places, values, strict=False)))
        for number, values in lines_below(lines, head)
    ]
    if not rows:
        raise NotAllowed(_("The table has no rows below its heading."))
    check(rows, at=at)
    return rows


# --- the file -----------------------------------------------------------------------


def plain(data: bytes) -> Iterator[list[str]]:
    """Yield the lines of a CSV, whichever sign divides its columns."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise NotAllowed(_("This is an old Excel file. Save it as .xlsx or as CSV."))
    try:
        is_wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAllowed(
            _("The letters of this file cannot be read. Save it as “CSV UTF-8”.")
        ) from error
    if "\0" in text:
        raise NotAllowed(_("This is no table: it is neither CSV nor XLSX."))
    first = text.lstrip("\r\n").partition("\n")[0]
    divider = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    try:
        for line in lines:
            yield [cell.strip() for cell in line[:MOST_COLUMNS]]
    except csv.Error as error:
        words = {"line": lines.line_num}
        raise NotAllowed(
            _("Line %(line)d of the file cannot be read: a cell does not end.") % words
        ) from error


def workbook(data: bytes) -> Iterator[list[str]]:
    """Yield the lines of the first sheet of an XLSX."""
    # Loaded only when somebody sends one.
    import openpyxl

    wrong = _("This file is no Excel table, or it is damaged. Save it anew as .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except BROKEN as error:
        raise NotAllowed(wrong) from error
    if size > UNPACKED_MOST:
        raise NotAllowed(_("Unpacked, this file is far too large. It was not opened."))
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        sheet = book.worksheets[0]
        bounds = {"max_row": MOST_ROWS + 20, "max_col": MOST_COLUMNS}
        for cells in sheet.iter_rows(**bounds, values_only=True):
            yield [words(value) for value in cells]
    except BROKEN as error:
        raise NotAllowed(wrong) from error


def words(value: Any) -> str:
    """Return what a cell holds as text; a day and an hour as we write them."""
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H.%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def heading(lines: Iterator[list[str]]) -> tuple[int, list[str]]:
    """Return where the heading stands, and which column each place is."""
    for number, line in enumerate(lines, 1):
        if not any(line):
            continue
        places = [column_of(cell) for cell in line]
        if {"text", "channels"} <= set(places):
            return number, places
        break
    names = ", ".join(names[0] for names in COLUMNS.values())
    raise NotAllowed(
        _("The first line must name the columns: %(names)s.") % {"names": names}
    )


def column_of(cell: str) -> str:
    said = cell.casefold().strip()
    return next((name for name, known in COLUMNS.items() if said in known), "")


def lines_below(
    lines: Iterable[list[str]], head: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold something. Raises NotAllowed for too many."""
    count = 0
    for number, line in enumerate(lines, head + 1):
        if not any(line):
            continue
        count += 1
        if count > MOST_ROWS:
            raise NotAllowed(_("The table has more than 1,000 rows. Divide it."))
        yield number, line


def row_of(line: int, cells: Mapping[str, str]) -> Row:
    text = cells.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    row = Row(line, text, cells.get("link", ""))
    row.asked, row.said = cells.get("channels", ""), cells.get("hour", "")
    row.is_formula = any(value.startswith("=") for value in cells.values())
    return row


# --- the rows -----------------------------------------------------------------------


def again(kept: Iterable[Mapping[str, Any]], *, at: datetime) -> list[dict[str, Any]]:
    """Return kept rows looked at anew: an hour may have passed, a channel be gone.

    And their faults are said in the language of who reads now. Two queries.
    """
    raw = ("line", "text", "link", "asked", "said", "is_formula")
    rows = [Row(**{name: one[name] for name in raw}) for one in kept]
    check(rows, at=at)
    return [row.kept() for row in rows]


def check(rows: Sequence[Row], *, at: datetime) -> None:
    """Find channels, hours and doubles; write down what is wrong with each row."""
    there = list(Channel.objects.there().defer("secrets").order_by("pk"))
    first: dict[str, int] = {}
    for row in rows:
        if row.is_formula:
            row.faults.append(
                _("A cell holds a formula. Write what it should say instead.")
            )
        find_channels(row, there)
        find_hour(row, at=at)
        check_words(row)
        row.key = key_of(row)
        if row.key in first:
            words = {"line": first[row.key]}
            row.faults.append(_("It says the same as line %(line)d.") % words)
        elif not row.faults:
            first[row.key] = row.line
            row.notes += hindered(row, there)
    known = dict(
        Content.objects.filter(key__in=[*first]).values_list("key", "pk").iterator()
    )
    for row in rows:
        if not row.faults:
            row.known = known.get(row.key)


def find_channels(row: Row, there: Sequence[Channel]) -> None:
    """Find the channels of a row by name or number; an unclear one is a fault."""
    by_name: dict[str, list[int]] = {}
    for one in there:
        by_name.setdefault(one.name.casefold(), []).append(one.pk)
        by_name.setdefault(str(one.pk), []).append(one.pk)
    names = [name.strip() for name in row.asked.replace(";", ",").split(",")]
    for name in filter(None, names):
        found = by_name.get(name.casefold(), [])
        if len(found) == 1:
            row.channels = list(dict.fromkeys([*row.channels, *found]))
        elif found:
            row.faults.append(
                _("Several channels are called “%(name)s”. Write the number.")
                % {"name": name[:60]}
            )
        else:
            row.faults.append(
                _("There is no channel “%(name)s”.") % {"name": name[:60]}
            )
    if not row.channels and not row.faults:
        row.faults.append(_("It names no channel."))


def find_hour(row: Row, *, at: datetime) -> None:
    """Read the hour of a row; one that cannot be is a fault."""
    said = row.said.strip()
    if not said or said.casefold() in SLOTS:
        row.hour = SLOT if said else ""
        return
    try:
        moment = hours.written(said)
        refuse_odd_hour(moment, at=at)
        row.hour = moment.isoformat()
    except ValueError:
        row.faults.append(
            _("The time “%(word)s” cannot be read. Write 24-11-2026 14.30, or “slot”.")
            % {"word": said[:40]}
        )
    except NotAllowed as refusal:
        row.faults.append(str(refusal))


def check_words(row: Row) -> None:
    """Look at the words and the link of a row."""
    if not row.text and not row.link:
        row.faults.append(_("It has neither a text nor a link."))
    if len(row.text) > TEXT_LONGEST:
        row.faults.append(_("The text is longer than any channel takes."))
    if row.link and (len(row.link) > 500 or not reach.is_address(row.link)):
        row.faults.append(_("The link must begin with https://."))


def key_of(row: Row) -> str:
    """Return the name by which the same draft is known when it is sent again."""
    facts = [row.text, row.link, sorted(row.channels), row.hour]
    digest = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    return f"sheet:{digest}"


def hindered(row: Row, there: Sequence[Channel]) -> Iterator[str]:
    """Yield what an approver would be refused for; a draft may be so."""
    post = Post(row.text, row.link, (), {})
    for channel in there:
        if channel.pk in row.channels:
            for why in workflow.hindrances(post, channel):
                yield f"{channel.name}: {why}"


def shown_hour(row: Mapping[str, Any]) -> str:
    """Return the hour of a kept row as a person reads it."""
    if row["hour"] == SLOT:
        return _("next free slot")
    if not row["hour"]:
        return _("when it is approved")
    moment = datetime.fromisoformat(row["hour"])
    return date_format(moment, "j F Y, H.i")


# --- the template -------------------------------------------------------------------

HEAD = tuple(names[0] for names in COLUMNS.values())
EXAMPLES = (
    ("Pelayanan keliling hari Sabtu di balai desa.", "https://contoh.example.org/"),
    ("Terima kasih sudah menunggu.", ""),
)


def template(channels: Sequence[Channel], *, at: datetime) -> list[Sequence[str]]:
    """Return the lines of a table to fill in, with the channels that are there."""
    names = "; ".join(one.name for one in channels[:3])
    day = timezone.localtime(at + timedelta(days=7), timezone.get_default_timezone())
    times = (f"{day:%d-%m-%Y} 14.30", SLOT)
    rows = [
        (*example, names, time) for example, time in zip(EXAMPLES, times, strict=True)
    ]
    return [HEAD, *rows]
