"""The office's guide on the staff side: docs/panduan, in the language of the reader.

It is markdown of a few marks: headings, paragraphs, lists, bold, italics, code.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FOLDER = Path(__file__).parent / "panduan"
ITEM = {"ul": re.compile(r"- +"), "ol": re.compile(r"\d+\. +")}
INLINE = (
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*(.+?)\*"), r"<em>\1</em>"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph ("p") or a list ("ul", "ol"), each item as HTML."""

    kind: str
    items: list[SafeString]


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and what stands below it; the first one is that of the guide."""

    title: str
    parts: list[Part]

    @property
    def anchor(self) -> str:
        return slugify(self.title)


def guide(request: HttpRequest) -> HttpResponse:
    """Show the guide in the language of this person."""
    is_english = (get_language() or "").startswith("en")
    first, *sections = sections_of("en" if is_english else "id")
    facts = {"page_title": _("Office guide"), "first": first, "sections": sections}
    return render(request, "core/guide.html", facts)


@cache
def sections_of(language: str) -> list[Section]:
    """Return the guide by its headings. Read once a process."""
    return read((FOLDER / f"{language}.md").read_text("utf-8"))


def read(text: str) -> list[Section]:
    sections: list[Section] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        if chunk.startswith("#"):
            sections.append(Section(chunk.lstrip("# "), []))
        else:
            sections[-1].parts.append(part(chunk.splitlines()))
    return sections


def part(lines: list[str]) -> Part:
    """Return a paragraph or list; a line without a mark goes on with its item."""
    for kind, mark in ITEM.items():
        if mark.match(lines[0]):
            items: list[str] = []
            for line in lines:
                if mark.match(line):
                    items.append(mark.sub("", line, count=1))
                else:
                    items[-1] += f" {line.strip()}"
            return Part(kind, [inline(each) for each in items])
    return Part("p", [inline(" ".join(lines))])


def inline(text: str) -> SafeString:
    html = str(escape(text))
    for pattern, tag in INLINE:
        html = pattern.sub(tag, html)
    # Escaped above; the file is ours.
    return mark_safe(html)  # noqa: S308
