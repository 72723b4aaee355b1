"""Publishes what a second person approved as a whole: each page by its own approval."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from sasando.core import approvals
from sasando.core.bilingual import Sentence as _
from sasando.core.digests import public_digest
from sasando.core.refusals import NotAllowed
from sasando.core.workflow import move
from sasando.imports import out
from sasando.imports.bring import Stopped
from sasando.imports.faults import fault
from sasando.imports.models import Import, Row

VIA = "import"
# Above what any row gets by being asked: it was asked and refused.
REFUSED, MOST_TRIES = 9, 3


def run(batch: Import, *, at: datetime, stopped: Stopped) -> None:
    """Publish the texts that wait, one a transaction; end where `stopped` says so."""
    waiting = batch.rows.waiting().filter(tries__lt=MOST_TRIES)
    for key in list(waiting.order_by("place").values_list("pk", flat=True)):
        if stopped():
            return
        row = Row.objects.select_related("page").get(pk=key)
        Row.objects.filter(pk=key).update(tries=row.tries + 1)
        try:
            publish(row, batch, at=at)
        except NotAllowed as refusal:
            row.refresh_from_db()
            row.note([fault("not_approved", why=refusal)])
            row.tries = REFUSED
            row.save(update_fields=["faults", "is_faulty", "tries"])
    move(batch, Import.Status.DONE, by=None, at=at, action="import.published")


@transaction.atomic
def publish(row: Row, batch: Import, *, at: datetime) -> None:
    """Approve and publish one page in the name of who approved the whole.

    Raises NotAllowed: somebody has changed it since, the text lacks something, the
    approver is named as its author, or has lost the right meanwhile.
    """
    page = Page.objects.get(pk=row.page_id).specific
    if public_digest(page.get_latest_revision_as_object()) != row.digest:
        raise NotAllowed(_("Somebody has changed it since. Decide on it by itself."))
    approver: Any = batch.approved_by
    decided_at = batch.approved_at or at
    approvals.approve(page, by=approver, at=decided_at, digest=row.digest, via=VIA)
    if approvals.publish(page, by=approver, at=at):
        out.settle(row, at=at)
