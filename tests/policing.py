"""Watches one browser: what the policy blocks, whom it calls, what lacks the header."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser import DESK, PATIENCE_MS

from sasando.accounts.models import User

TELL = """addEventListener("securitypolicyviolation", (event) => tellBlocked(
  [event.effectiveDirective, event.blockedURI, event.sample,
   `${event.sourceFile}:${event.lineNumber}`].join(" ")), true)"""


# Nothing of a policy: a page that is asked for and not there, the editor's own attempt
# to save a form not filled yet, and its comment bubble that a saving closed.
NOT_OURS = ("status of 40", "focus-trap must have")
# The test server answers these before any middleware; they have a test of their own.
FILES = ("/static/", "/media/")


class Watch:
    """Everything wrong that a browser met, each with the page it met it on."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base = context, base
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        context.expose_binding("tellBlocked", self.blocked)
        context.add_init_script(TELL)
        context.on("request", self.asked)
        context.on("response", self.answered)
        context.on("console", self.said)
        context.on("weberror", self.failed)

    def note(self, page: Page | None, *words: str) -> None:
        where = urlsplit(page.url).path if page else "?"
        self.wrong.append(" ".join((where, *words)))

    def blocked(self, source: Any, words: str) -> None:
        self.note(source["page"], "blocked", words)

    def asked(self, request: Any) -> None:
        url = urlsplit(request.url)
        if url.scheme in {"http", "https", "ws", "wss"}:
            self.seen.add(url.path)
            if not request.url.startswith(self.base):
                self.wrong.append(f"outside host: {request.url}")

    def answered(self, response: Any) -> None:
        ours = response.url.startswith(self.base)
        if not ours or urlsplit(response.url).path.startswith(FILES):
            return
        if "content-security-policy" not in response.headers:
            self.wrong.append(f"no header: {response.url}")

    def failed(self, error: Any) -> None:
        if not any(each in str(error.error) for each in NOT_OURS):
            self.note(error.page, "error", str(error.error))

    def said(self, message: Any) -> None:
        known = any(words in message.text for words in NOT_OURS)
        if message.type == "error" and not known:
            self.note(message.page, "console", message.text)

    def settle(self, tab: Page) -> None:
        """Wait until the page's own loading is over, so that its faults are in."""
        tab.wait_for_load_state("networkidle")


@pytest.fixture
def watch(chromium: Browser, live_server: Any) -> Iterator[Watch]:
    context = chromium.new_context(
        base_url=live_server.url, viewport=DESK, locale="id-ID"
    )
    context.set_default_timeout(PATIENCE_MS)
    yield Watch(context, live_server.url)
    context.close()


def enter(watch: Watch, person: User) -> Page:
    """Return a tab in which this person is signed in."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies["sessionid"].value
    watch.context.clear_cookies()
    watch.context.add_cookies(
        [{"name": "sessionid", "value": cookie, "url": watch.base}]
    )
    return watch.context.new_page()
