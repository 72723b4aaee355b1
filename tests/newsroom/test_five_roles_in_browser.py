"""One matter goes through five hands, from the assignment to the corrected text."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from tests import make
from tests.policing import Watch, enter
from wagtail.models import Page, Workflow, WorkflowPage

from sasando.accounts.models import Unit, User
from sasando.core.models import Approval, Entry
from sasando.newsroom.models import Coverage, NewsPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Jembatan Liliba dibuka lagi"
WORDS = "Kendaraan roda empat boleh melintas."
NOTE = "Jam pembukaan dibetulkan."
BODY = "#panel-child-isi-body-section"


def typed(moment: Any) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y %H:%M}"


def press(tab: Tab, name: str) -> None:
    tab.get_by_role("button", name=name, exact=True).click()
    tab.wait_for_load_state()


def take(tab: Tab, verb: str, matter: str) -> None:
    """Follow the one verb of a line of Hari ini, by the keyboard alone."""
    tab.goto("/kantor/")
    line = tab.get_by_role("listitem").filter(has_text=matter)
    link = line.get_by_role("link", name=verb)
    expect(link).to_have_count(1)
    tab.locator("[data-today-line]").first.focus()
    for _each in range(tab.locator("[data-today-line]").count()):
        if link.evaluate("link => link === document.activeElement"):
            break
        tab.keyboard.press("ArrowDown")
    expect(link).to_be_focused()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/kantor/*/**")
    tab.wait_for_load_state()


def assign(tab: Tab, *, writer: User, photographer: User, unit: Unit) -> None:
    """The editor asks two people to cover what has begun an hour ago."""
    now = timezone.now()
    tab.goto("/kantor/liputan/")
    tab.get_by_role("link", name="Penugasan baru").click()
    tab.get_by_label("Yang diliput").fill(TITLE)
    tab.get_by_label("Unit kerja").select_option(str(unit.pk))
    tab.get_by_label("Tempat").fill("Liliba")
    for field, moment in (
        ("starts_at", now - timedelta(hours=1)),
        ("deadline_at", now + timedelta(days=2)),
    ):
        tab.fill(f"[name={field}]", typed(moment))
        tab.keyboard.press("Escape")
    tab.select_option("[name=orang-0-user]", str(writer.pk))
    tab.select_option("[name=orang-1-user]", str(photographer.pk))
    press(tab, "Tugaskan")
    # It began before it was planned: the desk has to say so.
    tab.get_by_role("alert").get_by_text("sudah berlangsung").wait_for()
    tab.get_by_label("sudah berlangsung").check()
    press(tab, "Tugaskan")
    tab.get_by_role("heading", name=TITLE).wait_for()


def write(tab: Tab) -> None:
    """The writer fills the draft that came of the coverage, and sends it."""
    tab.fill("[name=summary]", "Warga lewat lagi sejak pagi.")
    tab.locator(f"{BODY} .c-sf-add-button").first.click()
    tab.locator(".w-combobox__option", has_text="Teks").click()
    tab.locator(f"{BODY} [contenteditable=true]").click()
    tab.keyboard.type(WORDS)
    send(tab, WORDS)


def correct(tab: Tab, page: NewsPage) -> None:
    """The writer mends a published text and says what is new."""
    tab.goto(f"/kantor/pages/{page.pk}/edit/")
    tab.fill("[name=summary]", "Warga lewat lagi sejak siang.")
    tab.select_option("[name=change]", "real")
    tab.fill("[name=change_note]", NOTE)
    send(tab, NOTE)


def send(tab: Tab, words: str) -> None:
    """Send the text to the second person through the editor's own menu."""
    # A saving on its way when the text is sent may arrive after it, without the words.
    for _each in range(60):
        if words in str(NewsPage.objects.get().get_latest_revision().content):
            break
        tab.wait_for_timeout(100)
    tab.locator("footer .w-dropdown__toggle").last.click()
    tab.click("button[name=action-submit]")
    expect(tab.locator(".messages .success")).to_be_visible()


def decide(tab: Tab) -> None:
    take(tab, "Baca dan putuskan", TITLE)
    press(tab, "Setujui dan terbitkan")
    tab.get_by_text("sudah terbit").wait_for()


def test_from_the_assignment_to_the_corrected_publication(
    watch: Watch, ratna: User, maria: User, kominfo: Unit, second_person: Workflow
) -> None:
    dewi = make.person("Dewi Contoh", "editor", of=kominfo)
    joni = make.person("Joni Contoh", "photographer", of=kominfo)
    petrus = make.person("Petrus Contoh", "approver")
    make.section()
    root = Page.get_first_root_node()
    WorkflowPage.objects.create(workflow=second_person, page=root)

    tab = enter(watch, dewi)
    assign(tab, writer=ratna, photographer=joni, unit=kominfo)
    for person in (ratna, joni):
        tab = enter(watch, person)
        take(tab, "Jawab", TITLE)
        press(tab, "Terima")
    press(tab, "Sudah diliput")
    assert Coverage.objects.get().status == Coverage.Status.COVERED

    tab = enter(watch, ratna)
    take(tab, "Tulis", TITLE)
    press(tab, "Mulai draf")
    write(tab)
    decide(enter(watch, petrus))
    story = NewsPage.objects.get()
    assert (story.live, story.owner) == (True, ratna)
    assert Coverage.objects.get().status == Coverage.Status.WRITTEN

    correct(enter(watch, ratna), story)
    tab = enter(watch, maria)
    decide(tab)
    tab.goto(story.url)
    tab.get_by_text(NOTE).wait_for()
    tab.get_by_text("Warga lewat lagi sejak siang.").wait_for()
    approved = Approval.objects.filter(page=story).order_by("pk")
    assert [each.approved_by for each in approved] == [petrus, maria]
    hands = Entry.objects.for_instance(Coverage.objects.get())
    assert {entry.user for entry in hands} == {dewi, ratna, joni, petrus}
    assert watch.wrong == []
