"""What a first visit costs a reader on a slow phone: bytes and requests."""

import gzip
import re
from typing import Any

import pytest
from django.core.files import File
from django.test import Client
from tests import make
from tests.website.many_news import news
from tests.website.test_sections import tagged

from sasando.accounts.models import User
from sasando.demo.content import MEDIA
from sasando.files.models import Picture
from sasando.files.rights import Consent, Rights
from sasando.newsroom.models import NewsIndexPage
from sasando.website.templatetags.site import sheet
from sasando.website.workflow import Office, set_up

HTML, CSS, FIRST_VIEW, REQUESTS = 14_000, 5_000, 60_000, 12


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 5))


def test_the_whole_sheet_is_light() -> None:
    assert packed(sheet()) <= CSS


def drawing() -> Picture:
    """Return a picture of the demo, cleared for publication."""
    with (MEDIA / "air.webp").open("rb") as file:
        picture = Picture(
            title="Keran baru",
            file=File(file, "air.webp"),
            photographer="Ilustrasi",
            rights=Rights.OWN,
            consent=Consent.NOT_NEEDED,
        )
        picture.save()
    picture.get_file_size()
    picture.get_file_hash()
    return Picture.objects.get(pk=picture.pk)


def fill(home: Any, *, by: User, approver: User) -> Any:
    """Fill a section; return a story with a picture and a long text."""
    news(NewsIndexPage.objects.child_of(home).get(), upto=79)
    words = "<p>" + "Warga menimba air dari sumur bor yang baru dibuka. " * 40 + "</p>"
    return tagged(
        *("Air bersih", "Sumba", "Kesehatan"),
        by=by,
        approver=approver,
        title="Air bersih sampai ke desa",
        picture=drawing(),
        picture_alt="Seorang ibu menimba air dari keran baru di halaman rumah.",
        body=[("paragraph", words)] * 6,
    )


@pytest.mark.django_db
def test_pages_are_light_and_need_no_script_and_no_font(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    full = fill(home, by=ratna, approver=maria)
    for address in ("/", "/berita/", full.url, "/topik/sumba/", "/unit/", "/cari/"):
        text = client.get(address).content.decode()
        assert packed(text) <= HTML, address
        data = '<script type="application/ld+json">'
        assert text.count("<script") == text.count(data), address
        assert not re.search(r"@font-face|\.woff", text), address


def pictures_of(tab: Any, address: str) -> list[int]:
    """Return the bytes of each request of a first view but the page itself."""
    seen: list[Any] = []

    def note(answer: Any) -> None:
        seen.append(answer)

    # Each is a first view: nothing of the page before is kept.
    session = tab.context.new_cdp_session(tab)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tab.on("response", note)
    tab.goto(address, wait_until="load")
    tab.wait_for_timeout(300)
    tab.remove_listener("response", note)
    others = [each for each in seen if each.request.resource_type != "document"]
    assert [each.url for each in others if not each.ok] == []
    return [len(each.body()) for each in others]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_first_view_on_a_phone_is_light(
    empty_house: None, ratna: User, maria: User, tab: Any
) -> None:
    home = set_up(Office(name="Dinas Contoh"), by=None, at=make.NOW)
    full = fill(home, by=ratna, approver=maria)
    for address in ("/", "/berita/", full.url):
        pictures = pictures_of(tab, address)
        assert len(pictures) + 1 <= REQUESTS, address
        # The page itself is measured above, packed.
        assert sum(pictures) + HTML <= FIRST_VIEW, address
