"""Triggers that write a touch for each change of a row that readers may see.

They write in the transaction of the change, whoever makes it: a verb, a screen of
Wagtail's, `QuerySet.update`, a line of SQL. One touch is one row; its words are

    newsroom_author                 the table that changed
    newsroom_author#9               the row, by the table at the root of its model
    newsroom_author.page_id=12      for each key: whose list of rows changed

An update that changes no heard column writes nothing: neither does a draft.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import models

from sasando.core.triggers import named

Event = Literal["insert", "update", "delete", "any"]
EVENTS: tuple[Event, ...] = ("insert", "update", "delete")
WHEN = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


@dataclass(frozen=True, slots=True)
class Hearing:
    """One trigger that tells of changes of one table.

    `tells` is a SELECT of one column, in which `{row}` stands for OLD or NEW; it may
    return several rows. `columns` are those whose change by an UPDATE is told.
    """

    name: str
    table: str
    event: Event
    columns: tuple[str, ...]
    tells: str
    vendors: tuple[str, ...]

    def sqlite(self) -> list[str]:
        """Return the statements that set this trigger on SQLite."""
        when = ""
        if self.event == "update":
            differ = [f'OLD."{name}" IS NOT NEW."{name}"' for name in self.columns]
            when = f"WHEN {' OR '.join(differ)} "
        told = " UNION ".join(self.tells.format(row=row) for row in WHEN[self.event])
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} AFTER {self.event.upper()} ON {self.table} "
            f"{when}BEGIN INSERT INTO core_touch (tag) {told}; END",
        ]

    def postgresql(self) -> list[str]:
        """Return the statements that set this trigger on PostgreSQL, ALWAYS."""
        insert, update, delete = (
            " UNION ".join(self.tells.format(row=row) for row in WHEN[event])
            for event in EVENTS
        )
        old, new = (
            ", ".join(f'{row}."{name}"' for name in self.columns)
            for row in ("OLD", "NEW")
        )
        body = (
            f" BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) {insert}; "
            f"ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) {delete}; "
            f"ELSIF ROW({old}) IS DISTINCT FROM ROW({new}) THEN "
            f"INSERT INTO core_touch (tag) {update}; END IF; RETURN NULL; END "
        )
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $${body}$$",
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            # In the order of PostgreSQL's own catalogue, which `missing` reads.
            f"CREATE TRIGGER {self.name} AFTER INSERT OR DELETE OR UPDATE ON "
            f"{self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()",
            f"ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER {self.name}",
        ]

    def text(self, vendor: str) -> tuple[str, str]:
        """Return the table and the text that the database must name for it."""
        return self.table, named(getattr(self, vendor)(), vendor)


def hear(
    model: type[models.Model], *, but: Collection[str] = (), keys: Collection[str] = ()
) -> list[Hearing]:
    """Return the triggers that tell of every change of this model's own table.

    `but` names the fields that no reader is shown; `keys` those by which the rows of
    one list are found.
    """
    fields = model._meta.local_concrete_fields
    columns = tuple(str(field.column) for field in fields if field.name not in but)
    return triggers_of(table_of(model), columns, tells_of(model, keys=keys))


def triggers_of(table: str, columns: tuple[str, ...], tells: str) -> list[Hearing]:
    """Return one trigger for PostgreSQL, and for SQLite one an event."""
    name = f"touch_{table}"
    facts: dict[str, Any] = {"table": table, "columns": columns, "tells": tells}
    every = [Hearing(name, event="any", vendors=("postgresql",), **facts)]
    return every + [
        Hearing(f"{name}_{event}", event=event, vendors=("sqlite",), **facts)
        for event in EVENTS
    ]


def tells_of(model: type[models.Model], *, keys: Collection[str]) -> str:
    table, pk = table_of(model), column_of(model)
    words = [f"'{table} {root_of(model)}#' || {{row}}.\"{pk}\""]
    for name in sorted(keys):
        column = column_of(model, name)
        words.append(f"COALESCE(' {table}.{column}=' || {{row}}.\"{column}\", '')")
    return f"SELECT {' || '.join(words)}"


def table_of(model: type[models.Model]) -> str:
    return str(model._meta.db_table)


def root_of(model: type[models.Model]) -> str:
    """Return the table at the root: a page is two rows or three with one key."""
    above: Sequence[type[models.Model]] = list(model._meta.parents)
    return root_of(above[0]) if above else table_of(model)


def column_of(model: type[models.Model], name: str = "") -> str:
    field: Any = model._meta.get_field(name) if name else model._meta.pk
    return str(field.column)
