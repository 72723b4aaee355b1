"""The schema as SQL text: what `migrate` makes of an empty database, in one go.

`schema/sqlite.sql` and `schema/postgresql.sql` are written by `sasando schema --write`
and held equal to `migrate` by tests. Loading one takes a fraction of a second instead
of the many seconds of CPU that the migrations cost. This module needs no Django, so
that `sasando start` can set up or check a database before anything heavy is loaded.
"""

import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from sasando.env import ConfigError

State = Literal["empty", "behind", "current", "ahead"]
HERE = Path(__file__).with_suffix("")
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') "
    "AND relnamespace = current_schema()::regnamespace",
}
ROW = re.compile(
    r"""^INSERT INTO "django_migrations" VALUES\('?\d+'?,'([^']+)','([^']+)'""", re.M
)
# Two nodes that start on one new PostgreSQL database: the second waits, then sees it.
LOCK = "SELECT pg_advisory_xact_lock(7411092)"
SAID = {
    "loaded": "Basis data disiapkan.\nThe database is set up.",
    "current": "Basis data sudah siap.\nThe database is ready.",
    "empty": "Basis data masih kosong.\nThe database is empty.",
    "behind": "Basis data perlu dibarui.\nThe database must be brought up to date.",
    "ahead": "Basis data ini milik Sasando yang lebih baru.\n"
    "The database belongs to a newer Sasando.",
}
CODES = {"current": 0, "loaded": 0, "behind": 3, "ahead": 4, "empty": 5}


def text(vendor: str) -> str:
    """Return the SQL text for "sqlite" or "postgresql"."""
    return (HERE / f"{vendor}.sql").read_text()


def fingerprint(vendor: str) -> str:
    """Return the digest of all migrations and triggers that the text was made from."""
    return text(vendor).partition("\n")[0].rpartition(" ")[2]


def migrations(vendor: str) -> set[tuple[str, str]]:
    """Return the (app, name) of each migration that the text holds."""
    return set(ROW.findall(text(vendor)))


def load(*, using: str = "default") -> None:
    """Fill an empty database through Django's connection, whole or not at all.

    Raises Django's DatabaseError when the database is not empty or the disk is full.
    """
    from django.db import connections, transaction

    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        fill(cursor, connection.vendor)


def fill(cursor: Any, vendor: str) -> None:
    """Run the text on a DB-API cursor, within the caller's transaction."""
    for statement in statements(vendor):
        cursor.execute(statement)


def statements(vendor: str) -> Iterator[str]:
    """Return what to send: one statement at a time, or all at once on PostgreSQL."""
    if vendor == "postgresql":
        # Without parameters the server takes many statements in one message.
        yield text(vendor)
        return
    held = ""
    for line in text(vendor).splitlines(keepends=True):
        held += line
        # It knows strings and the semicolons inside a trigger.
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def state(cursor: Any, vendor: str) -> State:
    """Return how the database stands to the text. At most two queries.

    "ahead" is a database that a newer release has migrated; migrations of rooms that
    the text does not know are an office's own and count for nothing here.
    """
    cursor.execute(TABLES[vendor])
    tables = {name for (name,) in cursor.fetchall()}
    if not tables:
        return "empty"
    there: set[tuple[str, str]] = set()
    if "django_migrations" in tables:
        cursor.execute("SELECT app, name FROM django_migrations")
        there = {(app, name) for app, name in cursor.fetchall()}
    ours = migrations(vendor)
    rooms = {app for app, name in ours}
    if ours - there:
        return "behind"
    return "ahead" if any(app in rooms for app, name in there - ours) else "current"


def set_up(database: dict[str, Any]) -> str:
    """Fill the database of these settings if it is empty; return "loaded" or its state.

    Raises sqlite3.Error or psycopg.Error. Needs no Django.
    """
    vendor = vendor_of(database)
    with closing(connect(database)) as raw, closing(raw.cursor()) as cursor:
        if (before := state(cursor, vendor)) != "empty":
            return before
        cursor.execute("BEGIN IMMEDIATE" if vendor == "sqlite" else "BEGIN")
        try:
            if vendor == "postgresql":
                cursor.execute(LOCK)
            if (now := state(cursor, vendor)) == "empty":
                fill(cursor, vendor)
            cursor.execute("COMMIT")
        except BaseException:
            raw.rollback()
            raise
        return "loaded" if now == "empty" else now


def check(database: dict[str, Any]) -> State:
    """Return the state of the database of these settings; change nothing in it."""
    if vendor_of(database) == "sqlite" and not Path(database["NAME"]).exists():
        return "empty"
    with closing(connect(database)) as raw, closing(raw.cursor()) as cursor:
        return state(cursor, vendor_of(database))


def vendor_of(database: dict[str, Any]) -> str:
    return "sqlite" if "sqlite" in database["ENGINE"] else "postgresql"


def connect(database: dict[str, Any]) -> Any:
    """Return a DB-API connection in autocommit for one of Django's DATABASES."""
    options = dict(database.get("OPTIONS", {}))
    if vendor_of(database) == "sqlite":
        raw = sqlite3.connect(
            database["NAME"], timeout=options["timeout"], isolation_level=None
        )
        raw.executescript(options.get("init_command", ""))
        return raw
    import psycopg

    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password"}
    names |= {"HOST": "host", "PORT": "port"}
    options |= {to: database[of] for of, to in names.items() if database.get(of)}
    return psycopg.connect(autocommit=True, **options)


def main(arguments: list[str]) -> int:
    """Set up or only `--check` the database; say its state, return 0 to 5."""
    module = os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")
    try:
        database = import_module(module).DATABASES["default"]
        errors = errors_of(database)
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        word = check(database) if "--check" in arguments else set_up(database)
    except errors as error:
        sys.stderr.write(f"{type(error).__name__}: {' '.join(str(error).split())}\n")
        return 1
    sys.stdout.write(f"{SAID[word]}\n")
    return CODES[word]


def errors_of(database: dict[str, Any]) -> tuple[type[Exception], ...]:
    if vendor_of(database) == "sqlite":
        return sqlite3.Error, OSError
    import psycopg

    return psycopg.Error, OSError


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
