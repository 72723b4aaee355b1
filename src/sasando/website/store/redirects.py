"""Every address that leads on, as one map: for our door, and for nginx.

Moved pages (Wagtail's redirects, made with each new slug), short links, and withdrawn
pages that send their readers on. What is not public leads nowhere.
"""

import json
from collections.abc import Iterator, Set
from functools import reduce
from http import HTTPStatus
from operator import or_

from django.db.models import Q
from django.utils.encoding import iri_to_uri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from sasando.core import hearing
from sasando.core.addresses import address_of, never_out, whole
from sasando.core.models import ShortLink
from sasando.website.store import keeping, outside, rendering
from sasando.website.store.rows import StoredPage

TABLES = {hearing.table_of(model) for model in (Redirect, ShortLink)}
NAME = "redirects.json"
# So many pages at once are a new office or an import; then it is written anyway.
MANY = 5_000
# Of more addresses than this each is not looked for with the marks of a campaign.
SOME = 100
FOR_GOOD, FOR_NOW = HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND
Goes = dict[str, tuple[int, str]]


def concern(words: Set[str], pages: Set[int]) -> bool:
    """Return whether what these words tell of changes the map. Four queries at most.

    A short link to a page that was not out yet is no more than written at its time:
    until the map holds it, the application answers.
    """
    if words & TABLES or len(pages) > MANY:
        return True
    if Redirect.objects.filter(redirect_page_id__in=pages).exists():
        return True
    targets = set(targets_at(pages)) if pages else set()
    typed = Redirect.objects.filter(redirect_page=None, redirect_link__in=targets)
    return typed.exists() or ShortLink.objects.filter(leads_to(targets)).exists()


def leads_to(targets: Set[str]) -> Q:
    """Return which short links lead to one of these, marks of campaigns left out."""
    if len(targets) > SOME:
        return Q(target__in=targets) | Q(target__contains="?")
    marked = (Q(target__startswith=f"{target}?") for target in targets)
    return reduce(or_, marked, Q(target__in=targets))


def targets_at(pages: Set[int]) -> Iterator[str]:
    """Return the ways in which the addresses of pages are written. One query."""
    there = Page.objects.filter(pk__in=pages).values_list("url_path", flat=True)
    for path in there:
        if url := address_of(path)[0]:
            for each in (url, url.rstrip("/")):
                yield from (each, whole(each))


def write() -> None:
    """Write the map, if it says something new. Four queries."""
    folder = keeping.folder()
    # Nobody puts an older map in the place of a newer one.
    with folder.alone():
        goes = dict(sorted(leading_on()))
        if folder.put(NAME, json.dumps(goes).encode()):
            for status in (FOR_GOOD, FOR_NOW):
                lines = {path: to for path, (how, to) in goes.items() if how == status}
                name = f"redirects-{status.value}.map"
                folder.put(name, outside.moved(lines).encode())


def leading_on() -> Iterator[tuple[str, tuple[int, str]]]:
    """Return each address with status and target; a later one counts more.

    Not those that lead to what is still to come: its address may be a secret.
    """
    shorts = list(ShortLink.objects.all())
    olds = list(Redirect.objects.select_related("redirect_page__locale"))
    hidden = never_out(
        {row.target for row in shorts} | {row.redirect_link for row in olds}
    )
    for short in shorts:
        if short.target not in hidden:
            yield short.get_absolute_url(), (FOR_NOW.value, iri_to_uri(short.target))
    for old in olds:
        page = old.redirect_page
        if old.redirect_link in hidden or (page is not None and not page.live):
            continue
        status = FOR_GOOD.value if old.is_permanent else FOR_NOW.value
        path = old.old_path
        link = str(old.redirect_link) if page is None else address(page, old)
        if link and rendering.is_safe(path):
            for each in {path, path.rstrip("/") + "/"}:
                yield each, (status, iri_to_uri(link))
    for stored in StoredPage.objects.filter(status__in=[FOR_GOOD, FOR_NOW]):
        yield stored.path, (stored.status or FOR_NOW.value, stored.goes_to)


def address(page: Page, old: Redirect) -> str:
    """Return where a redirect leads, as Wagtail says it; of 6,000 in half a second."""
    parts = page.get_url_parts()
    if not parts:
        return ""
    route = old.redirect_page_route_path
    return f"{parts[2].rstrip('/')}{route}" if route else str(parts[2])
