"""Work products on paper: a spreadsheet and an accessible PDF of one person's month."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sasando.core.reports import plain
from sasando.newsroom.work_products import Month, Product, totals
from sasando.printing import Language, render

PAPERS = Path(__file__).parent / "papers"
DAY = "DD-MM-YYYY"
WIDTHS = (13, 60, 18, 24, 60, 30)


def heads() -> list[str]:
    return [_("Date"), _("Title"), _("Kind"), _("Role"), _("Address"), _("Remark")]


def remark(item: Product) -> str:
    return "; ".join(part for part in (item.note, item.state) if part)


def sheet(items: list[Product], *, person: Any, month: Month) -> bytes:
    """Return the items as a workbook; days are days, and no cell is a formula."""
    # Loaded here: no other page needs it, and every process would carry it.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet(_("Work products"))
    page.freeze_panes = "A2"
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        page.column_dimensions[column].width = width
    page.append([bold(page, head) for head in heads()])
    for item in items:
        page.append(cells(page, item))
    book.properties.title = f"{_('Work products')} {month}"
    book.properties.creator = str(person)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def cells(page: Any, item: Product) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell

    day = WriteOnlyCell(page, timezone.localdate(item.at))
    day.number_format = DAY
    texts = [item.title, item.kind, ", ".join(item.roles), item.url, remark(item)]
    return [day, *(text_cell(page, text) for text in texts)]


def text_cell(page: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return WriteOnlyCell(page, plain(ILLEGAL_CHARACTERS_RE.sub("", text)))


def bold(page: Any, text: str) -> Any:
    from openpyxl.styles import Font

    cell = text_cell(page, text)
    cell.font = Font(bold=True)
    return cell


def paper(
    items: list[Product], *, person: Any, month: Month, office: str, on: date
) -> bytes:
    """Return the items as PDF/A-2a and PDF/UA-1, in the language of the person.

    Raises PrintError. Not inside a transaction.
    """
    language: Language = "en" if get_language() == "en" else "id"
    rows = [
        [
            date_format(timezone.localdate(item.at), "j M Y"),
            item.title,
            f"{item.kind}: {', '.join(item.roles)}",
            " · ".join(part for part in (remark(item), item.url) if part) or "–",
        ]
        for item in items
    ]
    data = {
        "office": office,
        "title": _("Work products"),
        "person": str(person),
        "position": getattr(person, "title", ""),
        "month": date_format(month.first, "F Y"),
        "date": on.isoformat(),
        "totals": [f"{role}: {count}" for role, count in totals(items)],
        "table": {
            "caption": _("What was done this month"),
            "columns": [_("Date"), _("Title"), _("Kind and role"), _("Where")],
            "rows": rows,
        },
    }
    return render("work_products", data, language=language, folder=PAPERS)
