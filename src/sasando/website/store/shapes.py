"""What may change the answer of a query, read out of its own text.

A query hangs on every table that it names, unless it says more: one that asks for the
authors of page 12 hangs on the authors of page 12. Where in doubt, it hangs on more.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from django.db import connections
from django.db.models import Model

from sasando.core import hearing
from sasando.website.store import heard

TEXT = re.compile(r"'(?:[^']|'')*'")
WORD = re.compile(r"\w+")
CLAUSE = re.compile(
    r"\s(FROM|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|OFFSET|UNION|INTERSECT|EXCEPT)\b"
)
BASE = re.compile(r'\s*"(\w+)"\s*(?:$|(?:INNER|LEFT OUTER) JOIN\b)')
JOINED = re.compile(
    r'(INNER|LEFT OUTER) JOIN "(\w+)"(?: (\w+))? ON \([^()]+ = ("?\w+"?\."\w+")\)'
)
SOURCE = re.compile(r'\b(?:FROM|JOIN) "(\w+)"')
EQUALS = re.compile(r'"(\w+)"\."(\w+)" (?:= %s|IN \((?:%s(?:, )?)+\))')
EITHER = re.compile(r"=|\(=(?: OR =)*\)")
ALIAS = re.compile(r'JOIN "(\w+)" (T\d+) ON')
COLUMN = re.compile(r'"?(\w+)"?\."(\w+)"(?: AS "\w+")?')
CONJUNCT = re.compile(r"(.+?)(?: AND |$)", re.DOTALL)
IN_PARENTHESES = re.compile(r"\(·*\)")
# One row of the answer is then no row of a table.
MIXED = {"UNION", "INTERSECT", "EXCEPT", "GROUP BY", "HAVING"}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Key:
    """A condition that every row of the answer meets, and that touches can name.

    `starts` are starts of words, such as "newsroom_author.page_id=", each with the
    parameters that complete it. `tables` say so of each row that meets it. `is_row`
    where the condition names the rows themselves.
    """

    starts: tuple[tuple[str, slice], ...]
    tables: frozenset[str]
    is_row: bool
    root: str

    def words(self, params: Sequence[Any]) -> set[str]:
        return {
            f"{start}{each}" for start, some in self.starts for each in params[some]
        }


@dataclass(frozen=True, slots=True)
class Shape:
    """What the text of a query says, whatever its parameters are.

    `beside` are tables whose rows are only laid beside those that were found: the
    columns of the answer that hold their keys, and their root. `quiet` are the columns
    of which nobody is shown anything.
    """

    tables: frozenset[str]
    key: Key | None = None
    beside: tuple[tuple[str, tuple[int, ...], str], ...] = ()
    quiet: tuple[int, ...] = ()

    def words(
        self, params: Sequence[Any], rows: Sequence[Any], *, loaded: Collection[str]
    ) -> set[str]:
        """Return the words of touches that may change the answer.

        None where the rows that were loaded, each a tag of the page, say it all.
        """
        covered = {
            table
            for table, columns, root in self.beside
            if all(
                row[at] is None or f"{root}#{row[at]}" in loaded
                for row in rows
                for at in columns
            )
        }
        if self.key is None:
            return set(self.tables - covered)
        keyed = self.key.words(params)
        if self.key.is_row:
            # A key without a row may get one.
            keyed -= set(loaded)
        return keyed | (self.tables - covered - self.key.tables)


@lru_cache(maxsize=4096)
def shape(sql: str) -> Shape:
    """Read a query with its placeholders."""
    flat = flattened(sql)
    parts = clauses(flat)
    tables = frozenset(set(WORD.findall(TEXT.sub("", sql))) & known_tables())
    if "FROM" not in parts or MIXED & parts.keys():
        return Shape(tables)
    named = SOURCE.findall(sql)
    once = {table for table in tables if named.count(table) == 1}
    start, end = parts["FROM"]
    columns = selected(sql, flat, start)
    key = key_of(sql, flat, parts["WHERE"], once) if "WHERE" in parts else None
    names = set(WORD.findall(without_keys(sql[end:], sql[start:end])))
    laid: dict[str, list[int]] = {}
    for table, name, wanted in beside(sql[start + 5 : end], key):
        if wanted in columns and name not in names:
            laid.setdefault(table, []).append(columns.index(wanted))
    sure = tuple(
        (table, tuple(found), hearing.root_of(known_models()[table]))
        for table, found in laid.items()
        if len(found) == named.count(table)
    )
    return Shape(tables, key, sure, tuple(quiet(columns, sql[start:end])))


def flattened(sql: str) -> str:
    """Return the text, as long as it was, without texts and what is in parentheses."""
    masked = TEXT.sub(lambda found: "'" * len(found[0]), sql)
    depth, flat = 0, []
    for piece in re.split(r"([()])", masked):
        depth -= piece == ")"
        flat.append("·" * len(piece) if depth else piece)
        depth += piece == "("
    return "".join(flat)


def clauses(flat: str) -> dict[str, Span]:
    """Return where each clause of the outermost query begins and ends."""
    found = list(CLAUSE.finditer(flat))
    ends = [*(one.start() for one in found[1:]), len(flat)]
    return {one[1]: (one.start(), end) for one, end in zip(found, ends, strict=True)}


def selected(sql: str, flat: str, end: int) -> list[str]:
    """Return the selected columns as they are written."""
    start = len(
        "SELECT DISTINCT " if flat.startswith("SELECT DISTINCT ") else "SELECT "
    )
    cuts = [start, *(each.end() for each in re.finditer(", ", flat[:end])), end + 2]
    return [sql[a : b - 2] for a, b in pairwise(cuts)]


def key_of(sql: str, flat: str, where: Span, once: Collection[str]) -> Key | None:
    """Return the first condition that every row meets and a touch names, or None."""
    for start, end in conjuncts(sql, flat, where):
        found = list(EQUALS.finditer(sql, start, end))
        # One comparison, or several of which one must hold.
        if not found or EITHER.fullmatch(EQUALS.sub("=", sql[start:end])) is None:
            continue
        known = [known_keys().get((each[1], each[2])) for each in found]
        [table, *others] = {each[1] for each in found}
        if others or table not in once or not all(known):
            continue
        facts = [each for each in known if each]
        starts = tuple(
            (one[0], counted(sql, each.start(), each[0]))
            for one, each in zip(facts, found, strict=True)
        )
        tables, is_row = facts[0][1] & set(once), all(one[2] for one in facts)
        root = hearing.root_of(known_models()[table])
        return Key(starts, frozenset(tables if is_row else {table}), is_row, root)
    return None


def counted(sql: str, start: int, piece: str) -> slice:
    """Return which parameters stand in this piece of the text."""
    first = sql[:start].count("%s")
    return slice(first, first + piece.count("%s"))


def conjuncts(sql: str, flat: str, where: Span) -> Iterator[Span]:
    """Return where each condition that must hold begins and ends."""
    start, end = where[0] + len(" WHERE "), where[1]
    if IN_PARENTHESES.fullmatch(flat, start, end):
        inner = flattened(sql[start + 1 : end - 1])
        if " OR " in inner:
            # One condition, of which any part may be met.
            yield start, end
            return
        start, end = start + 1, end - 1
        flat = flat[:start] + inner + flat[end:]
    if " OR " not in flat[start:end]:
        for found in CONJUNCT.finditer(flat[start:end]):
            yield start + found.start(1), start + found.end(1)


def beside(joins: str, key: Key | None) -> Iterator[tuple[str, str, str]]:
    """Return table, name and key column as written of each that brings no rows.

    One that is joined by its key: a change of its rows changes these rows alone.
    """
    found = [("INNER", table, "", "") for table in BASE.findall(joins)]
    for how, table, alias, on in [*found, *JOINED.findall(joins)]:
        if (model := known_models().get(table)) is None:
            continue
        column = key_column(table, alias)
        root = hearing.root_of(model)
        # The first table brings the rows, unless it is the same record as the key's.
        is_bound = on == column or (not on and key is not None and key.root == root)
        # Of an outer join to a child a row may yet appear.
        is_child = bool(model._meta.parents) and how != "INNER"
        if is_bound and not is_child:
            yield table, alias or table, column


def key_column(table: str, alias: str) -> str:
    column = hearing.column_of(known_models()[table])
    return f'{alias}."{column}"' if alias else f'"{table}"."{column}"'


def without_keys(rest: str, joins: str) -> str:
    """Return conditions and orders without the keys of tables, which never change."""
    for table, alias in [*((t, "") for t in known_models()), *ALIAS.findall(joins)]:
        if table in known_models() and (alias or table) in rest:
            rest = rest.replace(key_column(table, alias), "")
    return rest


def quiet(columns: list[str], joins: str) -> Iterator[int]:
    """Return the columns that no reader is shown, of tables under other names too."""
    tables = {
        alias: table for _how, table, alias, _on in JOINED.findall(joins) if alias
    }
    for index, column in enumerate(columns):
        found = COLUMN.fullmatch(column)
        if found and (tables.get(found[1], found[1]), found[2]) in known_quiet():
            yield index


def digest(rows: Sequence[Any], quiet: Collection[int]) -> str:
    """Return the digest of an answer, without the columns that nobody is shown."""
    if quiet:
        rows = [[v for i, v in enumerate(row) if i not in quiet] for row in rows]
    said = repr([tuple(row) for row in rows])
    return blake2b(said.encode(), digest_size=16).hexdigest()


def key(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def composed(sql: str, params: Any, *, using: str = "default") -> str:
    """Return the query with its parameters written into it. One query on SQLite."""
    operations: Any = connections[using].ops
    if not params:
        return sql if params is None else sql % ()
    if connections[using].vendor == "postgresql":
        return str(operations.compose_sql(sql, params))
    return str(operations.last_executed_query(None, sql, params))


@cache
def known_models() -> dict[str, type[Model]]:
    return {hearing.table_of(model): model for model in heard.heard()}


@cache
def known_keys() -> dict[tuple[str, str], tuple[str, set[str], bool]]:
    """Return by table and column: the start of a word, the tables that say it of their
    rows, and whether it names the row itself.
    """
    found: dict[tuple[str, str], tuple[str, set[str], bool]] = {}
    for table, model in known_models().items():
        for name in heard.keys_of(model):
            column = hearing.column_of(model, name)
            found[table, column] = (f"{table}.{column}=", {table}, False)
        chain = {table, *map(hearing.table_of, model._meta.get_parent_list())}
        start = f"{hearing.root_of(model)}#"
        found[table, hearing.column_of(model)] = (start, chain, True)
    return found


@cache
def known_quiet() -> frozenset[tuple[str, str]]:
    return frozenset(
        (table, hearing.column_of(model, name))
        for table, model in known_models().items()
        for name in heard.QUIET.get(model._meta.label, ())
    )


@cache
def known_tables() -> frozenset[str]:
    """Return every table of every model, heard or not."""
    from django.apps import apps

    models = apps.get_models(include_auto_created=True)
    return frozenset(map(hearing.table_of, models)) | {heard.PRIVACY}
