"""Units: their days, the tree, the line of successors, and the roles in them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make

from sasando.accounts import workflow
from sasando.accounts.models import Assignment, Unit, User
from sasando.accounts.permissions import allowed
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db

TODAY = make.NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def dewi(kominfo: Unit) -> User:
    return make.person("Dewi Contoh", "operator")


@pytest.fixture
def desk(client: Client, dewi: User) -> Client:
    client.force_login(dewi)
    return client


def keep(unit: Unit, by: User, **facts: Any) -> Unit:
    for name, value in facts.items():
        setattr(unit, name, value)
    return workflow.keep_unit(unit, by=by, at=make.NOW)


def give(unit: Unit, user: User, **facts: Any) -> Assignment:
    facts = {"starts_on": LONG_AGO, "by": None, "at": make.NOW} | facts
    return workflow.appoint(unit, user, "writer", **facts)


# --- the tree ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (date(2021, 1, 1), date(2024, 12, 31), True),
        (date(2022, 1, 1), date(2023, 1, 1), True),
        (date(2020, 12, 31), date(2024, 12, 31), False),
        (date(2021, 1, 1), date(2025, 1, 1), False),
        (date(2021, 1, 1), None, False),
    ],
)
def test_a_unit_lies_within_the_time_of_the_one_above(
    first: date, last: date | None, fits: bool, dewi: User
) -> None:
    above = Unit.objects.create(
        name="Badan", valid_from=date(2021, 1, 1), valid_until=date(2024, 12, 31)
    )
    below = Unit(name="Bidang", parent=above, valid_from=first, valid_until=last)
    if fits:
        assert keep(below, dewi).pk
    else:
        with pytest.raises(NotAllowed, match="Badan"):
            keep(below, dewi)
        assert not Unit.objects.filter(name="Bidang").exists()


def test_a_unit_with_units_below_does_not_end_before_them(
    kominfo: Unit, dewi: User
) -> None:
    below = make.unit("Bidang Contoh", parent=kominfo)
    with pytest.raises(NotAllowed, match="Bidang Contoh"):
        keep(kominfo, dewi, valid_until=TODAY)
    keep(below, dewi, valid_until=TODAY)
    assert keep(kominfo, dewi, valid_until=TODAY).valid_until == TODAY


def test_a_refusal_of_a_unit_changes_and_logs_nothing(
    kominfo: Unit, dewi: User
) -> None:
    make.unit("Bidang Contoh", parent=kominfo)
    with pytest.raises(NotAllowed):
        keep(kominfo, dewi, valid_until=TODAY)
    assert Unit.objects.get(pk=kominfo.pk).valid_until is None
    assert not Entry.objects.for_instance(kominfo).exists()


# --- roles ------------------------------------------------------------------


def test_a_unit_with_roles_ends_with_a_successor_or_with_its_roles(
    kominfo: Unit, dinkes: Unit, ratna: User, dewi: User
) -> None:
    with pytest.raises(NotAllowed, match="Ratna"):
        keep(kominfo, dewi, valid_until=TODAY)
    keep(kominfo, dewi, valid_until=TODAY, successor=dinkes)
    keep(kominfo, dewi, valid_until=None, successor=None)
    role = ratna.assignments.get()
    workflow.dismiss(role, by=dewi, at=make.NOW, ends_on=TODAY)
    keep(kominfo, dewi, valid_until=TODAY)


def test_a_role_in_an_ended_unit_gives_no_rights_and_the_successor_inherits_none(
    kominfo: Unit, dinkes: Unit, ratna: User, dewi: User
) -> None:
    assert ratna.groups.exists()
    keep(kominfo, dewi, valid_until=YESTERDAY, successor=dinkes)
    role = ratna.assignments.get()
    assert role.ends_on is None
    assert role in Assignment.objects.current(YESTERDAY)
    assert role not in Assignment.objects.current(TODAY)
    fresh = User.objects.get(pk=ratna.pk)
    for unit in (kominfo, dinkes, None):
        assert not allowed(fresh, "core.ask_approval", unit, on=TODAY)
    assert not fresh.groups.exists()
    give(dinkes, ratna, starts_on=TODAY)
    again = User.objects.get(pk=ratna.pk)
    assert allowed(again, "core.ask_approval", dinkes, on=TODAY)
    assert again.groups.exists()


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fits"),
    [
        (date(2021, 1, 1), date(2024, 12, 31), True),
        (date(2020, 12, 31), date(2022, 1, 1), False),
        (date(2021, 1, 1), date(2025, 1, 1), False),
        (date(2021, 1, 1), None, False),
        (date(2026, 1, 1), None, False),
    ],
)
def test_a_role_lies_within_the_time_of_its_unit(
    starts_on: date, ends_on: date | None, fits: bool, ratna: User
) -> None:
    unit = Unit.objects.create(
        name="Biro", valid_from=date(2021, 1, 1), valid_until=date(2024, 12, 31)
    )
    before = Assignment.objects.count()
    if fits:
        give(unit, ratna, starts_on=starts_on, ends_on=ends_on)
    else:
        with pytest.raises(NotAllowed, match="Biro"):
            give(unit, ratna, starts_on=starts_on, ends_on=ends_on)
        assert Assignment.objects.count() == before


def test_a_unit_does_not_begin_after_the_roles_in_it(
    kominfo: Unit, ratna: User, dewi: User
) -> None:
    with pytest.raises(NotAllowed):
        keep(kominfo, dewi, valid_from=date(2020, 1, 2))


def test_nobody_who_may_not_sign_in_gets_a_role(kominfo: Unit, ratna: User) -> None:
    User.objects.filter(pk=ratna.pk).update(is_active=False)
    # The caller's copy may be older than that.
    with pytest.raises(NotAllowed, match="Ratna"):
        give(kominfo, ratna)
    assert ratna.assignments.count() == 1


def test_whoever_may_not_sign_in_keeps_the_roles_without_their_rights(
    kominfo: Unit, ratna: User, dewi: User
) -> None:
    ratna.is_active = False
    workflow.keep_person(ratna, changed=["is_active"], by=dewi, at=make.NOW)
    role = ratna.assignments.get()
    assert role.ends_on is None
    assert role not in Assignment.objects.current(TODAY)
    fresh = User.objects.get(pk=ratna.pk)
    assert not allowed(fresh, "core.ask_approval", kominfo, on=TODAY)
    assert not fresh.groups.exists()
    fresh.is_active = True
    workflow.keep_person(fresh, changed=["is_active"], by=dewi, at=make.NOW)
    back = User.objects.get(pk=ratna.pk)
    assert back.has_perm("core.ask_approval", kominfo)
    assert back.groups.exists()


# --- successors -------------------------------------------------------------


def test_a_successor_exists_on_the_day_after(
    kominfo: Unit, dinkes: Unit, dewi: User
) -> None:
    late = Unit.objects.create(name="Baru", valid_from=TODAY + timedelta(days=2))
    ended = make.unit("Lama", valid_until=date(2021, 1, 1))
    for other in (late, ended, kominfo):
        with pytest.raises(NotAllowed):
            keep(kominfo, dewi, valid_until=TODAY, successor=other)
    with pytest.raises(NotAllowed):
        keep(kominfo, dewi, valid_until=None, successor=dinkes)
    keep(kominfo, dewi, valid_until=TODAY, successor=dinkes)
    # Nor does it begin later, or end before, afterwards.
    for facts in (
        {"valid_from": TODAY + timedelta(days=2)},
        {"valid_until": TODAY},
    ):
        with pytest.raises(NotAllowed, match="Kominfo"):
            keep(Unit.objects.get(pk=dinkes.pk), dewi, **facts)


def test_successors_run_in_no_circle(kominfo: Unit, dinkes: Unit, dewi: User) -> None:
    keep(kominfo, dewi, valid_until=TODAY, successor=dinkes)
    with pytest.raises(NotAllowed, match="Kominfo"):
        keep(dinkes, dewi, valid_until=YESTERDAY, successor=kominfo)


def test_a_text_of_an_ended_unit_shows_it_and_to_the_staff_its_successor(
    desk: Client, ratna: User, maria: User, kominfo: Unit, dinkes: Unit, dewi: User
) -> None:
    page = make.published(by=ratna, approver=maria, unit=kominfo)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    desk.force_login(maria)
    before = [str(each) for each in desk.get(edit).context["messages"]]
    assert not [each for each in before if "Dinkes" in each]
    keep(kominfo, dewi, valid_until=date(2021, 1, 1), successor=dinkes)
    assert kominfo.name in desk.get(page.url).content.decode()
    said = [str(each) for each in desk.get(edit).context["messages"]]
    assert [each for each in said if "Dinas Kominfo" in each and "Dinkes" in each]


# --- the screens ------------------------------------------------------------


def test_a_unit_is_registered_and_changed_with_its_values_in_the_log(
    desk: Client, dewi: User
) -> None:
    facts = {"name": "Biro Contoh", "valid_from": "2021-01-01"}
    assert desk.post(reverse("unit:add"), facts).status_code == 302
    unit = Unit.objects.get(name="Biro Contoh")
    address = reverse("unit:edit", args=[unit.pk])
    assert desk.post(address, facts | {"valid_until": "2026-11-24"}).status_code == 302
    assert desk.post(address, facts | {"valid_until": "2026-11-24"}).status_code == 302
    changed, registered = Entry.objects.for_instance(unit)
    assert (registered.action, registered.user) == ("unit.registered", dewi)
    assert registered.data["after"]["valid_from"] == "2021-01-01"
    assert changed.data == {
        "before": {"valid_until": ""},
        "after": {"valid_until": "2026-11-24"},
    }


def test_a_refused_unit_says_why_above_the_form(
    desk: Client, kominfo: Unit, ratna: User
) -> None:
    facts = {"name": kominfo.name, "valid_from": "2020-01-01"}
    facts["valid_until"] = "2026-11-24"
    answer = desk.post(reverse("unit:edit", args=[kominfo.pk]), facts)
    assert answer.status_code == 200
    assert "Ratna Contoh" in answer.content.decode()
    assert Unit.objects.get(pk=kominfo.pk).valid_until is None


def test_nobody_deletes_a_unit_or_a_role_on_the_staff_side(
    client: Client, kominfo: Unit, ratna: User
) -> None:
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    client.force_login(root)
    alone = make.unit("Unit Kosong")
    role = ratna.assignments.get()
    for kind, record in (("unit", alone), ("unit", kominfo), ("assignment", role)):
        there = reverse(f"{kind}:delete", args=[record.pk])
        assert client.post(there).status_code == 302
        assert client.get(there).status_code == 302
        for screen in ("index", "edit"):
            args = [record.pk] if screen == "edit" else []
            answer = client.get(reverse(f"{kind}:{screen}", args=args))
            assert there not in answer.content.decode()
        assert type(record).objects.filter(pk=record.pk).exists()


def test_no_code_deletes_a_unit_or_a_role(kominfo: Unit, ratna: User) -> None:
    role = ratna.assignments.get()
    for gone in (kominfo, role, Unit.objects.all(), Assignment.objects.all()):
        with pytest.raises(NotAllowed):
            gone.delete()


# --- odd days -----------------------------------------------------------------


@pytest.mark.parametrize("year", [1, 1944, 2101, 9999])
def test_no_day_of_a_unit_or_a_role_lies_in_an_odd_year(
    year: int, dewi: User, ratna: User, dinkes: Unit
) -> None:
    day = date(year, 12, 31)
    role = ratna.assignments.get()
    facts: dict[str, Any] = {"by": dewi, "at": make.NOW}
    steps = [
        lambda: keep(Unit(name="Bidang"), dewi, valid_from=day),
        lambda: keep(Unit(name="B", valid_from=LONG_AGO), dewi, valid_until=day),
        lambda: workflow.appoint(None, ratna, "editor", starts_on=day, **facts),
        lambda: workflow.appoint(
            None, ratna, "editor", starts_on=LONG_AGO, ends_on=day, **facts
        ),
        lambda: workflow.dismiss(role, ends_on=day, **facts),
    ]
    for step in steps:
        with pytest.raises(NotAllowed, match="1946"):
            step()


def test_a_unit_without_end_and_with_a_successor_gets_a_sentence(
    desk: Client, dinkes: Unit, kominfo: Unit
) -> None:
    facts = {"name": "Dinas Lama", "valid_from": "2020-01-01"}
    facts |= {"valid_until": "9999-12-31", "successor": str(dinkes.pk)}
    answer = desk.post(reverse("unit:add"), facts)
    assert answer.status_code == 200
    assert "2100" in answer.content.decode()


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (TODAY, None, False),
        (date(2019, 1, 1), None, False),
        (TODAY, TODAY, False),
        (date(2026, 1, 1), date(2026, 1, 2), False),
        (date(2019, 1, 1), date(2019, 12, 31), True),
    ],
)
def test_a_role_that_somebody_has_is_not_given_again(
    first: date, last: date | None, fits: bool, bima: User, dinkes: Unit
) -> None:
    Unit.objects.update(valid_from=date(2000, 1, 1))
    dinkes.refresh_from_db()
    given = Assignment.objects.filter(user=bima)
    if fits:
        give(dinkes, bima, starts_on=first, ends_on=last)
    else:
        with pytest.raises(NotAllowed, match="2020"):
            give(dinkes, bima, starts_on=first, ends_on=last)
    assert given.count() == 1 + fits


def test_a_role_that_ends_is_given_for_longer(bima: User, dinkes: Unit) -> None:
    Assignment.objects.filter(user=bima).update(ends_on=TODAY)
    give(dinkes, bima, starts_on=TODAY)
    assert Assignment.objects.filter(user=bima).count() == 2
