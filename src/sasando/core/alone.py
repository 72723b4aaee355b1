"""The one door past the second person: a text that nobody answered goes out alone.

Only for a text that was sent for approval and still waits, with a written reason, by
the verb of a room that keeps a row until a second person has read it. Embargo, freeze
and all that a text may lack hold as ever.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from sasando.core import approvals, digests, publication
from sasando.core.lacking import refuse_lacking
from sasando.core.models import Approval, ApprovalLink, Ending
from sasando.core.refusals import NotAllowed


def waits_since(page: Page, *, at: datetime) -> datetime | None:
    """Return since when the newest text of this page waits for an approver, or None.

    Sent through the workflow, or by a link while nobody sent it so. A text that changed
    since it was sent does not wait; nor does one that somebody has answered. Up to six
    queries.
    """
    if task := page.current_workflow_task_state:
        same = task.revision_id == page.latest_revision_id
        return task.started_at if same else None
    digest = digests.public_digest(page.get_latest_revision_as_object())
    links = ApprovalLink.objects.filter(page=page, digest=digest, used_at=None)
    asked = links.filter(expires_at__gt=at).order_by("asked_at").first()
    if asked is None:
        return None
    answers = TaskState.objects.for_instance(page).exclude(finished_at=None)
    answered = answers.filter(finished_at__gte=asked.asked_at).exists()
    return None if answered else asked.asked_at


def publish_alone(
    page: Page, *, by: Any, at: datetime, digest: str, reason: str, waited: timedelta
) -> Approval:
    """Put the text with this digest out on one person's word; return what was kept.

    Runs in the transaction of a verb that has asked for the right. Raises NotAllowed
    when the text has not `waited` so long, has changed, lacks something, is held back,
    has been answered, or when the page was taken back.
    """
    take_task(page)
    publication.hold(page)
    # All is read anew: what others did until now is done, what they begin now waits.
    page = Page.objects.get(pk=page.pk).specific
    revision = page.get_latest_revision()
    text = revision.as_object()
    if digest != digests.public_digest(text):
        raise NotAllowed(_("The text has changed since you opened it. Read it again."))
    refuse_answered(page, digest=digest)
    since = waits_since(page, at=at)
    if since is None or at - since < waited:
        raise NotAllowed(_("This text does not wait for approval, or not long enough."))
    refuse_lacking(text)
    if why := publication.barred(text, at=at) or not_yet(text, at=at):
        raise NotAllowed(why)
    facts = {"via": Approval.ALONE, "reason": reason}
    approval = approvals.record(page, text, by=by, at=at, **facts)
    # The guard asks what else hinders it, now that a release has its number.
    with publication.acting(by=by, at=at):
        # Wagtail ends the workflow that waits: nobody has approved.
        revision.publish(user=by, skip_permission_checks=True)
    return approval


def take_task(page: Page) -> None:
    """Take the step that waits, before the page: in the order of `approve_task`.

    Of an approver and an editor at once, the second finds it done. Two queries.
    """
    if task := page.current_workflow_task_state:
        mine = TaskState.objects.filter(pk=task.pk, status="in_progress")
        if not mine.update(comment=F("comment")):
            raise NotAllowed(_("Somebody else has decided on this text already."))


def refuse_answered(page: Page, *, digest: str) -> None:
    """Raise NotAllowed for a text that was answered, or a page that was taken back.

    Whoever asked for changes answered these very words, however often they are sent.
    """
    if was_sent_back(page, digest=digest):
        raise NotAllowed(
            _("An approver asked for changes in this very text. Mend it first.")
        )
    if Approval.objects.in_force().filter(page=page, digest=digest).exists():
        raise NotAllowed(_("Somebody else has approved this text already."))
    if Ending.objects.of(page):
        raise NotAllowed(
            _("This page was taken back. Only an approver lets it out again.")
        )


def was_sent_back(page: Page, *, digest: str) -> bool:
    """Return whether an approver asked for changes in the text with this digest.

    Two queries for each time that one did.
    """
    tasks = TaskState.objects.for_instance(page).filter(status="rejected")
    texts = (task.revision.as_object() for task in tasks.select_related("revision"))
    return any(digests.public_digest(text) == digest for text in texts)


def not_yet(text: Page, *, at: datetime) -> str:
    """Return why a text that is planned for later is not urgent, or ""."""
    if not (text.go_live_at and text.go_live_at > at):
        return ""
    when = date_format(timezone.localtime(text.go_live_at), "j F Y, H.i")
    return _("This text is planned for %(time)s. What is urgent has no hour.") % {
        "time": when
    }
