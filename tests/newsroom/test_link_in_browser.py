"""An approver opens the link on a phone and presses the button, in a real browser."""

from typing import Any

import pytest
from django.utils import timezone
from tests import make

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.newsroom.models import NewsPage


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_button_of_the_link_publishes(
    ratna: User, maria: User, tab: Any, live_server: Any
) -> None:
    page = make.news(by=ratna)
    link = approvals.ask_by_link(page, by=ratna, at=timezone.now(), approver=maria)
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.goto(live_server.url + link.removeprefix("http://localhost"))
    tab.get_by_role("button").click()
    tab.get_by_role("status").wait_for()
    assert NewsPage.objects.get(pk=page.pk).live
