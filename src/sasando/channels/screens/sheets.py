"""*Impor draf*: send a table, read what it would become, take it over."""

import csv
import io
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from sasando.channels import bringing, hours, sheets
from sasando.channels.bringing import Sent
from sasando.channels.models import Channel
from sasando.channels.planned import Sheet
from sasando.core import listing
from sasando.core.refusals import NotAllowed

RIGHT = "channels.receive_sheet"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Table"),
        max_length=200,
        help_text=gettext_lazy("CSV or XLSX, at most 5 MB and 1,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > sheets.MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Divide it."))
        return file


@hours.of_office
def new(request: HttpRequest) -> HttpResponse:
    """Take a table, and show what it would become."""
    listing.allow(request, RIGHT)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sent = Sent(file.name, file.read())
            by, now = request.user, timezone.now()
            sheet = bringing.receive(None, sent, by=by, at=now)
        except NotAllowed as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("channels_sheet", sheet.pk)
    mine = Sheet.objects.filter(by=request.user.pk).defer("rows")
    there = Channel.objects.there().only("name").order_by("name", "pk")
    facts = {"form": form, "sheets": mine[:10], "channels": there}
    return render(request, "channels/sheet_new.html", facts)


@hours.of_office
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the rows of a table and their faults; take it over by POST."""
    listing.allow(request, RIGHT)
    sheet = get_object_or_404(Sheet, pk=pk, by=request.user)
    if request.method == "POST":
        try:
            number = bringing.take(sheet, by=request.user, at=timezone.now())
            said = ngettext("%(n)d draft was made.", "%(n)d drafts were made.", number)
            messages.success(request, said % {"n": number})
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return redirect("channels_sheet", pk)
    names = dict(Channel.objects.values_list("pk", "name"))
    # Of one that waits the faults are as they are now.
    rows = sheet.rows if sheet.taken_at else sheets.again(sheet.rows, at=timezone.now())
    page = listing.page_of(request, rows)
    facts = {
        "sheet": sheet,
        "page": page,
        "at_page": listing.link(request),
        "rows": [shown(row, names) for row in page],
        "new": sum(not row["faults"] and row["known"] is None for row in rows),
        "known": sum(row["known"] is not None for row in rows),
        "faulty": sum(bool(row["faults"]) for row in rows),
    }
    return render(request, "channels/sheet.html", facts)


def shown(row: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    """Return a row as the page shows it."""
    said = {"time": row["said"] if row["faults"] else sheets.shown_hour(row)}
    on = ", ".join(names.get(number, f"#{number}") for number in row["channels"])
    link = row["known"] and reverse("channels_content", args=[row["known"]])
    return row | said | {"on": on, "url": link}


def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Return a table to fill in, with the names of the channels that are there."""
    listing.allow(request, RIGHT)
    there = list(Channel.objects.there().only("name").order_by("name", "pk"))
    lines = sheets.template(there, at=timezone.now())
    if kind == "csv":
        text = io.StringIO()
        # Excel in Indonesian divides by semicolons, and knows UTF-8 by its mark.
        csv.writer(text, delimiter=";").writerows(lines)
        data, mime = text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"
    else:
        data, mime = as_workbook(lines), EXCEL
    answer = HttpResponse(data, content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="kiriman.{kind}"'
    return answer


def as_workbook(lines: list[Any]) -> bytes:
    # Loaded only when somebody asks for one.
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for line in lines:
        sheet.append(list(line))
    for column, width in zip("ABCD", (60, 40, 30, 20), strict=True):
        sheet.column_dimensions[column].width = width
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
