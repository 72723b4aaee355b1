"""An account is connected by clicking: to the double's dialog, back, and chosen."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page
from tests import make
from tests.browser import let_in

from sasando.channels import faces
from sasando.channels.models import Channel
from sasando.channels.sandbox.accounts import settle_in
from sasando.channels.sandbox.doors import APP
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.server import running
from sasando.channels.sandbox.world import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
    pytest.mark.audit,
    pytest.mark.once,
]


@pytest.fixture
def double() -> Iterator[str]:
    world = World(PLATFORMS)
    settle_in(world)
    with running(world) as (_world, address):
        yield address


def test_a_page_is_connected_by_clicking(
    tab: Page, live_server: Any, double: str, settings: Any
) -> None:
    settings.CHANNEL_HOSTS, settings.PUBLIC_URL = ["127.0.0.1"], live_server.url
    let_in(make.person("Adam Contoh", "channel_admin"), by=tab, at=live_server.url)
    tab.goto("/kantor/kanal/baru/facebook/")
    back = tab.locator("code.said-whole").inner_text()
    assert back == f"{live_server.url}/kantor/kanal/kembali/facebook/"
    tab.get_by_label("ID aplikasi").fill(APP["client_id"])
    tab.locator("#id_own_secret").fill(APP["client_secret"])
    tab.locator("#id_own_base_url").fill(f"{double}/facebook")
    tab.get_by_role("button", name="Simpan aplikasi").click()
    tab.get_by_role("link", name="Masuk lewat Halaman Facebook").click()
    tab.get_by_text("Platform tiruan").wait_for()
    tab.get_by_role("link", name="Izinkan", exact=False).first.click()
    tab.get_by_label("Dinas Kominfo Contoh").check()
    tab.get_by_label("Nama", exact=True).fill("Facebook Humas")
    tab.get_by_role("button", name="Sambungkan akun ini").click()
    tab.get_by_text("login ini berbicara untuk").first.wait_for()
    # Shown by our own server: the browser asked nobody else.
    face = tab.locator("img.said-face")
    # It may be on its way still.
    shown = face.evaluate("async one => (await one.decode(), one.naturalWidth)")
    assert shown == faces.SIDE
    assert (
        tab.get_by_text("Baru dicoba di tiruan")
        .or_(tab.locator(".said-badge"))
        .first.is_visible()
    )
    channel = Channel.objects.get()
    assert (channel.name, channel.account_id) == ("Facebook Humas", "1001")
    faces.forget(channel)
