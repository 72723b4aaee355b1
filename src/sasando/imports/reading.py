"""Reads an export for the first time and keeps what each item would become."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.utils import timezone

from sasando.core.workflow import move
from sasando.imports.faults import is_notable, kept, stored
from sasando.imports.media import Store
from sasando.imports.models import Import, Row
from sasando.imports.plans import Plan, Wishes
from sasando.imports.scan import Scan
from sasando.imports.streams import Unreadable
from sasando.imports.wxr import Export

ROWS_AT_ONCE = 200


def scan_of(batch: Import, *, at: datetime, only: frozenset[str] | None = None) -> Scan:
    """Return a walk over this import's file, as its owner wished it to be read."""
    path = batch.path()
    found = Scan(
        Export(lambda: path.open("rb")),
        Store(
            Path(batch.media_folder) if batch.media_folder else None,
            batch.media_address,
            batch.media_trusted,
        ),
        # An export says of its zone only how far it was off today.
        Wishes(at=at, zone=timezone.get_default_timezone(), mapping=batch.mapping),
        credit=batch.credit,
    )
    found.only = only
    return found


def read(batch: Import, *, at: datetime) -> None:
    """Keep a row for each item; a reading that was killed begins anew."""
    batch.rows.all().delete()
    scan = scan_of(batch, at=at)
    place = 0
    try:
        for some in in_parts(scan.plans()):
            source = scan.export.site.address or batch.name
            Row.objects.bulk_create(rows_of(batch, some, source=source, place=place))
            place += len(some)
    except (Unreadable, OSError) as error:
        said = {"stopped": {"why": kept(error)}}
        to = Import.Status.REFUSED
        move(batch, to, by=None, at=at, action="import.refused", **said)
        return
    stopped = scan.export.stopped
    move(
        batch,
        Import.Status.READ,
        by=None,
        at=at,
        action="import.read",
        source=scan.export.site.address or batch.name,
        hosts=sorted(scan.export.site.hosts),
        tally=scan.tally(),
        stopped={"why": kept(stopped)} if stopped else {},
    )


def in_parts(plans: Iterator[Plan]) -> Iterator[list[Plan]]:
    while some := list(islice(plans, ROWS_AT_ONCE)):
        yield some


def rows_of(
    batch: Import, plans: Iterable[Plan], *, source: str, place: int
) -> list[Row]:
    """Return unsaved rows; what an earlier import has brought is known. One query."""
    plans = list(plans)
    keys = [each.key for each in plans]
    known = Row.objects.made().filter(source=source, key__in=keys)
    here = set(known.values_list("key", flat=True))
    return [
        row_of(batch, each, source=source, place=number, is_known=each.key in here)
        for number, each in enumerate(plans, start=place + 1)
    ]


def row_of(
    batch: Import, plan: Plan, *, source: str, place: int, is_known: bool
) -> Row:
    state = Row.State.FAILED if plan.is_wrong else Row.State.FOUND
    return Row(
        batch=batch,
        place=place,
        line=plan.line,
        source=source,
        key=plan.key,
        kind=plan.kind,
        form=plan.form,
        title=plan.title[:255],
        state=Row.State.KNOWN if is_known else state,
        is_public=plan.is_public,
        dated_at=plan.dated_at,
        old_path=plan.old_path,
        faults=stored(plan.faults),
        is_faulty=is_notable(stored(plan.faults)),
    )
