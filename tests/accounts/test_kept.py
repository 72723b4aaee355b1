"""What was sent when the session had ended comes back to the same person alone."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.accounts.door import SIGN_IN, later, sign_in

from sasando.accounts.kept import DISCARD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh")]
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def address(ratna):
    item = make.news(by=ratna)
    return reverse("wagtailadmin_pages:edit", args=[item.pk])


@pytest.fixture
def writing(ratna, monkeypatch):
    """A browser whose session has just ended."""
    client = Client(headers=BROWSER)
    sign_in(client, ratna.email)
    client.get("/kantor/")
    later(monkeypatch, seconds=31 * 60)
    return client


SENT = {"title": 'Jalan "baru" <b>', "tags": ["satu", "dua"]}


def test_one_is_led_to_sign_in_and_back_to_what_one_sent(writing, address, ratna):
    asked = writing.post(address, SENT | {"action-submit": "Ajukan"})
    assert asked.url == f"{SIGN_IN}?next={address}"
    assert sign_in(writing, ratna.email, data={"next": address}).url == address
    page = writing.get(address).content.decode()
    fields = re.findall('type="hidden" name="([^"]+)" value="([^"]*)"', page)
    told = [(name, unescape(value)) for name, value in fields if "csrf" not in name]
    assert told == [("title", SENT["title"]), ("tags", "satu"), ("tags", "dua")]


def test_it_is_offered_until_it_is_saved_or_left_away(writing, address, ratna):
    for answer in ({"title": "Jalan baru"}, {DISCARD: "1"}):
        forced_out(writing, address, ratna)
        assert is_offered(writing, address)
        assert is_offered(writing, address)
        writing.post(address, answer)
        assert not is_offered(writing, address)


def forced_out(client: Client, address: str, person: Any) -> None:
    session = client.session
    if "seen_at" in session:
        session["seen_at"] -= 3600
        session.save()
    client.post(address, SENT)
    sign_in(client, person.email)


def is_offered(client: Client, address: str) -> bool:
    return DISCARD in client.get(address).content.decode()


def test_to_leave_it_away_changes_nothing(writing, address, ratna):
    forced_out(writing, address, ratna)
    assert writing.post(address, {DISCARD: "1"}).url == address


def test_somebody_else_in_the_same_browser_never_sees_it(writing, address, bima, ratna):
    writing.post(address, SENT)
    sign_in(writing, bima.email)
    writing.get(address)
    writing.cookies.pop("sessionid")
    sign_in(writing, ratna.email)
    assert not is_offered(writing, address)


def test_what_scripts_and_other_sites_send_is_not_kept(writing, address, ratna):
    writing.post(address, SENT, headers=SCRIPT)
    sign_in(writing, ratna.email)
    assert not is_offered(writing, address)


def test_a_step_is_not_kept(writing, address, ratna):
    delete = address.replace("/edit/", "/delete/")
    writing.post(delete, {"next": "/kantor/"})
    assert "kept" not in writing.session


def test_a_form_without_its_token_is_not_kept(ratna, address, monkeypatch):
    client = Client(headers=BROWSER, enforce_csrf_checks=True)
    client.force_login(ratna)
    client.get("/kantor/")
    later(monkeypatch, seconds=31 * 60)
    assert client.post(address, SENT).status_code == 403
    assert "kept" not in client.session


def test_who_never_was_signed_in_leaves_nothing_here(client, db):
    client.get(SIGN_IN)
    client.post("/kantor/pages/7/edit/", SENT, headers=BROWSER)
    assert "kept" not in client.session
