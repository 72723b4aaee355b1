"""Once an imported page is out: its first date and its old address are in force.

Not before: a redirect to a draft would send readers to nothing, and a date on a draft
would say that it was out.
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from sasando.core.models import Entry
from sasando.imports.models import Row
from sasando.newsroom.models import Story


def settle_all(at: datetime) -> None:
    """Settle what people published one by one. One query when there is nothing."""
    rows = Row.objects.made().filter(page__live=True, out_at=None)
    for row in rows.order_by("pk")[:500]:
        settle(row, at=at)


@transaction.atomic
def settle(row: Row, *, at: datetime) -> None:
    """Give a page that is out the date of its first publication, and a redirect.

    The day on which it went out here stands in its approval and in the log. Lists,
    feeds and sitemap follow the first date, so that old news is not shown as new.
    """
    if not Row.objects.filter(pk=row.pk, out_at=None).update(out_at=at):
        return
    if row.dated_at is not None:
        Page.objects.filter(pk=row.page_id).update(
            first_published_at=row.dated_at, last_published_at=row.dated_at
        )
        Story.objects.filter(pk=row.page_id).update(changed_at=row.dated_at)
    add_redirect(row, at=at)


def add_redirect(row: Row, *, at: datetime) -> None:
    """Let the old address lead to the page, unless something else stands there."""
    page = Page.objects.get(pk=row.page_id)
    path = Redirect.normalise_path(row.old_path) if row.old_path else ""
    here = urlsplit(page.get_url() or "").path
    if not path or len(path) > 255 or path == Redirect.normalise_path(here):
        return
    if Redirect.objects.filter(old_path=path).exists():
        return
    redirect = Redirect.objects.create(
        old_path=path, redirect_page=page, is_permanent=True
    )
    data = {"before": {}, "after": {"old_path": path, "redirect_page": page.pk}}
    Entry.write(redirect, "wagtail.create", by=row.batch.by, at=at, data=data)
