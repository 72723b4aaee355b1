"""The office: its calendar and its people."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.core import calendar
from sasando.operations.doctor import Finding

# The decree for the next year comes out in the autumn; before, nobody can do anything.
DECREED_BY_MONTH = 10


def holidays(at: datetime) -> Iterator[Finding]:
    """Look whether due dates of this year and the next can be counted. Two queries."""
    today = timezone.localdate(at)
    span = (today.year, today.year + 1)
    unknown = calendar.unknown_years(*span)
    undecreed = set(calendar.undecreed_years(*span)) - set(unknown)
    wrong = [unknown_year(year, today.year) for year in unknown]
    wrong += [
        undecreed_year(year)
        for year in sorted(undecreed)
        if year == today.year or today.month >= DECREED_BY_MONTH
    ]
    yield from wrong
    if not wrong:
        yield Finding("ok", "holidays", _("The days off of two years are known."))


def unknown_year(year: int, this_year: int) -> Finding:
    return Finding(
        "error" if year == this_year else "warning",
        "holidays_missing",
        _("No days off are known for %(year)d: due dates come out wrong.")
        % {"year": year},
        _("Run: sasando holidays import --year %(year)d") % {"year": year},
    )


def undecreed_year(year: int) -> Finding:
    return Finding(
        "warning",
        "holidays_provisional",
        _("The collective leave of %(year)d is not known yet.") % {"year": year},
        _("When the decree is out: sasando holidays import --year %(year)d")
        % {"year": year},
    )


def people(at: datetime) -> Iterator[Finding]:
    """Look whether two different persons can write and approve. A query a person."""
    del at
    active = get_user_model().objects.filter(is_active=True, is_superuser=False)
    staff = list(active)
    writers = {person.pk for person in staff if person.has_perm("core.ask_approval")}
    approvers = {person.pk for person in staff if person.has_perm("core.approve_page")}
    todo = _("Give the role to somebody in the staff side, under People.")
    if not writers:
        yield Finding("error", "no_writer", _("Nobody has the role of a writer."), todo)
    if not approvers:
        yield Finding(
            "error", "no_approver", _("Nobody has the role of an approver."), todo
        )
    if not writers or not approvers:
        return
    if writers == approvers and len(writers) == 1:
        yield Finding(
            "error",
            "nobody_else",
            _("One person alone writes and approves, so nothing can go out."),
            todo,
        )
    elif len(approvers) == 1:
        yield Finding(
            "warning",
            "one_approver",
            _("Only one person may approve: nothing goes out when they are away."),
            todo,
        )
    else:
        yield Finding("ok", "people", _("Writers and approvers are several people."))


def superusers(at: datetime) -> Iterator[Finding]:
    """Find people who stand above all roles. One query."""
    del at
    count = get_user_model().objects.filter(is_active=True, is_superuser=True).count()
    if count:
        yield Finding(
            "warning",
            "superuser_exists",
            _("%(count)d people may do everything, past all roles.") % {"count": count},
            _("Give them the roles they need, then take this right away."),
        )
    else:
        yield Finding("ok", "superusers", _("Nobody stands above the roles."))
