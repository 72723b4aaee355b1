"""One Chromium for all browser tests, and a fresh tab on the live server for each."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

PHONE = {"width": 360, "height": 800}
DESK = {"width": 1280, "height": 900}
# For what must come; a busy machine is no fault.
PATIENCE_MS = 120_000
expect.set_options(timeout=PATIENCE_MS)
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; where it is missing, the test is skipped, but never in CI."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        missing = "No Chromium: apt-get install chromium, or set CHROMIUM to its path."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser, live_server: Any) -> Iterator[Page]:
    """A page of a new context, as wide as a phone, that knows the server's address."""
    context = chromium.new_context(
        base_url=live_server.url, viewport=PHONE, locale="id-ID"
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def let_in(person: Any, *, by: Page, at: str) -> None:
    """Sign a person in without the door: the session's cookie goes into the tab."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    by.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": at}]
    )
