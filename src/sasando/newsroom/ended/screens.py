"""The list of pages that name what has ended, each with its two answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from sasando.accounts.models import Unit, User
from sasando.core import staff
from sasando.core.refusals import NotAllowed
from sasando.newsroom import states
from sasando.newsroom.ended import finding, workflow

ROWS = 50
KINDS = {
    "unit": gettext_lazy("Ended work units"),
    "official": gettext_lazy("Officials whose term has ended"),
}
LONGEST = 250


@dataclass(frozen=True, slots=True)
class Row:
    """One page with what it names: a unit, perhaps with its successor, or a person."""

    page: Page
    key: int
    named: Any
    successor: Unit | None = None

    @property
    def mark(self) -> str:
        return f"{self.page.pk}-{self.key}"


def ended_list(request: HttpRequest) -> HttpResponse:
    """List the pages under one heading. Four queries, however many there are."""
    if not request.user.has_perm("newsroom.keep_as_history"):
        raise NotAllowed(_("Your role does not include this step."))
    today, kind = timezone.localdate(), kind_of(request.GET.get("jenis"))
    find = {
        "unit": finding.pages_of_ended_units,
        "official": finding.pages_of_ended_officials,
    }[kind]
    page = Paginator(states.marked(find(today)), ROWS).get_page(request.GET.get("p"))
    rows = rows_of(list(page.object_list), kind=kind, on=today)
    facts = {
        "page_title": _("Ended units and officials"),
        "tabs": [(name, label, name == kind) for name, label in KINDS.items()],
        "kind": kind,
        "page": page,
        "rows": rows,
        "longest": LONGEST,
    }
    return render(request, "newsroom/ended_list.html", facts)


def kind_of(text: str | None) -> str:
    return text if text in KINDS else "unit"


def rows_of(pages: list[Any], *, kind: str, on: date) -> list[Row]:
    """Return the rows with what each page names. One query; all units are few."""
    if kind == "official":
        people = User.objects.in_bulk({page.person_key for page in pages})
        return [Row(page, page.person_key, people[page.person_key]) for page in pages]
    units = Unit.objects.in_bulk()
    for unit in units.values():
        if unit.successor_id:
            # So that a line of successors costs no query a step.
            unit.successor = units[unit.successor_id]
    return [
        Row(
            page,
            page.unit_key,
            units[page.unit_key],
            finding.successor(units[page.unit_key], on=on),
        )
        for page in pages
    ]


@require_POST
def assign(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send one page for approval with the unit that took over."""
    page = staff.page_for(request, page_id, "newsroom.assign_successor")
    try:
        new = workflow.assign_successor(page, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        words = {"title": page.title, "unit": new}
        said = _("“%(title)s” now waits for approval with %(unit)s.") % words
        messages.success(request, said)
    return redirect("newsroom_ended")


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Leave what the chosen pages name, each for the same reason."""
    kind = kind_of(request.POST.get("jenis"))
    back = redirect(f"{reverse('newsroom_ended')}?jenis={kind}")
    marks = [mark for mark in request.POST.getlist("halaman") if is_mark(mark)][:ROWS]
    if not marks:
        messages.error(request, _("Choose at least one page."))
        return back
    reason = request.POST.get("alasan", "")[:LONGEST]
    kept = 0
    for mark in marks:
        try:
            keep_one(request, mark, kind=kind, reason=reason)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            break
        kept += 1
    if kept:
        said = ngettext(
            "%(count)d page stays as history.",
            "%(count)d pages stay as history.",
            kept,
        )
        messages.success(request, said % {"count": kept})
    return back


def is_mark(mark: str) -> bool:
    page, _dash, key = mark.partition("-")
    return all(
        each.isascii() and each.isdigit() and len(each) < 18 for each in (page, key)
    )


def keep_one(request: HttpRequest, mark: str, *, kind: str, reason: str) -> None:
    number, _dash, key = mark.partition("-")
    page = staff.page_for(request, int(number), "newsroom.keep_as_history")
    named: dict[str, Any] = {}
    if kind == "unit":
        named["unit"] = Unit.objects.filter(pk=int(key)).first()
    else:
        named["person"] = User.objects.filter(pk=int(key)).first()
    if None in named.values():
        raise NotAllowed(_("Somebody else has decided this already."))
    facts: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    workflow.keep_as_history(page, **facts, reason=reason, **named)
