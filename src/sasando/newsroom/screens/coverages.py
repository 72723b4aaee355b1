"""The list of coverage, the page of one, and the form of the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from sasando.accounts.models import Unit, User
from sasando.core import listing, telling, today
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom import coverage as verbs
from sasando.newsroom.coverage_form import CoverageForm, parts_form, plan_of
from sasando.newsroom.coverages import Coverage
from sasando.newsroom.screens.steps import VIEW, coverage_for, steps_of

ASSIGN = "newsroom.assign_coverage"
SHOWN = {
    "terbuka": gettext_lazy("Still open"),
    "saya": gettext_lazy("My coverage"),
    "terlambat": gettext_lazy("Late"),
    "semua": gettext_lazy("All"),
}
EMPTY = {
    "terbuka": gettext_lazy(
        "Nothing is planned. An editor plans a coverage with “New assignment”."
    ),
    "saya": gettext_lazy(
        "Nobody asks you to cover anything. What you are asked to cover comes here."
    ),
    "terlambat": gettext_lazy(
        "Nothing is late. What is open after its deadline comes here."
    ),
    "semua": gettext_lazy(
        "Nothing yet. An editor plans a coverage with “New assignment”."
    ),
}


def listed(shown: str, user: Any, *, at: Any) -> Any:
    rows = {
        "terbuka": Coverage.objects.open(),
        "saya": Coverage.objects.open().of(user),
        "terlambat": Coverage.objects.late(at),
        "semua": Coverage.objects.order_by("-starts_at", "-pk"),
    }[shown]
    return rows.named()


def coverages(request: HttpRequest) -> HttpResponse:
    """List what is to be covered, by filters that are links."""
    listing.allow(request, VIEW)
    at, shown = timezone.now(), listing.chosen(request, "liputan", SHOWN)
    rows = listed(shown, request.user, at=at)
    unit_id, person_id = (listing.number(request, each) for each in ("unit", "orang"))
    if unit_id:
        rows = rows.filter(unit_id=unit_id)
    if person_id:
        rows = rows.filter(parts__user_id=person_id).distinct()
    page = listing.page_of(request, rows)
    facts = {
        "tabs": listing.tabs(request, SHOWN, shown),
        "rows": [(row, due_of(row, at), row.is_late(at)) for row in page],
        "page": page,
        "empty": EMPTY[shown],
        "narrowed": narrowed(request, unit_id, person_id),
        "at_page": listing.link(request),
        "may_assign": request.user.has_perm(ASSIGN),
    }
    return render(request, "newsroom/desk/coverages.html", facts)


def narrowed(
    request: HttpRequest, unit_id: int | None, person_id: int | None
) -> list[tuple[str, str]]:
    """Return what else the list is narrowed to, each with the way out of it."""
    found = []
    if unit_id and (unit := Unit.objects.filter(pk=unit_id).first()):
        found.append((str(unit), listing.link(request, unit=None)))
    if person_id and (person := User.objects.filter(pk=person_id).first()):
        found.append((str(person), listing.link(request, orang=None)))
    return found


def due_of(row: Coverage, at: Any) -> str:
    return today.time_left(row.deadline_at, at) if row.is_open else ""


def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one coverage: what, who, when, what happened, and the next steps."""
    row, at = coverage_for(request, pk), timezone.now()
    entries = list(Entry.objects.for_instance(row)[:50])
    told = telling.tell(entries)
    facts = {
        "row": row,
        "due": due_of(row, at),
        "is_late": row.is_late(at),
        "is_ahead": row.is_open and row.starts_at > at,
        "steps": steps_of(row, request.user, at=at),
        "may_assign": row.is_open and request.user.has_perm(ASSIGN, row),
        "entries": [(entry, told_of(entry, told)) for entry in entries],
    }
    return render(request, "newsroom/desk/coverage.html", facts)


def told_of(entry: Entry, told: dict[int, str]) -> str:
    """Return what one step says; what was planned stands above it already."""
    if entry.action != "coverage.assigned":
        return told[entry.pk]
    return str(entry.data.get("note", ""))


def add(request: HttpRequest) -> HttpResponse:
    """Ask what is to be covered, and by whom."""
    listing.allow(request, ASSIGN)
    return planned(request, None)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is other than it was planned."""
    listing.allow(request, ASSIGN)
    return planned(request, coverage_for(request, pk))


def planned(request: HttpRequest, row: Coverage | None) -> HttpResponse:
    """Show the form; give what was filled in to the verb."""
    form = CoverageForm(request.POST or None, instance=row)
    people = parts_form(row, request.POST or None)
    if form.is_valid() and people.is_valid():
        try:
            kept = keep(row, form, people, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("“%(title)s” is planned. Those who are asked get a mail.")
            messages.success(request, said % {"title": kept.title})
            return redirect(kept)
    facts = {"form": form, "people": people, "row": row}
    return render(request, "newsroom/desk/coverage_form.html", facts)


def keep(row: Coverage | None, form: CoverageForm, people: Any, *, by: Any) -> Coverage:
    plan, at = plan_of(form, people), timezone.now()
    if row is None:
        return verbs.assign(form.cleaned_data["unit"], plan, by=by, at=at)
    return verbs.change(row, plan, by=by, at=at)
