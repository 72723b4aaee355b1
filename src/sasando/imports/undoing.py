"""Takes an import back: what nobody has edited, linked or approved since."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from modelcluster.fields import ParentalKey
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import BaseLogEntry, Comment, Page, ReferenceIndex

from sasando.core import publication
from sasando.core.digests import public_digest
from sasando.core.models import Approval, Entry
from sasando.core.refusals import NotAllowed
from sasando.core.workflow import move
from sasando.imports.bring import Stopped
from sasando.imports.faults import Fault, fault
from sasando.imports.models import Import, Row
from sasando.imports.pictures import digest_of

STAYS, MOST_TRIES = 9, 3
# Our own row, what is read off a text, and who wants mail of it.
BY_ITSELF = {"imports.Row", "newsroom.LinkPlace", "newsroom.LinkHarvest"}
BY_ITSELF |= {"wagtailcore.PageSubscription"}


def run(batch: Import, *, at: datetime, stopped: Stopped) -> None:
    """Take the rows back, texts before files; end where `stopped` says so."""
    made = batch.rows.made().filter(tries__lt=MOST_TRIES)
    for rows in (made.texts().order_by("-place"), made.files()):
        for key in list(rows.values_list("pk", flat=True)):
            if stopped():
                return
            take_back(Row.objects.get(pk=key), batch, at=at)
    waiting = batch.rows.filter(state=Row.State.FOUND)
    waiting.update(state=Row.State.UNDONE)
    move(batch, Import.Status.UNDONE, by=None, at=at, action="import.taken_back")


def take_back(row: Row, batch: Import, *, at: datetime) -> None:
    """Delete what one row made, or note on it why that stays."""
    Row.objects.filter(pk=row.pk).update(tries=row.tries + 1)
    try:
        with transaction.atomic():
            why = delete_page(row, batch, at=at) if row.page_id else delete_file(row)
            if why is None:
                row.state = Row.State.UNDONE
                row.save(update_fields=["state"])
    except NotAllowed:
        why = fault("approved")
    if why is not None:
        row.note([why])
        row.tries = STAYS
        row.save(update_fields=["faults", "is_faulty", "tries"])


def delete_page(row: Row, batch: Import, *, at: datetime) -> Fault | None:
    page = Page.objects.get(pk=row.page_id)
    # Who saves it in this moment waits, or has saved before we look.
    publication.hold(page)
    page = page.specific
    if (why := why_page_stays(page, row)) is not None:
        return why
    facts = {"source": row.source, "key": row.key}
    Entry.write(page, "page.unimported", by=batch.by, at=at, data=facts)
    page.delete(user=batch.by)
    row.page = None
    row.save(update_fields=["page"])
    return None


def why_page_stays(page: Page, row: Row) -> Fault | None:
    """Return why this page is not ours alone any more. About 25 queries."""
    if Approval.objects.filter(page_id=page.pk).exists():
        return fault("approved")
    is_same = public_digest(page.get_latest_revision_as_object()) == row.digest
    if not is_same or page.current_workflow_state is not None:
        return fault("edited")
    links = shown_by(page).exists()
    led_here = Redirect.objects.filter(redirect_page_id=page.pk).exists()
    if links or led_here or page.get_children_count():
        return fault("linked")
    if page.workflow_states.exists() or any(naming(page)):
        return fault("worked_on")
    return None


def naming(page: Page) -> Iterator[bool]:
    """Yield for each table that may name a page whether it names this one.

    Whatever a room keeps of a page would go with it, and nobody could give it back:
    so what counts is every table, but for the few that the machine fills by itself.
    """
    for relation in page._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete):
            continue
        model: Any = relation.related_model
        if not (is_own(model, relation.field) or issubclass(model, BaseLogEntry)):
            yield model._base_manager.filter(**{relation.field.name: page.pk}).exists()


def is_own(model: Any, column: Any) -> bool:
    """Return whether rows of this table are part of a page, or the machine's own."""
    is_part = isinstance(column, ParentalKey) and model is not Comment
    is_same = bool(getattr(column.remote_field, "parent_link", False))
    return is_part or is_same or model._meta.label in BY_ITSELF


def delete_file(row: Row) -> Fault | None:
    record = row.picture or row.document
    if record is None:
        return None
    record = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if digest_of(record) != row.digest:
        return fault("edited")
    if shown_by(record).exists():
        return fault("in_use")
    record.delete()
    row.picture = row.document = None
    row.save(update_fields=["picture", "document"])
    return None


def shown_by(record: Any) -> Any:
    """Return the references to a file that are none of our own rows."""
    ours = ContentType.objects.get_for_model(Row)
    return ReferenceIndex.get_references_to(record).exclude(base_content_type=ours)
