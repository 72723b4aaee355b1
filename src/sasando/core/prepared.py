"""Questions that every page asks: composed once, then asked with other values.

Django composes the SQL of a question anew each time; that takes longer than the answer.

    @prepared
    def tags_of(page: int) -> QuerySet[Tag]:
        return Tag.objects.filter(page_id=page).order_by("name")

    tags_of(7)  # a list

The function is called once for each kind of values, with stand-ins for them; so it only
puts them into a question, and never looks at them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import update_wrapper
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet, prefetch_related_objects

# What no query has of itself.
NUMBER, WORD, KEY = 1_975_310_000, "zq{}qz", 0x5A5A_0000_0000_0000_0000_0000_0000
MOMENT = datetime(1806, 6, 6, tzinfo=UTC)


class NotPrepared(TypeError):
    """A value of a function is not found in the question that it returned."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A place for a value; with `like` it is the pattern that stands around it.

    The database's own kind of number or key is made of it by `adapt`.
    """

    index: int
    adapt: Callable[[Any], Any] | None = None
    like: str = ""


class Asked:
    """A question as Django's iterators see it, without a copy of all it was made of."""

    def __init__(self, rows: Any, compiler: Any) -> None:
        self.rows, self.compiler, self.query = rows, compiler, self

    def get_compiler(self, *_args: Any, **_facts: Any) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        """Return what is asked of the rows, or of their query."""
        owner = self.rows if hasattr(self.rows, name) else self.rows.query
        return getattr(owner, name)


@dataclass(frozen=True, slots=True)
class Composed:
    """One question as SQL, with what Django needs to make rows of the answer."""

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    # What makes Python's values of the database's, by column.
    converters: dict[int, Any]

    def ask(self, values: Sequence[Any]) -> list[Any]:
        """Return the rows for these values. One query."""
        connection = connections[self.rows.db]
        params = tuple(
            filled(each, values, connection) if isinstance(each, Hole) else each
            for each in self.params
        )
        asked = Asked(self.rows, self.compiler_with(params, connection))
        rows: Any = self.rows
        found = list(rows._iterable_class(asked))
        if rows._prefetch_related_lookups:
            prefetch_related_objects(found, *rows._prefetch_related_lookups)
        return found

    def compiler_with(self, params: tuple[Any, ...], connection: Any) -> Any:
        """Return a compiler that says what was composed; nothing is worked out anew."""
        compiler = object.__new__(type(self.compiler))
        compiler.__dict__.update(
            self.compiler.__dict__,
            connection=connection,
            as_sql=lambda *_args, **_facts: (self.sql, params),
            get_converters=lambda _columns: self.converters,
            has_composite_fields=lambda _columns: False,
        )
        return compiler


class Prepared:
    """What `prepared` makes of a function that returns a question."""

    def __init__(self, compose: Callable[..., QuerySet[Any, Any]]) -> None:
        self.compose = compose
        self.known: dict[Any, Composed | None] = {}
        update_wrapper(self, compose)

    def __call__(self, *values: Any) -> list[Any]:
        """Return the rows. One query; none where it is plain that there are no rows.

        Values are numbers, words, moments, UUIDs, and sequences of one kind of them.
        """
        flat = list(flattened(values))
        key = tuple(map(kind, values))
        if key not in self.known:
            self.known[key] = self.composed(values)
        found = self.known[key]
        return found.ask(flat) if found else list(self.compose(*values))

    def composed(self, values: Sequence[Any]) -> Composed | None:
        """Return the question with holes; None where it has no rows, whatever is asked.

        Raises NotPrepared where a value got lost.
        """
        numbers = iter(range(10_000))
        stands = [stand_in(value, numbers) for value in values]
        rows = self.compose(*stands)
        compiler = rows.query.get_compiler(rows.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        flat = list(flattened(stands))
        ops = compiler.connection.ops
        holes = tuple(hole(each, flat, ops) for each in params)
        there = {each.index for each in holes if isinstance(each, Hole)}
        if len(there) < len(flat):
            raise NotPrepared(self.compose.__qualname__)
        columns = [column for column, _sql, _alias in compiler.select]
        if compiler.has_composite_fields(columns):
            raise NotPrepared(self.compose.__qualname__)
        converters = compiler.get_converters(columns[: compiler.col_count])
        return Composed(rows, compiler, sql, holes, converters)


def prepared(compose: Callable[..., QuerySet[Any, Any]]) -> Prepared:
    """Return a call that asks the same question with other values."""
    return Prepared(compose)


def flattened(values: Sequence[Any]) -> Iterator[Any]:
    for value in values:
        yield from value if isinstance(value, list | tuple) else (value,)


def kind(value: Any) -> Any:
    """Return what makes it another question: the type, and how many."""
    if isinstance(value, list | tuple):
        return len(value), *{type(each) for each in value}
    return type(value)


def stand_in(value: Any, numbers: Iterator[int]) -> Any:
    if isinstance(value, list | tuple):
        return [stand_in(each, numbers) for each in value]
    if isinstance(value, UUID):
        return UUID(int=KEY + next(numbers))
    if isinstance(value, datetime):
        return MOMENT + timedelta(seconds=next(numbers))
    return (
        WORD.format(next(numbers)) if isinstance(value, str) else NUMBER + next(numbers)
    )


def hole(param: Any, stands: Sequence[Any], ops: Any) -> Any:
    """Return the place of a stand-in, or the parameter itself."""
    moment = ops.adapt_datetimefield_value
    for index, stand in enumerate(stands):
        if isinstance(stand, datetime) and param == moment(stand):
            return Hole(index, moment)
        if isinstance(stand, UUID) and param == stand.hex:
            return Hole(index, attrgetter("hex"))
        if isinstance(param, type(stand)) and param == stand:
            own = type(param) is not type(stand)
            return Hole(index, type(param) if own else None)
        if isinstance(stand, str) and isinstance(param, str) and stand in param:
            return Hole(index, like=param.replace(stand, "{}"))
    return param


def filled(hole: Hole, values: Sequence[Any], connection: Any) -> Any:
    value = values[hole.index]
    if hole.like:
        return hole.like.format(connection.ops.prep_for_like_query(value))
    return hole.adapt(value) if hole.adapt else value
