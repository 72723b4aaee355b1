"""What the lists of the staff side share: filters as links, remembered; pages."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sasando.core.refusals import NotAllowed

ROWS = 25
# The numbers of units and people in an address.
LONGEST = 9


def allow(request: HttpRequest, step: str) -> None:
    """Raise NotAllowed unless this person's roles include the step anywhere."""
    if not request.user.has_perm(step):
        raise NotAllowed(_("Your role does not include this step."))


def chosen(request: HttpRequest, list_name: str, options: Iterable[str]) -> str:
    """Return which filter is asked for, or was the last time; the first by default."""
    known = list(options)
    asked = request.GET.get("tampil")
    if asked in known:
        if request.session.get(list_name) != asked:
            request.session[list_name] = asked
        return asked
    kept = request.session.get(list_name)
    return kept if kept in known else known[0]


def number(request: HttpRequest, name: str) -> int | None:
    """Return a number from the address, or None for anything else."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) <= LONGEST else None


def tabs(
    request: HttpRequest, options: Mapping[str, Any], current: str
) -> list[tuple[str, Any, bool]]:
    """Return address, label and "is it this" of each filter; the others stay set."""
    return [
        (link(request, tampil=key), label, key == current)
        for key, label in options.items()
    ]


def link(request: HttpRequest, **changed: Any) -> str:
    """Return this list's address with one filter changed, on its first page."""
    asked = request.GET.copy()
    asked.pop("p", None)
    for name, value in changed.items():
        if value is None:
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """Return the asked page of a list. Two queries."""
    return Paginator(rows, ROWS).get_page(request.GET.get("p"))


def valid(form: Form) -> dict[str, Any]:
    """Return what a form of one step says. Raises NotAllowed with its first fault."""
    if not form.is_valid():
        raise NotAllowed(next(iter(form.errors.values()))[0])
    return form.cleaned_data


def day(moment: datetime) -> str:
    """Return the day of a moment as it stands in a sentence: 24 November 2026."""
    return date_format(timezone.localtime(moment), "j F Y")
