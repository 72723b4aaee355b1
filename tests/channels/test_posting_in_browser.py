"""A post by hand on a phone: written, counted, approved, copied, saved, and told."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser import PATIENCE_MS, PHONE, let_in
from tests.channels.saying import by_hand, facebook
from tests.channels.stage import picture, run

from sasando.accounts.models import User
from sasando.channels.models import Content, Delivery

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
    pytest.mark.audit,
    pytest.mark.once,
]


@pytest.fixture
def phone(chromium: Browser, live_server: Any) -> Any:
    """A tab that may use the clipboard; `phone(person)` signs them in."""
    may = ["clipboard-read", "clipboard-write"]
    address = {"base_url": live_server.url, "viewport": PHONE, "locale": "id-ID"}
    contexts = []

    def opened(person: User) -> Page:
        context = chromium.new_context(**address, permissions=may)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        tab = context.new_page()
        let_in(person, by=tab, at=live_server.url)
        return tab

    yield opened
    for context in contexts:
        context.close()


def test_a_post_by_hand_goes_all_its_way(
    phone: Any, ratna: User, maria: User, tmp_path: Path
) -> None:
    by_hand()
    write(phone(ratna), picture(tmp_path))
    tab = phone(maria)
    tab.goto("/kantor/")
    tab.get_by_role("link", name="Baca dan putuskan").click()
    tab.get_by_role("button", name="Setujui").click()
    tab.get_by_text("Disetujui.").first.wait_for()
    run()
    do_task(phone(ratna))
    row = Delivery.objects.get()
    assert (row.status, row.permalink) == ("published", "https://example.org/p/1")


def write(tab: Page, file: Path) -> None:
    tab.goto("/kantor/kiriman/baru/")
    tab.get_by_label("Teks", exact=True).fill("Jalan dibuka 🎉")
    assert "Instagram Humas: 14 karakter" in tab.locator(".said-counts").inner_text()
    tab.get_by_label("Gambar").set_input_files(str(file))
    tab.get_by_role("checkbox").check()
    tab.get_by_role("button", name="Simpan draf").click()
    tab.get_by_text("Tersimpan.").first.wait_for()


def do_task(tab: Page) -> None:
    tab.goto("/kantor/")
    tab.locator(".today__verb", has_text="Posting").click()
    tab.get_by_role("button", name="Salin").click()
    tab.get_by_text("Sudah disalin.").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == "Jalan dibuka 🎉"
    with tab.expect_download() as saved:
        tab.get_by_role("link", name="Simpan gambar 1").click()
    assert saved.value.suggested_filename.endswith(".jpg")
    tab.get_by_label("Posting, lalu tempel").fill("https://example.org/p/1")
    tab.get_by_role("button", name="Sudah saya posting").click()
    tab.get_by_text("terhitung tayang").first.wait_for()


def test_a_text_that_grows_too_long_says_so_at_once(phone: Any, ratna: User) -> None:
    facebook()
    tab = phone(ratna)
    tab.goto("/kantor/kiriman/baru/")
    over = tab.locator("[data-over]")
    assert over.is_hidden()
    tab.get_by_label("Teks", exact=True).fill("a" * 63_207)
    over.wait_for(state="visible")
    assert "63.207" in tab.locator(".said-counts").inner_text()
    tab.get_by_label("Teks", exact=True).fill("pendek")
    over.wait_for(state="hidden")
    assert not Content.objects.exists()
