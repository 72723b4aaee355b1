"""An approval whose matter is changed is void, and the log says so."""

from datetime import datetime
from typing import Any

from wagtail.models import Page

from sasando.core.models import Approval, Entry


def waiting(page: Page) -> Any:
    """Return the approvals in force of texts of this page that are not out."""
    found = Approval.objects.in_force().filter(page_id=page.pk)
    return found.exclude(revision_id=page.live_revision_id) if page.live else found


def void(page: Page, *, by: Any, at: datetime, reason: str) -> list[Approval]:
    """Make void what was approved and is not out yet; return the approvals.

    In the transaction of a verb that holds the page. Its plan to go out ends with it;
    the text that is out stays. Three queries and the log's when there is one.
    """
    found = list(waiting(page).select_related("approved_by"))
    page.revisions.update(approved_go_live_at=None)
    if not found:
        return []
    keys = [approval.pk for approval in found]
    Approval.objects.filter(pk__in=keys).update(voided_at=at)
    data: dict[str, Any] = {"approvals": keys, "reason": reason}
    Entry.write(page.specific, "page.voided", by=by, at=at, data=data)
    return found
