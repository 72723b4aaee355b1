"""*Langganan* in a real browser: with and without script, on a phone and on a desk."""

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import DESK, PHONE

from sasando.channels import workflow as channels
from sasando.channels.people.models import Subscription

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
    pytest.mark.audit,
    pytest.mark.once,
]


@pytest.fixture(autouse=True)
def connected() -> None:
    cache.clear()
    for kind in ("email", "webpush"):
        facts = channels.Connection(kind, kind, "humas@example.org")
        channels.connect(None, facts, by=None, at=timezone.now())


def test_without_script_the_form_serves_and_the_button_is_not_there(
    chromium: Any, live_server: Any
) -> None:
    context = chromium.new_context(
        base_url=live_server.url, viewport=PHONE, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/langganan/")
    assert not page.locator("[data-push]").is_visible()
    page.check("input[value=news]")
    page.check("input[name=setuju]")
    page.fill("#alamat", "sari@example.org")
    page.click("button[value=email]")
    assert page.url.endswith("/langganan/terkirim/")
    # The job that mails asks first whether the address is known.
    assert Subscription.objects.get().letter == "ask"
    context.close()


def test_the_button_asks_for_a_choice_and_its_worker_runs_under_our_policy(
    tab: Page,
) -> None:
    faults: list[str] = []
    tab.on(
        "console",
        lambda said: faults.append(said.text) if "Policy" in said.text else None,
    )
    tab.on("pageerror", lambda fault: faults.append(str(fault)))
    for size in (PHONE, DESK):
        tab.set_viewport_size(size)  # type: ignore[arg-type]
        tab.goto("/langganan/")
        box = tab.locator("[data-push]")
        box.wait_for(state="visible")
        wide = tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"]
        box.get_by_role("button").click()
        said = tab.locator("[data-push-said]")
        assert "centang" in said.inner_text()
    # Chromium without its push service gives no address; the worker itself starts.
    state = tab.evaluate(
        """async () => {
            const { pushWorker } = document.querySelector("[data-push]").dataset
            await navigator.serviceWorker.register(pushWorker)
            const ready = await navigator.serviceWorker.getRegistration(pushWorker)
            const worker = ready.active || ready.waiting || ready.installing
            return worker.scriptURL
        }"""
    )
    assert state.endswith("/langganan/pemberitahu.js")
    tab.check("input[value=news]")
    tab.check("input[name=setuju]")
    tab.locator("[data-push] button").click()
    expect(tab.locator("[data-push-said]")).to_contain_text("tidak mengizinkan")
    assert faults == []
