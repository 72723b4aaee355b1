"""From clean HTML to the blocks of a text, as the rows of a StreamField's JSON.

A picture or document is named by the key of its file (`media.key_of`); `bring` puts
the row in its place once the file is there.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString

from sasando.imports.cleaning import tree
from sasando.imports.faults import Fault, cut, fault
from sasando.imports.tables import rows_of, table_of, words
from sasando.newsroom import youtube

BOLD, ITALIC = {"b", "strong"}, {"i", "em", "cite"}
INLINE = BOLD | ITALIC | {"a", "br", "span"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
DEEPEST = 60
HEADING_LONGEST = 160
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
IMAGE_NUMBER = re.compile(r"\bwp-image-(\d+)\b")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the old site says of one file: its key and the words beside it."""

    key: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(slots=True)
class Old:
    """How to find what a text names: a file by address or number, a link's new place.

    `picture` returns None for one that lies elsewhere, `files` the key of a document
    that a link leads to, `link` the address to lead to, or "".
    """

    title: str
    picture: Callable[[str, str], Shown | None]
    numbered: Callable[[str], list[Shown]]
    document: Callable[[str], str]
    link: Callable[[str], str]
    breaks: bool = True


@dataclass(slots=True)
class Parts:
    """The blocks of one text, and what was lost or assumed on the way."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def parts_of(html: str, old: Old, lost: Counter[str]) -> Parts:
    """Return the blocks of a text that `cleaning` has cleaned."""
    walk = Walk(old)
    walk.inside(tree(html), depth=0)
    walk.end_block()
    left = [fault("lost", what=what, count=count) for what, count in lost.items()]
    walk.parts.faults = left + walk.parts.faults
    return walk.parts


def trimmed(html: str) -> str:
    """Return a paragraph without the empty lines and spaces around it, maybe ""."""
    lines = html.split("<br/>")
    full = [number for number, line in enumerate(lines) if line.strip()]
    return "<br/>".join(lines[full[0] : full[-1] + 1]).strip() if full else ""


class Walk:
    """Goes through a text once, from its beginning to its end."""

    def __init__(self, old: Old) -> None:
        self.old = old
        self.parts = Parts()
        self.line: list[str] = []
        self.prose: list[str] = []
        self.heading = ""

    def inside(self, node: Tag, *, depth: int) -> None:
        for child in node.children:
            if isinstance(child, NavigableString):
                self.words(str(child))
            elif isinstance(child, Tag):
                self.tag(child, depth=depth + 1)

    def tag(self, node: Tag, *, depth: int) -> None:
        if depth > DEEPEST:
            self.parts.faults.append(fault("too_deep"))
            self.words(node.get_text(" "))
        elif node.name in INLINE and not node.find(["img", "figure", "table"]):
            self.line.append(self.inline(node))
        elif step := self.STEPS.get(node.name):
            step(self, node, depth)
        elif node.name in HEADINGS:
            self.title(node)
        elif node.name == "blockquote":
            self.quote(node, depth=depth)
        elif node.name in INLINE:
            self.inside(node, depth=depth)
        else:
            self.end_line()
            self.inside(node, depth=depth)
            self.end_line()

    # --- words ------------------------------------------------------------

    def words(self, text: str) -> None:
        """Take plain words; in an old text an empty line ends a paragraph."""
        first, *more = BLANK_LINE.split(text) if self.old.breaks else [text]
        self.line.append(self.written(first))
        for each in more:
            self.end_line()
            self.line.append(self.written(each))

    def written(self, text: str) -> str:
        html = escape(text, quote=False)
        return html.replace("\n", "<br/>") if self.old.breaks else html

    def inline(self, node: Tag, *, depth: int = 0) -> str:
        """Return bold, italics, links and line ends; of all else the words."""
        if node.name == "br":
            return "<br/>"
        if depth > DEEPEST:
            return escape(node.get_text(" "), quote=False)
        inner = "".join(
            self.inline(child, depth=depth + 1)
            if isinstance(child, Tag)
            else escape(str(child), quote=False)
            for child in node.children
        )
        if node.name in BOLD:
            return f"<b>{inner}</b>"
        if node.name in ITALIC:
            return f"<i>{inner}</i>"
        return self.linked(node, inner) if node.name == "a" else inner

    def linked(self, node: Tag, inner: str) -> str:
        address = str(node.get("href") or "").strip()
        if not address:
            return inner
        if key := self.old.document(address):
            self.parts.keys.append(key)
            return f'<a linktype="document" id="{escape(key)}">{inner}</a>'
        if not (target := self.old.link(address)):
            self.parts.faults.append(fault("link_lost", address=address))
            return inner
        return f'<a href="{escape(target)}">{inner}</a>'

    def end_line(self) -> None:
        """End a paragraph."""
        html = trimmed("".join(self.line))
        self.line = []
        if html:
            self.prose.append(f"<p>{html}</p>")

    def end_block(self) -> None:
        """End a run of paragraphs and lists: one block of text."""
        self.end_line()
        if self.prose:
            self.parts.blocks.append(
                {"type": "paragraph", "value": "".join(self.prose)}
            )
            self.prose = []

    def add(self, kind: str, value: Any) -> None:
        self.end_block()
        self.parts.blocks.append({"type": kind, "value": value})

    # --- parts ------------------------------------------------------------

    def title(self, node: Tag) -> None:
        for picture in node.find_all("img"):
            self.picture(picture, DEEPEST)
        words = cut(node.get_text(" "), most=10_000)
        if len(words) > HEADING_LONGEST:
            self.end_line()
            self.prose.append(f"<p><b>{escape(words, quote=False)}</b></p>")
        elif words:
            self.heading = words
            self.add("heading", words)

    def listed(self, node: Tag, depth: int) -> None:
        self.end_line()
        items = [self.item(each) for each in node.find_all("li", recursive=False)]
        items = [each for each in items if trimmed(each)]
        if items:
            rows = "".join(f"<li>{each}</li>" for each in items)
            self.prose.append(f"<{node.name}>{rows}</{node.name}>")
        for picture in node.find_all("img"):
            self.picture(picture, DEEPEST)

    def item(self, node: Tag) -> str:
        """Return one line of a list; a list within it becomes part of the line."""
        return " ".join(self.flat(node).split())

    def flat(self, node: Tag) -> str:
        if len(list(node.parents)) > DEEPEST:
            return escape(node.get_text(" "), quote=False)
        return "".join(self.flat_part(child) for child in node.children)

    def flat_part(self, child: Any) -> str:
        if not isinstance(child, Tag):
            return escape(str(child), quote=False)
        if child.name == "img":
            return ""
        is_plain = child.name in INLINE and not child.find("img")
        if is_plain:
            return self.inline(child)
        mark = " – " if child.name == "li" else " "
        return f"{mark}{self.flat(child)} "

    def quote(self, node: Tag, *, depth: int) -> None:
        speaker = node.find("cite")
        name = cut(speaker.get_text(" "), most=200) if isinstance(speaker, Tag) else ""
        if not name or node.find("img"):
            self.end_line()
            self.inside(node, depth=depth)
            self.end_line()
            return
        assert isinstance(speaker, Tag)  # noqa: S101 - for the type
        speaker.extract()
        words = " ".join(node.get_text(" ").split())
        self.add("quote", {"words": words, "speaker": name.lstrip("—–- ")})

    def figure(self, node: Tag, depth: int) -> None:
        """Read a picture with its caption, several, a table, a gallery, a film."""
        if node.get("data-video"):
            self.film(str(node["data-video"]))
        elif node.get("data-gallery"):
            self.gallery(self.old.numbered(str(node["data-gallery"])), caption="")
        elif table := node.find("table"):
            self.table(table, depth)
        else:
            self.pictures(node, depth)

    def pictures(self, node: Tag, depth: int) -> None:
        caption = self.caption(node)
        shown = [self.shown(each) for each in node.find_all("img")]
        found = [each for each in shown if each is not None]
        if len(found) > 1:
            self.gallery(found, caption=caption)
        elif found:
            self.add("image", self.image(found[0], caption=caption))
        elif not shown:
            self.end_line()
            self.inside(node, depth=depth)
            self.end_line()

    def caption(self, node: Tag) -> str:
        own = list(node.find_all("figcaption"))
        words = cut(own[-1].get_text(" "), most=500) if own else ""
        for each in own:
            each.extract()
        return words

    def picture(self, node: Tag, depth: int) -> None:
        if (shown := self.shown(node)) is not None:
            self.add("image", self.image(shown, caption=""))

    def shown(self, node: Tag) -> Shown | None:
        address = str(node.get("src") or "").strip()
        number = IMAGE_NUMBER.search(" ".join(node.get_attribute_list("class") or []))
        shown = self.old.picture(address, number[1] if number else "")
        if shown is None:
            name = "data:…" if address.startswith("data:") else address
            self.parts.faults.append(fault("picture_elsewhere", address=name))
            return None
        alt = cut(str(node.get("alt") or ""), most=250) or shown.alt
        return Shown(shown.key, alt, shown.caption, shown.credit)

    def image(self, shown: Shown, *, caption: str) -> dict[str, Any]:
        self.parts.keys.append(shown.key)
        return {
            "picture": shown.key,
            "alt": shown.alt,
            "caption": caption or shown.caption,
            "credit": shown.credit,
        }

    def gallery(self, found: list[Shown], *, caption: str) -> None:
        for first in range(0, len(found), 24):
            pictures = [
                self.image(each, caption="") for each in found[first : first + 24]
            ]
            self.add(
                "gallery", {"caption": cut(caption, most=150), "pictures": pictures}
            )

    def film(self, address: str) -> None:
        if youtube.video_id(address):
            title = cut(self.heading or self.old.title, most=150)
            self.add("video", {"title": title, "address": address})
        else:
            self.parts.faults.append(fault("link_lost", address=address))

    def table(self, node: Tag, depth: int) -> None:
        value, faults = table_of(node, title=self.heading or self.old.title)
        self.parts.faults += faults
        if value is not None:
            self.add("table", value)
            return
        for cells in rows_of(node):
            said = filter(None, map(words, cells))
            self.line.append(escape(" – ".join(said), quote=False))
            self.end_line()

    STEPS: dict[str, Callable[["Walk", Tag, int], None]] = {
        "img": picture,
        "figure": figure,
        "table": table,
        "ul": listed,
        "ol": listed,
    }
