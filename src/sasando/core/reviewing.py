"""The verbs of a review: this page is still true; somebody else looks after it."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from sasando.core.models import Entry, Review
from sasando.core.reviews import Reviewed, months_after
from sasando.core.workflow import NotAllowed, verb

# A page that nobody reads for longer than this has rotted.
LONGEST_MONTHS = 60


def next_day(page: Page, *, at: datetime) -> date:
    """Return the day on which a page that is read now is read again. One query."""
    assert isinstance(page, Reviewed)  # noqa: S101 - for the type
    return months_after(timezone.localdate(at), page.review_months())


@verb("core.review_page")
def review(
    page: Page, *, by: Any, at: datetime, seen: date, due_on: date | None = None
) -> Review:
    """Say that all of this page is still true; it is read again on `due_on`.

    `seen` is the day of review that the person saw: of two who answer at once, the
    second is refused. The text does not change, so no approval is needed and none
    becomes void. Raises NotAllowed for a page that readers do not find, or a day that
    is not ahead.
    """
    due_on = due_on or next_day(page, at=at)
    refuse_day(due_on, at=at)
    same = Review.objects.standing().filter(page=page, due_on=seen)
    if not same.update(due_on=due_on, reviewed_at=at, reviewed_by=by):
        raise NotAllowed(_("Somebody else has reviewed this page, or it has ended."))
    facts = {"due_on": due_on.isoformat()}
    Entry.write(page.specific, "page.reviewed", by=by, at=at, data=facts)
    return Review.objects.get(page=page)


@verb("core.plan_review")
def look_after(
    page: Page, *, by: Any, at: datetime, owner: Any, due_on: date
) -> Review:
    """Give a page to a person who looks after it, and set its day of review.

    Raises NotAllowed for a person whose roles do not reach this page, for a day that
    has passed, and when nothing changes.
    """
    if not owner.is_active or not owner.has_perm("core.review_page", page):
        words = {"name": owner}
        raise NotAllowed(_("%(name)s has no role to look after this page.") % words)
    before = Review.objects.standing().filter(page=page).first()
    if before is None:
        raise NotAllowed(_("This page is not published, or it is revoked."))
    if (before.owner_id, before.due_on) == (owner.pk, due_on):
        raise NotAllowed(_("Nothing has changed."))
    if before.due_on != due_on:
        refuse_day(due_on, at=at)
    Review.objects.filter(pk=before.pk).update(owner=owner, due_on=due_on)
    facts = {"owner": owner.pk, "due_on": due_on.isoformat()}
    Entry.write(page.specific, "page.looked_after", by=by, at=at, data=facts)
    return Review.objects.get(pk=before.pk)


def refuse_day(due_on: date, *, at: datetime) -> None:
    """Raise NotAllowed unless the day is ahead, and near enough to mean something."""
    today = timezone.localdate(at)
    if not today < due_on <= months_after(today, LONGEST_MONTHS):
        raise NotAllowed(_("Choose a day of review within the next five years."))
