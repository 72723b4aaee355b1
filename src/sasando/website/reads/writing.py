"""From a tally to rows: sums of a day, with caps against who would fill the table."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from sasando.website.reads import sorting
from sasando.website.reads.rows import Missed, PageReads, Source
from sasando.website.reads.tally import REST, Tally, decoded
from sasando.website.store.rows import StoredPage

AT_ONCE = 500
# So many different rows a day; what is more is summed in one row.
MOST_SOURCES, MOST_MISSED = 5_000, 500
KEPT = timedelta(days=396)


def write(tally: Tally, *, day: date) -> None:
    """Add a tally to the sums of a day. Some queries, and one for 500 rows of each."""
    reads: dict[tuple[str, str], int] = {}
    for (raw, source), times in tally.reads.items():
        key = (decoded(raw), source)
        reads[key] = reads.get(key, 0) + times
    with transaction.atomic():
        known = stored(path for path, _source in reads)
        reads = {key: times for key, times in reads.items() if key[0] in known}
        write_pages(reads, known, day=day)
        write_sources(reads, known, day=day)
        write_missed(tally, day=day)


def stored(paths: Iterable[str]) -> dict[str, int | None]:
    """Return the addresses among these that are pages of ours, with their page."""
    found: dict[str, int | None] = {}
    for some in parts({path for path in paths if path}):
        rows = StoredPage.objects.filter(path__in=some)
        found |= dict(rows.values_list("path", "page_id"))
    return found


def write_pages(
    reads: dict[tuple[str, str], int], known: dict[str, int | None], *, day: date
) -> None:
    sums: dict[str, int] = {}
    for (path, _source), times in reads.items():
        sums[path] = sums.get(path, 0) + times
    rows = [(day, path, known[path], times) for path, times in sorted(sums.items())]
    upsert(PageReads, ("day", "path", "page_id", "count"), rows, keys=2)


def write_sources(
    reads: dict[tuple[str, str], int], known: dict[str, int | None], *, day: date
) -> None:
    """Add from where pages were read; past the cap of a day of all pages alike."""
    there: set[tuple[str, str]] = set()
    rows_of_day = Source.objects.filter(day=day)
    for some in parts({path for path, _source in reads}):
        rows = rows_of_day.filter(path__in=some)
        there |= set(rows.values_list("path", "source"))
    room = MOST_SOURCES - rows_of_day.count()
    sums: dict[tuple[str, str], int] = {}
    for key, times in capped(reads, there, room, rest=lambda key: (REST, key[1])):
        path, source = key
        if path == REST and source not in GROUPS:
            key = (REST, sorting.OTHER)
        sums[key] = sums.get(key, 0) + times
    rows_new = [
        (day, path, known.get(path), source, times)
        for (path, source), times in sorted(sums.items())
    ]
    columns = ("day", "path", "page_id", "source", "count")
    upsert(Source, columns, rows_new, keys=(0, 1, 3))


GROUPS = {sorting.DIRECT, sorting.OWN, sorting.SEARCH, *sorting.SOCIAL}


def write_missed(tally: Tally, *, day: date) -> None:
    sums: dict[tuple[str, str], int] = {}
    for kind in Missed.Kind.values:
        asked = {key: times for key, times in tally.missed.items() if key[0] == kind}
        if not asked:
            continue
        words = Missed.objects.filter(day=day, kind=kind).values_list(
            "words", flat=True
        )
        there = {(kind, each) for each in words}
        room = MOST_MISSED - len(there)
        for key, times in capped(asked, there, room, rest=lambda key: (key[0], REST)):
            sums[key] = sums.get(key, 0) + times
    rows = [(day, kind, words, times) for (kind, words), times in sorted(sums.items())]
    upsert(Missed, ("day", "kind", "words", "count"), rows, keys=3)


def capped(
    asked: dict[tuple[str, str], int],
    there: set[tuple[str, str]],
    room: int,
    *,
    rest: Any,
) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield each key with its number; the most asked first where room ends."""
    for key, times in sorted(asked.items(), key=lambda pair: (-pair[1], pair[0])):
        if key in there:
            yield key, times
        elif room > 0:
            room -= 1
            yield key, times
        else:
            yield rest(key), times


def upsert(
    model: Any, columns: tuple[str, ...], rows: list[tuple[Any, ...]], *, keys: Any
) -> None:
    """Add each number to its row, or make the row. One statement for 500 rows.

    By SQL: Django's upsert replaces, and of two processes both must count. In order,
    so that two of them never wait for each other.
    """
    of_key = keys if isinstance(keys, tuple) else tuple(range(keys))
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(quote(column) for column in columns)
    on = ", ".join(quote(columns[at]) for at in of_key)
    count = quote("count")
    for some in parts(rows):
        marks = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({names}) VALUES {marks} "  # noqa: S608 - names of ours
                f"ON CONFLICT ({on}) DO UPDATE "
                f"SET {count} = {table}.{count} + excluded.{count}",
                [value for row in some for value in row],
            )


def parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    there = iter(sorted(values) if isinstance(values, set) else values)
    while some := list(islice(there, AT_ONCE)):
        yield some


def prune(at: datetime) -> None:
    """Forget sums of more than 13 months ago. Three queries where nothing is old."""
    before = timezone.localdate(at) - KEPT
    for model in (PageReads, Source, Missed):
        old: Any = model._default_manager.filter(day__lt=before)
        if old.exists():
            old.delete()
