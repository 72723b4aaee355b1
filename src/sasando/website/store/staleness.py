"""From touches to stale pages: which show what has changed, and which are new.

Who calls any of these holds the lease of `refreshing`.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from sasando.core.models import Ending, Touch
from sasando.core.prepared import prepared
from sasando.website.store import cutting, redirects, rendering, shapes
from sasando.website.store.recording import answer
from sasando.website.store.rows import (
    PageQuery,
    Query,
    QueryWord,
    RowTag,
    StoredPage,
)
from sasando.website.store.words import ALL, AT_ONCE, pages_in, parts

Rank = StoredPage.Rank
ASKED_AT_ONCE = 20


def hear(at: datetime) -> bool:
    """Mark what the touches make stale, and take them away; return whether any came.

    One transaction a few thousand touches: they go with the marks, or not at all. One
    query where nothing changed.
    """
    heard = False
    while rows := first_touches():
        words = {word for _pk, tag in rows for word in tag.split()}
        # Before they go: who is killed here does it again. What was taken back first.
        cut_out(pages_in(words), at=at)
        if redirects.concern(words, pages_in(words)):
            redirects.write()
        with transaction.atomic():
            mark(words, at=at)
            Touch.objects.filter(pk__in=[pk for pk, _tag in rows]).delete()
        heard = True
        if len(rows) < AT_ONCE:
            break
    return heard


@prepared
def first_touches() -> QuerySet[Touch, Any]:
    return Touch.objects.order_by("pk").values_list("pk", "tag")[:AT_ONCE]


def cut_out(pages: Collection[int], *, at: datetime) -> None:
    """Cut those of these pages that are not live out of all stored bytes.

    What was cut is stale, so that nobody takes it for a leak. One query a few thousand
    pages that are live.
    """
    gone = set(pages)
    for some in parts(pages):
        live = Page.objects.filter(pk__in=some, live=True)
        gone -= set(live.values_list("pk", flat=True))
    if gone:
        for some in parts(cutting.cut_out(gone)):
            stale(StoredPage.objects.filter(pk__in=some), at=at)


def mark(words: Collection[str], *, at: datetime) -> None:
    """Mark each page as stale that one of these words tells of."""
    if ALL in words:
        stale(StoredPage.objects.all(), at=at)
    rows = RowTag.objects.filter(word__in=words).values_list("stored_id", flat=True)
    doubt(words)
    for some in parts(set(rows)):
        stale(StoredPage.objects.filter(pk__in=some), at=at)
    for some in parts(pages_in(words)):
        stale(StoredPage.objects.filter(page_id__in=some), at=at, rank=Rank.ITSELF)
        find(Page.objects.filter(pk__in=some), at=at)


def doubt(words: Collection[str]) -> None:
    """Note which questions may have another answer now. One query.

    They are asked again one by one (`ask`): of 6,000 stories they are thousands.
    """
    named = QueryWord.objects.filter(word__in=words).values("query_id")
    Query.objects.filter(pk__in=named, is_doubted=False).update(is_doubted=True)


def in_doubt() -> bool:
    """Return whether any question is. One query."""
    return bool(one_doubted())


@prepared
def one_doubted() -> QuerySet[Query, Any]:
    return Query.objects.filter(is_doubted=True).values_list("pk")[:1]


@prepared
def some_doubted() -> QuerySet[Query]:
    return Query.objects.filter(is_doubted=True)[:ASKED_AT_ONCE]


@prepared
def some_of_lists() -> QuerySet[Query]:
    """Return questions in doubt that home and sections ask."""
    asked = PageQuery.objects.filter(stored__place=Rank.LIST).values("query_id")
    return Query.objects.filter(is_doubted=True, pk__in=asked)[:ASKED_AT_ONCE]


def ask(*, at: datetime, lists: bool = False) -> bool:
    """Ask some questions that are in doubt again; return whether there were any.

    With `lists` those of home and sections alone, which go first. Whoever stored
    another answer is stale. Three queries, and 0.1 to 10 ms a question.
    """
    doubted = some_of_lists() if lists else some_doubted()
    asked = [(one, current(one)) for one in doubted]
    wrong = [one.pk for one, digest in asked if digest != one.digest]
    with transaction.atomic():
        for one, digest in asked:
            if digest != one.digest:
                Query.objects.filter(pk=one.pk).update(digest=digest)
        for some in parts(asking(wrong)):
            stale(StoredPage.objects.filter(pk__in=some), at=at)
        keys = [one.pk for one, _digest in asked]
        Query.objects.filter(pk__in=keys).update(is_doubted=False)
    return bool(asked)


def current(query: Query) -> str:
    """Return the digest of the answer of now. One query."""
    return shapes.digest(answer(query.text), query.quiet)


def settle(at: datetime) -> None:
    """Hear all touches and ask all questions that are in doubt."""
    hear(at)
    while ask(at=at):
        pass


def asking(queries: Collection[str]) -> set[int]:
    """Return the pages that asked one of these questions."""
    rows = PageQuery.objects.filter(query_id__in=queries)
    return set(rows.values_list("stored_id", flat=True))


def stale(pages: Any, *, at: datetime, rank: int | None = None) -> None:
    """Mark these; what is stale already keeps its moment and the better rank."""
    new = F("place") if rank is None else rank
    pages.filter(Q(stale_since=None) | Q(rank__gt=new)).update(rank=new)
    pages.filter(stale_since=None).update(stale_since=at)


def find(pages: Any, *, at: datetime) -> None:
    """Begin to store the addresses of these pages that are not stored yet."""
    withdrawn = Ending.objects.in_force().filter(act=Ending.WITHDRAW)
    there = Q(live=True) | Q(pk__in=withdrawn.values("page_id"))
    facts = pages.filter(there, depth__gt=1).only("pk", "url_path", "locale")
    by_path = {path: page.pk for page in facts if (path := path_of(page))}
    add(by_path, at=at)


def path_of(page: Page) -> str:
    """Return the path of a page on its site, or "" where no site leads to it."""
    parts = page.get_url_parts()
    return parts[2] if parts and rendering.is_safe(parts[2]) else ""


def add(paths: Iterable[str] | dict[str, int], *, at: datetime) -> None:
    """Begin to store these addresses; what is known already stays as it is."""
    pages = paths if isinstance(paths, dict) else dict.fromkeys(paths)
    known = StoredPage.objects.filter(path__in=list(pages))
    new = set(pages) - set(known.values_list("path", flat=True))
    StoredPage.objects.bulk_create(
        StoredPage(
            path=path,
            page_id=pages[path],
            stale_since=at,
            rank=Rank.ITSELF if pages[path] else place_of(path),
            place=place_of(path),
        )
        for path in sorted(new)
    )


def place_of(path: str) -> int:
    """Return whether this is home, a section or a feed of theirs, which go first."""
    parts = [part for part in path.split("/") if part]
    if parts and parts[0] in dict(settings.LANGUAGES):
        parts = parts[1:]
    if parts and not path.endswith("/"):
        parts = parts[:-1]
    return Rank.LIST if len(parts) < 2 else Rank.OTHER
