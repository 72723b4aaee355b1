"""Topics, work units, and the office itself: pages made of what others wrote."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from sasando.accounts.models import Unit
from sasando.core.addresses import Place
from sasando.core.models import listed
from sasando.newsroom import filters, leaves
from sasando.newsroom.lots import NOWHERE, Lot
from sasando.website.finding import home_of, root_path
from sasando.website.models import Official, StandardPage


@require_safe
def topic(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show all stories of one topic, of every section. Six queries."""
    lot = Lot(path_here(request), "topik", slug)
    name = filters.topic_name(slug, lot.path)
    if name is None:
        raise Http404
    facts = leaf_of(lot, number) | {"name": name, "is_public": True}
    facts["here"] = reverse("topic", args=[slug])
    return render(request, "website/topic.html", facts)


@require_safe
def unit(request: HttpRequest, key: int, number: int | None = None) -> HttpResponse:
    """Show one work unit: its pages, its officials, its stories. Nine queries."""
    rows = Unit.objects.select_related("parent", "successor")
    shown = get_object_or_404(rows, pk=key)
    lot = Lot(path_here(request), "unit", str(key))
    facts = leaf_of(lot, number) | {"unit": shown, "is_public": True}
    facts |= {"here": reverse("unit", args=[key]), "twin": twin("unit", key)}
    if number is None:
        near = list(Unit.objects.filter(Q(parent_id=key) | Q(successor_id=key)))
        facts["below"] = [each for each in near if each.parent_id == key]
        facts["before"] = [each for each in near if each.successor_id == key]
        facts["pages"] = pages_of(request, unit_id=key)
    return render(request, "website/unit.html", facts)


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Show the office, its work units, and whom its pages name. Six queries."""
    rows = list(Unit.objects.order_by("name"))
    facts = {
        "tree": tree([each for each in rows if each.valid_until is None]),
        "ended": [each for each in rows if each.valid_until],
        "pages": pages_of(request),
        "twin": twin("units"),
        "is_public": True,
    }
    return render(request, "website/units.html", facts)


def here(request: HttpRequest, rows: Any) -> Any:
    """Return those pages that lie below home of this language."""
    return rows.filter(path__startswith=path_here(request))


def path_here(request: HttpRequest) -> str:
    home = home_of(request)
    return home.path if home else NOWHERE


def leaf_of(lot: Lot, number: int | None) -> dict[str, Any]:
    """Return the newest stories with their total, or a leaf of the archive."""
    if number is not None:
        return {"leaf": leaves.archive(lot, number)}
    total = lot.total()
    return {"leaf": leaves.newest(lot, total=total), "total": total}


def pages_of(request: HttpRequest, **named: Any) -> list[StandardPage]:
    """Return standard pages with the officials they name. Two queries."""
    officials = Prefetch("officials", Official.objects.select_related("user"))
    pages = listed(here(request, StandardPage.objects)).filter(**named)
    return list(pages.defer("body").prefetch_related(officials).order_by("path"))


def tree(rows: list[Unit]) -> list[dict[str, Any]]:
    """Return units with those below each; one whose parent ended stands at the top."""
    branches: dict[int, dict[str, Any]] = {
        each.pk: {"unit": each, "below": []} for each in rows
    }
    top: list[dict[str, Any]] = []
    for each in rows:
        above = branches.get(each.parent_id or 0)
        (above["below"] if above else top).append(branches[each.pk])
    return top


def twin(name: str, *args: Any) -> Place | None:
    """Return the same page in the other language, where that has a home."""
    for code, _label in settings.LANGUAGES:
        if code != get_language() and root_path(code):
            with override(code):
                return Place("", reverse(name, args=args), code)
    return None
