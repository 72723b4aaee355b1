"""Addresses of pages from what a query selects alone, and what stands around a page.

Frames, menus and breadcrumbs select only what they show: rows that are loaded whole
would make every page another one whenever something else of them changes.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from sasando.core.endings import Ending

# The addresses that were written while a page is rendered; None: nobody asks.
WRITTEN: ContextVar[set[str] | None] = ContextVar("WRITTEN", default=None)


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
            with override(root.language_code):
                rest = url_path[len(root.root_path) :]
                try:
                    address = reverse("wagtail_serve", args=(rest,))
                    if (written := WRITTEN.get()) is not None:
                        written.add(address)
                    return address, root.language_code
                except NoReverseMatch:
                    return "", ""
    return "", ""


def is_revoked() -> Exists:
    """Return the condition that a page stands under the banner of its revocation."""
    ended = Ending.objects.in_force().filter(page_id=OuterRef("pk"))
    return Exists(ended.filter(act=Ending.REVOKE))


def around(page: Page) -> Around:
    """Return the pages above this one below home, its translation and its state.

    One query. The translation is left out while it is not listed.
    """
    if not page.pk or not page.path:
        return Around()
    step = page.steplen
    paths = [page.path[:end] for end in range(3 * step, len(page.path), step)]
    wanted = Q(path__in=paths) | Q(translation_key=page.translation_key)
    facts = ("pk", "title", "url_path", "path", "live")
    rows = Page.objects.filter(wanted).annotate(revoked=is_revoked()).order_by("path")
    above, twins, revoked = [], [], False
    for row in rows.values(*facts, "revoked"):
        if row["pk"] == page.pk:
            revoked = row["revoked"]
        elif row["path"] in paths:
            above.append(place(row))
        elif row["live"] and not row["revoked"]:
            twins.append(place(row))
    return Around(tuple(above), twins[0] if twins else None, revoked)


def place(row: dict[str, Any]) -> Place:
    url, language = address_of(row["url_path"])
    return Place(row["title"], url, language, row["path"], row["pk"])


def whole(address: str) -> str:
    """Return an address with the name of the office's site before it."""
    return settings.PUBLIC_URL.rstrip("/") + address
