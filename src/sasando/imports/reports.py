"""What the command and the screen say of an import: counts, and what to know."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sasando.imports.faults import unique
from sasando.imports.mapping import LABELS, Kind
from sasando.imports.media import Store
from sasando.imports.models import Import, Row
from sasando.imports.plans import Plan, Wishes
from sasando.imports.scan import Scan
from sasando.imports.workflow import Parcel
from sasando.imports.wxr import Export

# What an export holds beside texts and files.
LEFT: dict[str, Any] = {
    "trash": gettext_lazy("what lay in the bin"),
    "revision": gettext_lazy("earlier versions"),
    "nav_menu_item": gettext_lazy("entries of menus"),
}
# What a table program would run as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def dry(parcel: Parcel, *, at: datetime) -> Iterator[str]:
    """Yield what each item would become and every fault; asks no database."""
    folder = Path(parcel.media_folder) if parcel.media_folder else None
    scan = Scan(
        Export(lambda: parcel.file.open("rb")),
        Store(folder, parcel.media_address, parcel.media_trusted),
        Wishes(at=at, zone=timezone.get_default_timezone(), mapping=parcel.mapping),
        credit=parcel.credit,
    )
    counts: Counter[str] = Counter()
    for plan in scan.plans():
        counts["wrong" if plan.is_wrong else plan.kind] += 1
        if plan.kind is not Kind.FILE or plan.faults:
            yield line_of(plan)
        for each in unique(plan.faults):
            yield f"    {'!' if each.is_error else '·'} {each}"
    yield ""
    for kind, label in LABELS.items():
        yield counted(counts[kind], label)
    yield counted(counts["wrong"], _("cannot be brought in"))
    yield from aside(scan.tally())
    if scan.export.stopped:
        yield scan.export.stopped.sentence
    yield _("Nothing was written.")


def line_of(plan: Plan) -> str:
    day = date_format(plan.dated_at, "Y-m-d") if plan.dated_at else "–"
    label = str(LABELS[plan.kind]) + (f" ({plan.form})" if plan.form else "")
    return f"{plan.line:>7}  {day}  {label}: {plan.title or plan.key}"


def aside(tally: dict[str, Any]) -> Iterator[str]:
    """Yield a line for all that is counted and not taken."""
    for kind, count in sorted(tally.get("skipped", {}).items()):
        kind = LEFT.get(kind, kind)
        yield counted(count, _("not taken: %(kind)s") % {"kind": kind})
    if comments := tally.get("comments"):
        yield counted(comments, _("comments, not taken"))
    if removed := tally.get("removed"):
        yield counted(removed, _("signs that no text may hold, removed"))


def counted(count: int, what: Any) -> str:
    return f"{count:>7}  {what}"


def progress(batch: Import) -> str:
    counts = batch.counts()
    total = sum(counts.values())
    facts = {
        "number": batch.pk,
        "status": batch.get_status_display(),
        "made": counts[Row.State.MADE],
        "total": total,
        "failed": counts[Row.State.FAILED],
    }
    said = _("Import %(number)s: %(status)s. %(made)s of %(total)s, %(failed)s failed.")
    return said % facts


def told(batch: Import) -> Iterator[str]:
    """Yield how an import ended, with each row that failed or stayed."""
    yield progress(batch)
    if batch.stopped:
        yield batch.why_stopped
    yield from aside(batch.tally)
    for row in batch.rows.filter(state=Row.State.FAILED).iterator():
        why = " ".join(str(each) for each in row.said() if each.is_error)
        yield f"{row.line:>7}  {row}: {why}"


def write_csv(rows: Iterable[Row], file: Any) -> None:
    """Write rows with all there is to know of them, for a table program."""
    table = csv.writer(file)
    names = (_("Line"), _("Kind"), _("Title"), _("State"), _("First published"))
    table.writerow([*names, _("Old address"), _("Key there"), _("What to know")])
    for row in rows:
        said = " ".join(str(each) for each in row.said())
        day = (
            date_format(timezone.localtime(row.dated_at), "Y-m-d")
            if row.dated_at
            else ""
        )
        facts = [row.get_kind_display(), row.title, row.get_state_display(), day]
        cells = [*facts, row.old_path, row.key, said]
        table.writerow([row.line, *(harmless(str(each)) for each in cells)])


def harmless(text: str) -> str:
    """Return a cell that no table program takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
