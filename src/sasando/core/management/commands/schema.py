"""`sasando schema`: set up the database, or write the SQL text that does it."""

import hashlib
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from inspect import getsource
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.migrations.loader import MigrationLoader

from sasando.core import schema, triggers

# The command as Django has it, whatever a room may have put in its place.
MIGRATE = (
    "import django; django.setup();"
    "from django.core.management import call_command;"
    "from django.core.management.commands.migrate import Command;"
    "call_command(Command(), interactive=False, verbosity=0)"
)
MOMENT = "2026-01-01 00:00:00"
UUID = "5a5a0000-0000-4000-8000-000000000000"
NAMED = re.compile(r"CONSTRAINT \w+ NOT NULL")
# Wagtail's search writes them itself when its virtual table is made.
SHADOW = re.compile(r"_fts_(data|idx|content|docsize|config)$")


class Command(BaseCommand):
    help = "Set up the database or bring it up to date."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing")
        parser.add_argument(
            "--write", action="store_true", help="write the SQL text of this database"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        database = settings.DATABASES["default"]
        if options["write"]:
            self.stdout.write(f"{write(database)}")
            return
        state = schema.check(database) if options["check"] else self.set_up(database)
        if state not in {"loaded", "current"}:
            raise CommandError(schema.SAID[state])
        self.stdout.write(schema.SAID[state])

    def set_up(self, database: dict[str, Any]) -> str:
        state = schema.set_up(database)
        if state == "behind":
            call_command("migrate", interactive=False, stdout=self.stdout)
            state = "current"
        if triggers.missing():
            triggers.install()
        return state


def write(database: dict[str, Any]) -> Path:
    """Write the text of this database's vendor and return its path.

    Migrates a blank database of that vendor in a process of its own.
    """
    vendor = schema.vendor_of(database)
    path = schema.HERE / f"{vendor}.sql"
    with scratch(database) as blank:
        migrate(blank)
        with closing(schema.connect(blank)) as raw:
            lines = [f"-- Made by `make schema` from {fingerprint()}"]
            lines += tables_of_sqlite(raw) if vendor == "sqlite" else pg_dump(blank)
            lines += rows(raw, vendor)
            lines += ends_of_sqlite(raw) if vendor == "sqlite" else sequences(raw)
    path.write_text("\n".join(lines) + "\n")
    return path


def fingerprint() -> str:
    """Return the digest of all migrations and triggers as they are now."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    digest = hashlib.sha256()
    for key in sorted(found):
        module = sys.modules[found[key].__module__]
        digest.update(f"{key}\n{getsource(module)}\n".encode())
    for name in sorted(triggers.GUARDS):
        digest.update(f"{triggers.GUARDS[name]}\n".encode())
    return digest.hexdigest()


def migrate(database: dict[str, Any]) -> None:
    """Run Django's own `migrate` on this database in another process."""
    environment = os.environ | {"SASANDO_DATABASE_URL": url_of(database)}
    subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", MIGRATE], env=environment, check=True
    )


def url_of(database: dict[str, Any]) -> str:
    if schema.vendor_of(database) == "sqlite":
        return f"sqlite:///{database['NAME']}"
    who = f"{database['USER']}:{database['PASSWORD']}".strip(":")
    at = f"{database['HOST']}:{database['PORT']}".strip(":")
    return f"postgres://{who}@{at}/{database['NAME']}"


@contextmanager
def scratch(database: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Lend the settings of a blank database beside this one; it is gone afterwards."""
    if schema.vendor_of(database) == "sqlite":
        with tempfile.TemporaryDirectory(prefix="sasando-schema-") as folder:
            yield database | {"NAME": f"{folder}/blank.db"}
        return
    name = f"sasando_blank_{secrets.token_hex(4)}"
    with closing(schema.connect(database | {"NAME": "postgres"})) as raw:
        raw.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield database | {"NAME": name}
        finally:
            raw.execute(f"DROP DATABASE {name} WITH (FORCE)")


def tables_of_sqlite(raw: Any) -> list[str]:
    """Return the statements that make tables and indexes, by name."""
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') "
        "AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name"
    )
    found = raw.execute(query).fetchall()
    return [f"{sql};" for name, sql in found if not SHADOW.search(name)]


def ends_of_sqlite(raw: Any) -> list[str]:
    """Return counters and triggers: after the rows, which must not set them off."""
    counters = raw.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
    lines = ["DELETE FROM sqlite_sequence;"]
    lines += [
        f"INSERT INTO sqlite_sequence VALUES('{name}',{seq});" for name, seq in counters
    ]
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    return lines + [f"{sql};" for (sql,) in raw.execute(query)]


def pg_dump(database: dict[str, Any]) -> list[str]:
    """Return the statements of PostgreSQL's own dump of the schema, without rows."""
    command = [os.environ.get("SASANDO_PG_DUMP", "pg_dump"), "--schema-only"]
    command += ["--no-owner", "--no-privileges", "--no-comments", url_of(database)]
    dump = subprocess.run(  # noqa: S603 - the operator's own pg_dump
        command, check=True, capture_output=True, text=True
    ).stdout
    # Settings of the dumping session; they differ between releases of pg_dump.
    own = re.compile(r"^(--.*|\\.*|SET .*|SELECT pg_catalog\.set_config.*|)\n", re.M)
    # PostgreSQL 18 gives NOT NULL a name, which older ones cannot keep.
    return NAMED.sub("NOT NULL", own.sub("", dump)).splitlines()


def rows(raw: Any, vendor: str) -> list[str]:
    """Return one INSERT a row, table by table, with moments and UUIDs made alike."""
    lines = []
    names = sorted(name for (name,) in raw.execute(schema.TABLES[vendor]).fetchall())
    for name in names:
        if name.startswith("sqlite_") or "_fts" in name:
            continue
        shown = ", ".join(quoted(*column) for column in columns(raw, vendor, name))
        found = raw.execute(f'SELECT {shown} FROM "{name}" ORDER BY 1').fetchall()  # noqa: S608 - names from the catalogue
        found.sort(key=lambda row: (len(row[0]), row))
        lines += [f'INSERT INTO "{name}" VALUES({",".join(row)});' for row in found]
    return lines


def columns(raw: Any, vendor: str, table: str) -> list[tuple[str, str, str]]:
    """Return (vendor, name, type) of each column that a row may set."""
    if vendor == "sqlite":
        found = raw.execute(f'PRAGMA table_info("{table}")').fetchall()
        return [(vendor, column[1], column[2]) for column in found]
    query = (
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute "
        "WHERE attnum > 0 AND NOT attisdropped AND attrelid = %s::regclass "
        "ORDER BY attnum"
    )
    return [(vendor, *found) for found in raw.execute(query, [f'"{table}"']).fetchall()]


def quoted(vendor: str, name: str, kind: str) -> str:
    """Return the expression that gives this column as SQL text."""
    value = f'"{name}"'
    fixed = {"datetime": MOMENT, "char(32)": UUID.replace("-", ""), "uuid": UUID}
    fixed["timestamp with time zone"] = f"{MOMENT}+00"
    if kind in fixed:
        value = f"CASE WHEN {value} IS NOT NULL THEN '{fixed[kind]}' END"
    return (
        f"quote({value})" if vendor == "sqlite" else f"quote_nullable(({value})::text)"
    )


def sequences(raw: Any) -> list[str]:
    """Return the statements that set each counter, after what the rows set off.

    PostgreSQL's dump makes triggers before our rows: they tell of each as of a change.
    """
    query = (
        "SELECT sequencename, last_value FROM pg_sequences "
        "WHERE last_value IS NOT NULL ORDER BY sequencename"
    )
    return ["TRUNCATE public.core_touch RESTART IDENTITY;"] + [
        f"SELECT pg_catalog.setval('public.{name}', {value}, true);"
        for name, value in raw.execute(query).fetchall()
    ]
