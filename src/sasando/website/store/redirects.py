"""Every address that leads on, as one map: for our door, and for nginx.

Moved pages (Wagtail's redirects, made with each new slug), short links, and withdrawn
pages that send their readers on. What is not public leads nowhere.
"""

import json
from collections.abc import Iterator, Set
from http import HTTPStatus

from django.utils.encoding import iri_to_uri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from sasando.core import hearing
from sasando.core.models import ShortLink
from sasando.website.store import keeping, outside, rendering
from sasando.website.store.rows import StoredPage

TABLES = {hearing.table_of(model) for model in (Redirect, ShortLink)}
NAME = "redirects.json"
# So many pages at once are a new office or an import; then it is written anyway.
MANY = 5_000
FOR_GOOD, FOR_NOW = HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND
Goes = dict[str, tuple[int, str]]


def concern(words: Set[str], pages: Set[int]) -> bool:
    """Return whether what these words tell of changes the map. One query at most."""
    if words & TABLES or len(pages) > MANY:
        return True
    return Redirect.objects.filter(redirect_page_id__in=pages).exists()


def write() -> None:
    """Write the map, if it says something new. Three queries."""
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
    """Return each address with status and target; a later one counts more."""
    for short in ShortLink.objects.all():
        yield short.get_absolute_url(), (FOR_NOW.value, iri_to_uri(short.target))
    for old in Redirect.objects.select_related("redirect_page__locale"):
        page = old.redirect_page
        if page is not None and not page.live:
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
