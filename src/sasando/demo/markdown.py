"""Reads the small markdown of the demo: front matter, the blocks of a text, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sasando.demo import fences
from sasando.demo.lines import Line, Unreadable, facts, inline, items, rows

MARKER = "---"
LIST = {"ul": re.compile(r"- +(.+)"), "ol": re.compile(r"\d+\. +(.+)")}
SPEAKER = "— "

Block = tuple[str, Any]


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
    found = facts(list(enumerate(lines[1:end], start=2)), name=name)
    return Text(name, found, list(blocks(lines, after=end, name=name)))


def blocks(lines: list[str], *, after: int, name: str) -> Iterator[Block]:
    """Yield headings, quotes, fences, and runs of paragraphs and lists as one text."""
    parts = (part(chunk, start, name) for start, chunk in chunks(lines, after))
    for kind, run in groupby(parts, key=lambda each: each[0]):
        if kind == "paragraph":
            yield kind, "".join(html for _kind, html in run)
        else:
            yield from run


def chunks(lines: list[str], after: int) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands between empty lines; a fence keeps its own together."""
    together: list[Line] = []
    fenced = False
    for number, line in [*enumerate(lines, start=1), (len(lines) + 1, "")][after + 1 :]:
        begins = not together and line.startswith(fences.OPENS)
        ends = line == fences.CLOSES or number > len(lines)
        fenced = (begins or fenced) and not ends
        if fenced or line.strip():
            together.append((number, line))
        elif together:
            yield together[0][0], [text for _number, text in together]
            together = []


def part(chunk: list[str], line: int, name: str) -> Block:
    if chunk[0].startswith(fences.OPENS):
        return fences.block(chunk, line, name)
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


def table(text: str, *, name: str) -> list[dict[str, str]]:
    """Return the rows of the one table in a file, by the words of its head."""
    lines = list(enumerate(text.splitlines(), start=1))
    head, _rule, *found = rows(lines, name=name)
    return [dict(zip(head, cells, strict=True)) for cells in found]
