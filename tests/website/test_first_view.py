"""What a phone really loads of the whole demo, when it is new and when it is back."""

import gzip
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.website.demo_site import DemoSite
from tests.website.test_weight import CSS, FIRST_VIEW, HTML, REQUESTS

pytestmark = [pytest.mark.audit, pytest.mark.browser, pytest.mark.servers]
SECOND_VIEW = 5_000
KINDS = ["home", "section", "news", "release"]
KINDS += [f"{kind} in English" for kind in KINDS]
# A cheap one with a fine screen, which takes the largest pictures; Lighthouse's own.
PHONES = {
    "fine": {"viewport": {"width": 360, "height": 800}, "device_scale_factor": 3},
    "usual": {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75},
}


@pytest.fixture(params=PHONES)
def phone(chromium: Browser, demo_site: DemoSite, request: Any) -> Iterator[Any]:
    context = chromium.new_context(
        base_url=demo_site.base, locale="id-ID", is_mobile=True, **PHONES[request.param]
    )
    yield context.new_page()
    context.close()


class Loading:
    """Each request of a view: its kind, and the bytes that came for it, heads too."""

    def __init__(self, page: Any) -> None:
        self.kinds: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        line = page.context.new_cdp_session(page)
        line.on("Network.requestWillBeSent", self.asked)
        line.on("Network.loadingFinished", self.came)
        line.send("Network.enable")

    def asked(self, said: Any) -> None:
        self.kinds[said["requestId"]] = said["type"]

    def came(self, said: Any) -> None:
        self.sizes[said["requestId"]] = int(said["encodedDataLength"])

    def view(self, page: Any, path: str) -> tuple[set[str], int, int]:
        """Return kinds, number and bytes of what one view loads over the line."""
        self.kinds, self.sizes = {}, {}
        assert page.goto(path, wait_until="networkidle").status in {200, 304}
        assert self.kinds.keys() == self.sizes.keys()
        sent = [size for size in self.sizes.values() if size]
        return set(self.kinds.values()), len(sent), sum(sent)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_and_its_sheet_are_light(demo_site: DemoSite, kind: str) -> None:
    page = demo_site.ask(demo_site.kinds()[kind], **{"Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert len(page.body) <= HTML
    [style] = re.findall(
        rb"<style>(.*?)</style>", gzip.decompress(page.body), re.DOTALL
    )
    assert len(gzip.compress(style, 6)) <= CSS


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_view_with_its_pictures_is_light_and_a_second_nearly_nothing(
    demo_site: DemoSite, phone: Any, kind: str
) -> None:
    path, loading = demo_site.kinds()[kind], Loading(phone)
    kinds, requests, size = loading.view(phone, path)
    print(f"{kind}: {requests} requests, {size:,} bytes")
    assert kinds <= {"Document", "Image", "Stylesheet"}
    assert requests <= REQUESTS
    assert size <= FIRST_VIEW
    phone.goto("about:blank")
    _kinds, requests, size = loading.view(phone, path)
    print(f"again: {requests} requests, {size:,} bytes")
    assert size <= SECOND_VIEW
