"""Officers at work on the staff side, under the policy, in Chromium."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, TimeoutError, expect
from tests import make
from tests.browser import PHONE
from tests.files import make_files
from tests.policing import Watch, enter

from sasando.accounts.models import User
from sasando.newsroom.models import NewsIndexPage, NewsPage
from sasando.website.workflow import Office, set_up

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("empty_house"),
]
BODY = "#panel-child-isi-body-content"


@pytest.fixture
def section(transactional_db: None, ratna: User, maria: User) -> NewsIndexPage:
    set_up(Office(name="Dinas Contoh", is_example=True), by=None, at=make.NOW)
    return NewsIndexPage.objects.get(slug="berita")


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    file = tmp_path / "jalan.jpg"
    file.write_bytes(make_files.picture())
    return file


@pytest.fixture
def schedule(tmp_path: Path) -> Path:
    file = tmp_path / "jadwal.pdf"
    file.write_bytes(make_files.pdf())
    return file


def test_a_writer_fills_the_editor_and_sends_the_text(
    section: NewsIndexPage, ratna: User, watch: Watch, photograph: Path, schedule: Path
) -> None:
    tab = enter(watch, ratna)
    tab.goto(f"/kantor/pages/add/newsroom/newspage/{section.pk}/")
    tab.fill("#id_title", "Jembatan baru dibuka")
    tab.fill("#id_summary", "Jembatan Oelamasi dibuka hari ini.")
    choose_picture(tab, photograph)
    write_text(tab, "Warga boleh lewat.")
    link_to_page(tab, "Dinas Contoh")
    link_to_document(tab, schedule)
    add_author(tab, ratna)
    set_embargo(tab)
    comment(tab)
    preview(tab)
    send(tab)
    [item] = NewsPage.objects.all()
    assert item.current_workflow_state
    assert watch.wrong == []


def choose_picture(tab: Page, file: Path) -> None:
    tab.click("#panel-child-isi-gambar-content .unchosen button")
    tab.click("#tab-label-upload")
    tab.set_input_files("#id_image-chooser-upload-file", file)
    tab.fill("#id_image-chooser-upload-title", "Jembatan")
    # Without them the text is not sent.
    tab.select_option("#id_image-chooser-upload-rights", "own")
    tab.select_option("#id_image-chooser-upload-consent", "none")
    tab.click("#tab-upload button[type=submit]")
    expect(tab.locator("#id_picture-chooser .chosen")).to_be_visible()
    tab.fill("#id_picture_alt", "Jembatan dari kejauhan")


def write_text(tab: Page, words: str) -> None:
    tab.locator(f"{BODY} .c-sf-add-button").first.click()
    tab.locator(".w-combobox__option", has_text="Teks").click()
    tab.locator(f"{BODY} [contenteditable=true]").click()
    tab.keyboard.type(words)


def mark_last_word(tab: Page, button: str) -> None:
    tab.locator(f"{BODY} [contenteditable=true]").click()
    tab.keyboard.press("Control+End")
    tab.keyboard.press("Control+Shift+ArrowLeft")
    tab.locator(f".Draftail-ToolbarButton[name={button}]:visible").first.click()


def link_to_page(tab: Page, title: str) -> None:
    mark_last_word(tab, "LINK")
    tab.locator(".modal-body a.choose-page", has_text=title).first.click()
    expect(tab.locator(f"{BODY} .TooltipEntity")).to_have_count(1)


def link_to_document(tab: Page, file: Path) -> None:
    tab.locator(f"{BODY} [contenteditable=true]").click()
    tab.keyboard.press("Control+End")
    tab.keyboard.type(" Jadwal")
    mark_last_word(tab, "DOCUMENT")
    tab.click("#tab-label-upload")
    tab.set_input_files("#id_document-chooser-upload-file", file)
    tab.fill("#id_document-chooser-upload-title", "Jadwal")
    tab.click("#tab-upload button[type=submit]")
    expect(tab.locator(f"{BODY} .TooltipEntity")).to_have_count(2)


def add_author(tab: Page, person: User) -> None:
    tab.click("#id_authors-ADD")
    expect(tab.locator("#id_authors-1-user")).to_be_visible()
    tab.select_option("#id_authors-0-user", label=str(person))
    tab.click("#id_authors-1-DELETE-button")
    expect(tab.locator("#id_authors-1-user")).to_be_hidden()


def set_embargo(tab: Page) -> None:
    tab.locator("[role=tab]", has_text="Pengaturan").click()
    tab.click("#id_embargo_until")
    tab.locator(".xdsoft_datetimepicker:visible td.xdsoft_date").last.click()
    assert tab.input_value("#id_embargo_until")
    tab.keyboard.press("Escape")
    tab.locator("[role=tab]", has_text="Isi").first.click()


def comment(tab: Page) -> None:
    tab.click("[data-side-panel-toggle=comments]")
    # A saving that ends meanwhile closes the bubble; a person would begin again, too.
    for _each in range(20):
        tab.locator("#panel-child-isi-summary-section [data-comment-add]").click()
        try:
            tab.fill(".comment textarea", "Tambah jam buka?", timeout=3000)
            send_it = tab.locator(".comment button[type=submit]")
            send_it.dispatch_event("click", timeout=3000)
        except TimeoutError:
            continue
        break
    expect(tab.locator(".comment__text")).to_have_text("Tambah jam buka?")


def preview(tab: Page) -> None:
    tab.click("[data-side-panel-toggle=preview]")
    shown = tab.frame_locator("#w-preview-iframe, iframe[title]").first
    expect(shown.locator("h1")).to_have_text("Jembatan baru dibuka")
    tab.click("[data-side-panel-toggle=checks]")


def send(tab: Page) -> None:
    tab.select_option("#id_unit", index=1)
    # A saving on its way when the text is sent may arrive after it, without the unit.
    for _each in range(400):
        if NewsPage.objects.get().get_latest_revision_as_object().unit_id:
            break
        tab.wait_for_timeout(100)
    tab.locator("footer .w-dropdown__toggle").last.click()
    tab.click("button[name=action-submit]")
    expect(tab.locator(".messages .success")).to_be_visible()


def test_an_approver_reads_decides_and_compares(
    section: NewsIndexPage, ratna: User, maria: User, watch: Watch
) -> None:
    item = make.published(by=ratna, approver=maria)
    before = item.latest_revision_id
    item.summary = "Jalan Oelamasi dibuka lagi."
    after = item.save_revision(user=ratna).pk
    tab = enter(watch, maria)
    for page in (
        f"/kantor/halaman/{item.pk}/putuskan/",
        f"/kantor/halaman/{item.pk}/cabut/",
        f"/kantor/pages/{item.pk}/history/",
        f"/kantor/pages/{item.pk}/revisions/compare/{before}...{after}/",
        f"/kantor/pages/{item.pk}/edit/",
        f"/kantor/pages/{item.pk}/view_draft/",
    ):
        tab.goto(page)
        watch.settle(tab)
    assert watch.wrong == []


@pytest.mark.parametrize("room", ["images", "documents"])
def test_many_files_are_sent_at_once(
    room: str, section: NewsIndexPage, ratna: User, watch: Watch, request: Any
) -> None:
    file = request.getfixturevalue("photograph" if room == "images" else "schedule")
    tab = enter(watch, ratna)
    tab.goto(f"/kantor/{room}/multiple/add/")
    tab.set_input_files("#fileupload", [file, file])
    expect(tab.locator("#upload-list li.upload-complete")).to_have_count(2)
    watch.settle(tab)
    assert watch.wrong == []


def test_the_picker_and_every_choice_stay_inside_a_phone(
    section: NewsIndexPage, maria: User, watch: Watch
) -> None:
    make.unit("Badan dengan nama yang panjang sekali supaya pilihan menjadi lebar " * 2)
    make.person("Dewi Contoh", "operator")
    tab = enter(watch, User.objects.get(name="Dewi Contoh"))
    tab.set_viewport_size(PHONE)
    tab.goto("/kantor/assignment/new/")
    ends = "all => all.map(one => one.getBoundingClientRect().right)"
    rights = tab.eval_on_selector_all("form select", ends)
    assert rights
    assert max(rights) <= PHONE["width"]
    tab = enter(watch, maria)
    tab.set_viewport_size(PHONE)
    tab.goto("/kantor/freeze/new/")
    tab.click("[name=starts_at]")
    picker = tab.locator(".xdsoft_datetimepicker:visible")
    expect(picker).to_have_count(1)
    box = picker.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert watch.wrong == []
