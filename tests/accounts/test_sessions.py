"""How long a session lasts, and in which language its pages speak."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.accounts.door import (
    HOME,
    RESET,
    SESSIONS,
    SIGN_IN,
    is_in,
    later,
    sign_in,
)
from wagtail.users.models import UserProfile

from sasando.accounts import jobs
from sasando.accounts.models import User
from sasando.core import tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh")]


# --- sessions ------------------------------------------------------------------


def test_one_sees_the_other_sessions_and_ends_them(client, ratna):
    other = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 9) Chrome/99.0"})
    sign_in(other, ratna.email)
    sign_in(client, ratna.email)
    assert "Chrome, Android" in client.get(SESSIONS).content.decode()
    client.post(SESSIONS)
    assert is_in(client)
    assert not is_in(other)


def test_one_sees_nobody_elses_sessions(client, ratna, bima):
    sign_in(Client(), bima.email)
    sign_in(client, ratna.email)
    assert client.get(SESSIONS).context["session_count"] == 1


def test_a_session_ends_when_the_account_is_switched_off(client, ratna):
    sign_in(client, ratna.email)
    User.objects.filter(pk=ratna.pk).update(is_active=False)
    assert not is_in(client)
    assert client.get(HOME).url.startswith(SIGN_IN)


def test_a_session_ends_after_thirty_minutes_without_a_visit(
    client, ratna, monkeypatch
):
    sign_in(client, ratna.email)
    for _each in range(3):
        assert is_in(client)
        later(monkeypatch, seconds=29 * 60)
    assert is_in(client)
    later(monkeypatch, seconds=31 * 60)
    assert not is_in(client)


def test_a_session_ends_eight_hours_after_signing_in_however_busy(
    client, ratna, monkeypatch
):
    sign_in(client, ratna.email)
    for _each in range(19):
        assert is_in(client)
        later(monkeypatch, seconds=25 * 60)
    assert is_in(client)
    later(monkeypatch, seconds=6 * 60)
    assert not is_in(client)


def test_an_editor_left_open_is_not_a_visit(client, maria, monkeypatch):
    item = make.news(by=maria)
    sign_in(client, maria.email)
    assert is_in(client)
    ping = reverse(
        "wagtailadmin_editing_sessions:ping",
        args=("newsroom", "newspage", item.pk, 0),
    )
    later(monkeypatch, seconds=20 * 60)
    client.post(ping)
    later(monkeypatch, seconds=11 * 60)
    assert not is_in(client)


def test_a_visit_is_noted_at_most_once_a_minute(client, ratna, monkeypatch):
    sign_in(client, ratna.email)
    is_in(client)
    seen = UserSession.objects.get().last_seen_at
    is_in(client)
    assert UserSession.objects.get().last_seen_at == seen
    later(monkeypatch, seconds=61)
    is_in(client)
    assert UserSession.objects.get().last_seen_at > seen


def test_a_public_page_does_not_vary_by_a_session_nobody_has(client, db):
    make.site()
    assert "Cookie" not in client.get("/").headers.get("Vary", "")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client, ratna):
    cookie = sign_in(client, ratna.email).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies_are_secure_where_the_public_address_is(scheme, tmp_path: Path):
    ask = "import sasando.settings as s; print(s.SESSION_COOKIE_SECURE)"
    address = f"{scheme}://humas.example.org"
    env = os.environ | {"SASANDO_DATA": str(tmp_path), "SASANDO_PUBLIC_URL": address}
    said = subprocess.run(
        [sys.executable, "-c", ask], env=env, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == str(scheme == "https")


# --- language, and the way here ------------------------------------------------


def test_the_pages_are_indonesian_until_english_is_asked_for(client, db):
    assert 'lang="id"' in head(client, SIGN_IN)
    assert 'lang="en"' in head(client, f"{SIGN_IN}?lang=en&next=/kantor/")
    assert 'lang="en"' in head(client, RESET)
    assert 'lang="id"' in head(client, f"{RESET}?lang=id")
    assert 'lang="id"' in head(client, f"{SIGN_IN}?lang=xx")


def test_the_language_chosen_on_the_staff_side_goes_first(client, ratna):
    sign_in(client, ratna.email)
    UserProfile.objects.create(user=ratna, preferred_language="en")
    assert 'lang="en"' in head(client, SESSIONS)


def head(client: Client, address: str) -> str:
    return client.get(address).content.decode()[:120]


def test_no_account_page_is_kept_by_a_cache(client, ratna):
    sign_in(client, ratna.email)
    for page in (SIGN_IN, SESSIONS, "/kantor/akun/2fa/"):
        assert "no-store" in client.get(page).headers["Cache-Control"]


@pytest.mark.parametrize(
    "address", [HOME, "/kantor/jejak/", "/kantor/tidak-ada/", "/kantor/akun/tulisan/"]
)
def test_nothing_of_the_staff_side_is_stored(address, client, maria):
    sign_in(client, maria.email)
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_a_refused_token_and_a_text_given_back_are_not_stored(ratna, monkeypatch):
    item = make.news(by=ratna)
    there = reverse("wagtailadmin_pages:edit", args=[item.pk])
    strict, client = Client(enforce_csrf_checks=True), Client()
    sign_in(client, ratna.email)
    client.get(HOME)
    later(monkeypatch, seconds=31 * 60)
    for each in (strict, client):
        answer = each.post(there, {"title": "x"}, headers={"Accept": "text/html"})
        assert answer.status_code == 403
        assert "no-store" in answer.headers["Cache-Control"]


def test_public_pages_may_be_stored(client, db):
    make.site()
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")


def test_sessions_that_are_over_are_deleted_once_a_day(client, ratna, bima):
    assert tick.JOBS["accounts.sessions"].every == timedelta(days=1)
    other = Client()
    for browser, person in ((client, ratna), (other, bima)):
        sign_in(browser, person.email)
    key = other.cookies["sessionid"].value
    over = timezone.now() - timedelta(seconds=1)
    Session.objects.filter(session_key=key).update(expire_date=over)
    jobs.sessions(timezone.now())
    assert Session.objects.get().session_key == client.cookies["sessionid"].value
    assert UserSession.objects.get().user == ratna
    assert is_in(client)


def test_the_staff_side_offers_the_account_pages(client, ratna):
    sign_in(client, ratna.email)
    page = client.get("/kantor/account/").content.decode()
    for address in ("/kantor/akun/2fa/", SESSIONS, "/kantor/akun/password/change/"):
        assert f'href="{address}"' in page
