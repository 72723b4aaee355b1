"""What a page is made of, noted while it is rendered: rows, questions, moments.

Rows note themselves as they are loaded (`Model.from_db`, or out of a cache), questions
as they are asked (`connection.execute_wrapper`). Both from the start of the template
on: the way to a page passes the rows of home, which is no reason to render all again.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import Page

from sasando.core import addresses, hearing, touches
from sasando.website.store import heard, shapes
from sasando.website.store.rows import RowTag


@dataclass(slots=True)
class Asked:
    """One question with its answer, and the words of touches that may change it."""

    key: str
    text: str
    quiet: tuple[int, ...]
    digest: str
    words: set[str]


@dataclass(slots=True)
class Record:
    """What was noted while one page was rendered."""

    is_on: bool = False
    page: Page | None = None
    rows: set[str] = field(default_factory=set)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    # Of pages that were found by what was selected of them: such a row is not loaded.
    addresses: set[str] = field(default_factory=set)
    # Rows were made, such as sizes of a picture: they were never loaded, nor noted.
    has_made: bool = False

    def listen(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, facts: Any
    ) -> Any:
        """Note a question; called around each statement."""
        if self.is_on and sql.startswith("SELECT"):
            self.asked.append((sql, params))
        self.has_made |= self.is_on and sql.startswith("INSERT")
        return execute(sql, params, many, facts)

    def questions(self) -> list[Asked]:
        """Ask each question once more and return what they hang on. A query each."""
        found: dict[str, Asked] = {}
        for sql, params in self.asked:
            text = shapes.composed(sql, params)
            if (key := shapes.key(text)) in found:
                continue
            shape, rows = shapes.shape(sql), answer(text)
            if words := shape.words(params or (), rows, loaded=self.rows):
                digest = shapes.digest(rows, shape.quiet)
                found[key] = Asked(key, text, shape.quiet, digest, words)
        return list(found.values())

    def unheard(self) -> set[str]:
        """Return the tables that were read and of whose changes nobody tells."""
        tables = {re.split("[#.]", word)[0] for word in self.rows}
        for sql, _params in self.asked:
            tables |= shapes.shape(sql).tables
        return tables - shapes.known_models().keys() - heard.NOT_SHOWN


NOTHING: Record = Record()
RECORD: ContextVar[Record] = ContextVar("RECORD", default=NOTHING)


@contextmanager
def recording() -> Iterator[Record]:
    """Lend a record that notes nothing until a page begins, or its `is_on` is set."""
    record = Record()
    before = RECORD.set(record)
    written = addresses.WRITTEN.set(record.addresses)
    try:
        with touches.moments() as said, connection.execute_wrapper(record.listen):
            yield record
            record.is_on = False
            record.moments = said
    finally:
        record.is_on = False
        addresses.WRITTEN.reset(written)
        RECORD.reset(before)


def noting(serve: Callable[..., Any]) -> Callable[..., Any]:
    """Return what serves a page and notes from here on: Wagtail's `on_serve_page`."""

    def serve_and_note(page: Page, request: HttpRequest, *args: Any) -> Any:
        record = RECORD.get()
        if record is not NOTHING:
            record.is_on, record.page = True, page
            record.rows |= set(loaded_before(page, request))
        return serve(page, request, *args)

    return serve_and_note


def loaded_before(page: Page, request: HttpRequest) -> Iterator[str]:
    """Return the rows that were loaded on the way to the page and are shown on it."""
    gone: Any = getattr(page, "gone", None)
    site: Any = getattr(request, "_wagtail_site", None)
    onward = getattr(gone, "goes_to", None)
    yield from (word_of(row) for row in (page, site, gone, onward) if row is not None)


def word_of(row: Model) -> str:
    return f"{root(type(row))}#{row.pk}"


def shows(row: Model) -> bool:
    """Return whether a stored page was made of this row. One query."""
    return RowTag.objects.filter(word=word_of(row)).exists()


@cache
def root(model: type[Model]) -> str:
    return hearing.root_of(model._meta.concrete_model or model)


def answer(text: str) -> list[Any]:
    """Ask one question whose parameters are written into it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall())


def install() -> None:
    """Let every row note itself while a page is recorded. Once, in `ready`."""
    inner: Any = Model.from_db
    original = inner.__func__
    if getattr(original, "notes", False):
        return

    def from_db(model: Any, database: Any, names: Any, values: Any) -> Any:
        row = original(model, database, names, values)
        record = RECORD.get()
        if record.is_on:
            record.rows.add(f"{root(model)}#{row.pk}")
        return row

    from_db.notes = True  # type: ignore[attr-defined]
    base: Any = Model
    base.from_db = classmethod(from_db)
    base.__setstate__ = noting_state(base.__setstate__)


def noting_state(original: Callable[..., None]) -> Callable[..., None]:
    """Let a row note itself too that comes out of the cache: a size of a picture."""

    def set_state(row: Model, state: Any) -> None:
        original(row, state)
        record = RECORD.get()
        if record.is_on:
            record.rows |= words_of(row)

    return set_state


def words_of(row: Model) -> set[str]:
    """Return the word of a row out of a cache, and those of the lists it stands in.

    Nobody was asked whether it is still there: another page may have found it gone, and
    made it anew under another key.
    """
    model = type(row)
    columns = [hearing.column_of(model, name) for name in heard.keys_of(model)]
    table = hearing.table_of(model)
    words = {f"{table}.{column}={getattr(row, column)}" for column in columns}
    return words if row.pk is None else {word_of(row), *words}
