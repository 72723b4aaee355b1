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
    for revision in due(at):
        release(revision, at=at)
    for page in Page.objects.filter(live=True, expire_at__lte=at):
        end(page, at=at)


def due(at: datetime) -> list[Revision]:
    """Return what is due, a page before those below it. Two queries."""
    found = list(Revision.objects.filter(approved_go_live_at__lte=at).order_by("pk"))
    pages = Page.objects.filter(pk__in=[int(one.object_id) for one in found])
    depths = dict(pages.values_list("pk", "depth"))
    return sorted(found, key=lambda one: depths.get(int(one.object_id), 0))


def release(revision: Revision, *, at: datetime) -> bool:
    """Publish one scheduled revision; return whether it went out."""
    facts = {"page": revision.object_id}
    try:
        with transaction.atomic(), publication.acting(by=None, at=at):
            publication.hold(Page(pk=revision.object_id))
            # Somebody may have withdrawn it, or planned it anew, since we looked.
            if not still_due(revision, at=at):
                return False
            revision.publish(log_action="wagtail.publish.scheduled")
    except NotAllowed as refusal:
        logger.warning("A scheduled page was refused", extra=facts | why(refusal))
        return False
    except Exception:
        # A slug that somebody took, a page that is gone: the others still go out.
        logger.exception("A scheduled page failed", extra=facts)
        return False
    return True


def still_due(revision: Revision, *, at: datetime) -> bool:
    same = Revision.objects.filter(pk=revision.pk, approved_go_live_at__lte=at)
    return bool(same.exists())


def why(refusal: NotAllowed) -> dict[str, str]:
    return {"why": str(refusal)}


def end(page: Page, *, at: datetime) -> None:
    """Take one page back whose end has come; a text that follows keeps its plan."""
    facts = {"page": page.pk}
    try:
        with transaction.atomic(), publication.acting(by=None, at=at):
            if publication.hold(page, live=True, expire_at__lte=at):
                take_back(Page.objects.get(pk=page.pk).specific)
    except NotAllowed as refusal:
        logger.warning("A page could not end", extra=facts | why(refusal))
    except Exception:
        logger.exception("A page failed to end", extra=facts)


def take_back(page: Page) -> None:
    planned = page.revisions.exclude(approved_go_live_at=None)
    plans = list(planned.values_list("pk", "approved_go_live_at"))
    page.unpublish(set_expired=True, log_action="wagtail.unpublish")
    # Wagtail's unpublishing forgets them all.
    for pk, when in plans:
        page.revisions.filter(pk=pk).update(approved_go_live_at=when)
