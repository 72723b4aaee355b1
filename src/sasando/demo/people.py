"""The invented office's work units, people and roles."""

import os
import secrets
from datetime import date, datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.utils.translation import override
from wagtail.users.models import UserProfile

from sasando.accounts import workflow as accounts
from sasando.accounts.models import Assignment, Unit, User
from sasando.accounts.roles import Role
from sasando.demo import content

# Without the signs that people take for others: 0 and o, 1 and l.
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"


def add_units(*, full: bool = False) -> None:
    """Make the tree of units, then say which one took over from another."""
    made: dict[str, Unit] = {}
    rows = rows_of("units.md", full=full)
    for row in rows:
        made[row["short"] or row["name"]] = Unit.objects.create(
            name=row["name"],
            short_name=row["short"],
            name_en=row["english"],
            parent=made[row["parent"]] if row["parent"] else None,
            valid_from=date.fromisoformat(row["from"]),
            valid_until=date.fromisoformat(row["until"]) if row["until"] else None,
        )
    for row in rows:
        if row["successor"]:
            unit = made[row["short"] or row["name"]]
            unit.successor = made[row["successor"]]
            unit.save(update_fields=["successor"])


def rows_of(name: str, *, full: bool) -> list[dict[str, str]]:
    """Return the rows of the small demo, and those that the full one adds."""
    folders = [content.CONTENT, content.FULL] if full else [content.CONTENT]
    return [row for folder in folders for row in content.rows(name, folder=folder)]


def add_people(*, today: date, at: datetime, password: str, full: bool = False) -> None:
    """Make the people and appoint them; the operator, first of all, by the machine."""
    units = {str(unit): unit for unit in Unit.objects.all()}
    people: dict[str, User] = {}
    operator: User | None = None
    # One hash for all: they share the password anyhow, and a hash costs 0.3 s.
    hashed = make_password(password)
    for row in rows_of("people.md", full=full):
        if row["email"]:
            people[row["name"]] = add_person(row, hashed=hashed)
        ends_on = today + timedelta(days=int(row["until"])) if row["until"] else None
        accounts.appoint(
            units[row["unit"]] if row["unit"] else None,
            people[row["name"]],
            row["role"],
            starts_on=today + timedelta(days=int(row["from"])),
            ends_on=ends_on,
            acting=row["acting"],
            by=operator,
            at=at,
        )
        if row["role"] == Role.OPERATOR:
            operator = User.objects.get(pk=people[row["name"]].pk)
    # Some began after the day of their appointment.
    accounts.sync_groups(today)


def add_person(row: dict[str, str], *, hashed: str) -> User:
    user: User = User.objects.create_user(
        row["email"], name=row["name"], title=row["title"]
    )
    User.objects.filter(pk=user.pk).update(password=hashed)
    # Nobody reads mail at example.org.
    UserProfile.objects.create(
        user=user,
        submitted_notifications=False,
        approved_notifications=False,
        rejected_notifications=False,
    )
    return user


def new_password() -> str:
    """Return a random password of 80 bits that can be typed from a screen."""
    groups = [
        "".join(secrets.choice(SIGNS) for _sign in range(4)) for _group in range(4)
    ]
    return "-".join(groups)


def list_accounts(file: Path, *, on: date, password: str) -> None:
    """Write who can sign in, one line a person in the order of the roles, 0600."""
    order = {role: number for number, role in enumerate(Role.values)}
    current = Assignment.objects.current(on).select_related("user")
    held: dict[User, list[str]] = {}
    for assignment in sorted(current, key=lambda each: (order[each.role], each.pk)):
        with override("id"):
            label = str(assignment.get_role_display())
        held.setdefault(assignment.user, []).append(label)
    lines = [
        f"{', '.join(roles)} · {user.name} · {user.email} · {password}\n"
        for user, roles in held.items()
    ]
    beside = file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        written.writelines(lines)
    beside.replace(file)
