"""Approved parcels go out at their hour, each in one transaction: a job of `tick`."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from sasando.core import publication
from sasando.core.models import Freeze
from sasando.core.refusals import NotAllowed
from sasando.core.workflow import move
from sasando.newsroom.parcels import (
    RELEASING,
    Member,
    Parcel,
    digest_of,
    is_approved,
    text_of,
)

logger = logging.getLogger(__name__)

# What keeps a whole parcel in: a code in the row, a sentence in the reader's language.
SENTENCES = {
    "hour": gettext_lazy("It goes out at %(time)s."),
    "empty": gettext_lazy("It holds no page."),
    "freeze": gettext_lazy("Nothing is published now: %(reason)s."),
    "embargo": gettext_lazy("“%(page)s” is under embargo until %(time)s."),
    "planned": gettext_lazy("“%(page)s” is planned for %(time)s itself."),
    "unapproved": gettext_lazy("“%(page)s” is not approved."),
    "hindered": gettext_lazy("“%(page)s” may not go out: %(reason)s"),
    "changed": gettext_lazy("A text has changed since the parcel was approved."),
    "fault": gettext_lazy("A fault stopped it: %(reason)s"),
}


class Waits(Exception):
    """A parcel stays in; `held` is what its row keeps of the reason."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.held = {"code": code, **facts}


def sentence(held: dict[str, str]) -> str:
    """Return in words, in the language that is active, what keeps a parcel in."""
    words = dict(held)
    said = SENTENCES.get(words.pop("code", ""), "")
    if "time" in words:
        moment = timezone.localtime(datetime.fromisoformat(words["time"]))
        words["time"] = date_format(moment, "j F Y, H.i")
    return str(said) % words if said else ""


def release_due(at: datetime) -> None:
    """Let every approved parcel out whose hour has come: a job of `tick`.

    Each in its own transaction, so that one that is held holds no other.
    """
    hour = Q(goes_out_at=None) | Q(goes_out_at__lte=at)
    approved = Parcel.objects.filter(hour, status=Parcel.Status.APPROVED)
    for parcel in approved.order_by("goes_out_at", "pk"):
        release(parcel, at=at)


def release(parcel: Parcel, *, at: datetime) -> bool:
    """Let the whole parcel out, or nothing of it; return whether it went out."""
    try:
        with transaction.atomic(), publication.acting(by=None, at=at), opened(parcel):
            let_out(parcel, at=at)
    except Waits as waits:
        keep_reason(parcel, waits.held)
        return False
    except (NotAllowed, ValidationError) as refusal:
        reason = " ".join(getattr(refusal, "messages", [str(refusal)]))
        logger.warning("A parcel was refused", extra={"parcel": parcel.pk})
        keep_reason(parcel, {"code": "fault", "reason": reason})
        return False
    except Exception as fault:
        # Whatever it is: the other parcels still go out.
        logger.exception("A parcel failed", extra={"parcel": parcel.pk})
        keep_reason(parcel, {"code": "fault", "reason": type(fault).__name__})
        return False
    return True


@contextmanager
def opened(parcel: Parcel) -> Iterator[None]:
    """Let the pages of this parcel pass `held` inside."""
    token = RELEASING.set(parcel.pk)
    try:
        yield
    finally:
        RELEASING.reset(token)


def keep_reason(parcel: Parcel, held: dict[str, str]) -> None:
    """Note what keeps it in; nothing is written while that stays the same."""
    if parcel.held != held:
        approved = Parcel.objects.filter(pk=parcel.pk, status=Parcel.Status.APPROVED)
        approved.update(held=held)


def let_out(parcel: Parcel, *, at: datetime) -> None:
    """Publish every page of the parcel. Raises Waits, or what the guard refuses.

    Inside one transaction: a kill, a refusal or a fault leaves all as it was.
    """
    # Of two workers the second waits here, then finds it out.
    step: dict[str, Any] = {"action": "parcel.out", "out_at": at, "held": {}}
    move(parcel, Parcel.Status.OUT, by=None, at=at, **step)
    parcel.refresh_from_db()
    if parcel.goes_out_at and parcel.goes_out_at > at:
        # Another hour was given, and approved, since we looked.
        raise Waits("hour", time=parcel.goes_out_at.isoformat())
    places = Member.objects.current().filter(parcel=parcel).order_by("page_id")
    pages = [place.page for place in places.select_related("page")]
    for page in pages:
        publication.hold(page)
    pages = list(Page.objects.filter(pk__in=[page.pk for page in pages]).specific())
    if waits := obstacle(parcel, pages, at=at):
        raise waits
    new = [page.pk for page in pages if page.first_published_at is None]
    for page in pages:
        put_out(page)
    same_second(pages, new=new, at=at)
    places.update(left_at=at)


def obstacle(parcel: Parcel, pages: list[Page], *, at: datetime) -> Waits | None:
    """Return what keeps this parcel in at `at`, or None. Six queries a page."""
    if not pages:
        return Waits("empty")
    if freeze := Freeze.objects.active(at).first():
        return Waits("freeze", reason=freeze.reason)
    found = filter(None, (obstacle_of(page, at=at) for page in pages))
    if first := next(found, None):
        return first
    if parcel.digest and digest_of(parcel, pages) != parcel.digest:
        return Waits("changed")
    return None


def obstacle_of(page: Page, *, at: datetime) -> Waits | None:
    text, title = text_of(page), page.get_admin_display_title()
    hours: dict[str, Any] = {"embargo": text.embargo_until, "planned": text.go_live_at}
    for code, hour in hours.items():
        if hour and hour > at:
            return Waits(code, page=title, time=hour.isoformat())
    if not is_approved(page):
        return Waits("unapproved", page=title)
    if why := text.hinders(at=at):
        return Waits("hindered", page=title, reason=why)
    return None


def put_out(page: Page) -> None:
    """Publish the newest text of one page. Raises Waits when it is not live then."""
    revision = page.get_latest_revision()
    revision.publish(log_action="wagtail.publish.scheduled")
    out = Page.objects.filter(pk=page.pk, live=True, live_revision_id=revision.pk)
    if not out.exists():
        # Wagtail plans by its own clock what lies in its future.
        raise Waits("unapproved", page=page.get_admin_display_title())


def same_second(pages: list[Page], *, new: list[int], at: datetime) -> None:
    """Give all pages one time of publication, not that of each save."""
    rows = Page.objects.filter(pk__in=[page.pk for page in pages])
    rows.update(last_published_at=at)
    rows.filter(pk__in=new).update(first_published_at=at)
