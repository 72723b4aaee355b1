"""The screen “Work products”: one person's month, to read, as XLSX and as PDF."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Site

from sasando.core.refusals import NotAllowed
from sasando.newsroom import work_papers
from sasando.newsroom.work_products import Month, Product, products, totals
from sasando.printing import PrintError

ROWS = 50
MONTHS_BACK = 36
SEE_OTHERS = "newsroom.view_work_products"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose month is asked for; `people` are those among whom this reader chooses."""

    person: Any
    month: Month
    people: list[Any]

    @property
    def query(self) -> str:
        return f"orang={self.person.pk}&bulan={self.month}"

    def products(self) -> list[Product]:
        return products(self.person, self.month)


def asked_for(request: HttpRequest) -> Asked:
    """Return whose month this reader wants to see. Raises NotAllowed for another's.

    One query, two for who may see others.
    """
    me: Any = request.user
    people = [me]
    if me.has_perm(SEE_OTHERS):
        people = list(get_user_model()._default_manager.order_by("name"))
    wanted = request.GET.get("orang") or str(me.pk)
    person = next((each for each in people if str(each.pk) == wanted), None)
    if person is None:
        raise NotAllowed(_("You see your own work products only."))
    return Asked(person, month_of(request.GET.get("bulan", "")), people)


def month_of(text: str) -> Month:
    """Return the month that is written as 2026-11, else the present one."""
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", text)
    if found:
        return Month(int(found[1]), int(found[2]))
    today = timezone.localdate()
    return Month(today.year, today.month)


def months(*, until: date, chosen: Month) -> list[tuple[Month, str]]:
    """Return the months of the last three years, newest first, and the chosen one."""
    first, found = until.replace(day=1), []
    for _each in range(MONTHS_BACK):
        found.append(Month(first.year, first.month))
        first = (first - timedelta(days=1)).replace(day=1)
    if chosen not in found:
        found.append(chosen)
    return [(month, date_format(month.first, "F Y")) for month in found]


def work_products(request: HttpRequest) -> HttpResponse:
    """Show what a person did in a month."""
    asked = asked_for(request)
    found = asked.products()
    page = Paginator(found, ROWS).get_page(request.GET.get("p"))
    facts = {
        "page_title": _("Work products"),
        "asked": asked,
        "months": months(until=timezone.localdate(), chosen=asked.month),
        "month_name": date_format(asked.month.first, "F Y"),
        "totals": totals(found),
        "page": page,
    }
    return render(request, "newsroom/work_products.html", facts)


def as_sheet(request: HttpRequest) -> HttpResponse:
    """Answer with the month as a spreadsheet."""
    asked = asked_for(request)
    content = work_papers.sheet(
        asked.products(), person=asked.person, month=asked.month
    )
    return download(content, kind=XLSX, name=f"hasil-kerja-{asked.month}.xlsx")


def as_paper(request: HttpRequest) -> HttpResponse:
    """Answer with the month as an accessible PDF, or say why it cannot be printed."""
    asked = asked_for(request)
    facts = {"person": asked.person, "month": asked.month}
    facts |= {"office": office_name(request), "on": timezone.localdate()}
    try:
        content = work_papers.paper(asked.products(), **facts)
    except PrintError as fault:
        messages.error(request, str(fault))
        return redirect(f"{reverse('newsroom_work')}?{asked.query}")
    name = f"hasil-kerja-{asked.month}.pdf"
    return download(content, kind="application/pdf", name=name)


def download(content: bytes, *, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def office_name(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return (site and site.site_name) or _("Public-relations office")
