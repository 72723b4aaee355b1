"""The form of a batch in Chromium: sent with each file, and given afterwards."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page
from tests import make
from tests.browser import let_in

from sasando.files.models import Picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def red(height: int) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (300, height), "red").save(drawn, "JPEG")
    return drawn.getvalue()


def test_what_is_the_same_reaches_files_before_and_after_upload(
    tab: Page, live_server: Any
) -> None:
    person = make.person("Juru Foto", "photographer", of=make.unit())
    let_in(person, by=tab, at=live_server.url)
    tab.goto("/kantor/images/multiple/add/")
    tab.click(".photo-same > summary")
    assert tab.is_hidden("[name=sama-rights_by]")
    tab.select_option("[name=sama-rights]", "given")
    assert tab.is_visible("[name=sama-rights_by]")
    tab.select_option("[name=sama-rights]", "own")
    assert tab.is_hidden("[name=sama-rights_by]")
    tab.fill("[name=sama-caption]", "Panen bersama")
    files: list[FilePayload] = [
        {"name": f"{height}.jpg", "mimeType": "image/jpeg", "buffer": red(height)}
        for height in (200, 210)
    ]
    tab.set_input_files("#fileupload", files)
    tab.wait_for_selector("#upload-list li:nth-child(2) form")
    assert tab.locator("#upload-list [name$='-licence']").first.is_hidden()
    tab.fill("[name=sama-photographer]", "Ratna Contoh")
    tab.click("[data-photo-same] button")
    tab.wait_for_selector("[data-photo-said]:not(:empty)")
    known = set(Picture.objects.values_list("caption", "photographer"))
    assert known == {("Panen bersama", "Ratna Contoh")}
    filled = tab.locator("#upload-list [name$='-photographer']")
    assert {each.input_value() for each in filled.all()} == {"Ratna Contoh"}
    assert "sama-" not in tab.url
