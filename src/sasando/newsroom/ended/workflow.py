"""The verbs about what has ended: hand a page to the successor, or leave it named."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from sasando.accounts.models import Unit
from sasando.core import publication
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb
from sasando.files import replacing
from sasando.newsroom.ended.finding import successor
from sasando.newsroom.ended.rows import KeptAsHistory


@verb("newsroom.assign_successor")
def assign_successor(page: Page, *, by: Any, at: datetime) -> Unit:
    """Write a draft that names the successor of the page's unit, and send it.

    The unit is part of the approved text, so a second person approves the draft like
    any other change. Returns the successor. Raises NotAllowed where there is none, or
    where somebody is changing the page: their draft is theirs to send.
    """
    page = Page.objects.get(pk=page.pk).specific
    refuse_unfit(page, user=by)
    old, new = units_of(page, at=at)
    text = page.get_latest_revision_as_object()
    for field in text._meta.fields:
        if isinstance(field, models.ForeignKey) and field.related_model is Unit:
            setattr(text, field.name, new)
    # A story says to its readers what changed.
    getattr(text, "unit_was_succeeded", lambda unit: None)(new)
    with publication.acting(by=by, at=at):
        text.save_revision(user=by, changed=True, clean=False, log_action=True)
        replacing.ask(page, by=by)
    facts = {"unit": old.pk, "successor": new.pk}
    Entry.write(page, "page.unit_succeeded", by=by, at=at, data=facts)
    return new


def refuse_unfit(page: Page, *, user: Any) -> None:
    if not publication.hold(page, live=True):
        raise NotAllowed(_("This page is not published."))
    if page.has_unpublished_changes:
        raise NotAllowed(
            _("Somebody is changing this page. Change the work unit in that draft.")
        )
    if page.locked and page.locked_by_id != user.pk:
        raise NotAllowed(_("This page is locked. Unlock it first."))


def units_of(page: Any, *, at: datetime) -> tuple[Unit, Unit]:
    """Return the ended unit of a page and who took over. Raises NotAllowed."""
    today = timezone.localdate(at)
    old: Unit | None = getattr(page, "unit", None)
    if old is None or old.exists_on(today):
        raise NotAllowed(_("The work unit of this page has not ended."))
    new = successor(old, on=today)
    if new is None:
        raise NotAllowed(
            _("No unit took over from %(unit)s. Choose one in the editor.")
            % {"unit": old}
        )
    return old, new


@verb("newsroom.keep_as_history")
def keep_as_history(
    page: Page,
    *,
    by: Any,
    at: datetime,
    reason: str,
    unit: Unit | None = None,
    person: Any = None,
) -> None:
    """Leave an ended unit, or an official of then, named on a page, with the reason.

    Raises NotAllowed without a reason, or when somebody has decided it already.
    """
    if not reason.strip():
        raise NotAllowed(_("Say why it stays as it is."))
    decided = {"kept_at": at, "kept_by": by, "reason": reason.strip()}
    _row, is_new = KeptAsHistory.objects.get_or_create(
        page_id=page.pk, unit=unit, person=person, defaults=decided
    )
    if not is_new:
        raise NotAllowed(_("Somebody else has decided this already."))
    facts: dict[str, Any] = {"unit": unit.pk} if unit else {"person": person.pk}
    facts["reason"] = reason.strip()
    Entry.write(page.specific, "page.kept_as_history", by=by, at=at, data=facts)
