"""The form for the field in Chromium at 360 px: offline half-way, signed out."""

import io
import os
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect
from tests import make
from tests.newsroom.field import FORM

from sasando.accounts.models import User
from sasando.newsroom.field.rows import FieldPhoto
from sasando.newsroom.models import NewsPage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def photo(name: str) -> FilePayload:
    """A photo of some hundred kilobytes, so that it comes in several pieces."""
    drawn = io.BytesIO()
    pixels = os.urandom(500 * 400 * 3)
    Image.frombytes("RGB", (500, 400), pixels).save(drawn, "JPEG", quality=95)
    return {"name": name, "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


@pytest.fixture
def phone(tab: Page, client: Client, live_server: Any) -> Page:
    make.site()
    writer = make.person("Ratna Contoh", "writer", of=make.unit())
    sign_in(tab, client, writer, live_server.url)
    return tab


def sign_in(tab: Page, client: Client, person: Any, address: str) -> None:
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    word = {"name": name, "value": client.cookies[name].value, "url": address}
    tab.context.add_cookies([word])


def write(phone: Page, *photos: str) -> None:
    phone.goto(FORM)
    phone.fill("[name=title]", "Panen di Oelamasi")
    phone.fill("[name=text]", "Warga panen padi.")
    phone.set_input_files("#foto-tambah", [photo(name) for name in photos])
    expect(phone.locator("[data-field-photo]")).to_have_count(len(photos))


def status(phone: Page) -> Any:
    return phone.locator("[data-field-status]")


def test_offline_in_the_middle_it_goes_on_and_makes_one_draft(phone: Page) -> None:
    write(phone, "satu.jpg", "dua.jpg")
    expect(status(phone)).to_have_text("Tersimpan di ponsel ini, belum terkirim.")
    pieces: list[str] = []

    def cut(route: Route) -> None:
        pieces.append(route.request.url)
        if len(pieces) == 2:
            phone.context.set_offline(True)
            route.abort()
        else:
            route.continue_()

    phone.route("**/foto/**?mulai=*", cut)
    phone.click("[data-field-send]")
    expect(status(phone)).to_contain_text("Tidak ada sambungan.")
    assert "mulai=0" in pieces[0]
    assert not NewsPage.objects.exists()
    phone.context.set_offline(False)
    phone.wait_for_url("**/lapangan/*/")
    text = NewsPage.objects.get().get_latest_revision_as_object()
    assert text.picture is not None
    assert text.body[1].block_type == "image"
    # What had come was not sent again.
    assert sum("mulai=0" in each for each in pieces) == 2
    assert phone.locator("h1").inner_text() == "Sudah diterima"
    phone.goto(FORM)
    assert phone.input_value("[name=title]") == ""
    expect(phone.locator("[data-field-photo]")).to_have_count(0)


def test_closed_and_opened_again_all_is_still_there(phone: Page) -> None:
    write(phone, "satu.jpg")
    phone.select_option("[data-field-photo] [name$=consent]", "none")
    phone.goto("about:blank")
    phone.goto(FORM)
    expect(phone.locator("[data-field-photo]")).to_have_count(1)
    assert phone.input_value("[name=title]") == "Panen di Oelamasi"
    assert phone.input_value("[data-field-photo] [name$=consent]") == "none"
    phone.click("[data-field-send]")
    phone.wait_for_url("**/lapangan/*/")
    assert FieldPhoto.objects.get().picture.consent == "none"


def test_who_was_signed_out_signs_in_and_loses_nothing(
    phone: Page, client: Client, live_server: Any
) -> None:
    write(phone, "satu.jpg")
    Session.objects.all().delete()
    phone.click("[data-field-send]")
    expect(status(phone)).to_contain_text("Anda sudah keluar.")
    sign_in(phone, client, User.objects.get(), live_server.url)
    phone.click("[data-field-send]")
    phone.wait_for_url("**/lapangan/*/")
    assert NewsPage.objects.count() == 1


def test_another_person_at_the_same_telephone_sees_nothing_of_it(
    phone: Page, client: Client, live_server: Any
) -> None:
    write(phone, "satu.jpg")
    other = make.person("Sisi Contoh", "writer", of=make.unit("Dinas Lain"))
    sign_in(phone, client, other, live_server.url)
    phone.goto(FORM)
    assert phone.input_value("[name=title]") == ""
    expect(phone.locator("[data-field-photo]")).to_have_count(0)


def test_nothing_is_wider_than_the_telephone(phone: Page) -> None:
    write(phone, "satu.jpg")
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360
    if folder := os.environ.get("SHOTS"):
        phone.screenshot(path=f"{folder}/field-360.png", full_page=True)
        phone.click("[data-field-send]")
        phone.wait_for_url("**/lapangan/*/")
        phone.screenshot(path=f"{folder}/received-360.png", full_page=True)


def test_a_large_photo_is_made_smaller_where_its_sender_wants_that(
    phone: Page,
) -> None:
    phone.goto(FORM)
    phone.check("[data-field-small]")
    drawn = io.BytesIO()
    noise = Image.effect_noise((2400, 1600), 90).convert("RGB")
    noise.save(drawn, "JPEG", quality=95)
    large: FilePayload = {
        "name": "besar.jpg",
        "mimeType": "image/jpeg",
        "buffer": drawn.getvalue(),
    }
    phone.set_input_files("#foto-tambah", [large])
    expect(phone.locator("[data-field-photo]")).to_have_count(1)
    phone.click("[data-field-send]")
    phone.wait_for_url("**/lapangan/*/")
    found = FieldPhoto.objects.get()
    assert found.size < len(drawn.getvalue()) / 2
    assert found.picture.width == 2048
