"""Links of live pages are gathered once, asked slowly, and dead only after two days."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.newsroom import many
from tests.newsroom.odd_server import Server, serving
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from sasando.accounts.models import Unit, User
from sasando.core import approvals, revoking
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom.links import harvest, jobs, own, screens, workflow
from sasando.newsroom.links.answers import Answer, Verdict
from sasando.newsroom.models import Link, LinkHarvest, LinkPlace, NewsPage
from sasando.website.models import StandardPage

pytestmark = pytest.mark.django_db
# 23.00 in Kupang.
NIGHT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as odd:
        yield odd


@pytest.fixture
def oka(kominfo: Unit) -> User:
    return make.person("Oka Contoh", "editor", of=kominfo)


@pytest.fixture
def write(ratna: User, maria: User) -> Any:
    """Publish a story of Ratna's with these links in its text."""

    def out(*addresses: str, title: str = "Jalan baru") -> NewsPage:
        text = "".join(f'<a href="{each}">di sini</a> ' for each in addresses)
        body = [("paragraph", f"<p>{text}</p>")]
        return make.published(by=ratna, approver=maria, title=title, body=body)

    return out


def link(address: str) -> Link:
    return Link.objects.get(address=address)


def found() -> list[str]:
    return sorted(Link.objects.values_list("address", flat=True))


# --- gathering ------------------------------------------------------------


def test_links_are_gathered_from_texts_blocks_and_choosers(
    ratna: User, maria: User
) -> None:
    other = make.published(by=ratna, approver=maria, title="Lain")
    words = (
        '<p><a href="https://a.example.org/x?y=1&amp;z=2#bagian">a</a> '
        f'<a linktype="page" id="{other.pk}">b</a> '
        '<a linktype="document" id="7">c</a> <a href="mailto:a@example.org">d</a> '
        '<a href="tel:+62">e</a> <a href="#atas">f</a> <a href="/berita/">g</a> '
        '<a href="javascript:alert(1)">h</a> <a href="//b.example.org/">i</a></p>'
    )
    body = [
        ("paragraph", words),
        ("callout", {"kind": "info", "words": words}),
        ("video", {"address": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"}),
    ]
    page = make.news(by=ratna, body=body)
    assert harvest.links_of(page) == [
        "https://a.example.org/x?y=1&z=2",
        f"page:{other.pk}",
        "document:7",
        "/berita/",
        "https://b.example.org/",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    ]


def test_only_live_pages_are_read_and_each_text_once(write: Any, ratna: User) -> None:
    write("https://a.example.org/")
    make.news(by=ratna, body=[("paragraph", '<p><a href="https://b.id/">b</a></p>')])
    harvest.run(NIGHT)
    assert found() == ["https://a.example.org/"]
    harvest.run(NIGHT + DAY)
    assert set(LinkHarvest.objects.values_list("read_at", flat=True)) == {NIGHT}


def test_a_text_that_goes_out_anew_is_read_anew(
    write: Any, ratna: User, maria: User
) -> None:
    page = write("https://a.example.org/", "https://b.example.org/")
    harvest.run(NIGHT)
    page.body = [("paragraph", '<p><a href="https://b.example.org/">b</a></p>')]
    page.change = "small"
    page.save_revision(user=ratna)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    harvest.run(NIGHT + DAY)
    harvest.run(NIGHT + DAY)
    assert found() == ["https://b.example.org/"]


def test_one_address_on_two_pages_is_one_link(write: Any) -> None:
    write("https://a.example.org/", title="Satu")
    write("https://a.example.org/", title="Dua")
    harvest.run(NIGHT)
    assert Link.objects.count() == 1
    assert LinkPlace.objects.count() == 2


def test_a_withdrawn_page_holds_no_links(write: Any, maria: User) -> None:
    page = write("https://a.example.org/")
    harvest.run(NIGHT)
    approvals.withdraw(page, by=maria, at=make.NOW, reason="Salah.")
    harvest.run(NIGHT)
    assert found() == []


def test_a_run_that_was_cut_short_goes_on_where_it_was(
    write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        write(f"https://a.example.org/{number}", title=f"Satu {number}")
    monkeypatch.setattr(harvest, "MOST", 2)
    harvest.run(NIGHT)
    # Home and section stand before them.
    for _again in range(3):
        harvest.run(NIGHT + DAY)
    assert len(found()) == 3


# --- asking ---------------------------------------------------------------


def test_a_link_is_dead_only_after_two_failures_a_day_apart(
    write: Any, server: Server
) -> None:
    gone = f"{server.url}/404"
    write(gone)
    harvest.run(NIGHT)
    jobs.run(NIGHT)
    assert link(gone).state == Link.State.FAILING
    jobs.run(NIGHT + timedelta(hours=2))
    assert link(gone).state == Link.State.FAILING
    jobs.run(NIGHT + DAY)
    assert link(gone).state == Link.State.DEAD
    assert link(gone).why == "404"


@pytest.mark.parametrize("path", ["/200", "/403", "/429", "/999"])
def test_what_answers_or_cannot_say_is_never_dead(
    path: str, write: Any, server: Server
) -> None:
    write(server.url + path)
    harvest.run(NIGHT)
    for night in range(0, 30, 7):
        jobs.run(NIGHT + night * DAY)
    assert link(server.url + path).state in {Link.State.FINE, Link.State.UNSURE}


def test_a_dead_link_that_answers_again_is_fine(write: Any, server: Server) -> None:
    address = f"{server.url}/404"
    write(address)
    harvest.run(NIGHT)
    jobs.run(NIGHT)
    jobs.run(NIGHT + DAY)
    jobs.settle(link(address), Answer(Verdict.FINE, "200"), at=NIGHT + 8 * DAY)
    assert (link(address).state, link(address).failed_at) == (Link.State.FINE, None)


def test_nobody_is_asked_by_day_unless_somebody_wants_it(
    write: Any, server: Server, oka: User
) -> None:
    address = f"{server.url}/200?siang"
    write(address)
    harvest.run(make.NOW)
    server.asked.clear()
    jobs.run(make.NOW)
    assert server.asked == []
    workflow.recheck(link(address), by=oka, at=make.NOW)
    jobs.run(make.NOW)
    assert [path for _method, path, _headers in server.asked] == ["/200?siang"]


def test_one_host_is_asked_once_in_a_run(write: Any, server: Server) -> None:
    write(*(f"{server.url}/200?{number}" for number in range(5)))
    harvest.run(NIGHT)
    server.asked.clear()
    for minute in range(3):
        jobs.run(NIGHT + timedelta(minutes=minute))
    assert len(server.asked) == 3


def test_few_hosts_are_asked_in_a_run(write: Any) -> None:
    write(*(f"https://situs-{number}.example.org/" for number in range(40)))
    harvest.run(NIGHT)
    assert len(jobs.outside(NIGHT)) == jobs.OUTSIDE


def test_a_killed_run_leaves_its_link_for_later_and_the_others_for_now(
    write: Any, server: Server
) -> None:
    address = f"{server.url}/200?terbunuh"
    write(address)
    harvest.run(NIGHT)
    # Claimed, then killed: nothing was written down.
    assert jobs.claim(link(address), at=NIGHT)
    assert jobs.outside(NIGHT + timedelta(minutes=1)) == []
    assert len(jobs.outside(NIGHT + timedelta(hours=1))) == 1


def test_of_two_runs_one_asks(write: Any, server: Server) -> None:
    write(f"{server.url}/200?dua")
    harvest.run(NIGHT)
    seen = Link.objects.get()
    assert jobs.claim(seen, at=NIGHT)
    assert not jobs.claim(seen, at=NIGHT)


# --- our own --------------------------------------------------------------


def test_our_own_links_are_asked_in_the_database(
    ratna: User, maria: User, client: Client
) -> None:
    live = make.published(by=ratna, approver=maria, title="Ada")
    draft = make.news(by=ratna, title="Konsep")
    gone = make.published(by=ratna, approver=maria, title="Hilang")
    approvals.withdraw(gone, by=maria, at=make.NOW, reason="Salah.")
    moved = make.published(by=ratna, approver=maria, title="Pindah")
    approvals.withdraw(
        moved, by=maria, at=make.NOW, reason="Pindah.", goes_to=live, redirects=301
    )
    Redirect.add_redirect("/lama", live, True)
    expected = {
        f"page:{live.pk}": Verdict.FINE,
        f"page:{draft.pk}": Verdict.FAILS,
        f"page:{gone.pk}": Verdict.FAILS,
        f"page:{moved.pk}": Verdict.FINE,
        "page:999999": Verdict.FAILS,
        "document:999999": Verdict.FAILS,
        "/": Verdict.FINE,
        "/berita/": Verdict.FINE,
        "/berita": Verdict.FINE,
        "/berita/ada/": Verdict.FINE,
        "/berita/ada/versi/1/": Verdict.FINE,
        "/berita/konsep/": Verdict.FAILS,
        "/berita/hilang/": Verdict.FAILS,
        "/berita/pindah/": Verdict.FINE,
        "http://localhost/berita/ada/": Verdict.FINE,
        "http://localhost/tidak/ada/": Verdict.FAILS,
        "/lama/": Verdict.FINE,
        "/s/tidak-ada": Verdict.FAILS,
        "/kantor/": Verdict.UNSURE,
    }
    assert {each: own.ask(each).verdict for each in expected} == expected
    for path, verdict in expected.items():
        if path.startswith("/berita/"):
            answers = client.get(path, follow=True).status_code < 400
            assert answers is (verdict is Verdict.FINE), path


def test_no_request_goes_out_for_our_own(write: Any, server: Server) -> None:
    write("/berita/tidak-ada/", "http://localhost/berita/")
    harvest.run(make.NOW)
    jobs.run(make.NOW)
    assert link("/berita/tidak-ada/").state == Link.State.FAILING
    assert link("http://localhost/berita/").state == Link.State.FINE
    jobs.run(make.NOW + DAY)
    assert link("/berita/tidak-ada/").state == Link.State.DEAD


# --- odd ones -------------------------------------------------------------


def test_an_odd_link_is_a_dead_one_and_holds_up_no_other(
    write: Any, server: Server
) -> None:
    odd = ("http://localhost:99999/x", "https://xn--a.example/", "https://[x/")
    write(*odd, title="Aneh")
    write(f"{server.url}/200", title="Biasa")
    harvest.run(NIGHT)
    for _round in range(2):
        jobs.run(NIGHT)
    assert link(f"{server.url}/200").state == Link.State.FINE
    states = {address: link(address).state for address in odd[:2]}
    assert set(states.values()) == {Link.State.FAILING}


def test_a_text_that_cannot_be_read_holds_up_no_other(
    write: Any, ratna: User, maria: User
) -> None:
    broken = "<a <![<!["
    bad = make.published(by=ratna, approver=maria, title="Rusak", summary=broken)
    write("https://a.example.org/", title="Biasa")
    for _round in range(2):
        harvest.run(make.NOW)
    assert "https://a.example.org/" in found()
    assert LinkHarvest.objects.filter(page=bad).exists()


@pytest.mark.parametrize(
    "address", ["https://a.example/\u0001", "page:99999999999999999999"]
)
def test_what_nobody_foresaw_ends_no_run(address: str) -> None:
    own_link = not address.startswith("http")
    facts = {"key": "a", "is_own": own_link, "next_at": NIGHT}
    row = Link.objects.create(address=address, **facts)
    jobs.run(NIGHT)
    row.refresh_from_db()
    assert row.checked_at == NIGHT


# --- what people do -------------------------------------------------------


@pytest.fixture
def dead(write: Any, server: Server) -> Link:
    write(f"{server.url}/404", title="Jalan mati")
    harvest.run(NIGHT)
    jobs.run(NIGHT)
    jobs.run(NIGHT + DAY)
    return Link.objects.get()


def texts(user: User) -> list[str]:
    return [line.text for line in screens.lines(user, NIGHT)]


def test_a_dead_link_stands_on_today_for_its_writer_and_the_editors(
    dead: Link, ratna: User, oka: User, bima: User
) -> None:
    for person in (ratna, oka):
        [line] = screens.lines(person, NIGHT)
        assert "Jalan mati" in line.text
        page = NewsPage.objects.get()
        assert line.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert texts(bima) == []


def test_a_link_to_a_page_of_ours_is_called_by_its_title(ratna: User) -> None:
    draft = make.news(by=ratna, title="Masih konsep")
    facts = {"key": "k", "is_own": True, "next_at": NIGHT}
    named = Link.objects.create(address=f"page:{draft.pk}", **facts)
    assert "Masih konsep" in screens.shown(named, screens.titles_of([named]))


def test_a_long_address_is_whole_in_the_list_and_known_by_its_end_on_a_line() -> None:
    address = f"https://a.example.org/{'kabupaten-' * 12}final-revisi-3.pdf"
    row = Link(address=address)
    assert screens.shown(row, {}) == address
    line = screens.shortened(address)
    assert len(line) == 60
    assert line.endswith("final-revisi-3.pdf")
    assert (row.href, Link(address="page:7").href) == (address, "")


def test_a_revoked_page_asks_nobody_to_mend_its_links(
    dead: Link, oka: User, maria: User
) -> None:
    page = NewsPage.objects.get()
    revoking.revoke(page, by=maria, at=make.NOW, reason="Tidak berlaku.")
    assert texts(oka) == []


def test_to_ignore_a_link_takes_a_reason_and_is_logged(dead: Link, oka: User) -> None:
    with pytest.raises(NotAllowed):
        workflow.ignore(dead, by=oka, at=NIGHT, reason=" ")
    workflow.ignore(dead, by=oka, at=NIGHT, reason="Arsip lama, tetap disebut.")
    assert texts(oka) == []
    entry = Entry.objects.for_instance(dead).first()
    assert entry.action == "link.ignored"
    assert entry.data["reason"] == "Arsip lama, tetap disebut."
    with pytest.raises(NotAllowed):
        workflow.ignore(dead, by=oka, at=NIGHT, reason="Sekali lagi.")
    assert Entry.objects.for_instance(dead).count() == 1


def test_an_ignored_link_that_is_asked_again_counts_again(
    dead: Link, oka: User
) -> None:
    workflow.ignore(dead, by=oka, at=NIGHT, reason="Arsip lama.")
    workflow.recheck(dead, by=oka, at=NIGHT + 2 * DAY)
    jobs.run(NIGHT + 2 * DAY)
    assert link(dead.address).state == Link.State.DEAD
    assert len(texts(oka)) == 1


def test_a_writer_may_ask_again_but_not_ignore(dead: Link, ratna: User) -> None:
    workflow.recheck(dead, by=ratna, at=NIGHT)
    with pytest.raises(NotAllowed):
        workflow.ignore(dead, by=ratna, at=NIGHT, reason="Tidak apa-apa.")


def test_the_screens_show_mend_ignore_and_ask_again(
    dead: Link, oka: User, client: Client
) -> None:
    client.force_login(oka)
    shown = client.get(reverse("newsroom_links")).content.decode()
    page = NewsPage.objects.get()
    ignore = reverse("newsroom_link_ignore", args=[dead.pk])
    recheck = reverse("newsroom_link_recheck", args=[dead.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert all(address in shown for address in (ignore, recheck, edit))
    assert f'href="{dead.address}"' in shown
    assert f'href="{dead.address}"' in client.get(ignore).content.decode()
    assert client.get(recheck).status_code == 405
    assert client.post(recheck).status_code == 302
    assert link(dead.address).is_urgent
    assert client.post(ignore, {"reason": ""}).status_code == 200
    assert client.post(ignore, {"reason": "Arsip."}).status_code == 302
    assert link(dead.address).ignored_by == oka
    listed = client.get(reverse("newsroom_links"), {"jenis": "ignored"})
    assert "Arsip." in listed.content.decode()


@pytest.mark.soak
def test_the_list_and_the_lines_cost_the_same_at_any_size(
    ratna: User, maria: User, oka: User, client: Client
) -> None:
    page = make.standing(by=ratna, approver=maria, below=make.site())
    client.force_login(oka)
    costs = []
    for size in (60, 6000):
        dead_links(page, upto=size)
        client.get(reverse("newsroom_links"))
        with CaptureQueriesContext(connection) as listed:
            answer = client.get(reverse("newsroom_links"))
        assert answer.status_code == 200
        with CaptureQueriesContext(connection) as offered:
            assert len(list(screens.lines(User.objects.get(pk=oka.pk), NIGHT))) == 50
        costs.append((len(listed), len(offered)))
    assert costs[0] == costs[1]
    assert costs[1][0] <= 10
    # One for the person itself, one for the roles.
    assert costs[1][1] <= 2 + 1


def dead_links(page: StandardPage, *, upto: int) -> None:
    """Make that many dead links, each on a page of its own and on this one."""
    pages: list[Page] = many.pages(page, upto=upto)
    links = Link.objects.bulk_create(
        Link(
            address=f"https://a.example.org/{row.pk}",
            key=f"{row.pk:064d}",
            state=Link.State.DEAD,
            is_own=False,
            failed_at=NIGHT,
            checked_at=NIGHT,
            next_at=NIGHT,
        )
        for row in pages
    )
    for places in (pages, [page] * len(links)):
        LinkPlace.objects.bulk_create(
            LinkPlace(link=each, page_id=row.pk)
            for each, row in zip(links, places, strict=True)
        )
