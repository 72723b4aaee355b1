"""Taking over a table of drafts: first read and shown, then made, never twice."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from sasando.channels import sheets, workflow
from sasando.channels.planned import Sheet
from sasando.channels.workflow import Saying
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed
from sasando.core.workflow import verb

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came."""

    name: str
    data: bytes


@verb("channels.receive_sheet")
def receive(unit: Any, sent: Sent, *, by: Any, at: datetime) -> Sheet:
    """Read a table and keep what it would become; nothing is made yet.

    The same file again, before it was taken over, is the same table read anew. Raises
    NotAllowed for what is no table.
    """
    del unit
    rows = [row.kept() for row in sheets.read(sent.data, at=at)]
    digest = hashlib.sha256(sent.data).hexdigest()
    facts = {"name": sent.name[:200], "rows": rows, "created_at": at}
    sheet, is_new = Sheet.objects.update_or_create(
        by=by, digest=digest, taken_at=None, defaults=facts
    )
    if is_new:
        Entry.write(sheet, "sheet.received", by=by, at=at, data={"rows": len(rows)})
    return sheet


@verb("channels.take_sheet")
def take(sheet: Sheet, *, by: Any, at: datetime) -> int:
    """Make a draft of each row without a fault; return how many are new.

    What could not be made is said in its row. Raises NotAllowed for somebody else's
    table, and for one that was taken over already.
    """
    if by.pk != sheet.by_id:
        raise NotAllowed(_("Somebody else sent this table."))
    if not Sheet.objects.filter(pk=sheet.pk, taken_at=None).update(taken_at=at):
        raise NotAllowed(_("This table was taken over already."))
    sheet.taken_at, sheet.rows = at, sheets.again(sheet.rows, at=at)
    for row in sheet.rows:
        if not row["faults"]:
            sheet.made += made(row, by=by, at=at)
    sheet.save(update_fields=["rows", "made"])
    Entry.write(sheet, "sheet.taken", by=by, at=at, data={"made": sheet.made})
    return sheet.made


def sweep(at: datetime) -> None:
    """Forget tables that nobody took over for a month."""
    Sheet.objects.filter(taken_at=None, created_at__lt=at - KEPT).delete()


def made(row: dict[str, Any], *, by: Any, at: datetime) -> bool:
    """Make the draft of a row; return whether it is new. Its refusal stays with it."""
    if row["known"]:
        return False
    try:
        content = workflow.write(None, saying_of(row), by=by, at=at)
    except NotAllowed as refusal:
        row["faults"] = [str(refusal)]
        return False
    except IntegrityError as error:
        raise NotAllowed(
            _("Somebody takes over the same rows right now. Try again.")
        ) from error
    row["known"] = content.pk
    return True


def saying_of(row: Mapping[str, Any]) -> Saying:
    is_slot = row["hour"] == sheets.SLOT
    has_hour = row["hour"] and not is_slot
    return Saying(
        text=row["text"],
        link=row["link"],
        channels=row["channels"],
        scheduled_at=datetime.fromisoformat(row["hour"]) if has_hour else None,
        in_slots=is_slot,
        key=row["key"],
        is_draft=True,
    )
