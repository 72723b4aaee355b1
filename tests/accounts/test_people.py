"""People on the staff side: what an operator may do to somebody's account."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.views import LoginView
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from django.views.generic import RedirectView
from tests import make
from wagtail.admin.views.account import LoginView as WagtailLogin
from wagtail.users.models import UserProfile

from sasando.accounts import workflow
from sasando.accounts.forms import LanguageAndTimeForm
from sasando.accounts.models import Unit, User
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


@pytest.mark.parametrize("name", ["username", "email"])
def test_nobody_is_let_in_where_wrong_tries_are_not_counted(
    name: str, ratna: User
) -> None:
    assert authenticate(None, password=make.PASSWORD, **{name: ratna.email}) is None
    assert not Client().login(password=make.PASSWORD, **{name: ratna.email})


def test_looking_at_the_sign_out_address_signs_nobody_out(desk: Client) -> None:
    there, home = reverse("wagtailadmin_logout"), reverse("wagtailadmin_home")
    assert desk.get(there).headers["Location"] == reverse("account_logout")
    assert desk.get(home).status_code == 200
    desk.post(there)
    assert desk.get(home).status_code == 302


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_wagtails_sign_in_page_is_not_there(prefix: str, client: Client) -> None:
    assert client.get(f"{prefix}/_util/login/").status_code == 404


def test_the_screens_ask_for_these_facts_only(desk: Client, ratna: User) -> None:
    asked = ["name", "email", "title", "is_active"]
    edit = reverse("wagtailusers_users:edit", args=[ratna.pk])
    for address in (reverse("wagtailusers_users:add"), edit):
        assert list(desk.get(address).context["form"].fields) == asked


def test_whoever_may_not_sign_in_any_more_stands_in_the_log(
    desk: Client, ratna: User
) -> None:
    address = reverse("wagtailusers_users:edit", args=[ratna.pk])
    desk.post(address, form_of(ratna, is_active=""))
    assert not User.objects.get(pk=ratna.pk).is_active
    entry = Entry.objects.for_instance(ratna).first()
    assert entry is not None
    assert entry.data == {"changed": ["is_active"], "may_sign_in": False}


def test_people_are_found_by_name(desk: Client, ratna: User) -> None:
    User.objects.filter(pk=ratna.pk).update(email="r1@example.org")
    answer = desk.get(reverse("wagtailusers_users:index"), {"q": "Ratna"})
    assert list(answer.context["object_list"]) == [ratna]


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
    there = reverse("wagtailusers_users:delete", args=[ratna.pk])
    refused = client.post(there, follow=True)
    assert "tidak dihapus" in refused.content.decode()
    edit = reverse("wagtailusers_users:edit", args=[ratna.pk])
    for address in (reverse("wagtailusers_users:index"), edit):
        assert there not in client.get(address).content.decode()
    for action in ("delete", "assign_role", "set_active_state"):
        address = f"/kantor/bulk/accounts/user/{action}/?id={ratna.pk}"
        client.post(address, {"role": "6", "mark_as_active": ""})
    assert User.objects.filter(pk=ratna.pk, is_active=True).exists()


def test_nobody_changes_the_own_name_or_address(client: Client, ratna: User) -> None:
    client.force_login(ratna)
    facts = {"name": "GUBERNUR MUNDUR", "email": "x@example.org", "title": "Humas"}
    sent = {f"name_email-{name}": value for name, value in facts.items()}
    client.post(reverse("wagtailadmin_account"), sent)
    after = User.objects.get(pk=ratna.pk)
    assert (after.name, after.email) == (ratna.name, ratna.email)


def test_nobody_appoints_themselves(desk: Client, dewi: User) -> None:
    now = timezone.now()
    with pytest.raises(NotAllowed):
        workflow.appoint(None, dewi, "approver", starts_on=now.date(), by=dewi, at=now)
    facts = {"user": dewi.pk, "role": "approver", "starts_on": "2026-01-01"}
    answer = desk.post(reverse("assignment:add"), facts)
    assert "Minta rekan" in answer.content.decode()
    assert not dewi.assignments.filter(role="approver").exists()


def test_a_role_ends_on_a_day(desk: Client, ratna: User) -> None:
    role = ratna.assignments.get()
    address = reverse("assignment:edit", args=[role.pk])
    answer = desk.post(address, {"ends_on": ""})
    assert answer.status_code == 200
    assert "hari terakhir" in answer.content.decode()
    role.refresh_from_db()
    assert role.ends_on is None


def test_a_role_begins_with_the_day_of_the_office(dewi: User, ratna: User) -> None:
    # Four in the morning of the 25th in Makassar.
    night = datetime(2026, 11, 24, 20, tzinfo=UTC)
    starts = date(2026, 11, 25)
    workflow.appoint(None, ratna, "editor", starts_on=starts, by=dewi, at=night)
    assert ratna.groups.filter(name="editor").exists()


def test_a_unit_is_no_part_of_itself(desk: Client, kominfo: Unit) -> None:
    below = make.unit("Bidang Contoh", parent=kominfo)
    for parent in (kominfo, below):
        facts = {"name": kominfo.name, "valid_from": "2020-01-01", "parent": parent.pk}
        address = reverse("unit:edit", args=[kominfo.pk])
        assert desk.post(address, facts).status_code == 200
    kominfo.refresh_from_db()
    assert kominfo.parent is None


@pytest.mark.parametrize("language", ["en", "id"])
def test_one_chooses_among_the_times_of_the_country(
    client: Client, ratna: User, language: str
) -> None:
    UserProfile.objects.create(user=ratna, preferred_language=language)
    client.force_login(ratna)
    shown = client.get(reverse("wagtailadmin_account")).content.decode()
    zones = shown.split("current_time_zone")[-1].split("</select>")[0]
    assert zones.count("<option") == 4
    assert "(WITA)" in zones
    assert "w-locale" not in shown


def test_the_office_and_the_country_are_the_only_times(ratna: User) -> None:
    for zone, fits in (("Asia/Jayapura", True), ("", True), ("localtime", False)):
        sent = {"current_time_zone": zone, "preferred_language": "id"}
        profile = UserProfile.get_for_user(ratna)
        assert LanguageAndTimeForm(sent, instance=profile).is_valid() == fits, zone
