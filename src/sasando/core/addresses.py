"""Addresses of pages from what a query selects alone, and what stands around a page.

Frames, menus and breadcrumbs select only what they show: rows that are loaded whole
would make every page another one whenever something else of them changes.
"""

import re
from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from wagtail.models import Page, Site

from sasando.core.endings import Ending, listed
from sasando.core.prepared import prepared

# The addresses that were written while a page is rendered; None: nobody asks.
WRITTEN: ContextVar[set[str] | None] = ContextVar("WRITTEN", default=None)
# Deeper no page lies; so many names fit into one query.
DEEPEST, AT_ONCE = 12, 5_000
# What an address bears as it is written; Django looks it up ten times as long.
PLAIN = re.compile(r"(?:[0-9A-Za-z_-]+/)*")
NAME_STAYS = _(
    "Published pages lie below this one and have its name in their addresses. Keep the "
    "name until this page is out again."
)


@dataclass(frozen=True, slots=True)
class Place:
    """One page as frames show it: its title and its address."""

    title: str
    url: str
    language: str = ""
    path: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """What leads up to a page and beside it; `is_revoked` is the page itself."""

    above: tuple[Place, ...] = ()
    twin: Place | None = None
    is_revoked: bool = False


def address_of(url_path: str) -> tuple[str, str]:
    """Return address and language of a page by its path among pages, or "" twice.

    No query while Wagtail remembers where the languages begin.
    """
    for root in Site.get_site_root_paths():
        if url_path.startswith(root.root_path):
            rest = url_path[len(root.root_path) :]
            try:
                address = written_out(rest, root.language_code)
            except NoReverseMatch:
                return "", ""
            if (written := WRITTEN.get()) is not None:
                written.add(address)
            return address, root.language_code
    return "", ""


def written_out(rest: str, language: str) -> str:
    """Return the address of a path below home. Raises NoReverseMatch."""
    if PLAIN.fullmatch(rest):
        return home_address(language) + rest
    with override(language):
        return reverse("wagtail_serve", args=(rest,))


@cache
def home_address(language: str) -> str:
    with override(language):
        return reverse("wagtail_serve", args=("",))


@cache
def is_revoked() -> Exists:
    """Return the condition that a page stands under the banner of its revocation.

    Written once: who asks with it gets a copy.
    """
    ended = Ending.objects.in_force().filter(page_id=OuterRef("pk"))
    return Exists(ended.filter(act=Ending.REVOKE))


@prepared
def in_frames(paths: list[str], key: UUID) -> QuerySet[Page, dict[str, Any]]:
    """Return what frames tell of the pages of these paths, and of one and its twin."""
    wanted = Q(path__in=paths) | Q(translation_key=key)
    found = Page.objects.annotate(revoked=is_revoked()).filter(wanted)
    facts = ("pk", "title", "url_path", "path", "live", "revoked")
    return found.order_by("path").values(*facts)


def around(page: Page) -> Around:
    """Return the pages above this one below home, its translation and its state.

    One query. The translation is left out while it is not listed, and of those above
    who is not public: its very title may be a secret.
    """
    if not page.pk or not page.path:
        return Around()
    step = page.steplen
    paths = [page.path[:end] for end in range(3 * step, len(page.path), step)]
    above, twins, revoked = [], [], False
    for row in in_frames(paths, page.translation_key):
        if row["pk"] == page.pk:
            revoked = row["revoked"]
        elif row["path"] in paths:
            if row["live"]:
                above.append(place(row))
        elif row["live"] and not row["revoked"]:
            twins.append(place(row))
    return Around(tuple(above), twins[0] if twins else None, revoked)


def place(row: dict[str, Any]) -> Place:
    url, language = address_of(row["url_path"])
    return Place(row["title"], url, language, row["path"], row["pk"])


def has_public_below(page: Page) -> bool:
    """Return whether readers have addresses with the name of this page in them."""
    below = Page.objects.filter(path__startswith=page.path, depth__gt=page.depth)
    return bool(below.filter(live=True).exists())


def whole(address: str) -> str:
    """Return an address with the name of the office's site before it."""
    return settings.PUBLIC_URL.rstrip("/") + address


def is_ours(address: str) -> bool:
    """Return whether an address is one of this site, written whole or not."""
    bare = address.startswith("/") and not address.startswith(("//", "/\\"))
    return bare or f"{address}/".startswith(f"{settings.PUBLIC_URL.rstrip('/')}/")


def not_live(addresses: Collection[str]) -> set[str]:
    """Return those that lead to a page which is not public. A query each 5,000."""
    return {each for each, (live, _out) in pages_at(addresses).items() if not live}


def never_out(addresses: Collection[str]) -> set[str]:
    """Return those that lead to a page which no reader has seen. A query each 5,000."""
    found = pages_at(addresses).items()
    return {each for each, (live, out_at) in found if not live and out_at is None}


def twins_of(addresses: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the addresses of each page by language, of all that lists may show.

    What stands below a page, as its versions, has none. Two queries, none for none.
    """
    ways = {each: ahead[-1] for each in addresses if (ahead := ways_to(each))}
    names = {path.strip("/").rpartition("/")[2] for path in ways.values()}
    there = Page.objects.filter(slug__in=names, url_path__in=set(ways.values()))
    keys = dict(there.values_list("url_path", "translation_key")) if ways else {}
    known = listed(Page.objects.filter(translation_key__in=keys.values()))
    twins: dict[Any, dict[str, str]] = {}
    for key, path in known.values_list("translation_key", "url_path") if keys else ():
        address, language = address_of(path)
        twins.setdefault(key, {})[language] = address
    return {each: twins.get(keys.get(path), {}) for each, path in ways.items()}


def pages_at(addresses: Collection[str]) -> dict[str, tuple[bool, Any]]:
    """Return whether each is live, and since when out, of addresses of our pages."""
    ways = {each: ahead for each in addresses if (ahead := ways_to(each))}
    paths = sorted({path for ahead in ways.values() for path in ahead})
    there: dict[str, tuple[bool, Any]] = {}
    for start in range(0, len(paths), AT_ONCE):
        some = paths[start : start + AT_ONCE]
        # The names are indexed, the paths are not.
        names = {path.strip("/").rpartition("/")[2] for path in some}
        rows = Page.objects.filter(slug__in=sorted(names), url_path__in=some)
        facts = ("url_path", "live", "first_published_at")
        there |= {path: (live, out) for path, live, out in rows.values_list(*facts)}
    # The deepest answers: below a story stand its versions, which are no pages.
    ends = {
        each: next((path for path in reversed(ahead) if path in there), "")
        for each, ahead in ways.items()
    }
    return {each: there[path] for each, path in ends.items() if path}


def ways_to(address: str) -> list[str]:
    """Return the paths among pages that lead to an address of ours, home left out."""
    if not is_ours(address):
        return []
    slugs = [part for part in unquote(urlsplit(address).path).split("/") if part]
    codes = dict(settings.LANGUAGES).keys() - {settings.LANGUAGE_CODE}
    code = slugs[0] if slugs and slugs[0] in codes else ""
    slugs = slugs[bool(code) : DEEPEST]
    roots = {root.language_code: root for root in Site.get_site_root_paths()}
    start = roots.get(code or settings.LANGUAGE_CODE)
    if start is None:
        return []
    return list(accumulate(slugs, "{}{}/".format, initial=start.root_path))[1:]
