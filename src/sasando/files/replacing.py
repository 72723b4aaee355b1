"""One picture in the place of another on one page: as a draft, or why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from sasando.core.lacking import lacks_of
from sasando.core.refusals import NotAllowed
from sasando.files import places, rights, shown
from sasando.files.models import Picture


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one page: whether approval was asked, or why nothing was done."""

    page_id: int
    title: str
    asked: bool = False
    why: str = ""


def refuse_unfit(old: Picture, new: Picture, *, reason: str, at: datetime) -> None:
    """Raise NotAllowed when `new` could not be shown in the place of `old`."""
    if not reason.strip():
        raise NotAllowed(_("Say why this picture is replaced."))
    if old.pk == new.pk:
        raise NotAllowed(_("Choose another picture than the one to be replaced."))
    if not new.description.strip():
        raise NotAllowed(
            _(
                "Write in the description of the new picture what it shows. People who "
                "cannot see it hear that."
            )
        )
    if faults := rights.faults([new], on=timezone.localdate(at)):
        raise NotAllowed(" ".join(faults))


def pages_with(old: Picture) -> Iterable[Page]:
    """Return the pages that show it now or in their newest draft. Five queries."""
    found = shown.where([old])[old.pk]
    numbers = {place.page_id for place in found if place.state != "version"}
    return Page.objects.filter(pk__in=numbers).order_by("pk").specific()


def replace_on(page: Page, old: Picture, new: Picture, *, by: Any) -> Change:
    """Write one new draft, or say why not."""
    title = page.get_admin_display_title()
    if page.locked and page.locked_by_id != by.pk:
        why = _("The page is locked. Unlock it, then replace the picture again.")
        return Change(page.pk, title, why=why)
    stored = newest_content(page)
    if old.pk not in places.pictures_in(type(page), stored):
        why = _(
            "Its newest draft has no such picture any more. Send that for approval."
        )
        return Change(page.pk, title, why=why)
    swap = {old.pk: new.pk}
    content = places.swapped(type(page), stored, swap, alt=new.description)
    text = page.with_content_json(content)
    if shown.refers(text, old):
        why = _(
            "The picture stands in a part of the page that only a person can change."
        )
        return Change(page.pk, title, why=why)
    with transaction.atomic():
        asked = save(page, text, new, by=by)
    return Change(page.pk, title, asked=asked)


def newest_content(page: Page) -> dict[str, Any]:
    revision = page.latest_revision
    content: dict[str, Any] = revision.content if revision else page.serializable_data()
    return content


def save(page: Page, text: Any, new: Picture, *, by: Any) -> bool:
    """Store the new text as a draft; return whether it waits for approval now."""
    # The room of the page says to readers that it changed, where it has words for that.
    getattr(text, "picture_was_replaced", lambda picture: None)(new)
    planned = page.revisions.exclude(approved_go_live_at=None)
    was_planned = bool(planned.update(approved_go_live_at=None))
    if not page.live:
        # As Wagtail's editor does: the row of a page that is not out is its draft.
        text.save()
    text.save_revision(user=by, changed=True, clean=False, log_action=True)
    waited = page.current_workflow_state
    if waited and waited.status == WorkflowState.STATUS_IN_PROGRESS:
        waited.cancel(user=by)
        was_planned = True
    return (page.live or was_planned) and ask(page, by=by)


def ask(page: Page, *, by: Any) -> bool:
    """Send the newest draft to the second person; return whether it waits."""
    fresh = Page.objects.get(pk=page.pk).specific
    workflow = fresh.get_workflow()
    if workflow is None:
        return False
    waiting = fresh.current_workflow_state
    if waiting:
        # Sent back for changes: this is one of them, and the text waits again.
        waiting.cancel(user=by)
    # Who may replace pictures is not always who may send texts, and may not be refused
    # for what somebody else left out of this one: then the house asks.
    may = by.has_perm("core.ask_approval", fresh)
    lacking = lacks_of(fresh.get_latest_revision_as_object())
    workflow.start(fresh, by if may and not lacking else None)
    return True
