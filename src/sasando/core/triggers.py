"""Database triggers that hold what no code may undo, on SQLite and PostgreSQL.

A `Guard` names one trigger and its text for each database; `hearing.Hearing` is the
other kind, which refuses nothing and tells of a change. They are set again after every
migration; `missing()` is what `doctor` and `verify` ask.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


class Trigger(Protocol):
    """What is set, lifted and looked for: a name, a table, a text for each database."""

    @property
    def name(self) -> str: ...
    @property
    def table(self) -> str: ...
    @property
    def vendors(self) -> tuple[str, ...]: ...
    def text(self, vendor: str) -> tuple[str, str]: ...


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger that refuses a change with `says`.

    `event` is what follows CREATE TRIGGER name, up to the table ("BEFORE UPDATE OF
    digest"). `when` is a condition over OLD and NEW in which `{differs}` stands for the
    comparison that also tells NULLs apart, `{each}` for the function that takes a JSON
    apart. SQLite may hold subqueries in it, PostgreSQL
    may not, so there it is asked inside a function.
    """

    name: str
    table: str
    event: str
    says: str
    when: str = ""
    vendors: tuple[str, ...] = ("sqlite", "postgresql")
    each: str = "ROW"

    def sqlite(self) -> list[str]:
        """Return the statements that set this trigger on SQLite."""
        when = self.when.format(differs="IS NOT", each="json_each")
        when = f"WHEN {when} " if when else ""
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{self.says}'); END",
        ]

    def postgresql(self) -> list[str]:
        """Return the statements that set this trigger on PostgreSQL, ALWAYS."""
        ends = "OLD" if "DELETE" in self.event else "NEW"
        when = self.when.format(differs="IS DISTINCT FROM", each="jsonb_each")
        test, end = (f"IF {when} THEN", "END IF;") if when else ("", "")
        body = (
            f" BEGIN {test} RAISE EXCEPTION '{self.says}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; {end} "
            f"RETURN {ends}; END "
        )
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $${body}$$",
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table} "
            f"FOR EACH {self.each} EXECUTE FUNCTION {self.name}()",
            # ALWAYS: they hold under session_replication_role = replica too.
            f"ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER {self.name}",
        ]

    def text(self, vendor: str) -> tuple[str, str]:
        """Return the table and the text that the database must name for it."""
        return self.table, named(getattr(self, vendor)(), vendor)


def named(statements: list[str], vendor: str) -> str:
    """Return what the database's own catalogue says of a trigger so set."""
    if vendor == "sqlite":
        return statements[1]
    return statements[2] + statements[0].split("$$")[1]


GUARDS: dict[str, Trigger] = {}
# One row a trigger: its name, its table, its whole text; none that is switched off.
THERE = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname, c.relname, "
    "replace(pg_get_triggerdef(t.oid, true), ' ON public.', ' ON ') || p.prosrc "
    "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE t.tgenabled <> 'D' AND NOT t.tgisinternal",
}
# Ours hold for replicas too; one that does not is not in force.
ALWAYS = "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal"


def register(*guards: Trigger) -> None:
    """Add triggers to those that are set after each migration."""
    GUARDS.update({guard.name: guard for guard in guards})


def after_migrate(*, using: str, **kwargs: Any) -> None:
    """Set every trigger again; called at the end of `migrate` and `flush`."""
    install(using=using)


def install(*, using: str = "default") -> None:
    """Set every registered trigger whose table exists. Runs two statements each."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in guards_of(connection):
            if guard.table in tables:
                for statement in getattr(guard, connection.vendor)():
                    cursor.execute(statement)


def lift(*, using: str = "default") -> None:
    """Remove every registered trigger: for tests that flush, and for restores."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Deferred keys that still wait would forbid the change of their table.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for guard in guards_of(connection):
            on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            if guard.table in tables:
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")


@contextmanager
def lifted(name: str, *, using: str = "default") -> Iterator[None]:
    """Let a migration do what one trigger refuses; set it again in its transaction."""
    connection, guard = connections[using], GUARDS[name]
    there = name not in missing(using=using)
    on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        yield
        for statement in getattr(guard, connection.vendor)() if there else ():
            cursor.execute(statement)


def missing(*, using: str = "default") -> list[str]:
    """Return the names of triggers that are not in force as written, sorted.

    A trigger that stands under its name with another text, on another table or
    switched off is no longer the guard. One or two queries.
    """
    connection = connections[using]
    there = found(connection)
    return sorted(
        guard.name
        for guard in guards_of(connection)
        if there.get(guard.name) != guard.text(connection.vendor)
    )


def strange(*, using: str = "default") -> list[str]:
    """Return the names of triggers on guarded tables that are not ours, sorted.

    One could swallow a change before a guard sees it.
    """
    connection = connections[using]
    guarded = {guard.table for guard in GUARDS.values()}
    names = {guard.name for guard in guards_of(connection)}
    there = found(connection, only_always=False)
    return sorted(
        name
        for name, (table, _text) in there.items()
        if table in guarded and name not in names
    )


def found(
    connection: BaseDatabaseWrapper, *, only_always: bool = True
) -> dict[str, tuple[str, str]]:
    """Return table and text of each trigger that is there, by name."""
    with connection.cursor() as cursor:
        cursor.execute(THERE[connection.vendor])
        there = {name: (table, text) for name, table, text in cursor.fetchall()}
        if connection.vendor == "sqlite" or not only_always:
            return there
        cursor.execute(ALWAYS)
        always = {name for (name,) in cursor.fetchall()}
    return {name: facts for name, facts in there.items() if name in always}


def guards_of(connection: BaseDatabaseWrapper) -> list[Trigger]:
    return [guard for guard in GUARDS.values() if connection.vendor in guard.vendors]
