"""The verb that mends an address which readers ask for and which leads nowhere."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from sasando.core.addresses import is_ours
from sasando.core.models import Entry, listed
from sasando.core.workflow import NotAllowed, verb
from sasando.website.reads.rows import Missed

LONGEST = 200


@verb("website.lead_on")
def lead_on(old: str, *, by: Any, at: datetime, page: Page) -> Redirect:
    """Let an address that leads nowhere lead to a public page; return the row.

    Raises NotAllowed for what is no address of ours, or leads somewhere already.
    """
    path = Redirect.normalise_path(old) if is_bare(old) else "/"
    if path == "/" or len(path) > LONGEST:
        raise NotAllowed(_("Write an address of this site, such as /old-page/."))
    if not listed(Page.objects.filter(pk=page.pk, depth__gt=1)).exists():
        raise NotAllowed(_("Choose a page that is published."))
    if stands(path):
        raise NotAllowed(_("A page of ours stands at this address."))
    if Redirect.objects.filter(old_path=path).exists():
        raise NotAllowed(_("This address leads on already."))
    row = Redirect.add_redirect(path, page)
    Missed.objects.filter(
        kind=Missed.Kind.ADDRESS, words__in=[old, path, f"{path}/"]
    ).delete()
    data = {"from": path, "page": page.pk}
    Entry.write(row, "address.led_on", by=by, at=at, data=data)
    return row


def is_bare(address: str) -> bool:
    return address.startswith("/") and is_ours(address) and "?" not in address


def stands(path: str) -> bool:
    """Return whether a page has this address, public or not. One query."""
    from sasando.core.addresses import address_of

    name = path.rpartition("/")[2]
    rows = Page.objects.filter(slug=name).values_list("url_path", flat=True)
    return any(address_of(each)[0].rstrip("/") == path for each in rows)


def guess(old: str) -> Page | None:
    """Return the public page that has the same last word in its address. One query."""
    name = (
        old.rstrip("/").rpartition("/")[2].rpartition(".")[0]
        or old.rstrip("/").rpartition("/")[2]
    )
    found = listed(Page.objects.filter(slug=name.lower(), depth__gt=1))
    page: Page | None = found.order_by("pk").first()
    return page
