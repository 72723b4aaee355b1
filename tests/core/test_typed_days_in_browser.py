"""A day stays as it was typed, whatever the picker makes of it, in Chromium."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests import make
from tests.browser import let_in

from sasando.accounts.models import User
from sasando.core.models import Holiday

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ODD = ("31-02-2026", "2026-12-31", "31 Desember 2026", "besok", "1/2/2026")


@pytest.fixture
def desk(tab: Page, live_server: Any, kominfo: Any) -> Page:
    person = make.person("Maria Contoh", "head", "operator", "writer")
    let_in(person, by=tab, at=live_server.url)
    return tab


def typed(tab: Page, name: str, words: str) -> str:
    """Type into a field, leave it by Tab, and return what stands there then."""
    field = tab.locator(f"[name='{name}']")
    field.fill("")
    field.press_sequentially(words)
    field.press("Tab")
    return field.input_value()


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("unit:add", ("valid_from", "valid_until")),
        ("assignment:add", ("starts_on", "ends_on")),
        ("holiday:add", ("date",)),
        ("freeze:add", ("starts_at", "ends_at")),
    ],
)
def test_what_was_typed_stays(desk: Page, form: str, names: tuple[str, ...]) -> None:
    desk.goto(reverse(form))
    for name in names:
        for words in (*ODD, "31-02-2026 10:00", "2026-12-31 10:00"):
            assert typed(desk, name, words) == words


def test_what_was_typed_stays_in_the_plan_of_a_page(
    tab: Page, live_server: Any, ratna: User
) -> None:
    item = make.news(by=ratna)
    let_in(ratna, by=tab, at=live_server.url)
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(reverse("wagtailadmin_pages:edit", args=[item.pk]))
    tab.wait_for_load_state("networkidle")
    kept = tab.evaluate(
        """(odd) => [...document.querySelectorAll("input")]
          .filter((each) => window.jQuery(each).data("xdsoft_datetimepicker"))
          .flatMap((each) => odd.map((words) => {
            each.value = words
            window.jQuery(each).trigger("blur")
            return [each.name, words, each.value]
          }))""",
        list(ODD),
    )
    assert {"go_live_at", "expire_at"} <= {name for name, _typed, _left in kept}
    assert [one for one in kept if one[1] != one[2]] == []


def test_the_server_says_what_is_wrong_and_takes_an_iso_day(desk: Page) -> None:
    desk.goto(reverse("holiday:add"))
    desk.fill("[name=name]", "Contoh")
    desk.fill("[name=source]", "SK contoh")
    desk.select_option("[name=kind]", "regional")
    typed(desk, "date", "31-02-2026")
    desk.locator("[name=source]").press("Enter")
    said = desk.get_by_text("Tanggal ini tidak ada atau tidak terbaca")
    said.first.wait_for()
    assert desk.locator("[name=date]").input_value() == "31-02-2026"
    assert not Holiday.objects.exists()
    typed(desk, "date", "2026-12-31")
    desk.locator("[name=source]").press("Enter")
    desk.wait_for_url("**/holiday/")
    assert Holiday.objects.get().date == date(2026, 12, 31)
