"""The verbs of the right of reply: received, granted or refused, linked, published."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from sasando.core import calendar
from sasando.core.models import Entry
from sasando.core.refusals import refuse_odd_years
from sasando.core.workflow import NotAllowed, move, verb
from sasando.newsroom.office import NewsroomSettings
from sasando.newsroom.replies import Reply
from sasando.rules.terms import RIGHT_OF_REPLY, Term

Status = Reply.Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What the desk writes down when somebody asks for a right of reply."""

    person: str
    received_on: date
    way: str
    what: str
    contact: str = ""


@verb("newsroom.record_reply")
def record(page: Page, *, by: Any, at: datetime, filing: Filing) -> Reply:
    """Write down who asks for a right of reply; the clock runs from the receipt.

    The due date is stored with the term, its source and every counted day. Raises
    NotAllowed for a story that never went out, and for a receipt in the future.
    """
    if page.first_published_at is None:
        raise NotAllowed(_("This story is not published. There is nothing to answer."))
    refuse_odd_years(filing.received_on)
    if filing.received_on > timezone.localdate(at):
        raise NotAllowed(_("The day of receipt lies in the future."))
    days_off = calendar.days_off(filing.received_on)
    reckoning = term_for(page).count(filing.received_on, days_off)
    reply = Reply.objects.create(
        page_id=page.pk,
        **{name: getattr(filing, name) for name in filing.__slots__},
        due_on=reckoning.due_on,
        reckoning=reckoning.as_dict(),
        calendar_version=calendar.version(days_off),
        recorded_by=by,
        recorded_at=at,
    )
    data = {
        "page": page.pk,
        "received_on": filing.received_on.isoformat(),
        "way": filing.way,
        "due_on": reckoning.due_on.isoformat(),
        "source": reckoning.term.source,
    }
    personal = {"person": filing.person, "contact": filing.contact}
    Entry.write(reply, "reply.recorded", by=by, at=at, data=data, personal=personal)
    return reply


def term_for(page: Page) -> Term:
    """Return the term of this office: the law names no number of days. One query."""
    site = page.get_site()
    if site is None:
        return RIGHT_OF_REPLY
    return replace(RIGHT_OF_REPLY, days=NewsroomSettings.for_site(site).reply_days)


@verb("newsroom.grant_reply")
def grant(reply: Reply, *, by: Any, at: datetime) -> Reply:
    """Grant it: now the reply is written. Raises NotAllowed the second time."""
    granted: Reply = move(reply, Status.GRANTED, by=by, at=at, action="reply.granted")
    return granted


@verb("newsroom.refuse_reply")
def refuse(reply: Reply, *, by: Any, at: datetime, reason: str) -> Reply:
    """Refuse it with a reason, also after it was granted. Raises NotAllowed."""
    if not reason.strip():
        raise NotAllowed(_("Say why this right of reply is refused."))
    # First of the two: the database refuses a refusal without its reason.
    Reply.objects.filter(pk=reply.pk).open().update(reason=reason.strip())
    reply.reason = reason.strip()
    facts = {"action": "reply.refused", "note": reply.reason}
    refused: Reply = move(reply, Status.REFUSED, by=by, at=at, **facts)
    return refused


@verb("newsroom.link_reply")
def link(reply: Reply, *, by: Any, at: datetime, reply_page: Page) -> Reply:
    """Say which page is the reply; published, if that page is out already.

    Raises NotAllowed before it is granted, and for the story itself.
    """
    if reply_page.pk == reply.page_id:
        raise NotAllowed(_("The reply stands on a page of its own. Choose that page."))
    granted = Reply.objects.filter(pk=reply.pk, status=Status.GRANTED)
    if not granted.update(reply_page=reply_page):
        raise NotAllowed(_("Grant this right of reply first."))
    reply.reply_page = reply_page
    data = {"reply_page": reply_page.pk}
    Entry.write(reply, "reply.linked", by=by, at=at, data=data)
    if Page.objects.filter(pk=reply_page.pk, live=True).exists():
        publish(reply, by=by, at=at)
    return reply


def publish(reply: Reply, *, by: Any, at: datetime) -> None:
    move(reply, Status.PUBLISHED, by=by, at=at, action="reply.published")


def went_out(page: Page, *, by: Any, at: datetime) -> None:
    """Mark as published what this page replies to: in its publication's transaction."""
    for reply in Reply.objects.filter(reply_page_id=page.pk, status=Status.GRANTED):
        publish(reply, by=by, at=at)


def recount_due(at: datetime) -> None:
    """Count open ones anew when the days off have changed: a job of `tick`."""
    for reply in Reply.objects.open():
        days_off = calendar.days_off(reply.received_on)
        version = calendar.version(days_off)
        if version != reply.calendar_version:
            recount(reply, days_off, version=version, at=at)


@transaction.atomic
def recount(reply: Reply, days_off: Any, *, version: str, at: datetime) -> None:
    term = replace(RIGHT_OF_REPLY, days=reply.reckoning["days"])
    reckoning = term.count(reply.received_on, days_off)
    moved = reckoning.due_on != reply.due_on
    Reply.objects.filter(pk=reply.pk).update(
        due_on=reckoning.due_on,
        reckoning=reckoning.as_dict(),
        calendar_version=version,
    )
    if moved:
        data = {"due_on": reckoning.due_on.isoformat()}
        Entry.write(reply, "reply.recounted", by=None, at=at, data=data)
