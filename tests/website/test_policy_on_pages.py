"""No page runs an inline script, calls another host or mixes two languages."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests import make
from tests.policing import Watch, enter
from tests.website.wording import english_left
from wagtail.models import Page

from sasando.accounts.models import User
from sasando.website.workflow import Office, set_up

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("empty_house"),
]
HOME = "/kantor/"
LEAVES = re.compile(r"/(logout|cabut)/|/kantor/akun/|/kantor/bulk/|\.(xlsx|csv)$")


@pytest.fixture
def item(transactional_db: None, ratna: User, maria: User) -> Any:
    set_up(Office(name="Dinas Contoh", is_example=True), by=None, at=make.NOW)
    return make.published(by=ratna, approver=maria)


def links(tab: Any) -> list[str]:
    found = tab.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    return [urlsplit(each)._replace(fragment="").geturl() for each in found]


def kind(address: str) -> str:
    """Return what pages of one sort have in common: no numbers, no query."""
    return re.sub(r"\d+", "N", urlsplit(address).path)


@pytest.mark.audit
def test_staff_screens_reached_by_links_keep_policy_and_language(
    item: Any, watch: Watch
) -> None:
    walk(watch, most=25)


@pytest.mark.audit
def test_every_staff_screen_reached_by_links_keeps_policy_and_language(
    item: Any, watch: Watch
) -> None:
    assert walk(watch, most=1_000) > 40


def walk(watch: Watch, *, most: int) -> int:
    """Follow the links of the staff side; return how many screens were seen."""
    mixed: dict[str, set[str]] = {}
    # What people wrote, and a language in its own name.
    titles = {*Page.objects.values_list("title", flat=True), "English"}
    chief = User.objects.create_superuser("kepala@example.org", make.PASSWORD)
    tab = enter(watch, chief)
    ahead, known = [watch.base + HOME], {kind(HOME)}
    seen = 0
    while ahead and seen < most:
        seen += 1
        tab.goto(ahead.pop(0))
        watch.settle(tab)
        if words := english_left(tab) - titles:
            mixed[kind(tab.url)] = words
        for each in links(tab):
            fits = each.startswith(watch.base + HOME) and not LEAVES.search(each)
            if fits and kind(each) not in known:
                known.add(kind(each))
                ahead.append(each)
    assert sorted(set(watch.wrong)) == []
    assert mixed == {}
    return seen


def test_the_walk_sees_a_word_left_in_english(item: Any, watch: Watch) -> None:
    tab = watch.context.new_page()
    tab.goto("/")
    assert english_left(tab) == {"English"}
    tab.evaluate("document.querySelector('h1').textContent = 'Save draft'")
    tab.evaluate("document.querySelector('a').setAttribute('aria-label', 'Add')")
    assert english_left(tab) == {"English", "Save draft", "Add"}


PUBLIC = ["/", "/berita/", "/en/", "/en/news/", "/tidak-ada/", "/_health/"]
ACCOUNT = ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/"]
OWN = ["email/", "2fa/", "2fa/webauthn/", "sessions/", "password/change/", "logout/"]


def test_every_public_and_every_account_page_keeps_the_policy(
    item: Any, ratna: User, watch: Watch
) -> None:
    tab = watch.context.new_page()
    account = [f"/kantor/akun/{page}" for page in ACCOUNT]
    for page in (*PUBLIC, item.url, *account):
        tab.goto(page)
        watch.settle(tab)
    tab = enter(watch, ratna)
    for page in OWN:
        tab.goto(f"/kantor/akun/{page}")
        watch.settle(tab)
    assert watch.wrong == []


def test_the_watch_sees_an_inline_script_an_outside_host_and_a_handler(
    item: Any, watch: Watch
) -> None:
    tab = watch.context.new_page()
    tab.goto("/")
    tab.evaluate(
        """document.body.append(document.createRange().createContextualFragment(
        '<script>window.ran = 1</script><b onclick="ran = 1">b</b>' +
        '<img src="http://example.org/x.png">'))"""
    )
    tab.locator("b").last.click()
    tab.wait_for_timeout(100)
    assert tab.evaluate("window.ran") is None
    seen = "\n".join(watch.wrong)
    for directive in ("script-src-elem", "script-src-attr", "img-src"):
        assert f"blocked {directive}" in seen
