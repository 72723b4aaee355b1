"""On a phone every button of the staff side has room for a thumb, in Chromium."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from tests import make
from tests.browser import let_in

from sasando.accounts.models import User
from sasando.newsroom.models import Link, LinkPlace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEIGHTS = """() => [...document.querySelectorAll("main .button")]
  .map(each => each.getBoundingClientRect().height)"""
ROOM = 44


def test_the_buttons_of_dead_links_are_as_high_as_a_thumb(
    tab: Page, live_server: Any, ratna: User, maria: User
) -> None:
    page = make.published(by=ratna, approver=maria)
    now = timezone.now()
    facts = {"key": "k", "is_own": False, "state": "dead", "next_at": now}
    link = Link.objects.create(
        address="https://a.example.org/x", failed_at=now, checked_at=now, **facts
    )
    LinkPlace.objects.create(link=link, page=page)
    let_in(make.person("Oka Contoh", "editor"), by=tab, at=live_server.url)
    tab.goto(reverse("newsroom_links"))
    heights = tab.evaluate(HEIGHTS)
    assert len(heights) == 6
    assert min(heights) >= ROOM
