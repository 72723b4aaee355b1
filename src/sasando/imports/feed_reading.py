"""A feed, RSS or Atom, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from sasando.core.bilingual import Sentence as _
from sasando.imports import streams
from sasando.imports.streams import Reader, Unreadable

LONGEST = 20_000
# What says the same in both languages of feeds.
NAMES = {
    "title": "title",
    "link": "link",
    "guid": "key",
    "id": "key",
    "description": "words",
    "summary": "words",
    "content": "content",
    "pubDate": "date",
    "published": "date",
    "updated": "updated",
    "dc:creator": "author",
}


@dataclass(slots=True)
class Entry:
    """One item of a feed."""

    title: str = ""
    link: str = ""
    key: str = ""
    words: str = ""
    content: str = ""
    date: str = ""
    updated: str = ""
    author: str = ""

    @property
    def name(self) -> str:
        return self.key or self.link


def entries(source: IO[bytes]) -> Iterator[Entry]:
    """Yield the items of a feed. Raises Unreadable."""
    reader = FeedReader()
    yield from streams.read(source, reader)
    if not reader.is_feed:
        raise Unreadable(_("This is no feed (RSS or Atom)."))


class FeedReader(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.entry: Entry | None = None
        self.path: list[str] = []
        self.text: list[str] = []
        self.size = 0
        self.is_feed = False

    def startElement(self, name: str, attrs: Any) -> None:
        plain = name.removeprefix("atom:")
        self.path.append(plain)
        self.text, self.size = [], 0
        if plain in {"rss", "feed", "rdf:RDF"}:
            self.is_feed = True
        elif plain in {"item", "entry"}:
            self.entry = Entry()
        elif plain == "link" and self.entry is not None and self.is_direct():
            is_page = attrs.get("rel", "alternate") == "alternate"
            if is_page and not self.entry.link:
                self.entry.link = attrs.get("href", "").strip()

    def is_direct(self) -> bool:
        return len(self.path) > 1 and self.path[-2] in {"item", "entry"}

    def characters(self, content: str) -> None:
        self.size += len(content)
        if self.size <= LONGEST:
            self.text.append(content)

    def endElement(self, name: str) -> None:
        plain, text = self.path[-1], "".join(self.text).strip()
        entry = self.entry
        if entry is not None:
            if plain in {"item", "entry"}:
                self.ready.append(entry)
                self.entry = None
            elif self.path[-2:] == ["author", "name"]:
                entry.author = text
            elif self.is_direct() and plain in NAMES and text:
                setattr(entry, NAMES[plain], text)
        self.path.pop()
        self.text, self.size = [], 0
