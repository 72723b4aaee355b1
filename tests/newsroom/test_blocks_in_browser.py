"""What a browser loads of YouTube, and when."""

import re
from typing import Any

import pytest
from tests import make

from sasando.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIDEO = {"title": "Panen di Noelbaki", "address": "https://youtu.be/abcdefghijk"}


def test_youtube_is_asked_for_nothing_before_the_reader_asks(
    tab: Any, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria, body=[("video", VIDEO)])
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, body="<p>film</p>", content_type="text/html")

    tab.route(re.compile(r"//(?!localhost|127\.)"), answer)
    tab.goto(item.url)
    tab.wait_for_load_state("networkidle")
    assert asked == []
    tab.click("[data-video]")
    tab.frame_locator("iframe").get_by_text("film").wait_for()
    [address] = asked
    assert address.startswith("https://www.youtube-nocookie.com/embed/abcdefghijk")
    assert tab.locator("iframe").get_attribute("title") == VIDEO["title"]
