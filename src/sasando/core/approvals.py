"""The verbs by which a second person allows a text to go out, or to come back."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision, TaskState

from sasando.core import digests, publication
from sasando.core.bilingual import Sentence as _
from sasando.core.lacking import refuse_lacking
from sasando.core.models import Approval, ApprovalLink, BasePage, Ending, Entry
from sasando.core.workflow import NotAllowed, verb

LINK_LASTS = timedelta(hours=48)


def authors(page: Page, text: Page | None = None) -> set[int]:
    """Return the ids of all who wrote what an approval of the latest text would allow.

    `text` is that text, where the caller has read it already.

    Those who wrote since the version that stands. Of a page that was taken back, or
    ended, no version does: all who ever wrote it count, whoever read it before.
    Wagtail rewrites a revision in place only for the person who made it, so a
    revision's user is its author; what went out is never rewritten (`keep_text`).
    Whom the text names as authors count too. What went out alone was approved by
    nobody. Up to six queries.
    """
    text = text or page.get_latest_revision_as_object()
    revisions = Revision.page_revisions.filter(object_id=str(page.pk))
    last = standing(page, but=digests.public_digest(text))
    if last:
        revisions = revisions.filter(pk__gt=last.revision_id)
    people = set(revisions.values_list("user_id", flat=True))
    if last is None:
        people.add(page.owner_id)
    people.update(getattr(text, "named_authors", set)())
    return {person for person in people if person is not None}


def standing(page: Page, *, but: str) -> Approval | None:
    """Return the newest version with another text, of a page that is out and holds."""
    if not is_live(page) or Ending.objects.of(page):
        return None
    versions = Approval.objects.filter(page=page, act=Approval.PUBLISH)
    versions = versions.exclude(via=Approval.ALONE)
    return versions.exclude(published_at=None).exclude(digest=but).first()


def may_approve(page: Page, user: Any) -> bool:
    """Return whether this person may approve this text: role yes, author no."""
    allowed = user.has_perm("core.approve_page", page)
    return bool(allowed) and user.pk not in authors(page)


@verb("core.approve_page")
def approve(
    page: Page, *, by: Any, at: datetime, digest: str, via: str = "desk"
) -> Approval:
    """Allow the text with this digest to go out; return the approval.

    The digest is that of the text the approver read. Earlier approvals of this page
    become void. Raises NotAllowed when the text has changed since, when something is
    missing from it, or when the approver is one of its authors (law.md R-26).
    """
    publication.hold(page)
    stored = Page.objects.get(pk=page.pk).specific
    latest = stored.get_latest_revision_as_object()
    files: Any = getattr(latest, "shown_files", list)
    if held := files():
        digests.hold_files(held)
        # Read anew: one of them may have changed until we held it.
        latest = stored.get_latest_revision_as_object()
    if digest != digests.public_digest(latest):
        raise NotAllowed(_("The text has changed since you opened it. Read it again."))
    if by.pk in authors(stored, latest):
        raise NotAllowed(_("You wrote this text. Somebody else has to approve it."))
    refuse_lacking(latest)
    given = Approval.objects.in_force().filter(page=page, digest=digest)
    if Ending.objects.of(page):
        # A revoked text may be allowed again as it is.
        given = given.filter(published_at=None)
    if given.exists():
        raise NotAllowed(_("Somebody else has approved this text already."))
    return record(page, latest, by=by, at=at, via=via)


def record(
    page: Page, text: Page, *, by: Any, at: datetime, via: str, reason: str = ""
) -> Approval:
    """Keep what was approved, void what it replaces, and log it."""
    # The one that is out stays in force until the new text takes its place.
    out = Page.objects.filter(pk=page.pk, live=True).values("live_revision_id")
    superseded = Approval.objects.in_force().filter(page=page)
    superseded.exclude(revision_id__in=out).update(voided_at=at)
    close_links(page, at=at)
    digest = digests.public_digest(text)
    approval = Approval.objects.create(
        page=page,
        act=Approval.PUBLISH,
        digest=digest,
        content=digests.public_content(text),
        approved_by=by,
        approved_at=at,
        via=via,
        reason=reason,
    )
    action = "page.urgent" if via == Approval.ALONE else "page.approved"
    Entry.write(page.specific, action, by=by, at=at, data=approval.facts())
    if isinstance(text, BasePage):
        text.was_approved(approval)
    return approval


def close_links(page: Page, *, at: datetime) -> None:
    """End every link that still asks for this page's approval. One query."""
    open_ones = ApprovalLink.objects.filter(page=page, used_at=None, expires_at__gt=at)
    open_ones.update(expires_at=at)


@verb("core.publish_page", system=True)
def publish(page: Page, *, by: Any, at: datetime) -> bool:
    """Put the approved latest text out, or plan it for the end of its embargo.

    What a room holds is not planned: the room lets it out (`publication.HOLDS`).
    Returns whether it is out now. Raises NotAllowed when the latest text is not the
    approved one.
    """
    publication.hold(page)
    revision = Page.objects.get(pk=page.pk).specific.get_latest_revision()
    text = revision.as_object()
    if publication.held_by_a_room(text, at=at):
        require_approved(text)
        return False
    planned = max(filter(None, (text.go_live_at, embargo(text))), default=None)
    if (planned and planned > at) or publication.held_back(text, at=at):
        plan(revision, planned or at)
        return False
    with publication.acting(by=by, at=at):
        # This verb has decided; Wagtail's locks are for its editor.
        revision.publish(user=by, skip_permission_checks=True)
    return True


def embargo(page: Page) -> datetime | None:
    return getattr(page, "embargo_until", None)


def plan(revision: Revision, when: datetime) -> None:
    """Let `tick` publish this revision at `when`; it asks the guard again then."""
    text = revision.as_object()
    require_approved(text)
    text.revisions.exclude(pk=revision.pk).update(approved_go_live_at=None)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=when)


def require_approved(text: Page) -> None:
    """Raise NotAllowed unless an approval of this very text waits. Two queries."""
    if not publication.may_go_out(text, digests.public_digest(text)):
        raise NotAllowed(publication.not_approved())


def approve_task(
    task_state: TaskState, *, by: Any, at: datetime, digest: str = "", **kwargs: Any
) -> TaskState:
    """Approve what was sent, then let the workflow go on.

    `digest` is that of the text the approver has read, where the screen knows it.
    """
    page = task_state.workflow_state.content_object
    if page.latest_revision_id != task_state.revision_id:
        raise NotAllowed(
            _("The text has changed since it was sent. Request changes first.")
        )
    digest = digest or digests.public_digest(task_state.revision.as_object())
    with transaction.atomic():
        # The page before all else, as every verb: no two wait for each other.
        publication.hold(page)
        # Who comes second finds the task done.
        mine = TaskState.objects.filter(pk=task_state.pk, status="in_progress")
        if not mine.update(comment=F("comment")):
            raise NotAllowed(_("Somebody else has decided on this text already."))
        approve(page, by=by, at=at, digest=digest, via="workflow")
        with publication.acting(by=by, at=at):
            return task_state.approve(user=by, **kwargs)


@verb("core.withdraw_page")
def withdraw(
    page: Page,
    *,
    by: Any,
    at: datetime,
    reason: str,
    goes_to: Page | None = None,
    redirects: int | None = None,
) -> Ending:
    """Take a page off its address with a reason that readers see; return its ending.

    At the address stands the date, the reason and `goes_to`, another live page, or
    with `redirects` (301 or 302) readers are sent there. Raises NotAllowed without a
    reason, or where the kind of page asks for more than this right.
    """
    if not may_withdraw(page, by):
        raise NotAllowed(_("A record is withdrawn by the head alone. Revoke it."))
    if not reason.strip():
        raise NotAllowed(_("Say why this page is withdrawn."))
    if not publication.hold(page, live=True):
        raise NotAllowed(_("This page is not published."))
    page = Page.objects.get(pk=page.pk).specific
    withdrawal = Approval.objects.create(
        page=page,
        act=Approval.WITHDRAW,
        approved_by=by,
        approved_at=at,
        via="desk",
        reason=reason,
    )
    Ending.objects.in_force().filter(page=page).update(over_at=at)
    facts = {"by": by, "at": at, "reason": reason}
    way = {"goes_to": goes_to, "redirects": redirects}
    ending = end(page, act=Ending.WITHDRAW, **facts, **way)
    with publication.acting(by=by, at=at):
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    stop_what_waits(page, by=by, at=at)
    data = withdrawal.facts() | {"ending": ending.facts()}
    Entry.write(page, "page.withdrawn", by=by, at=at, data=data)
    return ending


def may_withdraw(page: Page, user: Any) -> bool:
    """Return whether this person may take this kind of page off its address."""
    right = getattr(page.specific, "withdraw_permission", "core.withdraw_page")
    return bool(user.has_perm(right, page))


def end(page: Page, *, act: str, goes_to: Page | None, **facts: Any) -> Ending:
    """Write how this page ends. Raises NotAllowed when readers would be led nowhere."""
    if goes_to is None and facts["redirects"]:
        raise NotAllowed(_("Choose the page to which readers are sent."))
    if goes_to and (goes_to.pk == page.pk or not (is_live(goes_to) and goes_to.url)):
        raise NotAllowed(_("Choose another page, one that is published."))
    return Ending.objects.create(page=page, act=act, goes_to=goes_to, **facts)


def is_live(page: Page) -> bool:
    return bool(Page.objects.filter(pk=page.pk, live=True).exists())


def stop_what_waits(page: Page, *, by: Any, at: datetime) -> None:
    """Let nothing that was sent, asked or planned before bring this page back."""
    close_links(page, at=at)
    page.revisions.update(approved_go_live_at=None)
    if state := page.current_workflow_state:
        state.cancel(user=by)


@verb("core.ask_approval")
def ask_by_link(page: Page, *, by: Any, at: datetime, approver: Any) -> str:
    """Mail a one-time link for the latest text to one approver; return its address.

    256 bits, valid for 48 hours, bound to the text. Raises NotAllowed when this
    person may not approve it.
    """
    if not may_approve(page, approver):
        raise NotAllowed(_("%(name)s may not approve this text.") % {"name": approver})
    refuse_lacking(page.get_latest_revision_as_object())
    token = secrets.token_urlsafe(32)
    ApprovalLink.objects.create(
        page=page,
        digest=digests.public_digest(page.get_latest_revision_as_object()),
        token_hash=hash_of(token),
        approver=approver,
        asked_at=at,
        expires_at=at + LINK_LASTS,
    )
    facts = {"approver": approver.pk}
    Entry.write(page.specific, "page.approval_asked", by=by, at=at, data=facts)
    address = settings.PUBLIC_URL + reverse("approve_by_link", args=[token])
    transaction.on_commit(lambda: mail_link(page, approver, address))
    return address


def mail_link(page: Page, approver: Any, address: str) -> None:
    """Send the address to the approver, in plain text."""
    # A line break in a title would forge a header of the mail.
    title = " ".join(page.get_admin_display_title().split())
    words = {"title": title, "address": address}
    send_mail(
        _("Please approve: %(title)s") % words,
        _(
            "A text waits for you: %(title)s\n\nRead it and decide here, "
            "within 48 hours:\n%(address)s\n\nThe link works once and only for you. "
            "Do not forward it."
        )
        % words,
        None,
        [approver.email],
    )


def link_for(token: str, *, at: datetime) -> ApprovalLink:
    """Return the link of this token. Raises NotAllowed when it is of no use."""
    link = (
        ApprovalLink.objects.select_related("page", "approver")
        .filter(token_hash=hash_of(token), used_at=None, expires_at__gt=at)
        .first()
    )
    if link is None or not link.approver.is_active:
        raise NotAllowed(_("This link has been used or is no longer valid."))
    return link


def approve_by_link(token: str, *, at: datetime | None = None) -> bool:
    """Approve and publish through a link; return whether the text is out now.

    Raises NotAllowed when the link is used, too old, or for an earlier text; the
    link stays usable when the approval itself is refused.
    """
    at = at or timezone.now()
    with transaction.atomic():
        publication.hold(link_for(token, at=at).page)
        # Somebody may have used or closed it while we waited for the page.
        link = link_for(token, at=at)
        mine = ApprovalLink.objects.filter(pk=link.pk, used_at=None)
        if not mine.update(used_at=at):
            raise NotAllowed(_("This link has been used or is no longer valid."))
        page, by = link.page.specific, link.approver
        approval = approve(page, by=by, at=at, digest=link.digest, via="link")
        if state := page.current_workflow_task_state:
            with publication.acting(by=by, at=at):
                state.approve(user=by)
        else:
            publish(page, by=by, at=at)
        approval.refresh_from_db(fields=["published_at"])
        return approval.published_at is not None


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def found(page: Page, *, at: datetime) -> None:
    """Publish a page of the first structure, while the site is still empty.

    The installer is one person alone: this door is open only until the first page
    that a second person approved, and it is logged. Raises NotAllowed after that.
    """
    if Approval.objects.exclude(via="installation").exists():
        raise NotAllowed(_("This site is set up already."))
    with transaction.atomic():
        text = page.get_latest_revision_as_object()
        record(page, text, by=None, at=at, via="installation")
        publish(page, by=None, at=at)
