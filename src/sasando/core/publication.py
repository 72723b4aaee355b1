"""Nothing goes out, changes or vanishes without a second person: the one decision.

Wagtail changes `live` on many ways (editor, bulk, API, workflow, schedule, expiry,
copy, alias, parent's deletion). All of them end in a save or a delete of a Page, so
`decide` is asked there, by two receivers, for every page class. Behind it stand the
triggers in `guards`, for what passes by `save()`: `QuerySet.update`, raw SQL, loaddata.
The verbs by which people allow something are in `approvals.py`.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from wagtail.log_actions import LogContext, get_active_log_context
from wagtail.models import Page, PageViewRestriction, Revision, TaskState

from sasando.core.addresses import NAME_STAYS, has_public_below
from sasando.core.bilingual import Sentence as _
from sasando.core.digests import public_digest
from sasando.core.models import Approval, BasePage, Ending, Entry, Freeze
from sasando.core.refusals import Kept, NotAllowed

EXPIRY = "expiry"
Hold = Callable[[Page, datetime], str]
HOLDS: list[Hold] = []


def register_hold(hold: Hold) -> None:
    """Let a room keep pages in: `hold(page, at)` says why, or "", in one query.

    What is held so is not planned either: the room lets it out. In `AppConfig.ready`.
    """
    if hold not in HOLDS:
        HOLDS.append(hold)


HARMLESS = frozenset(
    {
        *("path", "depth", "numchild", "url_path", "draft_title", "latest_revision"),
        *("has_unpublished_changes", "latest_revision_created_at", "expired", "owner"),
        *("locked", "locked_at", "locked_by", "translation_key"),
    }
)


# The moment of the verb that runs; what passes by the verbs has the clock's.
MOMENT: ContextVar[datetime | None] = ContextVar("MOMENT", default=None)


@contextmanager
def acting(*, by: Any, at: datetime) -> Iterator[None]:
    """Let the guard and the logs know who acts, and when, while Wagtail works."""
    before = MOMENT.set(at)
    try:
        with LogContext(user=by):
            yield
    finally:
        MOMENT.reset(before)


def moment() -> datetime:
    """Return the time of the verb that runs, or of the clock."""
    return MOMENT.get() or timezone.now()


def guard_save(
    instance: Any, *, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    """Receive `pre_save` of every model; ask `decide` for pages."""
    if raw:
        return
    if isinstance(instance, Page) and instance.depth != 1:
        decide(instance, changing=update_fields, at=moment())
    elif isinstance(instance, Revision):
        keep_text(instance, changing=update_fields)
    elif isinstance(instance, PageViewRestriction):
        raise NotAllowed(_("Every page here is public. Withdraw it instead."))


def keep_text(revision: Revision, *, changing: Collection[str] | None) -> None:
    """Let a text that waits for approval, or went out, stay: make another revision.

    Wagtail's autosave writes over the revision it made last, under the same id. Who
    wrote what, and what was read and approved, hangs on that id. Two queries, one
    when nothing waits.
    """
    if revision._state.adding or (changing is not None and "content" not in changing):
        return
    waits = TaskState.objects.filter(revision_id=revision.pk)
    went_out = Approval.objects.filter(revision_id=revision.pk)
    if waits.exists() or went_out.exists():
        revision.pk = None
        revision._state.adding = True


def guard_delete(instance: Any, **kwargs: Any) -> None:
    """Receive `pre_delete` of every model; refuse pages that are on record."""
    if isinstance(instance, Page):
        decide(instance, deleting=True, at=moment())


def decide(
    page: Page,
    *,
    at: datetime,
    changing: Collection[str] | None = None,
    deleting: bool = False,
) -> None:
    """Let this change of `live`, `live_revision` or existence pass, or raise.

    `changing` names the fields of a partial save. A page born live becomes a draft
    in place. Raises NotAllowed with a sentence for the person. Two queries for a draft,
    four to six where something public changes.
    """
    if deleting:
        return refuse_deletion(page)
    if page._state.adding:
        return keep_as_draft(page)
    if changing is not None and HARMLESS.issuperset(changing):
        return None
    # Before anything is read: of two at once, the second sees what the first did.
    hold(page)
    stored = (
        Page.objects.filter(pk=page.pk)
        .values("live", "live_revision_id", "expire_at", "last_published_at", "slug")
        .first()
    )
    if page.live:
        allow_publication(page, stored or {}, at=at)
    elif stored and stored["live"]:
        allow_withdrawal(page, stored, at=at)
    elif stored and stored["slug"] != page.slug and has_public_below(page):
        raise NotAllowed(_(NAME_STAYS))
    return None


def hold(page: Page, **state: Any) -> bool:
    """Take the page's row until this transaction ends; return whether it is in `state`.

    A compare-and-swap that changes nothing: who comes second waits, then looks again.
    Works alike on both databases, where SELECT FOR UPDATE does not. One query.
    """
    row = Page.objects.filter(pk=page.pk, **state)
    return bool(row.update(draft_title=F("draft_title")))


def refuse_deletion(page: Page) -> None:
    if Approval.objects.filter(page_id=page.pk).exists():
        raise Kept


def keep_place(instance: Page, **kwargs: Any) -> None:
    """Receive `pre_page_move`; refuse to move what was ever out, or holds it."""
    if keeps_its_place(instance):
        raise NotAllowed(
            _("This page was published and stays at its address. Withdraw it instead.")
        )


def keeps_its_place(page: Page) -> bool:
    """Return whether this page, or one below it, was ever out. One query."""
    out = Approval.objects.exclude(published_at=None)
    return bool(out.filter(page__path__startswith=page.path).exists())


def keep_as_draft(page: Page) -> None:
    if page.alias_of_id:
        raise NotAllowed(
            _("An approval belongs to one page. Make a copy instead of an alias.")
        )
    if page.live:
        page.live = False
        page.has_unpublished_changes = True
        page.live_revision = None


def allow_publication(page: Page, stored: dict[str, Any], *, at: datetime) -> None:
    """Let an approved text be live, and leave the mark that the trigger asks for.

    An approval brings a text out once. The text that is out already may be saved and
    published again: it stays out under the revision and the date it went out with.
    """
    specific = whole(page)
    approved = Approval.objects.in_force().filter(page_id=page.pk)
    approved = approved.filter(digest=public_digest(specific))
    if approval := approved.filter(published_at=None).first():
        if reason := held_back(specific, at=at):
            raise NotAllowed(reason)
        return goes_out(specific, approval, at=at)
    out = stored.get("live") and stored["live_revision_id"]
    if not (out and approved.filter(revision_id=out).exists()):
        raise NotAllowed(not_approved())
    if page.live_revision_id != out:
        if Ending.objects.of(page):
            raise NotAllowed(revoked())
        page.live_revision_id = out
        page.last_published_at = stored["last_published_at"]
    return None


def not_approved() -> str:
    return _("This text is not the one that was approved. Send it for approval first.")


def revoked() -> str:
    return _("This page is revoked. Send its text for approval again.")


def may_go_out(page: Page, digest: str) -> bool:
    """Return whether an approval of this text has not been used yet. One query."""
    approved = Approval.objects.in_force().filter(page_id=page.pk, digest=digest)
    return bool(approved.filter(published_at=None).exists())


def goes_out(page: Page, approval: Approval, *, at: datetime) -> None:
    """Leave the mark that the trigger asks for, void all other approvals, and log it.

    A page that was revoked or withdrawn is so no more.

    The editor's button makes a new revision with the same text, so the guard writes
    the mark, not the approver.
    """
    Approval.objects.filter(page_id=page.pk, voided_at=None).exclude(
        pk=approval.pk
    ).update(voided_at=at)
    Approval.objects.filter(pk=approval.pk).update(
        revision_id=page.live_revision_id, published_at=at
    )
    Ending.objects.in_force().filter(page_id=page.pk).update(over_at=at)
    if isinstance(page, BasePage):
        page.goes_out(at=at)
    facts = {"approval": approval.pk, "digest": approval.digest}
    facts["revision"] = page.live_revision_id
    by = get_active_log_context().user
    Entry.write(page, "page.published", by=by, at=at, data=facts)


def held_back(page: Page, *, at: datetime) -> str:
    """Return why nothing of this page may go out at `at`, or "".

    Up to two queries, and those by which the page looks at what it shows.
    """
    why = barred(page, at=at)
    return why or (page.hinders(at=at) if isinstance(page, BasePage) else "")


def barred(page: Page, *, at: datetime) -> str:
    """Return what keeps any text of this page in, or "": the page above it, an embargo,
    a freeze, a room.
    """
    if above := never_out_above(page):
        return _("“%(title)s”, the page above this one, is not out yet.") % {
            "title": above.get_admin_display_title()
        }
    embargo = getattr(page, "embargo_until", None)
    if embargo and embargo > at:
        when = timezone.localtime(embargo)
        return _("This page is under embargo until %(time)s.") % {
            "time": f"{when:%d-%m-%Y %H.%M}"
        }
    if freeze := Freeze.objects.active(at).first():
        return _("Nothing is published now: %(reason)s.") % {"reason": freeze.reason}
    return held_by_a_room(page, at=at)


def never_out_above(page: Page) -> Page | None:
    """Return a page above this one that no reader has seen, or None. One query.

    Its name stands in every address below it, and may be a secret. What was withdrawn
    is none any more: those below stay where they are. Home has no name in an address.
    """
    step = page.steplen
    paths = [page.path[:end] for end in range(3 * step, len(page.path), step)]
    hidden = Page.objects.filter(path__in=paths, live=False, first_published_at=None)
    return hidden.order_by("path").first() if paths else None


def drafts_above_public() -> Any:
    """Return pages that no reader has seen, but the addresses below them name. A query.

    Only drafts with pages below are looked at, which are few.
    """
    below = Page.objects.filter(
        live=True, depth__gt=OuterRef("depth"), path__startswith=OuterRef("path")
    )
    drafts = Page.objects.filter(live=False, first_published_at=None, numchild__gt=0)
    return drafts.filter(Exists(below), depth__gt=2).order_by("path")


def held_by_a_room(page: Page, *, at: datetime) -> str:
    """Return why a room keeps this page in, or "". A query a room."""
    return next(filter(None, (hold(page, at) for hold in HOLDS)), "")


def allow_withdrawal(page: Page, stored: dict[str, Any], *, at: datetime) -> None:
    """Let a page come back: withdrawn by the verb, or at its approved end."""
    withdrawal = Approval.objects.filter(
        page_id=page.pk, act=Approval.WITHDRAW, voided_at=None, revision=None
    ).first()
    if withdrawal is None:
        withdrawal = expiry(page, stored, at=at)
    if withdrawal is None:
        raise NotAllowed(_("Withdrawing needs a reason. Use “Withdraw”."))
    live = stored["live_revision_id"]
    with transaction.atomic():
        Approval.objects.filter(pk=withdrawal.pk).update(revision_id=live)
        ends = Approval.objects.filter(page_id=page.pk, voided_at=None)
        if withdrawal.via == EXPIRY:
            # A text that waits to follow the one that ends goes on waiting.
            ends = ends.exclude(Q(act=Approval.PUBLISH) & ~Q(revision_id=live))
        ends.exclude(pk=withdrawal.pk).update(voided_at=at)


def expiry(page: Page, stored: dict[str, Any], *, at: datetime) -> Approval | None:
    """Return the withdrawal that an approved end date amounts to, or None."""
    # The date on which it ends was part of the approved text.
    live = stored["live_revision_id"]
    approval = Approval.objects.in_force().filter(revision_id=live).first()
    if not (approval and stored["expire_at"] and stored["expire_at"] <= at):
        return None
    ended = Approval.objects.create(
        page_id=page.pk,
        act=Approval.WITHDRAW,
        digest=approval.digest,
        approved_by=approval.approved_by,
        approved_at=approval.approved_at,
        via=EXPIRY,
    )
    Entry.write(whole(page), "page.ended", by=None, at=at, data=ended.facts())
    return ended


def whole(page: Page) -> Page:
    """Return the page with all its fields, also for a bare `Page`. One query or none.

    A bare page is laid over its specific row, so that a title changed through the
    base class meets the approved text too.
    """
    if type(page) is not Page:
        return page
    specific = page.get_specific(deferred=False, copy_attrs=[])
    for field in Page._meta.concrete_fields:
        setattr(specific, field.attname, getattr(page, field.attname))
    return specific


def unapproved(pages: Any) -> list[Page]:
    """Return the live pages whose text is not the approved one: for `verify`."""
    wrong = []
    for page in pages.filter(live=True, depth__gt=1).specific().iterator():
        # Not any approval in force: one may wait for its hour.
        out = Approval.objects.in_force().filter(
            page_id=page.pk, revision_id=page.live_revision_id
        )
        if not out.filter(digest=public_digest(page)).exists():
            wrong.append(page)
    return wrong
