"""What was taken back is cut out of all stored bytes, before anything is rendered.

Templates mark what tells of a page (`{% mention %}`); links elsewhere become plain
words, entries of feeds and maps go whole. So no clock and no number of pages decides
how long a withdrawn page is shown. Bytes from which it cannot be cut leave the store
until they are rendered anew; home never does.
"""

import json
import logging
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape
from urllib.parse import unquote

from django.conf import settings
from wagtail.models import Page

from sasando.core.addresses import address_of
from sasando.website.store import keeping, pictures, redirects, words
from sasando.website.store.folder import IN_HASTE, Bundle, bundle
from sasando.website.store.rows import RowTag, StoredPage

logger = logging.getLogger(__name__)
MENTION = re.compile(rb"<!--(\d+)-->.*?<!--/-->", re.DOTALL)
ANCHOR = re.compile(rb'<a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
LINK = re.compile(rb'<link\b[^>]*?\shref="([^"]*)"[^>]*>')
DATA = re.compile(rb'<script type="application/ld\+json">.*?</script>', re.DOTALL)
ALTERNATE = re.compile(rb'<xhtml:link\b[^>]*?\shref="([^"]*)"/>')
PART = re.compile(rb"<(item|entry|url)>.*?</\1>\n?", re.DOTALL)
# A title of one word or two stands in many a text that does not mean this page.
TELLING_WORDS = 3


@dataclass(frozen=True)
class Gone:
    """Pages that were taken back: their titles by key, and all their addresses."""

    titles: dict[int, str]
    addresses: frozenset[str]

    @cached_property
    def address(self) -> re.Pattern[bytes]:
        """Return how an address of ours begins and ends in HTML, XML and JSON."""
        ours = re.escape(settings.PUBLIC_URL.rstrip("/").encode())
        return re.compile(rb"""(?<=["'>\s=(])(?:%s)?(/[^\s"'<>?#&]*)""" % ours)

    def named_in(self, body: bytes) -> bool:
        """Return whether an address of theirs stands in these bytes."""
        return any(map(self.is_one, set(self.address.findall(body))))

    def is_one(self, address: bytes) -> bool:
        return unquote(address.decode()) in self.addresses

    def is_led_to(self, value: bytes | str) -> bool:
        """Return whether an attribute or a header leads to one of them."""
        data = value.encode() if isinstance(value, str) else value
        return self.named_in(b'"' + data + b'"')

    def is_told(self, body: bytes, keys: Collection[int]) -> bool:
        """Return whether these bytes tell of one of them; by title, of `keys`."""
        marks = (int(key) in self.titles for key in MENTION.findall(body))
        return any(marks) or self.named_in(body) or self.titled_in(body, keys)

    def titled_in(self, body: bytes, keys: Collection[int]) -> bool:
        titles = {self.titles.get(key, "") for key in keys}
        return any(
            form.encode() in body
            for title in titles
            if len(title.split()) >= TELLING_WORDS
            for form in {title, escape(title), escape(title, quote=False)}
        )


def cut_out(pages: Collection[int]) -> set[int]:
    """Remove the bytes of these pages, and cut what tells of them out of all others.

    Returns the keys of the stored pages that were changed so. With or without the
    lease: nobody stores meanwhile, and who renders now what was before finds the
    touches. Some six queries a few thousand pages, and 1 to 3 ms a page that tells.
    """
    changed: set[int] = set()
    every: list[Gone] = []
    for some in words.parts(pages):
        every.append(gone := gone_of(some))
        with keeping.folder().alone():
            keeping.folder().tidy()
            own = StoredPage.objects.filter(page_id__in=some).exclude(path="/")
            for path in own.values_list("path", flat=True):
                keeping.take_away(path)
            changed |= {
                stored
                for stored, path, keys in telling_of(gone)
                if cut(path, gone, keys)
            }
            keeping.reframe(partial(without_in_page, gone=gone))
    # Last: with a full disk there may be no room for the map.
    for gone in every:
        lead_nowhere(gone, changed)
    return changed


def gone_of(pages: Collection[int]) -> Gone:
    """Return what readers know these pages by. Two queries."""
    titles = dict.fromkeys(pages, "")
    stored = StoredPage.objects.filter(page_id__in=pages)
    addresses = set(stored.values_list("path", flat=True))
    for row in Page.objects.filter(pk__in=pages).only("title", "url_path"):
        titles[row.pk] = row.title
        addresses.add(unquote(address_of(row.url_path)[0]))
    return Gone(titles, frozenset(addresses - {"", "/"}))


def telling_of(gone: Gone) -> Iterator[tuple[int, str, set[int]]]:
    """Return home and all pages that were made of these: key, path, keys of these.

    Home anyway: of no other page may the bytes differ from what is known of them.
    """
    every = {f"{words.PAGE}{key}" for key in gone.titles}
    every |= words.places(gone.addresses)
    found: dict[int, set[int]] = {}
    for some in words.parts(every):
        tags = RowTag.objects.filter(word__in=some).values_list("stored_id", "word")
        for stored, word in tags:
            found.setdefault(stored, set()).update(words.pages_in([word]))
    home = StoredPage.objects.filter(path="/").values_list("pk", flat=True)
    found |= {pk: found.get(pk, set()) for pk in home}
    for keys in words.parts(found):
        rows = StoredPage.objects.filter(pk__in=keys).values_list("pk", "path")
        for stored, path in rows:
            if path not in gone.addresses:
                yield stored, path, found[stored]


def cut(path: str, gone: Gone, keys: Collection[int]) -> bool:
    """Cut these pages out of one address, or take its bytes; return whether it told."""
    there = keeping.folder().read(path)
    if there is None:
        # Who was killed while they were taken away left some.
        keeping.folder().remove(path)
        return True
    leads = any(gone.is_led_to(value) for name, value in there.headers)
    if not leads and not gone.is_told(there.bodies[""], keys):
        return False
    body = without(there, gone)
    if path == "/":
        body = gone.address.sub(lambda m: b"/" if gone.is_one(m[1]) else m[0], body)
    elif leads or gone.is_told(body, keys):
        keeping.take_away(path)
        return True
    put(path, there, body)
    return True


def without(there: Bundle, gone: Gone) -> bytes:
    """Return what is left of a page without these."""
    kind = dict(there.headers).get("Content-Type", "").partition(";")[0]
    if kind == "application/feed+json":
        return without_in_feed(there.bodies[""], gone)
    cuts = without_in_page if kind == "text/html" else without_in_xml
    return cuts(there.bodies[""], gone)


def without_in_page(body: bytes, gone: Gone) -> bytes:
    def whole(found: re.Match[bytes]) -> bytes:
        return b"" if gone.named_in(found[0]) else found[0]

    body = MENTION.sub(lambda m: b"" if int(m[1]) in gone.titles else m[0], body)
    body = DATA.sub(whole, LINK.sub(whole, body))
    return ANCHOR.sub(lambda m: m[2] if gone.is_led_to(m[1]) else m[0], body)


def without_in_xml(body: bytes, gone: Gone) -> bytes:
    def whole(found: re.Match[bytes]) -> bytes:
        return b"" if gone.named_in(found[0]) else found[0]

    # A text that is out stays in the map without its translation.
    return PART.sub(whole, ALTERNATE.sub(whole, body))


def without_in_feed(body: bytes, gone: Gone) -> bytes:
    facts = json.loads(body)
    left = [one for one in facts["items"] if not gone.is_led_to(one["url"])]
    words = json.dumps(facts | {"items": left}, ensure_ascii=False, indent=1)
    return words.encode()


def put(path: str, old: Bundle, body: bytes) -> None:
    """Put a page without them in the place of the old; with a full disk, nothing.

    Home is cut where it lies then.
    """
    folder = keeping.folder()
    new = bundle(old.status, old.headers, body, pace=IN_HASTE)
    try:
        with folder.writing(path, new):
            pictures.show(folder, keeping.media(), path, body)
    except OSError:
        logger.exception("A page could not be cut", extra={"path": path})
        if path != "/":
            keeping.take_away(path)
        elif not folder.overwrite(path, new):
            logger.error("Home still tells of what was taken back")


def lead_nowhere(gone: Gone, changed: Collection[int]) -> None:
    """Let no old address lead on to these. Two queries; three more where one did."""
    led = StoredPage.objects.filter(pk__in=changed).exclude(goes_to="")
    if led.update(goes_to="", status=None) or redirects.concern(
        set(), gone.titles.keys()
    ):
        redirects.write()
