"""Pages that help when something is wrong: found, closed, broken, and being built."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client, RequestFactory
from tests import make
from tests.website import storing

from sasando.core import faults
from sasando.search import index
from sasando.website.models import HomePage, OfficeSettings

pytestmark = pytest.mark.django_db
FRAME = ('class="masthead"', 'class="menu"', 'class="footer"', 'role="search"')
EXAMPLE = 'class="example"'


def is_framed(page: str) -> bool:
    return all(part in page for part in FRAME)


def test_an_unknown_address_shows_menu_mark_and_a_field_with_its_words(
    home: HomePage, client: Client
) -> None:
    OfficeSettings.objects.update(is_example=True)
    for path in ("/berita/pasar-baru/", "/en/old-market/"):
        answer = client.get(path)
        page = answer.content.decode()
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert is_framed(page)
        assert EXAMPLE in page
    assert 'value="old market"' in page
    assert "We cannot find this page" in page
    desk = client.get("/kantor/akun/tidak-ada/").content.decode()
    assert EXAMPLE not in desk


def answer_of(error: Exception, request: Any) -> Any:
    """Return what the handler of a fault says while that fault is handled."""
    try:
        raise error
    except PermissionDenied as refusal:
        return faults.forbidden(request, refusal)
    except Exception:  # noqa: BLE001 - as Django calls the handler
        return faults.broken(request)


def test_every_fault_is_told_in_the_stored_frame_without_a_query(
    home: HomePage, settings: Any, tmp_path: Any, django_assert_num_queries: Any
) -> None:
    settings.PAGE_STORE = tmp_path / "site"
    OfficeSettings.objects.update(is_example=True)
    storing.fill()
    post = {"nama": "Sari", "password": "rahasia", "isi": "Jalan rusak"}
    for error, status in (
        (PermissionDenied(), HTTPStatus.FORBIDDEN),
        (ZeroDivisionError(), HTTPStatus.INTERNAL_SERVER_ERROR),
        (OperationalError(), HTTPStatus.SERVICE_UNAVAILABLE),
    ):
        with django_assert_num_queries(0):
            answer = answer_of(error, RequestFactory().post("/aspirasi/", post))
        page = answer.content.decode()
        assert answer.status_code == status
        assert is_framed(page)
        assert EXAMPLE in page
        assert 'href="/en/" hreflang="en"' in page
        assert "{isi}" not in page
    assert answer["Retry-After"] == "120"
    # What was written is not lost with the database; what is secret is not shown.
    assert "Jalan rusak" in page
    assert "rahasia" not in page


def test_without_a_frame_the_words_of_a_broken_page_stand_alone(
    home: HomePage, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = answer_of(OperationalError(), RequestFactory().get("/cari/"))
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Situs ini sedang kami rawat" in answer.content.decode()


def test_the_search_says_so_while_it_does_not_know_all_pages(
    home: HomePage, client: Client, ratna: Any, maria: Any
) -> None:
    index.refresh(make.NOW)
    assert "Tidak ada yang kami temukan" in client.get("/cari/?q=pipa").content.decode()
    make.published(by=ratna, approver=maria, title="Pipa baru dibuka")
    page = client.get("/cari/?q=pipa").content.decode()
    assert "masih membaca" in page
    assert 'href="/berita/"' in page
    index.refresh(make.NOW)
    assert "Pipa" in client.get("/cari/?q=pipa").content.decode()
