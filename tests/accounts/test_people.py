"""People on the staff side: what an operator may do to somebody's account."""

from typing import Any

import pytest
from django.contrib.auth.views import LoginView
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from django.views.generic import RedirectView
from tests import make
from wagtail.admin.views.account import LoginView as WagtailLogin

from sasando.accounts import workflow
from sasando.accounts.models import Unit, User
from sasando.accounts.roles import SCREENS, Role
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def dewi(kominfo: Unit) -> User:
    return make.person("Dewi Contoh", "operator")


@pytest.fixture
def desk(dewi: User, client: Client) -> Client:
    client.force_login(dewi)
    return client


def form_of(person: User, **changes: str) -> dict[str, str]:
    facts = {"name": person.name, "email": person.email, "title": person.title}
    return facts | {"is_active": "on"} | changes


def views(resolver: Any) -> list[Any]:
    found = []
    for each in resolver.url_patterns:
        found += views(each) if isinstance(each, URLResolver) else [each.callback]
    return found


def test_nobody_signs_in_beside_allauth() -> None:
    classes = [getattr(view, "view_class", object) for view in views(get_resolver())]
    doors = [each for each in classes if issubclass(each, LoginView)]
    # Wagtail's own stands behind a redirect of ours at the same address.
    assert doors == [WagtailLogin]
    there = resolve(reverse("wagtailadmin_login"))
    assert issubclass(there.func.view_class, RedirectView)  # type: ignore[attr-defined]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_wagtails_sign_in_page_is_not_there(prefix: str, client: Client) -> None:
    assert client.get(f"{prefix}/_util/login/").status_code == 404


def test_an_operator_sets_neither_password_nor_superuser_nor_groups(
    desk: Client, ratna: User
) -> None:
    before = User.objects.get(pk=ratna.pk)
    groups = set(before.groups.values_list("pk", flat=True))
    address = reverse("wagtailusers_users:edit", args=[ratna.pk])
    more = {"password1": "x9-Kata-Sandi", "password2": "x9-Kata-Sandi"}
    more |= {"is_superuser": "on", "groups": "6"}
    assert desk.post(address, form_of(ratna, title="Humas", **more)).status_code == 302
    after = User.objects.get(pk=ratna.pk)
    assert after.title == "Humas"
    assert after.password == before.password
    assert not after.is_superuser
    assert set(after.groups.values_list("pk", flat=True)) == groups
    entry = Entry.objects.for_instance(ratna).first()
    assert entry is not None
    assert entry.data == {"changed": ["title"], "may_sign_in": True}


def test_a_new_person_has_a_name_and_no_password(desk: Client) -> None:
    address = reverse("wagtailusers_users:add")
    assert desk.get(address).status_code == 200
    facts = {"name": "Sari Contoh", "email": "Sari@Example.org", "is_active": "on"}
    assert desk.post(address, facts).status_code == 302
    sari = User.objects.get(email="sari@example.org")
    assert sari.name == "Sari Contoh"
    assert not sari.has_usable_password()
    assert Entry.objects.for_instance(sari).get().action == "person.registered"


def test_an_address_that_somebody_has_is_refused(desk: Client, ratna: User) -> None:
    facts = {"name": "Sari Contoh", "email": ratna.email.upper(), "is_active": "on"}
    assert desk.post(reverse("wagtailusers_users:add"), facts).status_code == 200
    assert not User.objects.filter(name="Sari Contoh").exists()


def test_people_are_not_deleted_one_by_one_or_many_at_once(
    client: Client, ratna: User
) -> None:
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    client.force_login(root)
    client.post(reverse("wagtailusers_users:delete", args=[ratna.pk]))
    for action in ("delete", "assign_role", "set_active_state"):
        address = f"/kantor/bulk/accounts/user/{action}/?id={ratna.pk}"
        client.post(address, {"role": "6", "mark_as_active": ""})
    assert User.objects.filter(pk=ratna.pk, is_active=True).exists()


def test_nobody_changes_the_own_name(client: Client, ratna: User) -> None:
    client.force_login(ratna)
    facts = {"name_email-name": "GUBERNUR MUNDUR", "name_email-title": "Humas"}
    client.post(reverse("wagtailadmin_account"), facts)
    assert User.objects.get(pk=ratna.pk).name == "Ratna Contoh"


def test_nobody_appoints_themselves(dewi: User) -> None:
    now = timezone.now()
    with pytest.raises(NotAllowed):
        workflow.appoint(None, dewi, "approver", starts_on=now.date(), by=dewi, at=now)


def test_a_role_ends_on_a_day(desk: Client, ratna: User) -> None:
    role = ratna.assignments.get()
    address = reverse("assignment:edit", args=[role.pk])
    assert desk.post(address, {"ends_on": ""}).status_code in {200, 302, 403}
    role.refresh_from_db()
    assert role.ends_on is None


def test_a_unit_is_no_part_of_itself(desk: Client, kominfo: Unit) -> None:
    below = make.unit("Bidang Contoh", parent=kominfo)
    for parent in (kominfo, below):
        facts = {"name": kominfo.name, "valid_from": "2020-01-01", "parent": parent.pk}
        address = reverse("unit:edit", args=[kominfo.pk])
        assert desk.post(address, facts).status_code == 200
    kominfo.refresh_from_db()
    assert kominfo.parent is None


@pytest.mark.parametrize("role", Role.values)
def test_the_log_opens_to_the_roles_of_the_table(
    role: str, kominfo: Unit, client: Client
) -> None:
    client.force_login(make.person("Seseorang Contoh", role, of=kominfo))
    for name, query in (
        ("core_log", ""),
        ("core_log_results", ""),
        ("core_log", "?export=csv"),
    ):
        allowed = client.get(reverse(name) + query).status_code == 200
        assert allowed == (role in SCREENS["core.view_entry"]), (name, query)


def test_an_export_holds_no_formula(client: Client, kominfo: Unit) -> None:
    kominfo.short_name = "=HYPERLINK(1)"
    kominfo.save()
    Entry.write(kominfo, "unit.noted", by=None, at=timezone.now())
    client.force_login(make.person("Melki Contoh", "auditor"))
    answer = client.get(reverse("core_log") + "?export=csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text
