"""The verb that blanks one published text, and what is left of it in the database."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision, TaskState

from sasando.core import approvals, publication
from sasando.core.digests import public_content
from sasando.core.models import Approval, BasePage, Entry
from sasando.core.workflow import NotAllowed, verb

NAMELESS = "—"


@verb("core.redact_version")
def redact(
    page: Page, *, by: Any, at: datetime, approval: Approval, reason: str
) -> int:
    """Blank the text of one version; return how many drafts were blanked with it.

    Number, dates, reason and hash stay. With it go all approvals of the same text, the
    texts that were approved and never went out, and every draft of this page that was
    never approved, except the newest when it holds another text. Raises NotAllowed
    without a reason, for the text that is out, or when it is redacted already.
    """
    if not reason.strip():
        raise NotAllowed(_("Say why this version is redacted."))
    publication.hold(page)
    page = Page.objects.get(pk=page.pk).specific
    given = Approval.objects.filter(page=page, act=Approval.PUBLISH)
    whole = given.filter(redacted_at=None)
    version = whole.filter(pk=approval.pk).exclude(published_at=None).first()
    if version is None:
        raise NotAllowed(_("This version is redacted already, or never went out."))
    if is_out(page, version.digest):
        raise NotAllowed(
            _("This text is out. Publish a corrected text first, or withdraw the page.")
        )
    same = Q(digest=version.digest)
    unseen = Q(published_at=None) & ~Q(voided_at=None)
    gone = list(whole.filter(same | unseen).order_by("pk"))
    blank(page, gone, at=at, reason=reason)
    drafts = blank_drafts(page, version, by=by, at=at)
    if isinstance(page, BasePage):
        page.was_redacted(at=at)
    facts: dict[str, Any] = {
        "approvals": [each.pk for each in gone],
        "digest": version.digest,
    }
    facts |= {"reason": reason, "drafts": drafts}
    Entry.write(page, "page.redacted", by=by, at=at, data=facts)
    return drafts


def redactable(page: Page) -> Any:
    """Return the versions of this page that may be redacted, newest first."""
    versions = Approval.objects.filter(page=page, act=Approval.PUBLISH)
    whole = versions.filter(redacted_at=None).exclude(published_at=None)
    if page.live:
        out = versions.filter(revision_id=page.live_revision_id)
        whole = whole.exclude(digest__in=out.values("digest"))
    return whole


def is_out(page: Page, digest: str) -> bool:
    """Return whether readers are shown the text with this digest now. One query."""
    out = Approval.objects.filter(page=page, revision_id=page.live_revision_id)
    return bool(page.live and out.filter(digest=digest).exists())


def blank(page: Page, gone: list[Approval], *, at: datetime, reason: str) -> None:
    """Empty these approvals and their revisions; the page too where it held the text.

    The order is that of the triggers: an approval first, then its revision.
    """
    rows = Approval.objects.filter(pk__in=[each.pk for each in gone])
    rows.filter(voided_at=None).update(voided_at=at)
    rows.update(content={}, redacted_at=at, redacted_reason=reason)
    kept = {each.revision_id for each in gone if each.revision_id}
    blank_revisions(page, Revision.objects.filter(pk__in=kept))
    versions = Approval.objects.filter(page=page, act=Approval.PUBLISH)
    last = versions.exclude(published_at=None).first()
    # Not by its hash: a file that changed since would hide that it is the same text.
    if not page.live and last and last.redacted_at:
        blank_row(page)


def bare_text(page: Page) -> Any:
    return {"pk": page.pk, "title": NAMELESS}


def blank_revisions(page: Page, revisions: Any) -> int:
    """Empty these texts and return their number; who wrote them stays on record."""
    revisions = revisions.exclude(content=bare_text(page))
    facts = {"object_str": NAMELESS, "approved_go_live_at": None}
    number: int = revisions.update(content=bare_text(page), **facts)
    return number


def blank_row(page: Page) -> None:
    """Empty the row of a page that is not out, with all that hangs on it."""
    for relation in get_all_child_relations(type(page)):
        rows = relation.related_model._base_manager
        rows.filter(**{relation.field.attname: page.pk}).delete()
    bare = page.with_content_json(bare_text(page))
    bare.slug, bare.url_path = page.slug, page.url_path
    # What is empty would not pass the form.
    bare.save(clean=False)


def blank_drafts(page: Page, version: Approval, *, by: Any, at: datetime) -> int:
    """Blank the drafts that were never approved; return their number.

    The newest stays when it holds another text: somebody may be writing it.
    """
    approved = Approval.objects.filter(page=page).exclude(revision=None)
    drafts = Revision.page_revisions.filter(object_id=str(page.pk)).exclude(
        pk__in=approved.values("revision_id")
    )
    newest = Page.objects.get(pk=page.pk).latest_revision
    if newest and words(public_content(newest.as_object())) != words(version.content):
        drafts = drafts.exclude(pk=newest.pk)
    elif newest:
        approvals.stop_what_waits(page, by=by, at=at)
    # What people said of these texts on their way.
    TaskState.objects.filter(revision__in=drafts).delete()
    number = blank_revisions(page, drafts)
    begin_again(page)
    return number


def words(content: dict[str, Any]) -> dict[str, Any]:
    """Return an approved text without its files: they may have changed since."""
    return {name: value for name, value in content.items() if name != "files"}


def begin_again(page: Page) -> None:
    """Let the editor open the newest text that is left, under its own title."""
    left = Revision.page_revisions.filter(object_id=str(page.pk))
    left = left.order_by("-created_at", "-pk")
    newest = left.exclude(content=bare_text(page)).first() or left.first()
    if newest is None:
        return
    Page.objects.filter(pk=page.pk).update(
        latest_revision=newest,
        latest_revision_created_at=newest.created_at,
        draft_title=newest.content["title"],
        has_unpublished_changes=newest.pk != page.live_revision_id,
    )
