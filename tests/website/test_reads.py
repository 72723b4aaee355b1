"""The desk sees what is read and what nobody found; no reader is known by it."""

import json
import os
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.newsroom import everything
from wagtail.contrib.redirects.models import Redirect

from sasando.accounts.models import User
from sasando.core.models import Entry, Touch
from sasando.core.workflow import NotAllowed
from sasando.website.reads import access_log, figures, mending, sorting, writing
from sasando.website.reads.rows import LogPlace, Missed, PageReads, Source
from sasando.website.reads.tally import Counter, Tally
from sasando.website.store.folder import Folder, bundle
from sasando.website.store.rows import StoredPage
from sasando.website.store.serving import Door

pytestmark = pytest.mark.django_db
PHONE = (
    "Mozilla/5.0 (Linux; Android 10; CUBOT X) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0 Mobile Safari/537.36"
)
ROBOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "facebookexternalhit/1.1",
    "WhatsApp/2.23.20.0",
    "curl/8.0",
    "",
)
DAY = timezone.localdate(make.NOW)
TODAY = timezone.localdate


def reader(path: str = "/berita/", **facts: str) -> dict[str, str]:
    """Return what the door is told of somebody on a phone."""
    said = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": ""}
    return said | {"HTTP_HOST": "localhost", "HTTP_USER_AGENT": PHONE} | facts


@pytest.fixture
def counter() -> Counter:
    made = Counter(lambda tally: writing.write(tally, day=DAY))
    # No thread: each test writes when it wants to.
    made.wake = lambda: None  # type: ignore[method-assign]
    return made


def written(counter: Counter) -> None:
    writing.write(counter.tally, day=DAY)
    counter.tally = Tally()


@pytest.fixture
def stored(db: None) -> None:
    for number, path in enumerate(("/", "/berita/", "/berita/panen/"), start=1):
        StoredPage.objects.create(path=path, page_id=number)


def counts() -> dict[str, int]:
    return dict(PageReads.objects.values_list("path", "count"))


def test_a_reader_counts_and_nobody_else(counter: Counter, stored: None) -> None:
    counter.page(reader())
    for agent in ROBOTS:
        counter.page(reader(HTTP_USER_AGENT=agent))
    for facts in (
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_COOKIE": "csrftoken=a; sessionid=b"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_SEC_FETCH_DEST": "image"},
    ):
        counter.page(reader(**facts))
    counter.page(reader("/berita/rss.xml"))
    # Whatever else Django answers is no page that is stored.
    counter.page(reader("/kantor/"))
    written(counter)
    assert counts() == {"/berita/": 1}
    assert PageReads.objects.get().page_id == 2


@pytest.mark.parametrize(
    ("referer", "source"),
    [
        ("", "direct"),
        ("http://localhost:8000/berita/?q=rahasia", "own"),
        ("https://www.google.co.id/search?q=nik+5371", "search"),
        ("https://l.facebook.com/l.php?u=x", "facebook"),
        ("android-app://org.telegram.messenger/", "telegram"),
        ("https://t.co/abc", "x"),
        ("https://www.Kupang.Contoh.example.org:8443/a/b", "kupang.contoh.example.org"),
        ("https://ratna:sandi@kabar.example.org/", "kabar.example.org"),
        ("https://netflix.com/", "netflix.com"),
        ("about:blank", "other"),
        ("https://direct/", "other"),
    ],
)
def test_of_a_referer_its_host_is_kept_or_its_group(referer: str, source: str) -> None:
    assert sorting.source_of(referer) == source


@pytest.mark.parametrize(
    ("query", "source"),
    [
        (
            "utm_source=whatsapp&utm_medium=x&utm_campaign=kiriman-12",
            "kiriman-12/whatsapp",
        ),
        ("utm_campaign=kiriman-12&utm_source=by_hand", "kiriman-12/by_hand"),
        ("utm_source=orang%20lain&utm_campaign=kiriman-12", "facebook"),
        ("utm_source=facebook&utm_campaign=promo", "facebook"),
        ("", "facebook"),
    ],
)
def test_a_short_link_says_from_which_post_a_reader_came(
    query: str, source: str
) -> None:
    assert sorting.whence(query, "https://l.facebook.com/") == source


def test_words_of_a_person_are_not_kept(counter: Counter) -> None:
    for words in ("Jadwal  KAPAL\n", "ratna@example.org", "5371 0101 0190 0001"):
        counter.sought(reader("/cari/"), words)
    for path in (
        "/lama/2019-03-12-panen",
        "/.env",
        "/wp-login.php",
        "/a/53710101900001",
    ):
        counter.missing(reader(path))
    written(counter)
    kept = set(Missed.objects.values_list("kind", "words"))
    assert kept == {("search", "jadwal kapal"), ("address", "/lama/2019-03-12-panen")}


def test_the_door_counts_what_it_sends_and_what_nobody_has(
    counter: Counter, stored: None, tmp_path: Path
) -> None:
    folder, said = Folder(tmp_path / "site"), []
    html = [("Content-Type", "text/html; charset=utf-8")]
    for path, status in (("/berita/", 200), ("/berita/salah/", 410)):
        with folder.writing(path, bundle(status, html, b"<p>Halo</p>")):
            pass

    def beneath(environ: Any, start: Any) -> list[bytes]:
        start("404 Not Found", [])
        return [b"django"]

    door = Door(beneath, folder, ["localhost"], lambda: None, counter)
    for path in ("/berita/", "/berita/salah/", "/lama/"):
        list(door(reader(path), lambda *words: said.append(words)))
    etag = dict(said[0][1])["ETag"]
    list(door(reader("/berita/", HTTP_IF_NONE_MATCH=etag), lambda *w: said.append(w)))
    assert [each[0][:3] for each in said] == ["200", "410", "404", "304"]
    written(counter)
    assert counts() == {"/berita/": 2}
    assert list(Missed.objects.values_list("words", flat=True)) == ["/lama/"]


def test_two_processes_add_up_and_touch_no_page(stored: None) -> None:
    before = Touch.objects.count()
    for times in (3, 4):
        tally = Tally()
        tally.read("/berita/", "whatsapp", times)
        tally.miss("search", "kapal", times)
        writing.write(tally, day=DAY)
    assert counts() == {"/berita/": 7}
    assert Source.objects.get().count == 7
    assert Missed.objects.get().count == 7
    assert Touch.objects.count() == before


def test_without_a_database_the_counts_wait_and_the_door_goes_on(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sasando.website.reads.tally.connections.close_all", lambda: 0)

    def away(tally: Tally) -> None:
        raise DatabaseError("away")

    counter.page(reader())
    counter.write, write = away, counter.write
    counter.flush()
    counter.page(reader())
    StoredPage.objects.create(path="/berita/")
    counter.write = write
    counter.flush()
    assert counts() == {"/berita/": 2}
    assert not counter.tally


def test_a_process_that_is_stopped_writes_first(tmp_path: Path) -> None:
    """As a process of granian is: it leaves by `os._exit`."""
    file = tmp_path / "written"

    def child() -> None:
        counter = Counter(lambda tally: file.write_text(str(tally.reads)) and None)
        counter.page(reader())

    process = get_context("fork").Process(target=child)
    process.start()
    process.join(60)
    assert "/berita/" in file.read_text()


def test_hostile_traffic_fills_no_table(
    stored: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked most stays told apart; the rest of a day is one row."""
    monkeypatch.setattr(writing, "MOST_MISSED", 5)
    monkeypatch.setattr(writing, "MOST_SOURCES", 5)
    for batch in range(3):
        tally = Tally()
        for number in range(20):
            tally.miss("address", f"/x{batch}{number}")
            tally.read("/berita/", f"s{batch}{number}.example.org")
            tally.read(f"/tidak-ada/{batch}{number}/", "direct")
        tally.miss("address", "/lama/", 9)
        writing.write(tally, day=DAY)
    assert Missed.objects.count() <= 6
    assert Missed.objects.get(words="/lama/").count == 27
    assert figures.rest("address", today=DAY) == 60 - 4
    assert Source.objects.count() <= 6
    assert sum(Source.objects.values_list("count", flat=True)) == 60
    assert counts() == {"/berita/": 60}


def test_memory_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sasando.website.reads.tally.MOST_READS", 3)
    monkeypatch.setattr("sasando.website.reads.tally.MOST_MISSED", 3)
    tally = Tally()
    for number in range(10):
        tally.read(f"/{number}/", "direct")
        tally.miss("address", f"/{number}")
    assert len(tally.reads) == 7
    assert sum(tally.reads.values()) == sum(tally.missed.values()) == 10
    assert len(tally.missed) == 4


def test_sums_go_after_thirteen_months(stored: None) -> None:
    tally = Tally()
    tally.read("/berita/", "direct")
    for days in (0, 395, 397, 500):
        writing.write(tally, day=DAY - timedelta(days=days))
    writing.prune(make.NOW)
    assert PageReads.objects.count() == Source.objects.count() == 2


# --- nginx ------------------------------------------------------------------


def line(path: str = "/berita/", **facts: Any) -> str:
    said = {"at": "2026-11-24T23:30:00+08:00", "status": 200, "upstream": ""}
    said |= {"method": "GET", "asked": path, "from": "https://t.me", "by": PHONE}
    said |= {"ahead": "", "dest": "document", "staff": ""} | facts
    return json.dumps(said) + "\n"


def add(log: Path, *lines: str) -> None:
    with log.open("a") as file:
        file.write("".join(lines))


def test_each_line_of_the_log_is_counted_once_across_rotation(
    stored: None, tmp_path: Path
) -> None:
    log = tmp_path / "sasando.log"
    access_log.count(log)
    add(log, line(), line(status=304), line("/berita/?utm_source=x"), line()[:40])
    for _each in range(2):
        access_log.count(log)
    assert counts() == {"/berita/": 3}
    add(log, line()[40:], line("/"))
    log.rename(tmp_path / "sasando.log.1")
    access_log.count(log)
    add(log, line("/berita/panen/"))
    access_log.count(log)
    access_log.count(log)
    assert counts() == {"/": 1, "/berita/": 4, "/berita/panen/": 1}
    assert set(Source.objects.values_list("source", flat=True)) == {"telegram"}
    # Emptied in its place, and written on: another first line.
    os.truncate(log, 0)
    add(log, line("/", status=304), line("/"))
    access_log.count(log)
    assert counts()["/"] == 3


def test_lines_that_are_no_read_or_no_line_break_nothing(
    stored: None, tmp_path: Path
) -> None:
    log = tmp_path / "sasando.log"
    no_reads: list[dict[str, Any]] = [
        {"status": 404},
        {"upstream": "200"},
        {"method": "HEAD"},
        {"by": ROBOTS[0]},
        {"staff": "1"},
        {"ahead": "prefetch"},
        {"dest": "iframe"},
        {"path": "/berita/?q=jalan"},
    ]
    add(log, *(line(**facts) for facts in no_reads))
    add(log, "\n", "{\n", "[]\n", '"x"\n', '{"status": 200}\n', "\x00\xff\n", line())
    access_log.count(log)
    assert counts() == {"/berita/": 1}
    assert LogPlace.objects.get().offset == log.stat().st_size


# --- the desk ---------------------------------------------------------------


@pytest.fixture
def editor(kominfo: Any) -> User:
    return make.person("Yuliana Contoh", "editor", of=kominfo)


def test_the_lists_cost_the_same_at_any_size(editor: User, client: Client) -> None:
    client.force_login(editor)
    page = make.section().page_ptr
    address, costs = reverse("website_reads"), []
    client.get(address)
    for _each in range(2):
        for kind in ("halaman", "asal", "pencarian", "alamat"):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(f"{address}?jenis={kind}")
            assert answer.status_code == 200
            costs.append(len(asked))
        PageReads.objects.all().delete()
        Source.objects.all().delete()
        Missed.objects.all().delete()
        everything.reads([page] * 60)
    assert max(costs) <= 10, costs


def test_an_item_says_how_often_it_was_read_whatever_its_address_was(
    editor: User, maria: User, ratna: User, client: Client
) -> None:
    item = make.published(by=ratna, approver=maria, title="Panen raya")
    today = TODAY()
    for days, path, count in ((0, item.url, 1), (3, "/lama/", 20), (20, "/lama/", 300)):
        day = today - timedelta(days=days)
        PageReads.objects.create(day=day, path=path, page_id=item.pk, count=count)
        facts = {"day": day, "path": path, "page_id": item.pk, "count": count}
        Source.objects.create(source="whatsapp", **facts)
    assert figures.of_page(item.pk, today=today) == {
        "today": 1,
        "week": 21,
        "month": 321,
    }
    client.force_login(editor)
    text = client.get(reverse("website_reads_of", args=[item.pk])).content.decode()
    assert "WhatsApp" in text
    assert "321" in text
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[item.pk]))
    assert reverse("website_reads_of", args=[item.pk]) in edit.content.decode()


def test_a_wrong_address_is_led_on_by_an_editor_and_leaves_the_list(
    editor: User, ratna: User, maria: User, client: Client
) -> None:
    item = make.published(by=ratna, approver=maria, title="Panen raya")
    Missed.objects.create(day=TODAY(), kind="address", words="/old/panen-raya", count=9)
    client.force_login(editor)
    text = client.get(f"{reverse('website_reads')}?jenis=alamat").content.decode()
    ask = f"{reverse('website_lead_on')}?dari=/old/panen-raya"
    assert "dari=%2Fold%2Fpanen-raya" in text
    form = client.get(ask).content.decode()
    assert 'value="/old/panen-raya"' in form
    assert f'value="{item.pk}"' in form
    sent = {"old": "/old/panen-raya", "page": item.pk}
    assert client.post(ask, sent).status_code == 302
    assert Redirect.objects.get().redirect_page_id == item.pk
    assert Missed.objects.count() == 0
    assert Entry.objects.filter(action="address.led_on").count() == 1
    facts = {"by": editor, "at": make.NOW}
    draft = make.news(by=ratna, title="Konsep")
    for old, page in (
        ("/old/panen-raya", item),
        (item.url, item),
        (draft.url, item),
        ("/lain", draft),
        ("https://x.example.org/", item),
        ("/", item),
    ):
        with pytest.raises(NotAllowed):
            mending.lead_on(old, page=page, **facts)
    with pytest.raises(NotAllowed):
        mending.lead_on("/lain", by=ratna, at=make.NOW, page=item)


def test_a_search_in_vain_becomes_an_idea(editor: User, client: Client) -> None:
    Missed.objects.create(day=TODAY(), kind="search", words="jadwal kapal", count=9)
    client.force_login(editor)
    text = client.get(f"{reverse('website_reads')}?jenis=pencarian").content.decode()
    idea = f"{reverse('newsroom_idea_new')}?judul=jadwal+kapal"
    assert idea in text
    assert 'value="jadwal kapal"' in client.get(idea).content.decode()


def test_who_does_not_write_or_decide_does_not_see_it(client: Client) -> None:
    client.force_login(make.person("Sari Contoh", "auditor"))
    assert client.get(reverse("website_reads")).status_code in (302, 403)
