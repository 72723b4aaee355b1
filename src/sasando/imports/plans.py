"""What one item of an export would become here: all but the writing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from html import escape, unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from wagtail.coreutils import cautious_slugify

from sasando.imports import cleaning, dates
from sasando.imports.faults import Fault, fault
from sasando.imports.mapping import Kind, tags_of, target_of
from sasando.imports.media import Library
from sasando.imports.parts import Old, Parts, Shown, parts_of
from sasando.imports.wxr import LONGEST_TEXT, Item, Writer
from sasando.newsroom.forms import TITLE_LONGEST

SUMMARY_LONGEST = 400
SLUG_LONGEST = 200
PATH_LONGEST = 255
TAKEN = {"post", "page"}
NOT_TAKEN = {"trash", "auto-draft", "inherit"}


@dataclass(slots=True)
class Plan:
    """One item as it would stand here."""

    key: str
    line: int
    kind: Kind
    form: str = ""
    title: str = ""
    slug: str = ""
    summary: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    picture: Shown | None = None
    files: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    writer: Writer | None = None
    is_public: bool = False
    dated_at: datetime | None = None
    old_path: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return any(each.is_error for each in self.faults)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the office wants an export to be read; `at` is now, `zone` the old site's."""

    at: datetime
    zone: tzinfo
    mapping: Mapping[str, str] = field(default_factory=dict)


def is_taken(item: Item) -> bool:
    """Return whether this is a text; revisions, menus and the bin are counted only."""
    return item.kind in TAKEN and item.said("wp:status") not in NOT_TAKEN


def plan(
    item: Item, library: Library, writers: Mapping[str, Writer], *, wishes: Wishes
) -> Plan:
    """Return what this text becomes, with every fault that can be known beforehand.

    Asks no database and opens no file. About 3 ms for a text of 10 kB.
    """
    target = target_of(item.kind, item.terms, wishes.mapping)
    found = Plan(item.key, item.line, target.kind, form=target.form)
    found.is_public = item.is_public
    found.tags = tags_of(item.terms)
    found.old_path = path_of(item.said("link")) if item.is_public else ""
    if item.too_long:
        found.title = title_of(item, "", found)
        found.faults.append(
            fault("too_long", most=f"{LONGEST_TEXT:,}".replace(",", "."))
        )
        return found
    lead, text = divided(item.said("content:encoded"))
    parts = read(text, item, library)
    found.title = title_of(item, plain(lead + text), found)
    found.summary = summary_of(item, lead, text) or found.title
    if lead and not is_whole(item, lead, found.summary):
        # The words before “more” are not the summary, so they open the text.
        parts = read(lead + "\n\n" + text, item, library)
    lay(found, parts)
    if not (found.title and found.blocks):
        found.faults.append(fault("empty"))
    add_facts(found, item, library, writers, wishes=wishes)
    return found


def read(text: str, item: Item, library: Library) -> Parts:
    clean = cleaning.clean(text)
    old = Old(
        title=unescape(item.said("title")) or "–",
        picture=library.picture,
        numbered=lambda numbers: library.in_gallery(
            numbers, of=item.said("wp:post_id")
        ),
        document=library.document,
        link=lambda address: led(address, library.hosts),
        breaks=not cleaning.BLOCKS.search(text),
    )
    parts = parts_of(clean.html, old, clean.lost)
    if clean.is_cut:
        parts.faults.append(fault("too_deep"))
    return parts


def lay(found: Plan, parts: Parts) -> None:
    found.blocks = said_once(parts.blocks, found.summary)
    found.files = list(dict.fromkeys(parts.keys))
    found.faults += parts.faults


def said_once(blocks: list[dict[str, Any]], summary: str) -> list[dict[str, Any]]:
    """Return the blocks without a first paragraph that the summary says word by word.

    The summary stands above the text; on the old site it stood in lists alone.
    """
    first = f"<p>{escape(summary, quote=False)}</p>"
    words = [block for block in blocks if block["type"] == "paragraph"]
    if not words or blocks[0] is not words[0]:
        return blocks
    rest = str(words[0]["value"]).removeprefix(first)
    if rest == words[0]["value"] or not (rest or len(words) > 1):
        return blocks
    return [{"type": "paragraph", "value": rest}, *blocks[1:]] if rest else blocks[1:]


def add_facts(
    found: Plan,
    item: Item,
    library: Library,
    writers: Mapping[str, Writer],
    *,
    wishes: Wishes,
) -> None:
    """Add date, address, author and the picture above the text."""
    found.slug = slug_of(item, found.title)
    moment, wrong = dates.first_published(item.facts, zone=wishes.zone, at=wishes.at)
    if item.is_public:
        found.dated_at = moment
        found.faults += wrong
    login = item.said("dc:creator")
    found.writer = writers.get(login) or (Writer(login, name=login) if login else None)
    found.picture = library.numbered.get(item.meta.get("_thumbnail_id", ""))
    if found.picture is not None and found.picture.key not in found.files:
        found.files.insert(0, found.picture.key)


def title_of(item: Item, words: str, found: Plan) -> str:
    title = plain(item.said("title"))
    if not title and words:
        found.faults.append(fault("title_made"))
        return shortened(words, 80)
    if len(title) > TITLE_LONGEST:
        found.faults.append(fault("title_cut", length=len(title)))
        return shortened(title, TITLE_LONGEST)
    return title


def divided(text: str) -> tuple[str, str]:
    """Return what stands before “more”, or "", and the rest."""
    before, *after = cleaning.MORE.split(text, maxsplit=1)
    return (before, after[0]) if after else ("", text)


def summary_of(item: Item, lead: str, text: str) -> str:
    """Return the excerpt, else what stands before “more”, else the first words."""
    for source in (item.said("excerpt:encoded"), lead, first_paragraph(text)):
        if words := plain(source):
            return shortened(words, SUMMARY_LONGEST)
    return ""


def is_whole(item: Item, lead: str, summary: str) -> bool:
    """Return whether the summary says all that stands before “more”."""
    return plain(lead) == summary and "<img" not in lead and "[" not in lead


def first_paragraph(text: str) -> str:
    blocks = cleaning.tree(cleaning.clean(text[:20_000]).html)
    words = blocks.get_text("\n").strip()
    return next((line for line in words.splitlines() if len(line.strip()) > 40), words)


def plain(source: str) -> str:
    """Return the words of a piece of HTML on one line."""
    html = cleaning.clean(source[:100_000]).html
    return " ".join(cleaning.tree(html).get_text(" ").split())


def shortened(words: str, most: int) -> str:
    """Return whole words, with “…” where something is missing."""
    if len(words) <= most:
        return words
    short = words[: most - 1]
    return (short.rpartition(" ")[0] or short).rstrip(" ,;:–-") + "…"


def slug_of(item: Item, title: str) -> str:
    """Return the address word of the old site, else one made from the title."""
    name = cautious_slugify(unquote(item.said("wp:post_name")))[:SLUG_LONGEST].strip(
        "-"
    )
    return name or cautious_slugify(title)[:80].strip("-") or "naskah"


def path_of(address: str) -> str:
    """Return the path of an old address; "" for a number or the home page."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    return path if path.strip("/") and len(path) <= PATH_LONGEST else ""


def led(address: str, hosts: Iterable[str]) -> str:
    """Return where a link may lead: the web, a mail, or a path of the old site.

    The old path is redirected here, so a link within the old site goes on working.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme in {"mailto", "tel"} or (
        not parts.scheme and address.startswith("#")
    ):
        return address
    if parts.scheme not in {"", "http", "https"}:
        return ""
    if host in hosts or not (host or parts.scheme):
        # One stroke only: two would lead to another site.
        path = "/" + parts.path.lstrip("/")
        return path + (f"?{parts.query}" if parts.query else "")
    return address if host and parts.scheme else ""
