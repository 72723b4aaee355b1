"""Appointing people to roles, and ending that."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from sasando.accounts import letters, units
from sasando.accounts.models import Assignment, Unit, User
from sasando.accounts.roles import PAGE_RIGHTS, PICTURE_RIGHTS, Role
from sasando.core.changes import changes, stored
from sasando.core.models import Entry
from sasando.core.refusals import refuse_odd_years
from sasando.core.workflow import NotAllowed, verb


@verb("accounts.appoint", system=True)
def appoint(  # noqa: PLR0913 - a decree names just these facts
    unit: Unit | None,
    user: User,
    role: str,
    *,
    starts_on: date,
    by: Any,
    at: datetime,
    acting: str = "",
    ends_on: date | None = None,
) -> Assignment:
    """Give a role to a person from a day on; `unit=None` means the whole agency.

    Acting officials (plt, plh) need an end. All who watch are told of a grave role, but
    not at the first set-up, which is `by=None`. Raises NotAllowed with a sentence.
    """
    if by is not None and by.pk == user.pk:
        raise NotAllowed(_("Nobody gives a role to themselves. Ask a colleague."))
    if role not in Role.values:
        raise NotAllowed(_("There is no such role: %(role)s.") % {"role": role})
    if acting and ends_on is None:
        raise NotAllowed(_("Acting officials need an end date."))
    refuse_days(user, unit, starts_on=starts_on, ends_on=ends_on)
    refuse_twice(user, unit, role, starts_on=starts_on, ends_on=ends_on)
    assignment = Assignment.objects.create(
        user=user,
        role=role,
        unit=unit,
        acting=acting,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    facts: dict[str, Any] = {"role": role, "acting": acting}
    facts["unit"] = unit and unit.pk
    facts |= {"starts_on": str(starts_on), "ends_on": ends_on and str(ends_on)}
    Entry.write(user, "role.given", by=by, at=at, data=facts)
    sync_groups(timezone.localdate(at), users=[user])
    if by is not None and role in letters.GRAVE:
        transaction.on_commit(lambda: letters.say_given(assignment, by=by, at=at))
    return assignment


def refuse_days(
    user: User, unit: Unit | None, *, starts_on: date, ends_on: date | None
) -> None:
    if not User.objects.filter(pk=user.pk, is_active=True).exists():
        raise NotAllowed(
            _("%(name)s may not sign in. Allow that first, then give the role.")
            % {"name": user}
        )
    refuse_odd_years(starts_on, ends_on)
    if ends_on is not None and ends_on < starts_on:
        raise NotAllowed(_("A role cannot end before it begins."))
    if unit is not None:
        units.refuse_role(unit, starts_on=starts_on, ends_on=ends_on)


def refuse_twice(
    user: User, unit: Unit | None, role: str, *, starts_on: date, ends_on: date | None
) -> None:
    """Refuse a role that the person has then, or will have, at least as long."""
    same = Assignment.objects.filter(user=user, unit=unit, role=role)
    longer = Q(ends_on=None)
    if ends_on is not None:
        longer |= Q(ends_on__gte=ends_on)
        same = same.filter(starts_on__lte=ends_on)
    there = same.filter(longer).order_by("starts_on").first()
    if there is not None:
        raise NotAllowed(
            _("%(name)s has this role from %(day)s on. Choose other days, or end it.")
            % {"name": user, "day": date_format(there.starts_on)}
        )


@verb("accounts.keep_unit")
def keep_unit(unit: Unit, *, by: Any, at: datetime) -> Unit:
    """Save a new work unit, or what changed of one, with its values in the log.

    A unit may end with a named successor while roles in it run on: from then on they
    give no rights, and are given anew at the successor. Raises NotAllowed when the
    dates, the parent or the successor do not fit.
    """
    units.refuse_unfit(unit)
    before = stored(unit)
    unit.save()
    data = changes(before, stored(unit))
    if data["before"] or not before:
        action = "unit.changed" if before else "unit.registered"
        Entry.write(unit, action, by=by, at=at, data=data)
        people = User.objects.filter(assignments__unit=unit).distinct()
        sync_groups(timezone.localdate(at), users=people)
    return unit


@verb("accounts.dismiss")
def dismiss(
    assignment: Assignment, *, by: Any, at: datetime, ends_on: date | None
) -> None:
    """End a role after the day `ends_on`; it can be shortened, never prolonged.

    Raises NotAllowed for a day before its first, or after its present last one.
    """
    if ends_on is None:
        raise NotAllowed(_("Write the last day of this role."))
    refuse_odd_years(ends_on)
    if ends_on < assignment.starts_on:
        raise NotAllowed(_("A role cannot end before it begins."))
    if assignment.ends_on and ends_on > assignment.ends_on:
        raise NotAllowed(_("A role is not prolonged. Give it anew instead."))
    assignment.ends_on = ends_on
    assignment.save(update_fields=["ends_on"])
    facts = {"role": assignment.role, "ends_on": ends_on}
    Entry.write(assignment.user, "role.ended", by=by, at=at, data=facts)
    sync_groups(timezone.localdate(at), users=[assignment.user])
    if assignment.role in letters.GRAVE:
        transaction.on_commit(lambda: letters.say_ended(assignment, by=by, at=at))


@verb("accounts.keep_person", system=True)
def keep_person(person: User, *, changed: list[str], by: Any, at: datetime) -> User:
    """Save a new person, or what changed of one, and log it; return the person.

    The log names the changed fields, not their values. Raises NotAllowed for another
    address of a person who is there already: `addresses.ask` does that.
    """
    before = User.objects.filter(pk=person.pk).first()
    if before is not None and person.email != before.email:
        raise NotAllowed(_("A new address is asked for, and is in force later."))
    action = "person.changed" if before else "person.registered"
    switched = before is not None and before.is_active != person.is_active
    person.save()
    facts = {"changed": sorted({*changed, *(["is_active"] if switched else [])})}
    data = facts | {"may_sign_in": person.is_active}
    Entry.write(person, action, by=by, at=at, data=data)
    if switched and person.pk in letters.holders(letters.GRAVE, at=at):
        transaction.on_commit(lambda: letters.say_switched(person, by=by, at=at))
    sync_groups(timezone.localdate(at), users=[person])
    return person


def announce_begun(at: datetime) -> None:
    """Tell all who watch, once, of grave roles given earlier that have begun.

    Looks seven days back, in case the worker stood still.
    """
    today = timezone.localdate(at)
    begun = Assignment.objects.current(today).filter(
        role__in=letters.GRAVE, starts_on__gt=today - timedelta(days=7)
    )
    for assignment in begun.select_related("user", "unit"):
        announce(assignment, at=at)


@transaction.atomic
def announce(assignment: Assignment, *, at: datetime) -> None:
    if is_known(assignment):
        return
    facts = {"assignment": assignment.pk, "role": assignment.role}
    Entry.write(assignment.user, "role.began", by=None, at=at, data=facts)
    transaction.on_commit(lambda: letters.say_begun(assignment, at=at))


def is_known(assignment: Assignment) -> bool:
    """Return whether it was told already, or given on its first day or later."""
    entries = Entry.objects.for_instance(assignment.user)
    for entry in entries.filter(action="role.began"):
        if entry.data["assignment"] == assignment.pk:
            return True
    day, role = assignment.starts_on, assignment.role
    return any(
        (entry.data["role"], entry.data["starts_on"]) == (role, str(day))
        and timezone.localdate(entry.timestamp) >= day
        for entry in entries.filter(action="role.given")
    )


def sync_groups(on: date, *, users: Any = None) -> None:
    """Put people into the groups that Wagtail asks, as their roles stand on a day.

    Two queries and two a person whose groups change; a job of `tick` calls it for all.
    """
    groups = {group.name: group for group in role_groups()}
    people = User.objects.prefetch_related("groups") if users is None else users
    current: dict[int, set[str]] = {}
    for user_id, role in Assignment.objects.current(on).values_list("user_id", "role"):
        current.setdefault(user_id, set()).add(role)
    for person in people:
        wanted = {groups[role].pk for role in current.get(person.pk, set())}
        if wanted != {group.pk for group in person.groups.all()}:
            person.groups.set(wanted)


def role_groups() -> list[Group]:
    """Return one group a role, made with its Wagtail rights when missing."""
    known = {group.name: group for group in Group.objects.filter(name__in=Role.values)}
    return [known.get(role) or make_group(role) for role in Role.values]


def make_group(role: str) -> Group:
    group = Group.objects.create(name=role)
    access = Permission.objects.get(
        codename="access_admin", content_type__app_label="wagtailadmin"
    )
    group.permissions.add(access)
    root = Page.get_first_root_node()
    for codename in PAGE_RIGHTS.get(role, ()):
        GroupPagePermission.objects.create(
            group=group, page=root, permission=page_permission(codename)
        )
    renew_file_rights(group)
    return group


def renew_file_rights(group: Group) -> None:
    """Give a role's group just the rights to pictures and documents of the table."""
    # Wagtail asks for the rights of its own two models, whatever ours are called.
    verbs = "|".join(PICTURE_RIGHTS.get(group.name, ("no",)))
    wanted = Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"],
        content_type__model__in=["image", "document"],
        codename__regex=f"^({verbs})_",
    )
    rights = GroupCollectionPermission.objects.filter(group=group)
    rights.exclude(permission__in=wanted).delete()
    root = Collection.get_first_root_node()
    for permission in wanted:
        rights.get_or_create(group=group, collection=root, permission=permission)


def page_permission(codename: str) -> Permission:
    return Permission.objects.get(
        content_type__app_label="wagtailcore", codename=codename
    )
