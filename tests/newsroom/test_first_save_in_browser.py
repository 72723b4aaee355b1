"""The button of a new item meets its autosave, in Chromium."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route
from tests import make
from tests.browser import let_in

from sasando.accounts.models import User
from sasando.newsroom.models import NewsPage

# Two seconds after it opened, the editor begins to look for what differs from then.
WATCHES = """() => window.wagtail.app.getControllerForElementAndIdentifier(
  document.querySelector("[data-edit-form]"), "w-unsaved")?.initialFormData"""
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_button_waits_for_the_autosave_and_one_item_is_there(
    tab: Page, live_server: Any, ratna: User
) -> None:
    section = make.section()
    let_in(ratna, by=tab, at=live_server.url)
    tab.set_default_timeout(60_000)
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
    with tab.expect_navigation(url="**/edit/", timeout=60_000):
        tab.locator("#id_title").press_sequentially("😀 Pesta laut")
    tab.get_by_text("Pesta laut").first.wait_for()
    assert held
    item = NewsPage.objects.get()
    assert item.draft_title == "😀 Pesta laut"
