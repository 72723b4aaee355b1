"""Passkeys in a real Chromium with a device that exists in software only."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests import make
from tests.browser import DESK, PHONE

from sasando.accounts.models import User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fresh"),
]

ACCOUNT = "/kantor/akun/"


@pytest.fixture
def device(tab: Page) -> Iterator[Any]:
    """A phone with a fingerprint reader, as Chromium's own test tools make it."""
    session = tab.context.new_cdp_session(tab)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield lambda able: session.send(
        "WebAuthn.setUserVerified",
        {"authenticatorId": made["authenticatorId"], "isUserVerified": able},
    )
    session.detach()


def sign_in(tab: Page, user: User, *, then: str = "") -> None:
    tab.goto(f"{ACCOUNT}login/?next={then}" if then else f"{ACCOUNT}login/")
    tab.fill("#id_login", user.email)
    tab.fill("#id_password", make.PASSWORD)
    tab.press("#id_password", "Enter")


def arrive(tab: Page, path: str) -> None:
    # Not a pattern: the sign-in page bears the goal in its own address.
    tab.wait_for_url(lambda url: urlsplit(url).path == f"{ACCOUNT}{path}")


def confirm(tab: Page) -> None:
    """Say once more who one is, where a page asks for it."""
    tab.fill("#id_password", make.PASSWORD)
    tab.press("#id_password", "Enter")


def sign_out(tab: Page) -> None:
    tab.goto(f"{ACCOUNT}logout/")
    tab.click("main form button")
    arrive(tab, "login/")


def add_passkey(tab: Page, user: User, *, alone: bool) -> None:
    sign_in(tab, user, then=f"{ACCOUNT}2fa/webauthn/add/")
    confirm(tab)
    tab.fill("#id_name", "Ponsel kantor")
    tab.set_checked("#id_passwordless", alone)
    tab.click("#add_passkey")
    arrive(tab, "2fa/recovery-codes/")


def test_a_passkey_opens_the_account_alone_and_leads_where_one_was_going(
    tab, device, ratna
):
    add_passkey(tab, ratna, alone=True)
    sign_out(tab)
    tab.goto(f"{ACCOUNT}login/?next={ACCOUNT}sessions/")
    tab.click("#passkey_login")
    arrive(tab, "sessions/")


def test_a_passkey_is_the_second_step_after_the_password(tab, device, ratna):
    add_passkey(tab, ratna, alone=False)
    sign_out(tab)
    sign_in(tab, ratna, then=f"{ACCOUNT}sessions/")
    arrive(tab, "2fa/authenticate/")
    tab.click("#use_passkey")
    arrive(tab, "sessions/")


def test_a_passkey_proves_once_more_who_one_is(tab, device, ratna):
    add_passkey(tab, ratna, alone=True)
    tab.context.clear_cookies()
    tab.goto(f"{ACCOUNT}login/?next={ACCOUNT}2fa/webauthn/add/")
    tab.click("#passkey_login")
    arrive(tab, "reauthenticate/")
    tab.goto(f"{ACCOUNT}2fa/webauthn/reauthenticate/?next={ACCOUNT}2fa/webauthn/add/")
    tab.click("#use_passkey")
    arrive(tab, "2fa/webauthn/add/")


def test_a_device_that_says_no_gets_a_sentence(tab, device, ratna):
    add_passkey(tab, ratna, alone=True)
    sign_out(tab)
    device(False)
    tab.click("#passkey_login")
    expect(tab.locator("[data-passkey-problem]")).to_be_visible()
    expect(tab.locator("[data-passkey-problem]")).to_be_focused()
    assert tab.url.endswith("/login/")


def test_a_removed_passkey_opens_nothing(tab, device, ratna):
    add_passkey(tab, ratna, alone=True)
    sign_out(tab)
    Authenticator.objects.filter(type="webauthn").delete()
    tab.click("#passkey_login")
    expect(tab.locator(".problem:visible")).to_have_count(1)
    assert tab.url.endswith("/login/")


def test_passkeys_are_renamed_and_removed(tab, device, ratna):
    add_passkey(tab, ratna, alone=True)
    tab.goto(f"{ACCOUNT}2fa/webauthn/")
    tab.click("a[href$='/edit/']")
    tab.fill("#id_name", "Laptop meja depan")
    tab.click("main form button")
    expect(tab.locator("main h2")).to_have_text("Laptop meja depan")
    tab.click("a[href$='/remove/']")
    tab.click("main form button")
    expect(tab.locator("main h2")).to_have_count(0)


def test_without_script_the_password_still_opens(chromium, live_server, ratna):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, ratna, then=f"{ACCOUNT}sessions/")
    arrive(page, "sessions/")
    page.goto(f"{ACCOUNT}2fa/webauthn/add/")
    confirm(page)
    expect(page.locator("[data-no-passkey]")).to_be_visible()
    expect(page.locator("#add_passkey")).to_be_hidden()
    context.close()


def test_the_pages_run_under_a_policy_without_inline_script(tab, device, ratna):
    broken: list[str] = []
    tab.on("console", lambda said: broken.append(said.text) if wrong(said) else None)
    add_passkey(tab, ratna, alone=True)
    tab.goto(f"{ACCOUNT}2fa/totp/activate/")
    sign_out(tab)
    tab.goto(f"{ACCOUNT}login/?next={ACCOUNT}sessions/")
    tab.click("#passkey_login")
    arrive(tab, "sessions/")
    assert broken == []


def wrong(said: Any) -> bool:
    return said.type == "error" or "Content Security Policy" in said.text


def test_no_account_page_calls_another_host(tab, device, ratna):
    hosts: set[str] = set()
    tab.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    add_passkey(tab, ratna, alone=True)
    tab.goto(f"{ACCOUNT}2fa/totp/activate/")
    assert {each.partition(":")[0] for each in hosts} <= {"localhost", ""}


OUTSIDE = ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/"]
INSIDE = [
    "email/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "sessions/",
    "password/change/",
    "logout/",
    "3rdparty/",
]


@pytest.mark.parametrize(
    "language", ["id", pytest.param("en", marks=pytest.mark.audit)]
)
def test_the_pages_are_accessible_and_fit_a_phone(tab, device, ratna, language):
    for page in OUTSIDE:
        look(tab, page, language)
    tab.goto(f"{ACCOUNT}login/")
    tab.click("main form button >> nth=0")
    audit(tab)
    add_passkey(tab, ratna, alone=True)
    for page in INSIDE:
        look(tab, page, language)


def look(tab: Page, page: str, language: str) -> None:
    tab.goto(f"{ACCOUNT}{page}?lang={language}")
    assert tab.locator("html").get_attribute("lang") == language
    for size in (DESK, PHONE):
        tab.set_viewport_size(size)
        fits(tab)
    audit(tab)


def audit(tab: Page) -> None:
    report = Axe().run(tab)
    assert report.violations_count == 0, f"{tab.url}\n{report.generate_report()}"


def fits(tab: Page) -> None:
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), tab.url
    assert tab.evaluate(SMALL) == [], tab.url


# Links inside a sentence are exempt (WCAG 2.5.8); so is what is off the screen.
SMALL = """[..."a button input summary".split(" ")]
  .flatMap(e => [...document.querySelectorAll(`main ${e}`)])
  .filter(e => e.checkVisibility() && !["hidden", "checkbox", "radio"].includes(e.type))
  .filter(e => !e.closest("[role=alert]"))
  .filter(e => e.getBoundingClientRect().height < 43.9)
  .map(e => e.outerHTML)"""
