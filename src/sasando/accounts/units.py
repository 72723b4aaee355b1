"""What holds between units: a tree and a line of successors, each with its dates."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sasando.accounts.models import Assignment, Unit
from sasando.core.refusals import NotAllowed, refuse_odd_years

NEXT = timedelta(days=1)


def refuse_unfit(unit: Unit) -> None:
    """Refuse a unit whose dates, parent or successor do not fit the others.

    Five queries and one a level of the tree. Raises NotAllowed with a sentence that
    says what to do.
    """
    refuse_odd_years(unit.valid_from, unit.valid_until)
    if unit.valid_until and unit.valid_until < unit.valid_from:
        raise NotAllowed(_("A unit cannot end before it begins."))
    refuse_parent(unit)
    refuse_successor(unit)
    if unit.pk:
        refuse_children(unit)
        refuse_roles(unit)
        refuse_predecessors(unit)


def refuse_parent(unit: Unit) -> None:
    parent = unit.parent
    if parent is None:
        return
    if unit.pk and parent.within(unit.pk):
        raise NotAllowed(_("A unit cannot be part of itself or of one below it."))
    if not contains(parent, unit.valid_from, unit.valid_until):
        raise NotAllowed(
            _("“%(parent)s” exists %(span)s. A unit below it cannot exist longer.")
            % {"parent": parent, "span": span(parent)}
        )


def refuse_successor(unit: Unit) -> None:
    after = unit.successor
    if after is None:
        return
    if after.pk == unit.pk:
        raise NotAllowed(_("A unit cannot succeed itself."))
    if unit.valid_until is None:
        raise NotAllowed(
            _("Write the last day of this unit before you name who succeeds it.")
        )
    if unit.pk in line_of(after):
        raise NotAllowed(
            _("“%(unit)s” was itself succeeded by this unit.") % {"unit": after}
        )
    first = unit.valid_until + NEXT
    if not contains(after, first, first):
        raise NotAllowed(
            _("“%(unit)s” exists %(span)s. It must exist on %(day)s to succeed.")
            % {"unit": after, "span": span(after), "day": date_format(first)}
        )


def line_of(unit: Unit) -> set[int]:
    """Return this unit and all that succeed it. A query a step."""
    seen: set[int] = set()
    step: Unit | None = unit
    while step is not None and step.pk not in seen:
        seen.add(step.pk)
        step = step.successor
    return seen


def refuse_children(unit: Unit) -> None:
    outside = Q(valid_from__lt=unit.valid_from)
    if unit.valid_until:
        outside |= Q(valid_until=None) | Q(valid_until__gt=unit.valid_until)
    if names := named(unit.children.filter(outside)):
        raise NotAllowed(
            _(
                "Units below exist outside this time: %(names)s. End them or move them "
                "to another unit first."
            )
            % {"names": names}
        )


def refuse_roles(unit: Unit) -> None:
    roles = Assignment.objects.filter(unit=unit)
    if roles.filter(starts_on__lt=unit.valid_from).exists():
        raise NotAllowed(
            _("Somebody had a role in this unit earlier. Write an earlier first day.")
        )
    if unit.valid_until is None or unit.successor_id:
        return
    longer = roles.filter(Q(ends_on=None) | Q(ends_on__gt=unit.valid_until))
    if names := named(each.user for each in longer.select_related("user")):
        raise NotAllowed(
            _(
                "Roles in this unit run longer: %(names)s. Name the unit that succeeds "
                "it and give the roles there anew, or end these roles first."
            )
            % {"names": names}
        )


def refuse_predecessors(unit: Unit) -> None:
    for before in unit.predecessors.all():
        first = before.valid_until and before.valid_until + NEXT
        if first and not contains(unit, first, first):
            raise NotAllowed(
                _("It succeeds “%(unit)s”, so it must exist on %(day)s.")
                % {"unit": before, "day": date_format(first)}
            )


def refuse_role(unit: Unit, *, starts_on: date, ends_on: date | None) -> None:
    """Refuse a role on days on which its unit does not exist. Raises NotAllowed."""
    if not contains(unit, starts_on, ends_on):
        raise NotAllowed(
            _("“%(unit)s” exists %(span)s. Choose days of the role within them.")
            % {"unit": unit, "span": span(unit)}
        )


def contains(unit: Unit, first: date, last: date | None) -> bool:
    begun = unit.valid_from <= first
    return begun and (
        unit.valid_until is None or (last is not None and last <= unit.valid_until)
    )


def span(unit: Unit) -> str:
    words = {"first": date_format(unit.valid_from)}
    if unit.valid_until is None:
        return _("from %(first)s on") % words
    words["last"] = date_format(unit.valid_until)
    return _("from %(first)s to %(last)s") % words


def named(records: Iterable[Any]) -> str:
    return ", ".join(dict.fromkeys(str(each) for each in records))
