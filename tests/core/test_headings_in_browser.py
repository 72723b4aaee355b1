"""The mark of a heading is whole on a phone, on every form of records."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests import make
from tests.browser import let_in

from sasando.accounts.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_mark_of_a_heading_is_not_cut(
    tab: Page, live_server: Any, kominfo: Unit
) -> None:
    operator = make.person("Dewi Contoh", "operator")
    let_in(operator, by=tab, at=live_server.url)
    for name in ("unit:add", "assignment:add", "holiday:add"):
        tab.goto(reverse(name))
        box = tab.locator("h2.w-relative.w-h1 > .icon").bounding_box()
        assert box is not None
        assert box["x"] >= 0, name
        assert tab.evaluate("document.documentElement.scrollWidth") == 360
