"""The calendar in a browser: a post is dragged, and nothing sticks out of a phone."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import DESK, PHONE, let_in
from tests.channels.saying import by_hand
from tests.channels.test_calendar import planned

from sasando.accounts.models import User
from sasando.channels import workflow
from sasando.channels.models import Delivery
from sasando.core.models import Entry

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
    pytest.mark.audit,
    pytest.mark.once,
]
ZONE = ZoneInfo("Asia/Makassar")


def in_a_week(days: int) -> Any:
    """Return 09.00 of a day of the week that begins two Mondays on."""
    now = timezone.localtime(timezone.now(), ZONE)
    monday = now + timedelta(days=14 - now.weekday())
    day = monday.replace(hour=9, minute=0, second=0, microsecond=0)
    return day + timedelta(days=days)


def test_a_draft_is_dragged_to_another_day_and_an_approved_one_asks_first(
    tab: Page, live_server: Any, ratna: User, maria: User
) -> None:
    tab.set_viewport_size(DESK)  # type: ignore[arg-type]
    content = planned(by_hand(), by=ratna, to=in_a_week(1))
    let_in(ratna, by=tab, at=live_server.url)
    tab.goto(f"{reverse('channels_calendar')}?minggu={in_a_week(0):%Y-%m-%d}")
    tab.locator("[data-move]").drag_to(tab.locator("[data-day]").nth(3))
    expect(tab.get_by_text("Dipindahkan ke").first).to_be_visible()
    assert Delivery.objects.get().expected_at == in_a_week(3)
    workflow.approve(content, by=maria, at=timezone.now())
    tab.reload()
    tab.locator("[data-move]").drag_to(tab.locator("[data-day]").nth(4))
    tab.wait_for_url("**/pindah/**")
    expect(tab.get_by_text("persetujuannya gugur")).to_be_visible()
    tab.get_by_role("button", name="Pindahkan").press("Enter")
    expect(tab.get_by_text("Persetujuannya gugur").first).to_be_visible()
    row = Delivery.objects.get()
    assert (row.status, row.expected_at) == ("draft", in_a_week(4))
    assert Entry.objects.for_instance(row).filter(action="delivery.moved").count() == 2


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_nothing_sticks_out(
    tab: Page, live_server: Any, ratna: User, size: dict[str, int]
) -> None:
    tab.set_viewport_size(size)  # type: ignore[arg-type]
    planned(by_hand("Instagram Humas Provinsi"), by=ratna, to=in_a_week(1))
    let_in(ratna, by=tab, at=live_server.url)
    for address in (
        f"{reverse('channels_calendar')}?bulan={in_a_week(1):%Y-%m}",
        f"{reverse('channels_calendar')}?hari={in_a_week(1):%Y-%m-%d}",
        reverse("channels_move", args=[Delivery.objects.get().pk]),
        reverse("channels_sheet_new"),
        reverse("channels_tokens"),
    ):
        tab.goto(address)
        wide = tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], address
