"""Pages in a real browser: no axe violation, no sideways scroll, no outside host."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests import make
from tests.website.test_sections import tagged

from sasando.accounts.models import User
from sasando.search import index
from sasando.website.workflow import Office, set_up

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag22aa"]}}


def look(tab: Any, address: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address)
    found = Axe().run(tab, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not tab.evaluate(wide), address
    host = address.split("/")[2]
    outside = [url for url in asked if host not in url and not url.startswith("data:")]
    assert outside == []


@pytest.fixture
def pages(empty_house: None, ratna: User, maria: User) -> list[str]:
    set_up(Office(name="Dinas Contoh", is_example=True), by=None, at=make.NOW)
    item = tagged("Air bersih", by=ratna, approver=maria, title="Pipa baru dibuka")
    index.refresh(make.NOW)
    found = ["/", "/berita/", item.url, "/en/", "/en/news/", "/tidak-ada/"]
    found += ["/topik/air-bersih/", f"/berita/unit/{item.unit_id}/", "/unit/"]
    found += ["/_design/", "/en/_design/"]
    found += [f"/salah/{item.pk}/", f"/salah/{item.pk}/terima-kasih/"]
    found += [f"/unit/{item.unit_id}/", "/en/units/", "/cari/?q=pipa"]
    return [*found, "/en/search/?q=pipa", "/cari/?q=" + "a" * 300]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_public_pages_are_accessible_on_a_phone(
    pages: list[str], tab: Any, live_server: Any
) -> None:
    for page in pages:
        look(tab, f"{live_server.url}{page}")
