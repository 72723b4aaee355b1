"""Bytes and what they are made of, stored together or not at all.

The order is: rows, bytes (`os.replace`), commit. Whoever dies between leaves a page
that is still marked stale. Only who holds the lease of `refreshing` stores or hears, so
no touch is taken away while a page is rendered: one that came meanwhile is still there.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from sasando.core.models import Touch
from sasando.core.prepared import prepared
from sasando.website.store import pictures, rendering, slots
from sasando.website.store.folder import Bundle, Folder, bundle, etag_of
from sasando.website.store.recording import Asked
from sasando.website.store.rendering import Answer
from sasando.website.store.rows import PageQuery, Query, QueryWord, RowTag, StoredPage
from sasando.website.store.words import places

CACHING = [("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]


def folder() -> Folder:
    """Return the folder of the site. There is none where the store is switched off."""
    return Folder(cast(Path, settings.PAGE_STORE))


def media() -> Path:
    return Path(settings.MEDIA_ROOT)


def reframe(change: Callable[[bytes], bytes]) -> None:
    """Change the frames of pages that tell of a fault, as every page is changed.

    They are no addresses, and are drawn anew only with home. Under `alone`.
    """
    for kind in ("frame", "maintenance"):
        for language, _name in settings.LANGUAGES:
            name = f"{kind}/{language}.html"
            if there := folder().get(name):
                folder().put(name, change(there))


def take_away(path: str) -> None:
    """Remove the bytes of an address, and the pictures that no other page names."""
    pictures.hide(folder(), path)
    folder().remove(path)


def mend_plain(path: str) -> None:
    """Let a web server in front of us send what our own door sends."""
    with folder().alone():
        there = folder().read(path)
        if there is not None and not folder().is_plain(path, there):
            with folder().writing(path, there):
                pass


def seen() -> set[int]:
    """Return the touches that are there before a page is rendered. One query."""
    return {pk for pk, _tag in all_touches()}


@prepared
def all_touches() -> QuerySet[Touch, Any]:
    return Touch.objects.values_list("pk", "tag")


def keep(
    stored: StoredPage, answer: Answer, *, before: Collection[int], at: datetime
) -> bool:
    """Store an answer, unless what it was made of has changed since `before`.

    Sets of numbers, not "later than the last": PostgreSQL commits out of order. About
    ten queries. Raises OSError when the disk is full; then nothing has changed.
    """
    with folder().alone() as differs:
        new, digest = packed(answer)
        with transaction.atomic(), folder().writing(stored.path, new):
            refuse_changed(answer, before)
            pictures.show(folder(), media(), stored.path, answer.body)
            put_rows(stored, answer.record.rows | places(answer.record.addresses))
            put_questions(stored, answer.questions, at=at)
            put_page(stored, answer, digest, at=at)
            differs(stored.path)
    return True


def packed(answer: Answer) -> tuple[Bundle, str]:
    """Return an answer as it is stored, and the digest of what was rendered."""
    headers = [*answer.headers, *CACHING]
    bare = slots.bearing(answer.body, {})
    body = slots.bearing(bare, slots.said(folder()))
    digest = etag_of(answer.status, headers, bare)
    return bundle(answer.status, headers, body), digest


def refuse_changed(answer: Answer, before: Collection[int]) -> None:
    """Raise Changed where nothing of an answer may stay, the files beside neither."""
    if missed(before) & answer.words:
        raise Changed


def put_page(stored: StoredPage, answer: Answer, digest: str, *, at: datetime) -> None:
    page, moments = answer.record.page, answer.record.moments
    StoredPage.objects.filter(pk=stored.pk).update(
        page_id=page.pk if page is not None else stored.page_id,
        status=answer.status,
        goes_to=answer.goes_to if answer.status in rendering.REDIRECTS else "",
        digest=digest,
        stored_at=at,
        proved_at=at,
        changes_at=min((each for each in moments if each > at), default=None),
        stale_since=None,
        fault="",
        is_squeezed=False,
    )


class Changed(Exception):
    """Something that a page shows has changed while it was rendered."""


def missed(before: Collection[int]) -> set[str]:
    """Return the words of all touches that came since. One query."""
    return {
        word for pk, tag in all_touches() if pk not in before for word in tag.split()
    }


def put_rows(stored: StoredPage, words: Iterable[str]) -> None:
    mine = RowTag.objects.filter(stored=stored)
    old, new = set(mine.values_list("word", flat=True)), set(words)
    if gone := old - new:
        mine.filter(word__in=gone).delete()
    RowTag.objects.bulk_create(RowTag(word=word, stored=stored) for word in new - old)


def put_questions(stored: StoredPage, asked: list[Asked], *, at: datetime) -> None:
    mine = Query.objects.filter(pk__in=[one.key for one in asked])
    known = dict(mine.values_list("pk", "digest"))
    # This is the answer of now: whoever stored another is marked below.
    mine.filter(is_doubted=True).update(is_doubted=False)
    new = [one for one in asked if one.key not in known]
    Query.objects.bulk_create(
        Query(one.key, one.text, list(one.quiet), one.digest) for one in new
    )
    linked = PageQuery.objects.filter(stored=stored)
    old, keys = (
        set(linked.values_list("query_id", flat=True)),
        {one.key for one in asked},
    )
    if gone := old - keys:
        linked.filter(query_id__in=gone).delete()
    if first := keys - old:
        put_words([one for one in asked if one.key in first])
        PageQuery.objects.bulk_create(
            PageQuery(query_id=key, stored=stored) for key in first
        )
    for one in asked:
        if known.get(one.key, one.digest) != one.digest:
            others_are_stale(one, but=stored, at=at)


def put_words(asked: list[Asked]) -> None:
    """Add the words of questions that this page asks for the first time."""
    QueryWord.objects.bulk_create(
        (QueryWord(word=word, query_id=one.key) for one in asked for word in one.words),
        # Another page may have asked the same and have loaded less.
        ignore_conflicts=True,
    )


def others_are_stale(asked: Asked, *, but: StoredPage, at: datetime) -> None:
    """Mark whoever stored another answer to the same question."""
    Query.objects.filter(pk=asked.key).update(digest=asked.digest)
    theirs = PageQuery.objects.filter(query_id=asked.key).values("stored_id")
    others = StoredPage.objects.filter(pk__in=theirs, stale_since=None)
    others.exclude(pk=but.pk).update(stale_since=at)


def forget(stored: StoredPage) -> None:
    """Let an address go that answers no more: its rows, then its bytes."""
    with folder().alone():
        with transaction.atomic():
            for rows in (RowTag, PageQuery):
                rows._default_manager.filter(stored=stored).delete()
            StoredPage.objects.filter(pk=stored.pk).delete()
        take_away(stored.path)
