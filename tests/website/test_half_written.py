"""A session ends while a writer is at the editor, in Chromium: nothing is lost."""

from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, TimeoutError, expect
from tests import make
from tests.policing import Watch, enter

from sasando.accounts.models import User
from sasando.newsroom.models import NewsPage
from sasando.website.workflow import Office, set_up

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("empty_house"),
]
IDLE, LONGEST = {"seen_at": 31 * 60}, {"signed_in_at": 8 * 3600 + 60}


@pytest.fixture
def item(transactional_db: None, ratna: User) -> NewsPage:
    set_up(Office(name="Dinas Contoh", is_example=True), by=None, at=make.NOW)
    return make.news(by=ratna)


@pytest.mark.parametrize(
    "passed",
    [
        pytest.param(IDLE, id="idle"),
        pytest.param(LONGEST, id="eight hours", marks=pytest.mark.audit),
    ],
)
def test_a_half_written_text_survives_the_end_of_the_session(
    passed: dict[str, int], item: NewsPage, ratna: User, watch: Watch
) -> None:
    tab = enter(watch, ratna)
    tab.goto(f"/kantor/pages/{item.pk}/edit/")
    write_until_saving(tab, "Ditulis sebelum sesi habis. ")
    assert "sebelum" in latest(item)
    age(passed)
    write_until_saving(tab, "Ditulis sesudahnya. ")
    assert "sesudahnya" not in latest(item)
    tab.click("button.action-save:visible")
    with tab.context.expect_page() as opened:
        tab.click("main ol a")
    sign_in(opened.value, ratna)
    tab.click("main form button")
    expect(tab.locator("main dl")).to_contain_text("sesudahnya")
    assert "sesudahnya" not in latest(item)
    tab.click("main form button")
    expect(tab.locator("#id_summary")).to_contain_text("sesudahnya")
    assert "sesudahnya" in latest(item)
    assert [each for each in watch.wrong if "blocked" in each] == []


def write_until_saving(tab: Page, words: str) -> None:
    # The editor compares with what stood there two seconds after the page was loaded.
    for _each in range(20):
        try:
            with tab.expect_response(saving, timeout=3000):
                write(tab, words)
        except TimeoutError:
            continue
        return
    pytest.fail("The editor saved nothing by itself.")


def saving(response: Any) -> bool:
    asked = response.request
    return asked.method == "POST" and asked.url.endswith("/edit/")


def write(tab: Page, words: str) -> None:
    tab.click("#id_summary")
    tab.keyboard.press("Control+End")
    tab.keyboard.type(words)


def latest(item: NewsPage) -> str:
    item.refresh_from_db()
    return str(item.get_latest_revision_as_object().summary)


def age(passed: dict[str, int]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in Session.objects.all():
        session = store(row.session_key)
        for name, seconds in passed.items():
            session[name] -= seconds
        session.save()


def sign_in(tab: Page, person: User) -> None:
    tab.fill("#id_login", person.email)
    tab.fill("#id_password", make.PASSWORD)
    tab.press("#id_password", "Enter")
    expect(tab.locator("#id_login")).to_have_count(0)
