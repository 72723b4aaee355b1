"""What is due goes out, what has ended comes back: row by row, a job of `tick`."""

import logging
from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision

from sasando.core import publication
from sasando.core.refusals import NotAllowed

logger = logging.getLogger(__name__)


def release_due(at: datetime) -> None:
    """Publish what is due and withdraw what has ended, row by row: a job of `tick`.

    Each in its own transaction: a refused one keeps its schedule and never holds the
    others (Wagtail's `publish_scheduled` stops at the first; we never call it).
    """
    due = Revision.objects.filter(approved_go_live_at__lte=at).order_by("pk")
    for revision in due:
        release(revision, at=at)
    for page in Page.objects.filter(live=True, expire_at__lte=at):
        end(page, at=at)


def release(revision: Revision, *, at: datetime) -> bool:
    """Publish one scheduled revision; return whether it went out."""
    try:
        with transaction.atomic(), publication.acting(by=None, at=at):
            revision.publish(log_action="wagtail.publish.scheduled")
    except NotAllowed as refusal:
        logger.warning(
            "A scheduled page was refused",
            extra={"page": revision.object_id, "why": str(refusal)},
        )
        return False
    except Exception:
        # A slug that somebody took, a page that is gone: the others still go out.
        logger.exception("A scheduled page failed", extra={"page": revision.object_id})
        return False
    return True


def end(page: Page, *, at: datetime) -> None:
    try:
        with transaction.atomic(), publication.acting(by=None, at=at):
            page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish")
    except NotAllowed as refusal:
        logger.warning(
            "A page could not end", extra={"page": page.pk, "why": str(refusal)}
        )
    except Exception:
        logger.exception("A page failed to end", extra={"page": page.pk})
