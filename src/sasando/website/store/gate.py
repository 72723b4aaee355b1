"""What is never stored: drafts, private pages, and texts that nobody approved."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from wagtail.models import Page, PageViewRestriction

from sasando.core.digests import public_digest
from sasando.core.models import Approval, BasePage
from sasando.core.prepared import prepared
from sasando.website.store import rendering
from sasando.website.store.rendering import Answer
from sasando.website.store.rows import StoredPage

PRIVATE = _("it depends on who reads it")
UNHEARD = _("it reads tables of whose changes nobody tells:")
NOT_LIVE = _("it is not published")
RESTRICTED = _("it is not for everybody")
UNAPPROVED = _("its text is not the approved one")
SHOWS_UNAPPROVED = _("it shows a page whose text is not the approved one")
BROKEN = _("it cannot be rendered, status")
TOO_LATE = _("it changes while it is rendered")


def fault_of(answer: Answer) -> str:
    """Return why these bytes may not be stored, or "". Up to five queries."""
    fits = {HTTPStatus.OK, HTTPStatus.GONE} | rendering.REDIRECTS
    if answer.status not in fits:
        return f"{BROKEN} {answer.status}"
    if answer.is_private:
        return PRIVATE
    if unheard := answer.record.unheard():
        return f"{UNHEARD} {', '.join(sorted(unheard))}"
    page = answer.record.page
    if page is not None and answer.status == HTTPStatus.OK:
        return fault_of_page(page)
    return ""


def fault_of_page(page: Page) -> str:
    """Return why no bytes of this page may be stored, or "". Three queries, 2 ms."""
    if not page.live:
        return NOT_LIVE
    # Not `get_view_restrictions`: our pages have none, as a trigger sees to.
    ends = range(page.steplen, len(page.path) + 1, page.steplen)
    if restrictions([page.path[:end] for end in ends]):
        return RESTRICTED
    return "" if is_approved(page) else UNAPPROVED


def is_approved(page: Page) -> bool:
    """Return whether the text of this live page is the one that was allowed out."""
    whole = page.specific
    if not isinstance(whole, BasePage):
        return True
    revision = page.live_revision_id
    return bool(revision and allowed(page.pk, revision, public_digest(whole)))


@prepared
def restrictions(paths: list[str]) -> QuerySet[PageViewRestriction, Any]:
    found = PageViewRestriction.objects.filter(page__path__in=paths)
    return found.values_list("pk")[:1]


@prepared
def allowed(page: int, revision: int, digest: str) -> QuerySet[Approval, Any]:
    """Return whether this very text of a page may be out."""
    mine = Approval.objects.in_force().filter(page_id=page, revision_id=revision)
    return mine.filter(digest=digest).values_list("pk")[:1]


@prepared
def unapproved(path: str) -> QuerySet[StoredPage, Any]:
    """Return the pages whose own bytes were refused, but for one."""
    refused = StoredPage.objects.filter(fault=UNAPPROVED).exclude(path=path)
    return refused.values_list("page_id", flat=True)


def shows_unapproved(answer: Answer) -> bool:
    """Return whether it shows a page whose own bytes were refused. One query."""
    pages = set(unapproved(answer.path))
    return any(f"wagtailcore_page#{pk}" in answer.record.rows for pk in pages)
