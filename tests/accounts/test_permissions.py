"""Every role × every verb × own and foreign unit, and the document that says so."""

import importlib
import inspect
import pkgutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests import make

import sasando
from sasando.accounts import workflow
from sasando.accounts.models import Assignment, Unit, User
from sasando.accounts.permissions import allowed
from sasando.accounts.roles import PERMISSIONS, Role
from sasando.core.workflow import VERBS, NotAllowed

DOCUMENT = Path("docs/permissions.md")
TODAY = make.NOW.date()


def written_down() -> dict[str, dict[str, str]]:
    """Return the table as the document has it."""
    lines = [
        [cell.strip().strip("`") for cell in line.strip("|\n ").split("|")]
        for line in DOCUMENT.read_text().splitlines()
        if line.startswith("| ")
    ]
    roles = lines[0][1:]
    return {
        row[0]: {role: cell for role, cell in zip(roles, row[1:], strict=False) if cell}
        for row in lines[2:]
    }


def load_every_verb() -> None:
    """Load each module that makes a verb, wherever it lies."""
    for file in Path(sasando.__path__[0]).rglob("*.py"):
        if "@verb(" in file.read_text():
            parts = file.relative_to(Path(sasando.__path__[0])).with_suffix("").parts
            importlib.import_module(".".join(("sasando", *parts)))


load_every_verb()


def test_the_document_and_the_table_are_one() -> None:
    assert written_down() == PERMISSIONS


def test_each_verb_has_a_row_and_each_row_a_verb() -> None:
    assert set(VERBS) == set(PERMISSIONS)


def test_every_public_function_of_a_workflow_that_takes_an_actor_is_a_verb() -> None:
    known = {inspect.unwrap(verb) for verb in VERBS.values()}
    loose = []
    for module in pkgutil.walk_packages(sasando.__path__, "sasando."):
        if not module.name.endswith(".workflow"):
            continue
        loaded = importlib.import_module(module.name)
        loose += [
            name
            for name, function in inspect.getmembers(loaded, inspect.isfunction)
            if inspect.unwrap(function).__module__ == module.name
            and "by" in inspect.signature(function).parameters
            and inspect.unwrap(function) not in known
            and module.name != "sasando.core.workflow"
        ]
    assert loose == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_every_verb_opens_to_its_roles_only(
    role: str, kominfo: Unit, dinkes: Unit
) -> None:
    section = make.unit("Bidang Contoh", parent=kominfo)
    person = make.person("Orang Contoh", role, of=kominfo)
    table = written_down()
    for name, verb in VERBS.items():
        scope = table[name].get(role)
        for unit, mine in ((kominfo, True), (section, True), (dinkes, False)):
            opens = scope == "all" or (scope == "own" and mine)
            # Past the check a verb misses its own arguments; before it, it refuses.
            with pytest.raises(TypeError if opens else NotAllowed):
                verb(unit, by=person)


@pytest.mark.django_db
def test_nobody_without_a_role_may_do_anything(kominfo: Unit) -> None:
    stranger = User.objects.create_user("x@example.org", "x", name="Tanpa Peran")
    for verb in VERBS.values():
        with pytest.raises(NotAllowed):
            verb(kominfo, by=stranger)


@pytest.mark.django_db
def test_an_inactive_person_has_no_rights(maria: User) -> None:
    assert maria.has_perm("core.approve_page")
    maria.is_active = False
    assert not maria.has_perm("core.approve_page")


@pytest.mark.django_db
def test_acting_officials_act_between_their_dates(kominfo: Unit) -> None:
    person = make.person("Plt Contoh")
    first, last = TODAY, TODAY + timedelta(days=9)
    workflow.appoint(
        None,
        person,
        "head",
        acting="plt",
        starts_on=first,
        ends_on=last,
        by=None,
        at=make.NOW,
    )
    for day, acts in (
        (first - timedelta(days=1), False),
        (first, True),
        (last, True),
        (last + timedelta(days=1), False),
    ):
        assert allowed(person, "core.approve_page", on=day) is acts
    assert set(person.groups.values_list("name", flat=True)) == {"head"}
    workflow.sync_groups(last + timedelta(days=1))
    assert not person.groups.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"role": "raja"},
        {"role": "head", "acting": "plt"},
        {"role": "head", "ends_on": date(2019, 1, 1)},
    ],
)
def test_a_wrong_appointment_is_refused(facts: dict[str, object], ratna: User) -> None:
    role = facts.pop("role")
    before = Assignment.objects.count()
    with pytest.raises(NotAllowed):
        workflow.appoint(
            None, ratna, role, starts_on=date(2020, 1, 1), by=None, at=make.NOW, **facts
        )
    assert Assignment.objects.count() == before


@pytest.mark.django_db
def test_an_ended_role_gives_nothing(maria: User, kominfo: Unit) -> None:
    operator = make.person("Operator Contoh", "operator")
    for assignment in Assignment.objects.filter(user=maria):
        workflow.dismiss(
            assignment,
            by=operator,
            at=make.NOW,
            ends_on=TODAY - timedelta(days=1),
        )
    assert not User.objects.get(pk=maria.pk).has_perm("core.approve_page")


@pytest.mark.django_db
def test_units_have_validity_dates_and_successors(kominfo: Unit) -> None:
    old = make.unit("Biro Humas", valid_until=date(2022, 12, 31), successor=kominfo)
    assert old in Unit.objects.valid(date(2022, 12, 31))
    assert old not in Unit.objects.valid(date(2023, 1, 1))
    assert list(kominfo.predecessors.all()) == [old]
