"""An office begins without the demo, in one command."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from tests import make
from wagtail.models import Site, Workflow

from sasando.accounts.models import Unit, User
from sasando.core.models import Entry, Holiday
from sasando.core.workflow import NotAllowed
from sasando.website.opening import open_office, password_link

OFFICE, EMAIL = "Dinas Kominfo Contoh", "Dewi@example.org"
PASSWORD = "tenun-ikat-rote-ndao"


def opened(**changes: str) -> User:
    facts = {"name": OFFICE, "person": "Dewi Contoh", "email": EMAIL} | changes
    return open_office(**facts, at=make.NOW)


@pytest.mark.django_db
def test_an_empty_database_becomes_an_office_with_an_operator() -> None:
    operator = opened()
    assert Site.objects.get().site_name == OFFICE
    assert Workflow.objects.count() == 1
    assert operator.has_perm("accounts.keep_person")
    assert Unit.objects.get().name == OFFICE
    years = {day.year for day in Holiday.objects.values_list("date", flat=True)}
    assert years == {make.NOW.year, make.NOW.year + 1}
    assert Holiday.objects.filter(date=date(make.NOW.year, 8, 17)).exists()
    log = Entry.objects.for_instance(operator).values_list("action", flat=True)
    assert {"person.registered", "role.given"} <= set(log)


@pytest.mark.django_db
def test_the_link_sets_the_password_once_and_lets_the_operator_in() -> None:
    link = password_link(opened())
    client, late = Client(), Client()
    door = client.get(link, follow=True)
    form = {"password1": PASSWORD, "password2": PASSWORD}
    late_door = late.get(link, follow=True).redirect_chain[-1][0]
    client.post(door.redirect_chain[-1][0], form)
    answer = client.post(
        "/kantor/akun/login/", {"login": EMAIL, "password": PASSWORD}, follow=True
    )
    assert "Hari ini" in answer.content.decode()
    late.post(late_door, {"password1": "lain-lagi-sekali", "password2": "x"})
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.django_db
def test_done_again_before_the_first_password_it_changes_nothing() -> None:
    operator, entries = opened(), Entry.objects.count()
    assert opened(name="Nama lain") == operator
    assert (Site.objects.count(), Entry.objects.count()) == (1, entries)
    operator.set_password(PASSWORD)
    operator.save()
    with pytest.raises(NotAllowed, match="sudah punya"):
        opened()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"email": "dewi"}, {"name": ""}, {"person": ""}], ids=str
)
def test_what_is_missing_is_said_and_nothing_is_made(change: dict[str, str]) -> None:
    with pytest.raises(NotAllowed):
        opened(**change)
    assert not Site.objects.exists()


def test_the_command_sets_up_the_schema_and_prints_a_link(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "SASANDO_DATA": str(tmp_path / "var")}
    words = ["--name", OFFICE, "--person", "Dewi Contoh", "--email"]

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sasando", "setup", *more],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    assert "Beri --name" in run().stderr
    first, again = run(*words, EMAIL), run(*words, EMAIL)
    for done in (first, again):
        assert done.returncode == 0, done.stderr
        assert "Kantor sudah siap" in done.stdout
        assert "/kantor/akun/" in done.stdout.splitlines()[-1]
    other = run(*words, "lain@example.org")
    assert (other.returncode, len(other.stderr.splitlines())) == (1, 2)
