"""A page that says what did not work leads back to where one was."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from sasando.core import faults

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "leads"), [("/kantor/ide/", True), ("/", False)])
def test_who_was_at_the_desk_is_led_back_there(address: str, leads: bool) -> None:
    page = faults.csrf(RequestFactory().post(address)).content.decode()
    assert ('href="/kantor/"' in page) == leads
    assert 'rel="icon"' in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/berita/jalan-baru-dibuka/", "jalan baru dibuka"),
        ("/2026/11/air_bersih.html", "air bersih"),
        ("/berita/?id=7", "berita"),
        ("/x/" + "a" * 400, "a" * 100),
        ("/", ""),
    ],
)
def test_a_missing_page_offers_to_look_for_the_words_of_its_address(
    address: str, words: str
) -> None:
    request = RequestFactory().get(address)
    page = faults.not_found(request, Http404()).content.decode()
    assert 'action="/cari/" method="get"' in page
    assert f'value="{words}"' in page
    assert 'href="/unit/"' in page


def test_who_is_at_the_desk_is_offered_no_search_of_the_site() -> None:
    page = faults.not_found(RequestFactory().get("/kantor/x/"), Http404())
    assert "/cari/" not in page.content.decode()
