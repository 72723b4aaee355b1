"""Sections: each filter and each leaf is an address, and its cost stays the same."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime
from taggit.models import Tag
from tests import make
from tests.website.many_news import news
from wagtail.models import Locale

from sasando.accounts.models import Unit, User
from sasando.core import approvals
from sasando.newsroom.models import NewsIndexPage, NewsPage
from sasando.newsroom.stories import StoryTag

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home: Any) -> NewsIndexPage:
    return NewsIndexPage.objects.child_of(home).get()


def titles(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.content.decode()
    return re.findall(r'class="teaser">\s*<h3><a [^>]*>([^<]+)<', text)


def cost(client: Client, address: str) -> int:
    """Return the queries of an address that was asked before, as most are."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def tagged(*words: str, by: User, approver: User, title: str, **facts: Any) -> Any:
    item = make.news(by=by, title=title, **facts).get_latest_revision_as_object()
    item.tags.add(*words)
    item.save_revision(user=by)
    make.approve(item, by=approver)
    approvals.publish(item, by=approver, at=make.NOW)
    return type(item).objects.get(pk=item.pk)


def test_a_section_shows_the_newest_first_and_says_how_many_there_are(
    section: NewsIndexPage, client: Client
) -> None:
    news(section, upto=3)
    assert titles(client, "/berita/") == ["Kabar 2", "Kabar 1", "Kabar 0"]
    assert "3 butir" in client.get("/berita/").content.decode()


def test_leaves_are_numbered_from_the_oldest(
    section: NewsIndexPage, client: Client
) -> None:
    news(section, upto=65)
    newest = titles(client, "/berita/")
    assert (newest[0], newest[-1], len(newest)) == ("Kabar 64", "Kabar 40", 25)
    assert titles(client, "/berita/hal/2/")[0] == "Kabar 39"
    assert titles(client, "/berita/hal/1/")[-1] == "Kabar 0"
    for address in ("hal/0/", "hal/3/", "hal/x/", "hal/01/"):
        assert client.get(f"/berita/{address}").status_code == 404


def test_leaves_lead_to_each_other_and_to_the_newest(
    section: NewsIndexPage, client: Client
) -> None:
    news(section, upto=65)

    def ways(address: str) -> list[str]:
        text = client.get(address).content.decode()
        return re.findall(r'rel="(?:prev|next)" href="([^"]+)"', text)

    assert ways("/berita/") == ["/berita/hal/2/"]
    assert ways("/berita/hal/2/") == ["/berita/", "/berita/hal/1/"]
    assert ways("/berita/hal/1/") == ["/berita/hal/2/"]


def test_a_new_item_leaves_every_archive_as_it_was(
    section: NewsIndexPage, client: Client, ratna: User, maria: User
) -> None:
    news(section, upto=62)
    before = client.get("/berita/hal/1/").content
    make.published(by=ratna, approver=maria, title="Baru sekali")
    assert client.get("/berita/hal/1/").content == before
    assert titles(client, "/berita/")[0] == "Baru sekali"


@pytest.mark.once
@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 12), ("/berita/", 10), ("/berita/hal/1/", 10), ("/berita/kabar-3/", 8)],
)
def test_a_page_costs_the_same_with_sixty_and_with_six_hundred_items(
    address: str, most: int, section: NewsIndexPage, client: Client, kominfo: Unit
) -> None:
    costs = []
    for upto in (60, 600):
        news(section, upto=upto, unit=kominfo)
        cache.clear()
        costs.append(cost(client, address))
    assert costs[0] == costs[1] <= most


def test_a_list_is_narrowed_by_topic_by_unit_and_by_year(
    section: NewsIndexPage,
    client: Client,
    ratna: User,
    maria: User,
    kominfo: Unit,
    dinkes: Unit,
) -> None:
    who = {"by": ratna, "approver": maria}
    tagged("Air bersih", title="Pipa baru", unit=kominfo, **who)
    tagged("Kesehatan", title="Vaksin datang", unit=dinkes, **who)
    assert titles(client, "/berita/topik/air-bersih/") == ["Pipa baru"]
    assert titles(client, f"/berita/unit/{dinkes.pk}/") == ["Vaksin datang"]
    year = NewsPage.objects.first().first_published_at.year
    assert len(titles(client, f"/berita/tahun/{year}/")) == 2
    assert titles(client, f"/berita/topik/kesehatan/tahun/{year}/") == ["Vaksin datang"]
    text = client.get("/berita/").content.decode()
    assert 'href="/berita/topik/kesehatan/"' in text
    assert f'href="/berita/unit/{dinkes.pk}/"' in text


def test_a_filter_that_fits_nothing_says_what_to_do(
    section: NewsIndexPage,
    client: Client,
    ratna: User,
    maria: User,
    kominfo: Unit,
    dinkes: Unit,
) -> None:
    make.published(by=ratna, approver=maria, unit=kominfo)
    for address in (f"unit/{dinkes.pk}/", "tahun/2003/"):
        text = client.get(f"/berita/{address}").content.decode()
        assert "Tidak ada yang cocok dengan pilihan Anda." in text
        assert 'href="/berita/">Tampilkan semua' in text


@pytest.mark.parametrize(
    "address",
    [
        *("topik/tidak-ada/", "unit/999999/", "unit/0/", "unit/01/", "unit/x/"),
        *("tahun/0999/", "tahun/20260/", "bentuk/video/", "bentuk/apa/", "topik/"),
        *("tahun/2026/topik/air/", "hal/1/hal/1/", "hal/99999999999999999999/"),
    ],
)
def test_what_never_was_is_not_found(
    address: str, section: NewsIndexPage, client: Client, kominfo: Unit
) -> None:
    assert client.get(f"/berita/{address}").status_code == 404


def test_a_topic_of_drafts_alone_is_not_found(
    section: NewsIndexPage, client: Client, ratna: User
) -> None:
    item = make.news(by=ratna)
    item.tags.add("Rahasia dulu")
    item.save()
    assert client.get("/berita/topik/rahasia-dulu/").status_code == 404
    assert client.get("/topik/rahasia-dulu/").status_code == 404


def test_an_item_leads_to_its_topics_and_a_topic_to_its_items(
    section: NewsIndexPage, client: Client, ratna: User, maria: User
) -> None:
    item = tagged("Air bersih", by=ratna, approver=maria, title="Pipa baru")
    assert 'href="/topik/air-bersih/"' in client.get(item.url).content.decode()
    assert titles(client, "/topik/air-bersih/") == ["Pipa baru"]
    # Of the other language there is none.
    assert client.get("/en/topics/air-bersih/").status_code == 404


def test_a_revoked_item_is_in_no_list(
    section: NewsIndexPage, client: Client, ratna: User, maria: User, kominfo: Unit
) -> None:
    from sasando.core import revoking

    item = tagged("Air bersih", by=ratna, approver=maria, title="Salah cetak")
    tagged("Air bersih", by=ratna, approver=maria, title="Benar")
    revoking.revoke(item, by=maria, at=make.NOW, reason="Salah tanggal.")
    addresses = ["/", "/berita/", "/topik/air-bersih/", f"/unit/{item.unit_id}/"]
    for address in addresses:
        text = client.get(address).content.decode()
        assert "Salah cetak" not in text
        assert "Benar" in text
    assert "/topik/" not in client.get(item.url).content.decode()


@pytest.fixture
def english_section(section: NewsIndexPage) -> NewsIndexPage:
    """The section of English news, out like the Indonesian one."""
    locale, _made = Locale.objects.get_or_create(language_code="en")
    for page in (section.get_parent(), section):
        twin = page.get_translation_or_none(locale)
        if twin is None:
            twin = page.specific.copy_for_translation(locale)
            twin.slug = "news"
            twin.save()
            twin.save_revision()
            approvals.found(twin, at=make.NOW)
    return NewsIndexPage.objects.get(locale=locale)


def test_an_english_address_bears_english_words(
    english_section: NewsIndexPage, client: Client, ratna: User
) -> None:
    section, year = english_section, localtime(make.NOW).year
    unit = make.unit("Dinas Contoh", short_name="DC")
    news(section, upto=65, unit=unit)
    item = NewsPage.objects.child_of(section).get(slug="kabar-64")
    for topic in ("water", "health"):
        tag = Tag.objects.create(name=topic)
        StoryTag.objects.create(tag=tag, content_object=item)
    wanted = {
        f"topik/water/tahun/{year}/": f"topics/water/year/{year}/",
        f"unit/{unit.pk}/hal/1/": f"units/{unit.pk}/page/1/",
        "hal/1/": "page/1/",
    }
    text = client.get("/en/news/").content.decode()
    assert 'href="/en/news/topics/water/"' in text
    assert 'href="/en/news/page/2/"' in text
    assert not re.search(r'href="/en/[^"]*/(topik|unit|bentuk|tahun|hal)/', text)
    for indonesian, english in wanted.items():
        assert client.get(f"/en/news/{english}").status_code == 200
        answer = client.get(f"/en/news/{indonesian}")
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"/en/news/{english}"
    assert client.get("/en/units/1/hal/1/").headers["Location"] == "/en/units/1/page/1/"


def test_an_address_with_words_of_the_other_language_leads_to_ours(
    section: NewsIndexPage, client: Client
) -> None:
    news(section, upto=65)
    answer = client.get("/berita/page/1/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/berita/hal/1/")
    assert client.get("/berita/page/9/").status_code == 404
