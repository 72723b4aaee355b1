"""Items of other sites' feeds become drafts with their source, each once."""

import io
import socket
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests import make
from tests.imports.bringing import importer, sections

from sasando.accounts.models import Unit, User
from sasando.core import approvals
from sasando.core.refusals import NotAllowed
from sasando.imports import feeding
from sasando.imports.models import Feed, FeedItem
from sasando.imports.streams import Unreadable
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Situs Ende</title>
{items}</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>S</title>
<entry><title>Kelimutu dibuka</title><id>tag:ende,1</id>
<link rel="alternate" href="https://ende.example.org/1"/><author><name>Yos</name></author>
<summary type="html">&lt;p&gt;Danau dibuka lagi.&lt;/p&gt;</summary></entry></feed>"""


def item(number: int, **facts: str) -> str:
    facts = {
        "title": f"Kabar Ende {number}",
        "link": f"https://ende.example.org/{number}/",
        "words": f"Ringkasan kabar nomor {number} dari Ende.",
        "guid": f"g{number}",
    } | facts
    return (
        f"<item><title>{facts['title']}</title><link>{facts['link']}</link>"
        f"<guid>{facts['guid']}</guid><description><![CDATA[{facts['words']}]]>"
        "</description></item>"
    )


@pytest.fixture
def feed(kominfo: Unit) -> Feed:
    sections()
    return Feed.objects.create(
        name="Situs Ende",
        address="https://ende.example.org/feed/",
        unit=kominfo,
        by=importer(kominfo),
    )


def bring(feed: Feed, *items: str, text: str = "") -> int:
    source = io.BytesIO((text or RSS.format(items="".join(items))).encode())
    return feeding.bring(feed, source, at=make.NOW)


def test_an_item_becomes_a_draft_that_names_its_source(feed: Feed) -> None:
    assert bring(feed, item(1)) == 1
    page: Any = NewsPage.objects.get()
    assert (page.live, page.owner, page.unit) == (False, feed.by, feed.unit)
    assert page.writers() == ["Situs Ende"]
    words, note = page.body
    assert "Ringkasan kabar nomor 1" in words.value.source
    assert 'href="https://ende.example.org/1/"' in note.value["words"].source
    assert "Situs Ende" in note.value["words"].source
    assert page.get_latest_revision_as_object().lacks() == []


def test_the_same_feed_again_brings_nothing(feed: Feed) -> None:
    bring(feed, item(1), item(2))
    assert bring(feed, item(1), item(2)) == 0
    NewsPage.objects.first().delete()
    # Somebody did not want it: it does not come back.
    assert bring(feed, item(1), item(2), item(3)) == 1


def test_atom_is_read_as_well(feed: Feed) -> None:
    assert bring(feed, text=ATOM) == 1
    page = NewsPage.objects.get()
    assert (page.title, page.summary) == ("Kelimutu dibuka", "Danau dibuka lagi.")
    assert page.writers() == ["Yos (Situs Ende)"]


def test_nothing_harmful_comes_through_a_feed(feed: Feed) -> None:
    words = "Kabar<script>alert(1)</script> <img src=x onerror=alert(1)>baik"
    bring(feed, item(1, words=words, link="javascript:alert(1)"))
    [text, note] = NewsPage.objects.get().body
    assert text.value.source == "<p>Kabar baik</p>"
    assert "href" not in note.value["words"].source


@pytest.mark.parametrize("text", ["<html></html>", "bukan xml", "", "PK\x03\x04"])
def test_what_is_no_feed_is_said(feed: Feed, text: str) -> None:
    with pytest.raises(Unreadable):
        bring(feed, text=text or " ")


def test_a_broken_feed_keeps_what_stood_before(feed: Feed) -> None:
    whole = RSS.format(items=item(1) + item(2))
    with pytest.raises(Unreadable):
        bring(feed, text=whole[:-60])
    assert FeedItem.objects.count() == 1


@pytest.mark.soak
def test_no_feed_floods_the_desk(feed: Feed) -> None:
    assert bring(feed, *[item(n) for n in range(120)]) == feeding.MOST_ITEMS


def test_who_lost_the_right_brings_nothing_more(feed: Feed, ratna: User) -> None:
    feed.by = ratna
    with pytest.raises(NotAllowed):
        bring(feed, item(1))


def test_a_private_address_is_noted_and_holds_up_no_other(feed: Feed) -> None:
    Feed.objects.filter(pk=feed.pk).update(address="http://127.0.0.1:1/feed")
    feeding.ask_all(make.NOW)
    feed.refresh_from_db()
    assert feed.asked_at == make.NOW
    with override("id"):
        assert feed.why_failed == "Alamat ini tidak terbuka untuk umum."
    with override("en"):
        assert feed.why_failed == "The address is not public."


def test_the_feed_that_waits_longest_is_asked_first(feed: Feed) -> None:
    facts = {"unit": feed.unit, "by": feed.by}
    never = Feed.objects.create(name="B", address="http://127.0.0.1:1/b", **facts)
    Feed.objects.create(name="C", address="c", is_active=False, **facts)
    Feed.objects.filter(pk=feed.pk).update(asked_at=make.NOW)
    assert list(feeding.in_turn()) == [never, feed]


def test_a_fault_of_ours_in_one_feed_holds_up_no_other(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(host: str, port: int, **more: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(socket, "getaddrinfo", broken)
    other = Feed.objects.create(
        name="B", address="http://b.example.org/", unit=feed.unit, by=feed.by
    )
    feeding.ask_all(make.NOW)
    for each in (feed, other):
        each.refresh_from_db()
        assert each.asked_at == make.NOW
        assert each.why_failed


def test_who_turns_a_feed_elsewhere_answers_for_what_it_brings(feed: Feed) -> None:
    first, other = feed.by, make.person("Maria Lain", "editor", of=None)
    client = Client()
    client.force_login(other)
    form = {"name": "Lain", "address": feed.address, "unit": feed.unit_id}
    for address, by in ((feed.address, first), ("https://lain.example.org/", other)):
        sent = form | {"address": address, "is_active": "on"}
        client.post(reverse("feeds:edit", args=[feed.pk]), sent)
        feed.refresh_from_db()
        assert (feed.name, feed.address, feed.by) == ("Lain", address, by)
    bring(feed, item(1))
    page = NewsPage.objects.get(pk=feed.items.get().page_id)
    assert page.owner == other
    assert {other.pk} <= approvals.authors(page)


def test_a_file_is_read_by_the_command(feed: Feed, tmp_path: Any) -> None:
    file = tmp_path / "umpan.xml"
    file.write_text(RSS.format(items=item(1)))
    facts = {"name": "Ende", "by": feed.by.email, "unit": "Dinas Kominfo"}
    call_command("import", "feed", str(file), **facts)
    assert NewsPage.objects.count() == 1
    assert not Feed.objects.get(name="Ende").is_active
