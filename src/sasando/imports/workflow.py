"""The verbs of an import: receive, start, approve the whole, undo."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sasando.accounts.models import Unit
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, move, verb
from sasando.imports.models import Import, Row, facts

Status = Import.Status


@dataclass(frozen=True, slots=True)
class Parcel:
    """What somebody brings: the file as it lies here, and how to read it."""

    name: str
    file: Path
    media_folder: str = ""
    media_address: str = ""
    media_trusted: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    rights: str = ""
    rights_by: str = ""
    consent: str = ""
    credit: str = ""
    undescribed: str = Import.Undescribed.KEEP


@verb("imports.receive")
def receive(unit: Unit, parcel: Parcel, *, by: Any, at: datetime) -> Import:
    """Take an export for this unit; the worker reads it and writes nothing yet."""
    batch = Import.objects.create(
        name=parcel.name[:200],
        file=str(parcel.file),
        media_folder=parcel.media_folder,
        media_address=parcel.media_address,
        media_trusted=parcel.media_trusted,
        mapping=parcel.mapping,
        unit=unit,
        rights=parcel.rights,
        rights_by=parcel.rights_by,
        consent=parcel.consent,
        credit=parcel.credit,
        undescribed=parcel.undescribed,
        by=by,
        at=at,
    )
    said = facts(batch) | {"rights": batch.rights, "consent": batch.consent}
    Entry.write(batch, "import.received", by=by, at=at, data=said)
    return batch


@verb("imports.start")
def start(batch: Import, *, by: Any, at: datetime) -> None:
    """Let the worker bring the rows in as drafts; again, those that failed."""
    if not batch.path().is_file():
        raise NotAllowed(_("The file of this import is gone. Send it again."))
    if batch.status == Status.DONE:
        # What failed by its own fault fails again; what was missing may be there now.
        failed = batch.rows.filter(state=Row.State.FAILED)
        if not failed.exists():
            raise NotAllowed(_("Everything was brought in already."))
        failed.update(state=Row.State.FOUND, tries=0, faults=[], is_faulty=False)
    move(batch, Status.RUNNING, by=by, at=at, action="import.started")


@verb("imports.approve")
def approve(batch: Import, *, by: Any, at: datetime, seal: str) -> int:
    """Allow all texts of this import that wait, as they were brought; return how many.

    `seal` is that of the list the approver saw. Each page still gets an approval of
    its own, by this person, from the worker; one that was changed since is left out.
    Raises NotAllowed for who brought it in, or when the list is another one by now.
    """
    if by.pk == batch.by_id:
        raise NotAllowed(_("You brought this in. Somebody else has to approve it."))
    if seal != seal_of(batch):
        raise NotAllowed(_("The list has changed since you opened it. Read it again."))
    count = batch.rows.waiting().update(tries=0)
    if not count:
        raise NotAllowed(_("Nothing of this import waits for approval."))
    changes = {"approved_by": by, "approved_at": at}
    move(batch, Status.PUBLISHING, by=by, at=at, action="import.approved", **changes)
    return count


def seal_of(batch: Import) -> str:
    """Return one hash over every text that waits, as it was brought in. One query."""
    rows = batch.rows.waiting().order_by("pk").values_list("pk", "page_id", "digest")
    total = hashlib.sha256()
    for row in rows.iterator(chunk_size=2_000):
        total.update(repr(row).encode())
    return total.hexdigest()


@verb("imports.undo")
def undo(batch: Import, *, by: Any, at: datetime) -> None:
    """Let the worker take back what nobody has edited, linked or approved since."""
    batch.rows.made().update(tries=0)
    nothing = {Status.RECEIVED, Status.READ}
    to = Status.UNDONE if batch.status in nothing else Status.UNDOING
    move(batch, to, by=by, at=at, action="import.undone")
