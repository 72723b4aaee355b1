"""Database triggers that hold what no code may undo, on SQLite and PostgreSQL.

A `Guard` names one trigger and its text for each database. They are set again after
every migration; `missing()` is what `doctor` and `verify` ask.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger that refuses a change with `says`.

    `event` is what follows CREATE TRIGGER name, up to the table ("BEFORE UPDATE OF
    digest"). `when` is a condition over OLD and NEW in which `{differs}` stands for the
    comparison that also tells NULLs apart. SQLite may hold subqueries in it, PostgreSQL
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
        when = self.when.format(differs="IS NOT")
        when = f"WHEN {when} " if when else ""
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{self.says}'); END",
        ]

    def postgresql(self) -> list[str]:
        """Return the statements that set this trigger on PostgreSQL, ALWAYS."""
        ends = "OLD" if "DELETE" in self.event else "NEW"
        when = self.when.format(differs="IS DISTINCT FROM")
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

    def text(self, vendor: str) -> str:
        """Return what the database must say of this trigger, as `stands` reads it."""
        statements = getattr(self, vendor)()
        if vendor == "sqlite":
            return plain(statements[1])
        body = statements[0].split("$$")[1]
        return plain(f"{statements[2]} {body}")


GUARDS: dict[str, Guard] = {}
# One row a trigger: its name and its whole text, without those that are switched off.
THERE = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname, pg_get_triggerdef(t.oid, true) || ' ' || p.prosrc "
    "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgenabled = 'A' AND NOT t.tgisinternal",
}


def register(*guards: Guard) -> None:
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
    """Return the names of triggers that are not in force as written. One query.

    A trigger that stands under its name with another text, on another table or
    switched off is no longer the guard. Sorted.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(THERE[connection.vendor])
        there = {name: plain(text) for name, text in cursor.fetchall()}
    wanted = {
        guard.name: guard.text(connection.vendor) for guard in guards_of(connection)
    }
    return sorted(name for name, text in wanted.items() if there.get(name) != text)


def plain(text: str) -> str:
    """Return SQL without what a database adds: quotes, its schema, spaces."""
    return " ".join(re.sub(r'"|\bpublic\.', "", text).split())


def guards_of(connection: BaseDatabaseWrapper) -> list[Guard]:
    return [guard for guard in GUARDS.values() if connection.vendor in guard.vendors]
