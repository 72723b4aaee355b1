"""Giving a text another hour: the hour is part of what was approved."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from sasando.core import publication, voiding
from sasando.core.models import Approval, BasePage, Entry
from sasando.core.refusals import refuse_odd_hour
from sasando.core.workflow import NotAllowed, verb
from sasando.newsroom import letters
from sasando.newsroom.parcels import held

SUBJECT = gettext_lazy("Moved, so your approval is void: %(title)s")
BODY = gettext_lazy(
    "%(name)s gave “%(title)s” another hour after you approved it: %(time)s.\n\n"
    "Your approval does not count any more. The text waits for a new one:\n%(address)s"
)


def hour_of(text: BasePage) -> datetime | None:
    """Return when a text goes out once it is approved, or None for at once."""
    return max(filter(None, (text.go_live_at, text.embargo_until)), default=None)


def is_void_by_moving(page: Page) -> bool:
    """Return whether an approval ends when this page gets another hour. One query."""
    return bool(voiding.waiting(page).exists())


@verb("newsroom.move_story")
def move_story(page: Page, *, by: Any, at: datetime, to: datetime) -> list[Approval]:
    """Give the newest text another hour; return the approvals that are void by it.

    Makes a new revision by this person. What was approved, or waited for that, is sent
    for approval again. Raises NotAllowed for an hour that cannot be, and for a page
    whose hour is a parcel's.
    """
    publication.hold(page)
    page = Page.objects.get(pk=page.pk).specific
    text = page.get_latest_revision_as_object()
    refuse_hour(page, text, at=at, to=to)
    state, before = page.current_workflow_state, hour_of(text)
    reason = _("It got another hour.")
    void = voiding.void(page, by=by, at=at, reason=reason)
    if state:
        state.cancel(user=by)
    text.go_live_at = to
    # A draft may lack what is asked for when it is sent.
    text.save_revision(user=by, log_action=True, clean=False)
    data = {"from": before and before.isoformat(), "to": to.isoformat()}
    Entry.write(page, "page.moved", by=by, at=at, data=data)
    if (void or state) and (workflow := page.get_workflow()):
        workflow.start(Page.objects.get(pk=page.pk).specific, by)
    transaction.on_commit(lambda: tell(page, void, by=by, to=to))
    return void


def refuse_hour(page: Page, text: Any, *, at: datetime, to: datetime) -> None:
    """Raise NotAllowed where this page cannot go out at `to`. Up to three queries."""
    refuse_odd_hour(to, at=at)
    if page.live and not page.has_unpublished_changes:
        raise NotAllowed(_("This page is out already and has no newer draft."))
    if why := held(page, at):
        raise NotAllowed(_("%(why)s Move the parcel instead.") % {"why": why})
    if text.embargo_until and text.embargo_until > to:
        words = {"time": in_words(text.embargo_until)}
        raise NotAllowed(_("It is under embargo until %(time)s.") % words)
    if text.expire_at and text.expire_at <= to:
        raise NotAllowed(_("It would go out after its own end."))
    planned = page.revisions.exclude(approved_go_live_at=None)
    if planned.exclude(pk=page.latest_revision_id).exists():
        raise NotAllowed(
            _(
                "There is a newer draft beside the approved text. Give it its hour in "
                "the editor, and send it for approval."
            )
        )


def in_words(moment: datetime) -> str:
    return str(date_format(timezone.localtime(moment), "j F Y, H.i"))


def tell(page: Page, void: list[Approval], *, by: Any, to: datetime) -> None:
    """Mail to each whose approval is void what became of it."""
    address = settings.PUBLIC_URL + reverse("core_decide", args=[page.pk])
    hour = f"{timezone.localtime(to):%d-%m-%Y %H.%M}"
    title = page.get_admin_display_title()
    words = {"title": title, "name": by, "time": hour, "address": address}
    people = {each.approved_by_id: each.approved_by for each in void}
    known = [person for person in people.values() if person is not None]
    letters.write_to(known, subject=SUBJECT, body=BODY, words=words)
