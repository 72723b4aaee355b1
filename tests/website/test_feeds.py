"""Feeds and maps: what is public, in both languages, dated by real changes alone."""

import json
import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.website.many_news import at, news

from sasando.accounts.models import User
from sasando.core import approvals, revoking
from sasando.core.addresses import whole
from sasando.newsroom.models import NewsIndexPage, NewsPage
from sasando.website.models import OfficeSettings

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
GOOGLE = "{http://www.google.com/schemas/sitemap-news/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def read(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return ElementTree.fromstring(answer.content)


def entries(client: Client, address: str = "/berita/") -> list[tuple[str, str]]:
    """Return title and date of each entry of the Atom feed."""
    found = read(client, f"{address}atom.xml").iter(f"{ATOM}entry")
    return [
        (one.findtext(f"{ATOM}title") or "", one.findtext(f"{ATOM}updated") or "")
        for one in found
    ]


def again(item: Any, *, by: User, approver: User, days: int, **facts: Any) -> None:
    """Let an item go out again, changed."""
    item = NewsPage.objects.get(pk=item.pk)
    for name, value in facts.items():
        setattr(item, name, value)
    item.save_revision(user=by)
    at = make.NOW + timedelta(days=days)
    make.approve(item, by=approver, at=at)
    approvals.publish(NewsPage.objects.get(pk=item.pk), by=approver, at=at)


@pytest.mark.parametrize("form", ["rss.xml", "atom.xml", "feed.json"])
@pytest.mark.parametrize("place", ["/", "/berita/", "/en/", "/en/news/"])
def test_home_and_each_section_have_a_feed_of_each_form(
    form: str, place: str, home: Any, client: Client, ratna: User, maria: User
) -> None:
    make.published(by=ratna, approver=maria, title="Jalan & <jembatan>")
    answer = client.get(f"{place}{form}")
    if form == "feed.json":
        found = json.loads(answer.content)["items"]
    else:
        root = ElementTree.fromstring(answer.content)
        found = [*root.iter("item"), *root.iter(f"{ATOM}entry")]
    assert len(found) == (0 if place.startswith("/en") else 1)
    page = client.get(place).content.decode()
    assert f'href="{place}{form}"' in page


@pytest.mark.parametrize("address", ["/tidak-ada/rss.xml", "/berita/x/rss.xml"])
def test_what_is_no_section_has_no_feed(
    address: str, home: Any, client: Client
) -> None:
    assert client.get(address).status_code == 404


def test_a_small_correction_moves_nothing_and_a_real_change_comes_first(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    who = {"by": ratna, "approver": maria}
    first = make.published(title="Pertama", **who)
    second = make.published(title="Kedua", **who)
    before = entries(client)
    assert [title for title, _date in before] == ["Kedua", "Pertama"]
    again(first, days=1, change="small", summary="Tanpa salah ketik.", **who)
    assert entries(client) == before
    again(first, days=2, change="real", change_note="Tanggal diperbaiki.", **who)
    after = entries(client)
    assert [title for title, _date in after] == ["Pertama", "Kedua"]
    assert after[1] == before[0]
    assert second.changed_at is not None


def test_what_was_withdrawn_or_revoked_is_in_no_feed_and_no_map(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    who = {"by": ratna, "approver": maria}
    gone, ended = (
        make.published(title="Ditarik", **who),
        make.published(title="Dicabut", **who),
    )
    make.published(title="Tetap", **who)
    make.news(by=ratna, title="Konsep")
    approvals.withdraw(gone, by=maria, at=make.NOW, reason="Salah.")
    revoking.revoke(ended, by=maria, at=make.NOW, reason="Tidak berlaku.")
    year = NewsPage.objects.get(title="Tetap").first_published_at.year
    addresses = [
        f"{place}{form}"
        for place in ("/", "/berita/")
        for form in ("rss.xml", "atom.xml", "feed.json")
    ]
    addresses += [f"/sitemap/{year}.xml", "/sitemap/berita.xml"]
    for address in addresses:
        text = client.get(address).content.decode()
        for word in ("Ditarik", "ditarik", "Dicabut", "dicabut", "onsep"):
            assert word not in text, address
        assert "etap" in text, address


def test_a_feed_has_no_date_of_its_reading(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    for address in ("/en/news/rss.xml", "/en/news/atom.xml"):
        assert client.get(address).content == client.get(address).content


def test_a_feed_costs_the_same_with_sixty_and_with_six_hundred_items(
    home: Any, client: Client
) -> None:
    section = NewsIndexPage.objects.child_of(home).get()
    costs = []
    for upto in (60, 600):
        news(section, upto=upto)
        client.get("/berita/rss.xml")
        with CaptureQueriesContext(connection) as asked:
            client.get("/berita/rss.xml")
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 8


def test_the_map_names_each_year_and_each_translation(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    make.published(by=ratna, approver=maria)
    cache.clear()
    maps = [one.text or "" for one in read(client, "/sitemap.xml").iter(f"{MAP}loc")]
    assert all(one.startswith(whole("/sitemap/")) for one in maps)
    structure = read(client, "/sitemap/halaman.xml")
    links = {(one.get("hreflang"), one.get("href")) for one in structure.iter(LINK)}
    assert ("id", whole("/berita/")) in links
    assert ("en", whole("/en/news/")) in links
    assert client.get("/sitemap/1999.xml").status_code == 404


def test_the_map_of_news_holds_two_days_before_the_newest(
    home: Any, client: Client
) -> None:
    news(NewsIndexPage.objects.child_of(home).get(), upto=100)
    found = [
        one.text for one in read(client, "/sitemap/berita.xml").iter(f"{GOOGLE}title")
    ]
    assert found[0] == "Kabar 99"
    assert len(found) == 48
    assert at(99) - at(52) < timedelta(days=2)


def test_an_office_without_news_has_maps_all_the_same(
    home: Any, client: Client
) -> None:
    for address in ("/sitemap.xml", "/sitemap/berita.xml", "/sitemap/halaman.xml"):
        read(client, address)


def test_programs_are_told_where_the_map_is(home: Any, client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {whole('/sitemap.xml')}" in text
    assert "Disallow: /kantor/" in text
    assert OfficeSettings.objects.count() == 1


def test_a_section_leads_readers_to_its_feed(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    """Browsers show no feed that only the head of a page names."""
    item = make.published(by=ratna, approver=maria)
    wanted = '<a href="/berita/rss.xml">Ikuti lewat RSS</a>'
    assert wanted in client.get("/berita/").content.decode()
    narrowed = client.get(f"/berita/unit/{item.unit_id}/").content.decode()
    assert "Ikuti lewat RSS" not in narrowed
