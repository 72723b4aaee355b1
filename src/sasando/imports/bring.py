"""Brings an import in, row by row; each is one transaction, whole or not at all.

Whoever kills it, and whenever: what was brought is there, the rest waits for the next
call. Nothing slow stands within a transaction.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F

from sasando.core.refusals import NotAllowed
from sasando.core.workflow import move
from sasando.imports import pages, pictures, reading
from sasando.imports.faults import Fault, fault, stored
from sasando.imports.media import NotThere
from sasando.imports.models import Import, Row
from sasando.imports.scan import Scan
from sasando.imports.streams import Unreadable

MOST_TRIES = 3
Stopped = Callable[[], bool]


def run(batch: Import, *, at: datetime, stopped: Stopped) -> None:
    """Bring in the rows that wait, files first; end where `stopped` says so."""
    waiting = batch.rows.filter(state=Row.State.FOUND)
    only = frozenset(waiting.texts().values_list("key", flat=True))
    scan = reading.scan_of(batch, at=at, only=only)
    try:
        scan.learn()
    except (Unreadable, OSError) as error:
        give_up(batch, str(error), at=at)
        return
    for key in list(waiting.files().values_list("pk", flat=True)):
        if stopped():
            return
        row = Row.objects.select_related("batch__by").get(pk=key)
        attempt(row, lambda row: pictures.bring(row, batch, scan, at=at))
    if only and not bring_texts(batch, scan, at=at, stopped=stopped):
        return
    give_up(batch, "", at=at)


def give_up(batch: Import, why: str, *, at: datetime) -> None:
    """End the bringing; what the file does not hold any more cannot come."""
    faults = stored([fault("not_stored", why=why)])
    waiting = batch.rows.filter(state=Row.State.FOUND)
    waiting.update(state=Row.State.FAILED, is_faulty=True, faults=faults)
    move(batch, Import.Status.DONE, by=None, at=at, action="import.brought")


def bring_texts(batch: Import, scan: Scan, *, at: datetime, stopped: Stopped) -> bool:
    """Bring in the texts; return False when told to stop before the end."""
    rows = {row.key: row for row in batch.rows.filter(state=Row.State.FOUND).texts()}
    desk = pages.Desk(batch, at=at)
    for plan in scan.texts():
        if stopped():
            return False
        if (row := rows.get(plan.key)) is not None:
            attempt(row, lambda row, plan=plan: desk.write(row, plan))  # type: ignore[misc]
    return True


def attempt(row: Row, step: Callable[[Row], Any]) -> None:
    """Take one step with one row; a refusal stands on the row, and holds up no other.

    A row that took its process down three times is left alone.
    """
    if row.tries >= MOST_TRIES:
        fail(row, fault("broke"))
        return
    Row.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    if is_known(row):
        Row.objects.filter(pk=row.pk).update(state=Row.State.KNOWN)
        return
    try:
        step(row)
    except NotThere as error:
        fail(row, error.why)
    except ValidationError as error:
        fail(row, fault("not_stored", why=" ".join(error.messages)))
    except (NotAllowed, DatabaseError, ValueError, OSError) as error:
        fail(row, fault("not_stored", why=error))


def is_known(row: Row) -> bool:
    """Return whether an earlier import has brought the same. One query."""
    same = Row.objects.made().filter(source=row.source, key=row.key)
    return bool(same.exclude(pk=row.pk).exists())


def fail(row: Row, why: Fault) -> None:
    kept = Row.objects.get(pk=row.pk)
    kept.note([why])
    kept.state = Row.State.FAILED
    with transaction.atomic():
        kept.save(update_fields=["state", "faults", "is_faulty"])
