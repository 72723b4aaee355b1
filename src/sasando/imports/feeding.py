"""Brings items of other sites' feeds in as drafts: a summary, the source, the link.

Never the whole text, which belongs to others, and never further than a draft.
"""

import json
import logging
from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import IO, Any
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext, override
from wagtail.coreutils import cautious_slugify
from wagtail.models import Locale, Page

from sasando.core.bilingual import Sentence as _
from sasando.core.models import Entry as LogEntry
from sasando.core.refusals import NotAllowed
from sasando.imports import feed_reading, fetch
from sasando.imports.faults import kept
from sasando.imports.feed_reading import Entry
from sasando.imports.models import Feed, FeedItem, as_key
from sasando.imports.pages import free_slug
from sasando.imports.plans import led, plain, shortened
from sasando.imports.streams import Unreadable
from sasando.newsroom.forms import TITLE_LONGEST
from sasando.newsroom.models import Author, NewsIndexPage, NewsPage

logger = logging.getLogger(__name__)
# A feed of a hundred thousand items would be somebody's whole archive.
MOST_ITEMS = 100
MOST_BYTES = 5_000_000
QUOTED_LONGEST = 1_000
SUMMARY_LONGEST = 400


def ask_all(at: datetime) -> None:
    """Ask each active feed; one that fails holds up no other."""
    for feed in Feed.objects.filter(is_active=True).select_related("by", "unit"):
        error: Any = {}
        try:
            with fetched(feed) as source:
                bring(feed, source, at=at)
        except (fetch.NotFetched, Unreadable, NotAllowed) as refusal:
            error = {"why": kept(refusal)}
        Feed.objects.filter(pk=feed.pk).update(asked_at=at, error=error)


def fetched(feed: Feed) -> IO[bytes]:
    return fetch.fetch(feed.address, allowance=fetch.Allowance(most_bytes=MOST_BYTES))


def bring(feed: Feed, source: IO[bytes], *, at: datetime) -> int:
    """Write a draft for each item that was not here before; return how many.

    What is no longer new stays away for ever, also when its draft was deleted.
    Raises Unreadable after what stood before the fault was brought.
    """
    if not feed.by.has_perm("imports.receive", feed.unit):
        raise NotAllowed(_("Who set this feed up may not import any more."))
    section = NewsIndexPage.objects.filter(locale=Locale.get_default()).first()
    if section is None:
        raise NotAllowed(_("There is no section for news."))
    count = 0
    for entry in some(feed_reading.entries(source)):
        if not is_here(feed, entry):
            count += write(feed, entry, section=section, at=at)
    return count


def some(entries: Iterable[Entry]) -> Iterable[Entry]:
    for number, entry in enumerate(entries):
        if number >= MOST_ITEMS:
            return
        if entry.name and (entry.title or entry.words or entry.content):
            yield entry


def is_here(feed: Feed, entry: Entry) -> bool:
    return bool(feed.items.filter(key=as_key(entry.name)).exists())


def write(feed: Feed, entry: Entry, *, section: Page, at: datetime) -> int:
    """Store one draft; return 1, or 0 where it cannot be stored."""
    try:
        with transaction.atomic():
            page = draft(feed, entry, section=section)
            FeedItem.objects.create(feed=feed, key=as_key(entry.name), page=page, at=at)
            told = {"source": feed.name, "key": as_key(entry.name)}
            LogEntry.write(page, "page.imported", by=feed.by, at=at, data=told)
    except (ValidationError, DatabaseError) as error:
        facts = {"feed": feed.pk, "error": type(error).__name__}
        logger.warning("An item of a feed was not stored", extra=facts)
        return 0
    return 1


def draft(feed: Feed, entry: Entry, *, section: Page) -> NewsPage:
    words = plain(entry.words) or plain(entry.content)
    title = plain(entry.title) or shortened(words, 80)
    page = NewsPage(
        title=shortened(title, TITLE_LONGEST),
        slug=free_slug(section, slug_of(title)),
        summary=shortened(words, SUMMARY_LONGEST) or title,
        body=body_of(feed, entry, words),
        unit=feed.unit,
        owner=feed.by,
        live=False,
        has_unpublished_changes=True,
    )
    page.authors = [Author(name=credit_of(feed, entry))]
    section.add_child(instance=page)
    page.save_revision(user=feed.by)
    return page


def slug_of(title: str) -> str:
    return cautious_slugify(title)[:80].strip("-") or "kutipan"


def credit_of(feed: Feed, entry: Entry) -> str:
    author = plain(entry.author)
    return (f"{author} ({feed.name})" if author else feed.name)[:150]


def body_of(feed: Feed, entry: Entry, words: str) -> str:
    """Return a quotation and a note that says whose it is, with the link.

    The note is in the language of readers, whoever the worker speaks for.
    """
    with override(str(Locale.get_default().language_code)):
        note = gettext("From another source: %(name)s.") % {"name": feed.name}
        onward = gettext("Read it there")
    address = led(entry.link, ())
    link = f' <a href="{escape(address)}">{escape(onward)}</a>' if address else ""
    blocks: list[tuple[str, Any]] = [
        (
            "paragraph",
            f"<p>{escape(shortened(words, QUOTED_LONGEST), quote=False)}</p>",
        ),
        (
            "callout",
            {"kind": "info", "words": f"<p>{escape(note, quote=False)}{link}</p>"},
        ),
    ]
    return json.dumps(
        [
            {"type": kind, "value": value, "id": key_of(entry, number)}
            for number, (kind, value) in enumerate(blocks)
        ]
    )


def key_of(entry: Entry, number: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"{entry.name}#{number}"))
