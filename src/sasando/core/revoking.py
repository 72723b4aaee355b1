"""The verb that takes a page back and lets it stand: readable, but under a banner."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from sasando.core import approvals, publication
from sasando.core.models import Approval, Ending, Entry
from sasando.core.workflow import NotAllowed, verb


@verb("core.revoke_page")
def revoke(
    page: Page, *, by: Any, at: datetime, reason: str, goes_to: Page | None = None
) -> Ending:
    """Say that this page is no longer in force; return its ending.

    Its text stays at its address under a banner with date and reason, out of every
    list. A new approval and publication ends the revocation. Raises NotAllowed without
    a reason, when it is not published, or when it is revoked already.
    """
    if not reason.strip():
        raise NotAllowed(_("Say why this page is revoked."))
    if not publication.hold(page, live=True):
        raise NotAllowed(_("This page is not published."))
    if Ending.objects.of(page):
        raise NotAllowed(_("This page is revoked already."))
    page = Page.objects.get(pk=page.pk).specific
    facts = {"by": by, "at": at, "reason": reason}
    way = {"goes_to": goes_to, "redirects": None}
    ending = approvals.end(page, act=Ending.REVOKE, **facts, **way)
    waiting = Approval.objects.in_force().filter(page=page)
    waiting.exclude(revision_id=page.live_revision_id).update(voided_at=at)
    approvals.stop_what_waits(page, by=by, at=at)
    Entry.write(page, "page.revoked", by=by, at=at, data={"ending": ending.facts()})
    return ending
