"""A WordPress export (WXR 1.0 to 1.2) as plain values, item by item."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import urlsplit

from sasando.core.bilingual import Sentence as _
from sasando.imports import streams
from sasando.imports.streams import Reader, Unreadable

# A text above this is no news item; the rest of it is not even kept.
LONGEST_TEXT = 1_000_000
LONGEST_WORD = 100_000
WORDPRESS = "http://wordpress.org/export/"
SPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
LONG = {"content:encoded", "excerpt:encoded"}
OF_ITEM = {
    *("title", "link", "guid", "pubDate", "dc:creator", "content:encoded"),
    *("excerpt:encoded", "wp:post_id", "wp:post_date", "wp:post_date_gmt"),
    *("wp:post_name", "wp:status", "wp:post_type", "wp:post_parent"),
    *("wp:attachment_url", "wp:post_password"),
}
OF_CHANNEL = {
    *("title", "link", "wp:wxr_version", "wp:base_site_url", "wp:base_blog_url"),
}
OF_AUTHOR = {"wp:author_login", "wp:author_email", "wp:author_display_name"}


@dataclass(slots=True)
class Writer:
    """Somebody who wrote on the old site; the address is often missing."""

    login: str
    email: str = ""
    name: str = ""


@dataclass(slots=True)
class Item:
    """One item of the export as it stands there."""

    line: int
    facts: dict[str, str] = field(default_factory=dict)
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: int = 0
    too_long: bool = False

    def said(self, name: str) -> str:
        """Return one fact without the spaces around it, or ""."""
        return self.facts.get(name, "").strip()

    @property
    def kind(self) -> str:
        return self.said("wp:post_type") or "post"

    @property
    def key(self) -> str:
        """Return what names this item on its site: its guid, else its number."""
        number = self.said("wp:post_id")
        return (
            self.said("guid")
            or (f"post_id={number}" if number else "")
            or (self.said("link"))
        )

    @property
    def is_public(self) -> bool:
        # With a password it was never for everybody.
        return self.said("wp:status") == "publish" and not self.said("wp:post_password")


@dataclass(slots=True)
class Site:
    """What the export says of the site it comes from."""

    version: str = ""
    title: str = ""
    address: str = ""
    hosts: set[str] = field(default_factory=set)
    writers: dict[str, Writer] = field(default_factory=dict)


class Export:
    """One export, to be read as often as needed. `stopped` says where it broke off."""

    def __init__(self, opens: Callable[[], IO[bytes]]) -> None:
        self.opens = opens
        self.site = Site()
        self.stopped: Unreadable | None = None
        self.removed = 0

    def items(self) -> Iterator[Item]:
        """Yield the items in their order, from the beginning of the file.

        A file that is damaged half-way gives all before that. Raises Unreadable when
        nothing of it can be read.
        """
        reader = WordPress()
        self.site, self.stopped = reader.site, None
        count = 0
        with self.opens() as source:
            try:
                for item in streams.read(source, reader):
                    count += 1
                    yield item
            except Unreadable as error:
                if not count:
                    raise
                self.stopped = error
        self.removed = reader.removed
        if not reader.site.version:
            raise Unreadable(
                _("This file is no WordPress export. Choose Tools, Export there.")
            )


class WordPress(Reader):
    """Follows where in the export the parser stands."""

    def __init__(self) -> None:
        super().__init__()
        self.site = Site()
        self.path: list[str] = []
        self.prefixes: dict[str, str] = {}
        self.item: Item | None = None
        self.writer: dict[str, str] = {}
        self.term: tuple[str, str] = ("", "")
        self.meta_key = ""
        self.text: list[str] = []
        self.size = 0

    def startElement(self, name: str, attrs: Any) -> None:
        self.learn(attrs)
        name = self.plain(name)
        self.path.append(name)
        self.text, self.size = [], 0
        if name == "item" and self.path[:-1] == ["rss", "channel"]:
            self.item = Item(line=self.line)
        elif name == "category":
            self.term = (attrs.get("domain", ""), attrs.get("nicename", ""))

    def learn(self, attrs: Any) -> None:
        """Note which prefix stands for what; the versions differ in their addresses."""
        for name in attrs.getNames():
            if name.startswith("xmlns:"):
                space = attrs[name]
                known = SPACES.get(space)
                if space.startswith(WORDPRESS):
                    known = "excerpt" if "excerpt" in space else "wp"
                if known:
                    self.prefixes[name.removeprefix("xmlns:")] = known

    def plain(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return f"{self.prefixes.get(prefix, prefix)}:{rest}" if colon else name

    def characters(self, content: str) -> None:
        self.size += len(content)
        most = LONGEST_TEXT if self.path[-1] in LONG else LONGEST_WORD
        if self.size <= most:
            self.text.append(content)
        elif self.item is not None and self.path[-1] in LONG:
            self.item.too_long = True
            self.text = []

    def endElement(self, name: str) -> None:
        name, text = self.plain(name), "".join(self.text)
        self.path.pop()
        self.text, self.size = [], 0
        if self.item is not None:
            self.of_item(self.item, name, text)
        else:
            self.of_channel(name, text)

    def of_item(self, item: Item, name: str, text: str) -> None:
        above = self.path[-1] if self.path else ""
        if name == "item" and above == "channel":
            self.ready.append(item)
            self.item = None
        elif name == "wp:comment":
            item.comments += 1
        elif above == "wp:postmeta":
            self.of_meta(item, name, text)
        elif above == "item" and name == "category":
            item.terms.append((*self.term, text.strip()))
        elif above == "item" and name in OF_ITEM:
            item.facts[name] = text

    def of_meta(self, item: Item, name: str, text: str) -> None:
        if name == "wp:meta_key":
            self.meta_key = text.strip()
        elif name == "wp:meta_value":
            item.meta[self.meta_key] = text.strip()

    def of_channel(self, name: str, text: str) -> None:
        above = self.path[-1] if self.path else ""
        if name in OF_AUTHOR:
            self.writer[name] = text.strip()
        elif name == "wp:author":
            self.end_writer(text)
        elif above == "channel" and name in OF_CHANNEL:
            self.of_site(name, text.strip())

    def end_writer(self, text: str) -> None:
        # Exports of before 1.1 write the login here and nothing else.
        login = self.writer.get("wp:author_login") or text.strip()
        email = self.writer.get("wp:author_email", "")
        name = self.writer.get("wp:author_display_name", "")
        if login:
            self.site.writers[login] = Writer(login, email, name)
        self.writer = {}

    def of_site(self, name: str, text: str) -> None:
        if name == "wp:wxr_version":
            self.site.version = text
        elif name == "title":
            self.site.title = text
        else:
            self.of_address(name, text)

    def of_address(self, name: str, text: str) -> None:
        """Keep each name under which the old site was reached; one names the site."""
        if host := host_of(text):
            self.site.hosts.add(host)
            if name == "wp:base_blog_url" or not self.site.address:
                self.site.address = text.rstrip("/")


def host_of(address: str) -> str:
    """Return the host of an address, without “www.”; "" for what is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
