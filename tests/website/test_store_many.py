"""Six thousand stories cost what sixty do, and ten thousand go at once."""

import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.newsroom.many import settle
from tests.website import many_news, storing
from wagtail.models import Page

from sasando.accounts.models import User
from sasando.core import approvals, triggers
from sasando.core.models import Touch
from sasando.website.models import HomePage
from sasando.website.store import keeping, refreshing, staleness
from sasando.website.store.folder import bundle
from sasando.website.store.rows import RowTag, StoredPage

pytestmark = [pytest.mark.django_db, pytest.mark.soak]
HTML = [("Content-Type", "text/html; charset=utf-8")]
MEGABYTES = 1024 * 1024
A_LEAF = 20


@pytest.fixture
def sections(home: HomePage, settings: Any, tmp_path: Any) -> list[Any]:
    """The sections of news and of releases of an office whose store is empty."""
    settings.PAGE_STORE = tmp_path / "site"
    refreshing.begin(at=make.NOW)
    staleness.settle(make.NOW)
    slugs = ("berita", "siaran-pers")
    below = Page.objects.child_of(home)
    return [below.get(slug=slug).specific for slug in slugs]


def test_storing_and_hearing_cost_the_same_queries_for_sixty_and_six_thousand(
    sections: list[Any], ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria, title="Satu contoh")
    paths = ["/", "/berita/", "/berita/hal/1/", "/rss.xml", item.url or ""]
    found = [costs(sections[0], upto, paths, item) for upto in (60, 6_000)]
    print(*found, sep="\n")
    assert found[0] == found[1]


def costs(section: Any, upto: int, paths: list[str], item: Page) -> dict[str, int]:
    """Return the queries of storing each of these, and of hearing one change."""
    many_news.news(section, upto=upto)
    Touch.objects.all().delete()
    staleness.add(paths, at=make.NOW)
    calls = {
        stored.path: lambda stored=stored: refreshing.refresh(stored, at=make.NOW)
        for stored in StoredPage.objects.filter(path__in=paths)
    }
    for call in calls.values():
        call()
    assert not set(paths) & storing.faults().keys()
    found = {path: queries(call) for path, call in calls.items()}
    with triggers.lifted("page_live_approved"):
        Page.objects.filter(pk=item.pk).update(title=f"Satu dari {upto}")
        settle()
    began = time.process_time()
    found["hear"] = queries(lambda: staleness.hear(make.NOW))
    print(f"hear at {upto}: {(time.process_time() - began) * 1000:.0f} ms of CPU")
    Page.objects.filter(pk=item.pk).update(title="Satu contoh")
    staleness.settle(make.NOW)
    return found


def queries(call: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)


def test_ten_thousand_that_go_at_once_are_shown_nowhere_at_bounded_memory(
    sections: list[Any],
) -> None:
    for section in sections:
        many_news.news(section, upto=5_000)
    pages = list(Page.objects.filter(slug__startswith="kabar-").order_by("pk"))
    assert len(pages) == 10_000
    for number in range(0, len(pages), A_LEAF):
        leaf(f"/daftar/{number}/", pages[number : number + A_LEAF])
    leaf("/", pages[-12:])
    Touch.objects.all().delete()
    with triggers.lifted("page_live_approved"):
        Page.objects.filter(slug__startswith="kabar-").update(live=False)
        settle()
    tracemalloc.start()
    began, spent = time.perf_counter(), time.process_time()
    staleness.hear(make.NOW)
    took, cpu = time.perf_counter() - began, time.process_time() - spent
    most = tracemalloc.get_traced_memory()[1] / MEGABYTES
    tracemalloc.stop()
    print(f"10,000 go from 501 pages: {took:.1f} s, {cpu:.1f} s of CPU, {most:.0f} MB")
    left = keeping.folder().root.rglob("*.html")
    words = "".join(file.read_text() for file in left)
    # Each leaf, and home: beside them lie the frames of fault pages.
    assert words.count('<html lang="id"><ul></ul>') == 501
    assert "Kabar" not in words
    assert "kabar-" not in words
    assert most < 64


def test_of_many_that_go_one_by_one_the_last_costs_what_the_first_does(
    sections: list[Any], maria: User, django_capture_on_commit_callbacks: Any
) -> None:
    """Each by the verb, while somebody else renders: 500 of 6,000."""
    many_news.news(sections[0], upto=6_000)
    pages = list(Page.objects.filter(slug__startswith="kabar-").order_by("pk"))
    for number in range(0, len(pages), A_LEAF):
        leaf(f"/daftar/{number}/", pages[number : number + A_LEAF])
    leaf("/", pages[:12])
    costs: dict[int, int] = {}

    def withdraw(page: Page) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            approvals.withdraw(page, by=maria, at=make.NOW, reason="Salah.")

    # They have no revision that was approved; the trigger asks for it.
    with storing.held_elsewhere(), triggers.lifted("page_live_approved"):
        for number, page in enumerate(pages[:500], start=1):
            if number % 100 == 0:
                costs[number] = calls(lambda page=page: withdraw(page))
            else:
                withdraw(page)
        settle()
    print(f"withdrawn one by one, functions called: {costs}")
    files = keeping.folder().root.rglob("*.html")
    left = "".join(file.read_text() for file in files)
    assert [page.title for page in pages[:500] if f">{page.title}<" in left] == []
    assert f">{pages[500].title}<" in left
    assert costs[500] < 2 * costs[100]


def calls(do: Callable[[], None]) -> int:
    """Return how many functions it calls: the same on a busy machine."""
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        do()
    finally:
        sys.setprofile(None)
    return count


def leaf(path: str, pages: list[Page]) -> None:
    """Store a list of these pages as it would be, were it rendered."""
    facts = {"stored_at": make.NOW, "status": 200}
    stored, _made = StoredPage.objects.update_or_create(path=path, defaults=facts)
    lines = "".join(
        f'<!--{page.pk}--><li><a href="{page.url_path.removeprefix("/beranda")}">'
        f"{page.title}</a></li><!--/-->"
        for page in pages
    )
    body = f'<!doctype html><html lang="id"><ul>{lines}</ul></html>'.encode()
    with keeping.folder().writing(path, bundle(200, HTML, body)):
        pass
    RowTag.objects.bulk_create(
        RowTag(word=f"wagtailcore_page#{page.pk}", stored=stored) for page in pages
    )
