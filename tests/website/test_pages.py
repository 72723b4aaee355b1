"""What citizens read: found, in both languages, at a steady cost."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests import make
from wagtail.models import Page, Site

from sasando.accounts.models import User
from sasando.core.models import ShortLink
from sasando.core.workflow import NotAllowed
from sasando.newsroom.models import NewsPage
from sasando.website.workflow import Office, set_up

pytestmark = pytest.mark.django_db


def test_a_new_office_has_two_languages(home: Any, client: Client) -> None:
    assert "Selamat datang." in client.get("/").content.decode()
    english = client.get("/en/").content.decode()
    assert "Welcome." in english
    assert 'lang="en"' in english
    assert client.get("/berita/").status_code == 200
    assert client.get("/en/news/").status_code == 200


def test_an_office_is_set_up_once(home: Any) -> None:
    with pytest.raises(NotAllowed):
        set_up(Office(name="Lagi"), by=None, at=make.NOW)
    assert Site.objects.count() == 1


def test_a_published_item_is_read_and_a_draft_is_not(
    home: Any, ratna: User, maria: User, client: Client
) -> None:
    item = make.published(by=ratna, approver=maria, title="Kapal data berlayar")
    draft = make.news(by=ratna, title="Masih konsep")
    assert "Kapal data berlayar" in client.get(item.url).content.decode()
    for address in ("/", "/berita/"):
        page = client.get(address).content.decode()
        assert "Kapal data berlayar" in page
        assert "Masih konsep" not in page
    assert client.get(draft.url or "/berita/masih-konsep/").status_code == 404


@pytest.mark.parametrize("title", ["A", "🌾 Panen raya 🎉", "مرحبا بكم في كوبانغ"])
def test_any_title_can_be_read(
    title: str, home: Any, ratna: User, maria: User, client: Client
) -> None:
    item = make.published(by=ratna, approver=maria, title=title, slug="judul")
    assert title in client.get(item.url).content.decode()


def test_a_title_of_five_thousand_characters_is_refused_in_a_sentence(
    home: Any, ratna: User
) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="255"):
        make.news(by=ratna, title="a" * 5000, slug="a")


def test_the_cost_of_a_list_does_not_grow_with_it(
    home: Any,
    ratna: User,
    maria: User,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    addresses = {"/": 16, "/berita/": 16}
    for rows in (2, 8):
        for number in range(rows):
            make.published(by=ratna, approver=maria, title=f"Berita {rows} {number}")
        for address, most in addresses.items():
            cache.clear()
            with django_assert_max_num_queries(most):
                client.get(address)


def test_a_short_link_leads_on_and_an_unknown_one_is_not_found(
    client: Client,
) -> None:
    ShortLink.objects.create(code="banjir", title="Banjir", target="/berita/")
    answer = client.get("/s/banjir")
    assert (answer.status_code, answer["Location"]) == (302, "/berita/")
    assert client.get("/s/tidak-ada").status_code == 404


def test_the_health_address_answers(client: Client) -> None:
    assert client.get("/_health/").json() == {"ok": True}


def test_missing_pages_help_in_the_reader_s_language(client: Client) -> None:
    page = client.get("/tidak-ada/")
    assert page.status_code == 404
    assert "Halaman ini tidak kami temukan" in page.content.decode()


def test_no_page_asks_another_site(
    home: Any, ratna: User, maria: User, client: Client
) -> None:
    import re

    item = make.published(by=ratna, approver=maria)
    for address in ("/", "/berita/", item.url, "/en/"):
        text = client.get(address).content.decode()
        loads = re.findall(r'(?:src|srcset|href)="(https?://[^"]+)"', text)
        assert [each for each in loads if "localhost" not in each] == []
        # A block of data, which no browser runs.
        assert "<script" not in text.replace('<script type="application/ld+json">', "")


def test_a_withdrawn_item_leaves_the_lists(
    home: Any, ratna: User, maria: User, client: Client
) -> None:
    from sasando.core import approvals

    item = make.published(by=ratna, approver=maria, title="Salah cetak")
    approvals.withdraw(item, by=maria, at=make.NOW, reason="Salah tanggal.")
    assert client.get("/berita/salah-cetak/").status_code == 410
    assert "Salah cetak" not in client.get("/").content.decode()
    assert Page.objects.filter(pk=item.pk).exists()


def test_what_an_item_lacks_is_said_before_approval(ratna: User, maria: User) -> None:
    item = make.news(by=ratna)
    item.authors = []
    item.summary = " "
    item.save_revision(user=ratna)
    with pytest.raises(NotAllowed, match=r"summary.*author|ringkasan.*penulis"):
        make.approve(NewsPage.objects.get(pk=item.pk), by=maria)
