"""What was sent when the session had ended comes back to the same person alone."""

import re
import time
from html import unescape
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from tests import make
from tests.accounts.door import HOME, SIGN_IN, later, sign_in

from sasando.accounts.adapters import fernet
from sasando.accounts.models import Assignment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh")]
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SCRIPT = {"Accept": "application/json"}
SENT = {"title": 'Jalan "baru" <b>', "tags": ["satu", "dua"]}
OPEN = "/kantor/akun/tulisan/"
OVER = 31 * 60


@pytest.fixture
def address(ratna):
    item = make.news(by=ratna)
    return reverse("wagtailadmin_pages:edit", args=[item.pk])


@pytest.fixture
def writing(ratna, monkeypatch):
    """A browser whose session has just ended."""
    client = Client(headers=BROWSER)
    sign_in(client, ratna.email)
    client.get(HOME)
    later(monkeypatch, seconds=OVER)
    return client


def sealed_in(page: Any) -> str:
    assert page.status_code == 403
    found = re.search('name="sealed" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def hidden(page: Any) -> list[tuple[str, str]]:
    body = page.content.decode()
    fields = re.findall('type="hidden" name="([^"]+)" value="([^"]*)"', body)
    return [(name, unescape(value)) for name, value in fields if "csrf" not in name]


def test_one_reads_and_saves_what_one_sent_after_signing_in(writing, address, ratna):
    asked = writing.post(address, SENT | {"action-submit": "Ajukan"})
    assert SENT["title"] not in unescape(asked.content.decode())
    sealed = sealed_in(asked)
    sign_in(writing, ratna.email)
    page = writing.post(OPEN, {"sealed": sealed})
    fields = [("title", SENT["title"]), ("tags", "satu"), ("tags", "dua")]
    assert hidden(page) == fields
    body = page.content.decode()
    assert f'action="{address}"' in body
    assert "<dd>Jalan &quot;baru&quot; &lt;b&gt;</dd>" in body
    assert "<dd>satu<br>dua</dd>" in body


def test_the_way_back_needs_no_old_token_and_saving_has_a_new_one(
    ratna, address, monkeypatch
):
    client = Client(headers=BROWSER, enforce_csrf_checks=True)
    client.force_login(ratna)
    client.get(address)
    token = client.cookies["csrftoken"].value
    later(monkeypatch, seconds=OVER)
    sealed = sealed_in(client.post(address, SENT | {"csrfmiddlewaretoken": token}))
    token = client.get(SIGN_IN).cookies["csrftoken"].value
    sign_in(client, ratna.email, data={"csrfmiddlewaretoken": token})
    assert client.post(address, SENT).status_code == 403
    page = client.post(OPEN, {"sealed": sealed}).content.decode()
    token = re.search('csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    saved = client.post(address, SENT | {"csrfmiddlewaretoken": token})
    assert saved.status_code != 403


def test_it_works_when_the_session_went_in_the_night(writing, address, ratna):
    Session.objects.all().delete()
    sealed = sealed_in(writing.post(address, SENT))
    assert not Session.objects.exists()
    sign_in(writing, ratna.email)
    assert ("title", SENT["title"]) in hidden(writing.post(OPEN, {"sealed": sealed}))


def test_nothing_of_it_stays_in_the_database(writing, address):
    writing.post(address, SENT)
    assert not Session.objects.exists()


def test_the_words_of_a_rich_text_can_be_read(writing, address, ratna):
    text = '{"blocks": [{"text": "Warga boleh"}, {"text": "lewat"}]}'
    sent = {"body-0-value": text, "body-0-type": "paragraph", "body-count": "1"}
    sealed = sealed_in(writing.post(address, sent))
    sign_in(writing, ratna.email)
    body = writing.post(OPEN, {"sealed": sealed}).content.decode()
    assert re.findall("<dt>(.*?)</dt>", body) == ["body-0-value"]
    assert "<dd>Warga boleh<br>lewat</dd>" in body


def test_without_a_session_it_stays_sealed(writing, address):
    sealed = sealed_in(writing.post(address, SENT))
    again = writing.post(OPEN, {"sealed": sealed})
    assert sealed_in(again) == sealed
    assert "Jalan" not in again.content.decode()


def test_it_is_sealed_for_a_day(writing, address, ratna, monkeypatch):
    sealed = sealed_in(writing.post(address, SENT))
    later(monkeypatch, seconds=25 * 3600)
    sign_in(writing, ratna.email)
    refused = writing.post(OPEN, {"sealed": sealed})
    assert (refused.status_code, hidden(refused)) == (403, [])


def test_somebody_else_in_the_same_browser_never_sees_it(writing, address, bima):
    sealed = sealed_in(writing.post(address, SENT))
    sign_in(writing, bima.email)
    refused = writing.post(OPEN, {"sealed": sealed})
    assert refused.status_code == 403
    assert "Jalan" not in refused.content.decode()


SECRET = fernet().encrypt(b"JBSWY3DPEHPK3PXP").decode()


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAA", "é", SECRET])
def test_what_this_house_did_not_seal_is_refused(sealed, client, ratna):
    sign_in(client, ratna.email)
    assert client.post(OPEN, {"sealed": sealed}).status_code == 403


def test_what_a_script_sends_is_not_kept(writing, address):
    assert writing.post(address, SENT, headers=SCRIPT).status_code != 200
    assert b"sealed" not in writing.post(address, SENT, headers=SCRIPT).content


@pytest.mark.parametrize(
    "name", ["assignment:add", "freeze:add", "unit:add", "wagtailusers_users:add"]
)
def test_a_form_that_is_no_draft_is_lost_and_the_person_is_told(name, writing, ratna):
    sent = {"user": ratna.pk, "role": "head", "starts_on": "2026-11-24"}
    there = reverse(name)
    asked = writing.post(there, sent)
    assert asked.url == f"{SIGN_IN}?next={there}"
    told = writing.get(asked.url).content.decode()
    assert "tidak disimpan" in told or "was not saved" in told
    sign_in(writing, ratna.email)
    assert b"sealed" not in writing.get(there).content
    assert not Assignment.objects.filter(role="head").exists()


def test_a_step_of_the_editor_is_not_kept(writing, address):
    delete = address.replace("/edit/", "/delete/")
    assert writing.post(delete, {"next": HOME}).status_code == 302


def test_who_signed_out_left_nothing_behind(client, address, ratna):
    sign_in(client, ratna.email, headers=BROWSER)
    client.get(HOME)
    assert client.cookies["writer"]["httponly"]
    client.post("/kantor/akun/logout/")
    assert client.cookies["writer"].value == ""
    assert client.post(address, SENT, headers=BROWSER).status_code == 302


def test_a_cookie_made_elsewhere_or_too_old_opens_nothing(
    writing, address, bima, monkeypatch
):
    good = writing.cookies["writer"].value
    writing.cookies["writer"] = good.replace(good.split(".")[0], str(bima.pk), 1)
    assert writing.post(address, SENT).status_code == 302
    writing.cookies["writer"] = good
    later(monkeypatch, seconds=4 * 24 * 3600)
    assert writing.post(address, SENT).status_code == 302


def test_a_form_without_its_token_is_not_kept(ratna, address, monkeypatch):
    client = Client(headers=BROWSER, enforce_csrf_checks=True)
    client.force_login(ratna)
    client.get(HOME)
    later(monkeypatch, seconds=OVER)
    refused = client.post(address, SENT)
    assert refused.status_code == 403
    assert b"sealed" not in refused.content


def test_who_never_was_signed_in_is_only_asked_to(client, db):
    client.get(SIGN_IN)
    asked = client.post("/kantor/pages/7/edit/", SENT, headers=BROWSER)
    assert asked.status_code == 302
    assert "writer" not in client.cookies


def test_the_word_on_who_writes_is_renewed_with_each_session(client, ratna):
    sign_in(client, ratna.email)
    client.get(HOME)
    first = client.cookies["writer"].value
    client.get(HOME)
    assert client.cookies["writer"].value == first
    session = client.session
    session["signed_in_at"] = time.time() + 60
    session.save()
    client.get(HOME)
    assert client.cookies["writer"].value != first
