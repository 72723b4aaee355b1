"""A prepared question finds what the question itself finds, whatever it is asked."""

from datetime import datetime, timedelta
from threading import Thread
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import QuerySet
from tests import make
from wagtail.models import Page

from sasando.core.prepared import NotPrepared, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> list[Page]:
    root = Page.objects.get(depth=1)
    return [
        root.add_child(title=title, slug=f"uji-{number}")
        for number, title in enumerate(["Satu", "100 %", "a_b", "aXb", "'; --"])
    ]


@prepared
def one(key: int) -> QuerySet[Page]:
    return Page.objects.filter(pk=key)


@prepared
def alike(key: UUID, titles: list[str]) -> QuerySet[Page]:
    found = Page.objects.filter(translation_key=key) | Page.objects.filter(
        title__in=titles
    )
    return found.order_by("pk")


@prepared
def begins(words: str) -> QuerySet[Page, tuple[str, bool]]:
    found = Page.objects.filter(title__startswith=words, depth=2)
    return found.order_by("pk").values_list("title", "live")[:2]


@prepared
def seen_between(first: datetime, last: datetime) -> QuerySet[Page]:
    known = Page.objects.filter(latest_revision_created_at__range=(first, last))
    return known.order_by("pk")


def test_moments_are_compared_as_the_database_keeps_them(pages: list[Page]) -> None:
    for number, page in enumerate(pages):
        at = make.NOW + timedelta(days=number)
        Page.objects.filter(pk=page.pk).update(latest_revision_created_at=at)
    hour = timedelta(hours=1)
    for number in range(3):
        at = make.NOW + timedelta(days=number)
        assert seen_between(at - hour, at + hour) == [pages[number]]
        wita = at.astimezone(ZoneInfo("Asia/Makassar"))
        assert seen_between(wita, wita + 24 * hour) == pages[number : number + 2]


def test_it_finds_what_the_question_finds(pages: list[Page]) -> None:
    for page in pages:
        assert one(page.pk) == [page]
        assert begins(page.title) == [(page.title, page.live)]
        assert alike(page.translation_key, ["Satu"])[-1:] == [page]
    assert one(0) == []
    assert begins("a_") == [("a_b", pages[2].live)]
    assert begins("1{0}") == begins("100%") == []
    assert len(begins("")) == 2


def test_lists_are_as_long_as_they_are(pages: list[Page]) -> None:
    nobody = uuid4()
    assert alike(nobody, []) == []
    assert alike(nobody, ["Satu", "a_b"]) == [pages[0], pages[2]]
    assert alike(nobody, ["aXb", "a_b", "Satu"]) == [pages[0], pages[2], pages[3]]


def test_it_costs_one_query_and_gives_rows_of_their_own(
    pages: list[Page], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        first, second = one(pages[0].pk), one(pages[0].pk)
    first[0].title = "Lain"
    assert second[0].title == "Satu"


def test_another_thread_asks_over_its_own_connection(pages: list[Page]) -> None:
    one(pages[0].pk)
    seen: list[Any] = []

    def ask() -> None:
        own = connection.connection
        one(0)
        seen.append((own, connection.connection))
        connection.close()

    mine = connection.connection
    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert seen[0][0] is None
    assert seen[0][1] is not mine
    assert connection.connection is mine


def test_a_function_that_looks_at_its_values_is_refused() -> None:
    @prepared
    def looks(key: int) -> QuerySet[Page]:
        return Page.objects.filter(pk=key % 2)

    with pytest.raises(NotPrepared):
        looks(4)
