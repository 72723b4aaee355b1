"""Reads the small markdown of the demo: front matter, the blocks of a text, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

MARKER = "---"
FACT = re.compile(r"([a-z_]+):(?: +(.*))?")
LIST = {"ul": re.compile(r"- +(.+)"), "ol": re.compile(r"\d+\. +(.+)")}
SPEAKER = "— "
INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(.+?)\*"), r"<i>\1</i>"),
    (
        re.compile(r"\[(.+?)\]\((https://[^\s)]+|mailto:[^\s)]+)\)"),
        r'<a href="\2">\1</a>',
    ),
)

Block = tuple[str, Any]


class Unreadable(ValueError):
    """A text that cannot be read; says the file, the line and what is wrong."""

    def __init__(self, name: str, line: int, what: str) -> None:
        super().__init__(f"{name}:{line}: {what}")


@dataclass(frozen=True, slots=True)
class Text:
    """One file: its facts, and its body as blocks of a StreamField."""

    name: str
    facts: dict[str, str]
    blocks: list[Block]


def read(text: str, *, name: str) -> Text:
    """Return the facts and blocks of one file. Raises Unreadable with `name`."""
    lines = text.splitlines()
    if not lines or lines[0] != MARKER:
        raise Unreadable(name, 1, "the first line must be ---")
    if MARKER not in lines[1:]:
        raise Unreadable(name, len(lines), "the front matter has no closing ---")
    end = lines.index(MARKER, 1)
    facts: dict[str, str] = {}
    for number, line in enumerate(lines[1:end], start=2):
        found = FACT.fullmatch(line)
        if found is None:
            raise Unreadable(name, number, "write “key: value”")
        if found[1] in facts:
            raise Unreadable(name, number, f"“{found[1]}” stands here twice")
        facts[found[1]] = (found[2] or "").strip()
    return Text(name, facts, list(blocks(lines, after=end, name=name)))


def blocks(lines: list[str], *, after: int, name: str) -> Iterator[Block]:
    """Yield headings, quotes, and runs of paragraphs and lists as one rich text."""
    parts = (part(chunk, start, name) for start, chunk in chunks(lines, after))
    for kind, run in groupby(parts, key=lambda each: each[0]):
        if kind == "paragraph":
            yield kind, "".join(html for _kind, html in run)
        else:
            yield from run


def chunks(lines: list[str], after: int) -> Iterator[tuple[int, list[str]]]:
    numbered = list(enumerate(lines, start=1))[after + 1 :]
    for filled, run in groupby(numbered, key=lambda each: bool(each[1].strip())):
        if filled:
            together = list(run)
            yield together[0][0], [line for _number, line in together]


def part(chunk: list[str], line: int, name: str) -> Block:
    if chunk[0].startswith("#"):
        if len(chunk) > 1 or not chunk[0].startswith("## "):
            raise Unreadable(name, line, "a heading is one line that begins with ##")
        return "heading", chunk[0].removeprefix("## ").strip()
    if chunk[0].startswith("> "):
        return "quote", quote(chunk, line, name)
    for tag, item in LIST.items():
        if item.match(chunk[0]):
            return "paragraph", f"<{tag}>{items(chunk, item, line, name)}</{tag}>"
    return "paragraph", f"<p>{inline(' '.join(chunk))}</p>"


def quote(chunk: list[str], line: int, name: str) -> dict[str, str]:
    *words, speaker = [each.removeprefix("> ") for each in chunk]
    if not words or not speaker.startswith(SPEAKER):
        what = "the last line of a quote must be “> — who said it”"
        raise Unreadable(name, line + len(chunk) - 1, what)
    return {"words": " ".join(words), "speaker": speaker.removeprefix(SPEAKER)}


def items(chunk: list[str], item: re.Pattern[str], line: int, name: str) -> str:
    found = [item.fullmatch(each) for each in chunk]
    if None in found:
        raise Unreadable(name, line + found.index(None), "this line is no list item")
    return "".join(f"<li>{inline(each[1])}</li>" for each in found if each)


def inline(text: str) -> str:
    """Return escaped HTML with bold, italics and links."""
    html = escape(text, quote=False)
    for pattern, tag in INLINE:
        html = pattern.sub(tag, html)
    return html


def table(text: str, *, name: str) -> list[dict[str, str]]:
    """Return the rows of the one table in a file, by the words of its head."""
    rows = [
        (number, [cell.strip() for cell in line.strip().strip("|").split("|")])
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith("|")
    ]
    if len(rows) < 3:
        raise Unreadable(name, 1, "there is no table with rows here")
    head = rows[0][1]
    for number, cells in rows[2:]:
        if len(cells) != len(head):
            raise Unreadable(name, number, f"{len(cells)} cells, not {len(head)}")
    return [dict(zip(head, cells, strict=True)) for _number, cells in rows[2:]]
