"""Who may take which step: the table of `roles`, asked for one person."""

from datetime import date
from typing import Any

from sasando.accounts.models import Assignment, Unit
from sasando.accounts.roles import PERMISSIONS, SCREENS


def allowed(user: Any, name: str, record: Any = None, *, on: date) -> bool:
    """Return whether this person may take the step `name` with this record on a day.

    `record` is a row with a `unit`, a unit itself, or None ("anywhere at all?"). A
    person whose role is for no unit in particular has it for all. One query a person
    and request, one a level of the unit tree.
    """
    row = PERMISSIONS.get(name, {})
    screens = SCREENS.get(name, set())
    return any(
        role in screens or (role in row and reaches(row[role], unit_id, record))
        for role, unit_id in held(user, on=on)
    )


def held(user: Any, *, on: date) -> list[tuple[str, int | None]]:
    """Return the roles this person holds on a day, with their unit. Asked once."""
    kept = user.__dict__.setdefault("_roles_on", {})
    if on not in kept:
        current = Assignment.objects.filter(user_id=user.pk).current(on)
        kept[on] = list(current.values_list("role", "unit_id"))
    return list(kept[on])


def reaches(scope: str, unit_id: int | None, record: Any) -> bool:
    if scope == "all" or unit_id is None or record is None:
        return True
    unit = record if isinstance(record, Unit) else getattr(record, "unit", None)
    return unit is not None and unit.within(unit_id)
