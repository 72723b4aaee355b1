"""Two engines behind one protocol: FTS5 on SQLite, `simple` tsvector on PostgreSQL.

Each asks the pages themselves what is public, in the same statement: whatever the index
still holds of a page that was withdrawn, nobody finds it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol

from django.db import connection

# Around each word that fits; no text holds them (`index.clean`).
BEGINS, ENDS = "\x02", "\x03"
PUBLIC = (
    "JOIN wagtailcore_page p ON p.id = t.page_id AND p.live "
    "AND p.live_revision_id = t.revision WHERE NOT EXISTS (SELECT 1 FROM core_ending e "
    "WHERE e.page_id = p.id AND e.act = 'revoke' AND e.over_at IS NULL) "
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as an engine takes it: words, and what narrows them."""

    words: tuple[str, ...]
    language: str
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    # Whether any of the words is enough.
    is_loose: bool = False

    def narrowed(self) -> tuple[str, list[Any]]:
        """Return the conditions on the rows, and their values."""
        named = {
            "t.language = %s": self.language,
            "t.kind = %s": self.kind,
            "t.at >= %s": self.since,
            "t.at < %s": self.until,
        }
        held = {sql: value for sql, value in named.items() if value}
        values = [in_database(value) for value in held.values()]
        return "".join(f"AND {sql} " for sql in held), values


@dataclass(frozen=True, slots=True)
class Hit:
    """One page that fits; `title` and `around` hold BEGINS and ENDS."""

    page_id: int
    title: str
    around: str


class Engine(Protocol):
    """What a search needs of a database."""

    def find(self, asked: Asked, *, most: int, after: int = 0) -> list[Hit]:
        """Return the pages that fit best, behind the first `after`. One query."""

    def count(self, asked: Asked) -> dict[str, int]:
        """Return how many pages fit, by kind, whatever kind was asked. One query."""


class Sqlite:
    """FTS5: all words as beginnings; the title weighs eight times as much."""

    FROM = "FROM search_fts JOIN search_text t ON t.page_id = search_fts.rowid "
    FITS = "AND search_fts MATCH %s "
    SHOWN = (
        "t.page_id, highlight(search_fts, 0, %s, %s), "
        "snippet(search_fts, 1, %s, %s, '…', 32) "
    )
    MARKS: ClassVar[tuple[str, ...]] = (BEGINS, ENDS, BEGINS, ENDS)
    BEST = "ORDER BY bm25(search_fts, 8.0, 1.0), t.page_id DESC "

    def question(self, asked: Asked) -> str:
        # Quoted, a word is a word: no operator, no column, no bracket.
        words = [f'"{word}"*' for word in asked.words]
        return (" OR " if asked.is_loose else " ").join(words)

    def find(self, asked: Asked, *, most: int, after: int = 0) -> list[Hit]:
        narrowed, values = asked.narrowed()
        sql = (
            f"SELECT {self.SHOWN}{self.FROM}{PUBLIC}{self.FITS}{narrowed}"
            f"{self.BEST}LIMIT %s OFFSET %s"
        )
        asks = [*self.MARKS, self.question(asked), *values, most, after]
        return [Hit(*row) for row in rows(sql, asks)]

    def count(self, asked: Asked) -> dict[str, int]:
        narrowed, values = asked.narrowed()
        sql = (
            f"SELECT t.kind, count(*) {self.FROM}{PUBLIC}{self.FITS}{narrowed}"
            "GROUP BY t.kind"
        )
        return dict(rows(sql, [self.question(asked), *values]))


class Postgres(Sqlite):
    """`simple`: no stems of English; the weights are those of the columns."""

    FROM = "FROM to_tsquery('simple', %s) q, search_text t "
    FITS = "AND t.tokens @@ q "
    SHOWN = (
        "t.page_id, ts_headline('simple', t.title, q, %s), "
        "ts_headline('simple', t.words, q, %s) "
    )
    MARKS = (
        f"HighlightAll=true,StartSel={BEGINS},StopSel={ENDS}",
        f"MaxWords=32,MinWords=16,StartSel={BEGINS},StopSel={ENDS}",
    )
    BEST = "ORDER BY ts_rank(t.tokens, q) DESC, t.page_id DESC "

    def question(self, asked: Asked) -> str:
        return (" | " if asked.is_loose else " & ").join(
            f"'{word}':*" for word in asked.words
        )


ENGINES: dict[str, Engine] = {"sqlite": Sqlite(), "postgresql": Postgres()}


def engine() -> Engine:
    """Return the engine of the database in use."""
    return ENGINES[connection.vendor]


def rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def in_database(value: Any) -> Any:
    """Return a moment as this database compares it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
