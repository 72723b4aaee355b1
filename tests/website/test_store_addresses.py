"""Addresses that were moved, merged or made short lead on without the database."""

import json
from typing import Any

import pytest
from tests import make
from tests.website import storing
from wagtail.contrib.redirects.models import Redirect

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.core.models import ShortLink
from sasando.newsroom.models import NewsPage
from sasando.website.models import HomePage
from sasando.website.store import keeping, outside, redirects, staleness
from sasando.website.store.rows import StoredPage
from sasando.website.store.serving import Door

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(
    home: HomePage, ratna: User, maria: User, settings: Any, tmp_path: Any
) -> NewsPage:
    settings.PAGE_STORE = tmp_path / "site"
    made = make.published(by=ratna, approver=maria, title="Panen raya")
    storing.fill()
    return made


def goes() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads(keeping.folder().get(redirects.NAME))
    return found


def test_short_links_and_redirects_are_in_the_map_and_follow_what_changes(
    item: NewsPage,
) -> None:
    ShortLink.objects.create(code="panen", title="Panen", target="/berita/")
    Redirect.add_redirect("/lama.php", item, is_permanent=False)
    Redirect.add_redirect("/luar", "https://contoh.example.org/")
    storing.fill()
    assert goes()["/s/panen"] == [302, "/berita/"]
    assert goes()["/lama.php"] == goes()["/lama.php/"] == [302, item.url]
    assert goes()["/luar"] == [301, "https://contoh.example.org/"]
    ShortLink.objects.all().delete()
    Redirect.objects.filter(old_path="/luar").update(redirect_link="")
    storing.fill()
    assert "/s/panen" not in goes()
    assert "/luar" not in goes()
    nginx = keeping.folder().get("redirects-302.map").decode()
    assert f'"/lama.php" "{item.url}";' in nginx


def test_a_short_link_with_the_marks_of_a_post_is_in_the_map_once_its_page_is_out(
    item: NewsPage, ratna: User, maria: User
) -> None:
    draft = make.news(by=ratna, title="Akan datang")
    where = f"{draft.url}?utm_source=facebook&utm_medium=social"
    ShortLink.objects.create(code="akandatang", title="Kabar", target=where)
    storing.fill()
    assert "/s/akandatang" not in goes()
    make.approve(draft, by=maria)
    approvals.publish(draft, by=maria, at=make.NOW)
    storing.fill()
    assert goes()["/s/akandatang"] == [302, where]
    nginx = keeping.folder().get("redirects-302.map").decode()
    assert f'"/s/akandatang" "{where}";' in nginx
    # The application and its database are not asked.
    door = Door(None, keeping.folder(), ["localhost"], lambda: None)  # type: ignore[arg-type]
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/s/akandatang"}
    answer = door.at_once(asked | {"HTTP_HOST": "localhost"})
    assert answer is not None
    assert (answer[0], dict(answer[1])["Location"]) == (302, where)


def test_what_is_not_public_is_led_to_by_nothing(item: NewsPage, ratna: User) -> None:
    draft = make.news(by=ratna, title="Rahasia")
    Redirect.add_redirect("/akan-datang", draft)
    storing.fill()
    assert "rahasia" not in keeping.folder().get(redirects.NAME).decode()


def test_a_withdrawn_page_that_sends_readers_on_is_stored_so(
    item: NewsPage, ratna: User, maria: User
) -> None:
    other = make.published(by=ratna, approver=maria, title="Panen besar")
    facts: dict[str, Any] = {"reason": "Digabung.", "goes_to": other, "redirects": 301}
    approvals.withdraw(item, by=maria, at=make.NOW, **facts)
    storing.fill()
    assert storing.status(item.url) == 301
    assert goes()[item.url] == [301, other.url]
    assert not keeping.folder().plain(item.url, 200).exists()


def test_an_address_nobody_leads_to_any_more_leaves_the_store(
    item: NewsPage,
) -> None:
    staleness.add(["/berita/hal/7/", "/tidak-ada/"], at=make.NOW)
    storing.fill()
    assert not StoredPage.objects.filter(path__in=["/berita/hal/7/", "/tidak-ada/"])


def test_an_address_typed_in_capitals_leads_to_the_page(
    item: NewsPage, client: Any
) -> None:
    storing.fill()
    answer = client.get(item.url.upper())
    assert (answer.status_code, answer.headers["Location"]) == (301, item.url)
    assert client.get("/BERITA/Tidak-Ada/").status_code == 404
    assert client.post(item.url.upper()).status_code == 404


def test_no_request_makes_a_row(item: NewsPage, client: Any) -> None:
    before = storing.paths()
    for path in ("/berita/hal/1/", "/berita/hal/0001/", "/berita//panen-raya/"):
        client.get(path)
    storing.fill()
    assert storing.paths() == before


def test_odd_targets_break_no_line_of_nginx() -> None:
    line = outside.moved({'/a"b\\c': '/x$y"z'})
    assert line == '"/a\\"b\\\\c" "/x%24y%22z";\n'


def test_what_programs_ask_for_without_a_link_is_stored_too(item: NewsPage) -> None:
    """A robots.txt that answers 503 keeps search engines away from the whole site."""
    storing.fill()
    assert "Sitemap:" in storing.text("/robots.txt")
    assert storing.wrong() == []
    assert storing.faults() == {}


def test_a_feed_is_stored_when_a_room_says_so(
    item: NewsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sasando.website.store import rendering

    monkeypatch.setattr(rendering, "ALSO", set())
    assert not rendering.may_be_stored("/s/panen")
    rendering.store_also("short_link")
    assert rendering.may_be_stored("/s/panen")
