"""Reads live pages for the links they hold, each text once."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.db import transaction
from django.db.models import F, Q
from wagtail.models import Page

from sasando.newsroom.links import own
from sasando.newsroom.links.rows import Link, LinkHarvest, LinkPlace, key_of

logger = logging.getLogger(__name__)
# Pages in one run: about a second of work.
MOST = 50
LONGEST = 2000
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Anchors(HTMLParser):
    """Notes where the anchors of a rich text lead, also those that name our rows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "a" and named.get("linktype") in {"page", "document"}:
            self.found.append(f"{named['linktype']}:{named.get('id', '')}")
        elif tag == "a":
            self.found.append(named.get("href", ""))


def run(at: datetime) -> None:
    """Read the live pages whose text is new: a job of `tick`.

    Each page in its own transaction: a killed run has lost nothing, and a text that
    cannot be read holds up no other.
    """
    forget_what_ended()
    newest = Q(link_harvest=None) | ~Q(link_harvest__revision_key=F("live_revision"))
    pages = Page.objects.filter(newest, live=True, depth__gt=1)
    for page in pages.order_by("link_harvest__read_at", "pk")[:MOST]:
        try:
            read(page.specific, at=at)
        except Exception:
            logger.exception("links not read", extra={"page": page.pk})
            was_read(page, at=at)


def was_read(page: Page, *, at: datetime) -> None:
    """Note that this text need not be read again. Two queries."""
    facts = {"revision_key": page.live_revision_id, "read_at": at}
    LinkHarvest.objects.update_or_create(page_id=page.pk, defaults=facts)


def forget_what_ended() -> None:
    """Take away the places on pages that are not public, and links without a place."""
    LinkPlace.objects.filter(page__live=False).delete()
    LinkHarvest.objects.filter(page__live=False).delete()
    Link.objects.filter(places=None).delete()


@transaction.atomic
def read(page: Any, *, at: datetime) -> None:
    """Note the links of one page as they stand now. About six queries."""
    wanted = {key_of(address): address for address in links_of(page)}
    known = set(
        Link.objects.filter(key__in=wanted).values_list("key", flat=True),
    )
    Link.objects.bulk_create(
        [
            Link(address=address, key=key, is_own=own.is_ours(address), next_at=at)
            for key, address in wanted.items()
            if key not in known
        ],
        ignore_conflicts=True,
    )
    here = LinkPlace.objects.filter(page_id=page.pk)
    here.exclude(link__key__in=wanted).delete()
    links = Link.objects.filter(key__in=wanted).exclude(places__page_id=page.pk)
    LinkPlace.objects.bulk_create(
        [LinkPlace(link=link, page_id=page.pk) for link in links],
        ignore_conflicts=True,
    )
    was_read(page, at=at)


def links_of(page: Any) -> list[str]:
    """Return the addresses that a page leads to, each once, in their order."""
    found = (clean(each) for each in addresses_in(page.serializable_data()))
    return [each for each in dict.fromkeys(found) if each]


def addresses_in(value: Any) -> Iterator[str]:
    """Yield the addresses in the stored fields of a page, at any depth."""
    if isinstance(value, dict):
        for each in value.values():
            yield from addresses_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from addresses_in(each)
    elif isinstance(value, str):
        yield from addresses_in_text(value)


def addresses_in_text(text: str) -> Iterator[str]:
    """Yield the address that a text is, or those of the anchors in it."""
    if text.startswith("[{"):
        # The blocks of a text are kept as JSON.
        with suppress(ValueError):
            yield from addresses_in(json.loads(text))
            return
    if ADDRESS.fullmatch(text.strip()):
        yield text.strip()
    elif "<a" in text:
        anchors = Anchors()
        anchors.feed(text)
        yield from anchors.found


def clean(address: str) -> str:
    """Return an address as it is asked, or "" for what is none, such as mail."""
    # What the parser cannot read is no address.
    with suppress(ValueError):
        whole = urldefrag(address.strip())[0]
        whole = f"https:{whole}" if whole.startswith("//") else whole
        parts = urlsplit(whole)
        if len(whole) > LONGEST or any(sign.isspace() for sign in whole):
            return ""
        if re.fullmatch(r"(page|document):\d+", whole) or whole.startswith("/"):
            return whole
        if parts.scheme in {"http", "https"} and parts.hostname:
            return whole
    return ""
