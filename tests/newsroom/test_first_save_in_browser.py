"""The button of a new item meets its autosave, in Chromium."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route
from tests import make
from tests.browser import let_in
from tests.newsroom.test_releases import section

from sasando.accounts.models import User
from sasando.newsroom.models import NewsPage, ReleasePage

# Two seconds after it opened, the editor begins to look for what differs from then.
WATCHES = """() => window.wagtail.app.getControllerForElementAndIdentifier(
  document.querySelector("[data-edit-form]"), "w-unsaved")?.initialFormData"""
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_button_waits_for_the_autosave_and_one_item_is_there(
    tab: Page, live_server: Any, ratna: User
) -> None:
    section = make.section()
    let_in(ratna, by=tab, at=live_server.url)
    tab.goto(
        reverse("wagtailadmin_pages:add", args=["newsroom", "newspage", section.pk])
    )
    held: list[Route] = []

    def hold(route: Route) -> None:
        # The first save is the autosave's: its answer comes after the button.
        if route.request.method == "POST" and not held:
            held.append(route)
            tab.evaluate("document.querySelector('.action-save').click()")
        route.continue_()

    tab.wait_for_function(WATCHES)
    tab.route("**/kantor/pages/add/newsroom/newspage/**", hold)
    with tab.expect_navigation(url="**/edit/"):
        tab.locator("#id_title").press_sequentially("😀 Pesta laut")
    tab.get_by_text("Pesta laut").first.wait_for()
    assert held
    item = NewsPage.objects.get()
    assert item.draft_title == "😀 Pesta laut"


def test_a_form_whose_answer_was_lost_goes_on_in_its_draft_with_all_that_was_typed(
    tab: Page, live_server: Any, ratna: User
) -> None:
    where = ["newsroom", "releasepage", section().pk]
    let_in(ratna, by=tab, at=live_server.url)
    tab.goto(reverse("wagtailadmin_pages:add", args=where))

    def lose_the_answer(route: Route) -> None:
        if "json" in route.request.headers.get("accept", ""):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    tab.wait_for_function(WATCHES)
    tab.route("**/kantor/pages/add/newsroom/releasepage/**", lose_the_answer)
    with tab.expect_event("requestfailed"):
        tab.locator("#id_title").press_sequentially("Jembatan Liliba dibuka")
    tab.fill("#id_dated_on", "32-13-2026")
    with tab.expect_navigation(url="**/edit/?lanjut=1"):
        tab.click(".action-save")
    assert tab.input_value("#id_dated_on") == "32-13-2026"
    tab.fill("#id_dated_on", "24-11-2026")
    with tab.expect_navigation(url="**/edit/"):
        tab.click(".action-save")
    assert tab.input_value("#id_title") == "Jembatan Liliba dibuka"
    text = ReleasePage.objects.get().get_latest_revision_as_object()
    assert str(text.dated_on) == "2026-11-24"
