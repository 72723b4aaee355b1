"""The SQL text is what `migrate` makes, on both databases."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from sasando.core import schema
from sasando.core.management.commands import schema as writing

Database = dict[str, Any]
MOMENT = re.compile(r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d")
# PostgreSQL reads back its own casts in another, equal form.
CAST = re.compile(r"::[a-z ]+(\[\])?|[()]")
UUID = re.compile(
    r"^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?\w{12}$"
)
# Each query gives one side of PostgreSQL's catalogue as text.
CATALOGUE = (
    "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, "
    "a.attidentity, pg_get_expr(d.adbin, d.adrelid), a.attcollation, a.attgenerated "
    "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d "
    "ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attnum > 0 AND NOT "
    "a.attisdropped AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace",
    # "n" (NOT NULL, from PostgreSQL 18 on) is in attnotnull.
    "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype != 'n'",
    "SELECT indexname, tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT sequencename, start_value, increment_by, last_value FROM pg_sequences",
    "SELECT tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger "
    "WHERE NOT tgisinternal",
    "SELECT proname, pronargs, pg_get_functiondef(oid) FROM pg_proc "
    "WHERE pronamespace = 'public'::regnamespace",
    "SELECT extname FROM pg_extension",
)


@pytest.fixture
def blank() -> Iterator[Database]:
    """An empty database of the kind under test."""
    with writing.scratch(settings.DATABASES["default"]) as database:
        yield database


@pytest.fixture
def loaded(blank: Database) -> Database:
    """A database that was filled from the text."""
    assert schema.set_up(blank) == "loaded"
    return blank


def test_the_text_was_made_from_the_migrations_and_triggers_of_today() -> None:
    for vendor in ("sqlite", "postgresql"):
        assert schema.fingerprint(vendor) == writing.fingerprint(), "run: make schema"


def test_both_texts_hold_the_same_migrations() -> None:
    assert schema.migrations("sqlite") == schema.migrations("postgresql") != set()


# A minute each. That both texts were made from the migrations of today is seen above.
@pytest.mark.later
def test_the_text_makes_what_migrate_makes(loaded: Database) -> None:
    with ExitStack() as stack:
        migrated = stack.enter_context(writing.scratch(loaded))
        writing.migrate(migrated)
        one, other = portrait(loaded), portrait(migrated)
    assert one.keys() == other.keys()
    assert [key for key in one if one[key] != other[key]] == []


def test_a_portrait_tells_one_lost_index_one_row_and_one_trigger(
    loaded: Database,
) -> None:
    whole = portrait(loaded)
    where = " ON core_entry" if settings.DATABASES["default"].get("HOST") else ""
    for harm in (
        "DELETE FROM django_migrations WHERE app = 'mfa'",
        f"DROP TRIGGER entry_no_update{where}",
        f"DROP INDEX {some_index(loaded)}",
    ):
        with closing(schema.connect(loaded)) as raw:
            raw.execute(harm)
        assert portrait(loaded) != whole
        whole = portrait(loaded)


def test_loading_is_refused_whole_when_the_database_is_not_empty(
    loaded: Database,
) -> None:
    before = portrait(loaded)
    with closing(schema.connect(loaded)) as raw, closing(raw.cursor()) as cursor:
        raw.execute("BEGIN")
        with pytest.raises(schema.errors_of(loaded)):
            schema.fill(cursor, schema.vendor_of(loaded))
        raw.rollback()
    assert portrait(loaded) == before


def test_a_second_set_up_changes_nothing(loaded: Database) -> None:
    before = portrait(loaded)
    assert schema.set_up(loaded) == "current"
    assert portrait(loaded) == before


def test_an_empty_database_is_told_from_a_current_one(blank: Database) -> None:
    assert schema.check(blank) == "empty"
    schema.set_up(blank)
    assert schema.check(blank) == "current"


def test_checking_makes_no_file(tmp_path: Path) -> None:
    database = {"ENGINE": "sasando.core.sqlite", "NAME": str(tmp_path / "new.db")}
    assert schema.check(database) == "empty"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_migration_means_behind_and_an_unknown_one_ahead(
    loaded: Database,
) -> None:
    rows = "django_migrations WHERE app = 'core' AND name = '0001_start'"
    change(loaded, f"DELETE FROM {rows}")
    assert schema.check(loaded) == "behind"
    change(loaded, insert("core", "0001_start"), insert("core", "9999_later"))
    assert schema.check(loaded) == "ahead"


def test_rooms_of_an_office_s_own_do_not_count(loaded: Database) -> None:
    change(loaded, insert("our_own_room", "0001_start"))
    assert schema.check(loaded) == "current"


def test_text_search_works_in_a_loaded_database(loaded: Database) -> None:
    if schema.vendor_of(loaded) == "postgresql":
        query = "SELECT count(*) FROM wagtailsearch_indexentry WHERE title @@ 'jalan'"
        assert ask(loaded, query) == [(0,)]
        return
    words = "'Jalan dibuka', 'Warga lewat', ''"
    change(
        loaded,
        "INSERT INTO wagtailsearch_indexentry (object_id, title_norm, content_type_id,"
        f" title, body, autocomplete) VALUES ('1', 1.0, 1, {words})",
    )
    table = "wagtailsearch_indexentry_fts"
    assert ask(loaded, f"SELECT rowid FROM {table} WHERE {table} MATCH 'warga'")


def test_setting_up_needs_no_django(blank: Database) -> None:
    known = "import sys; from sasando.core import schema; schema.main(['--check'])"
    answer = subprocess.run(
        [sys.executable, "-c", f"{known}; print('django' in sys.modules)"],
        env=os.environ
        | {
            "SASANDO_DATABASE_URL": writing.url_of(blank),
            "DJANGO_SETTINGS_MODULE": "sasando.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    indonesian, english, loaded = answer.stdout.splitlines()
    assert "kosong" in indonesian
    assert "empty" in english
    assert loaded == "False"


def portrait(database: Database) -> dict[str, Any]:
    """Return all that a database holds, by name, without its moments and UUIDs."""
    vendor = schema.vendor_of(database)
    with closing(schema.connect(database)) as raw:
        if vendor == "sqlite":
            found = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
            parts = {f"{row[0]} {row[1]}": row for row in found.fetchall()}
        else:
            parts = {
                f"{query[:60]} {row[:2]}": CAST.sub("", repr(row[2:]))
                for query in CATALOGUE
                for row in raw.execute(query).fetchall()
            }
        for (name,) in raw.execute(schema.TABLES[vendor]).fetchall():
            found = raw.execute(f'SELECT * FROM "{name}"').fetchall()
            parts[f"rows of {name}"] = sorted(repr(plain(row)) for row in found)
    return parts


def plain(row: tuple[Any, ...]) -> list[str]:
    texts = [str(value) for value in row]
    return ["~" if MOMENT.match(text) or UUID.match(text) else text for text in texts]


def some_index(database: Database) -> str:
    if schema.vendor_of(database) == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql != ''"
    else:
        query = "SELECT indexname FROM pg_indexes WHERE indexname LIKE '%_like'"
    return f'"{ask(database, query)[0][0]}"'


def insert(app: str, name: str) -> str:
    return (
        "INSERT INTO django_migrations (app, name, applied) "
        f"VALUES ('{app}', '{name}', '2026-11-24 00:00:00+00')"
    )


def change(database: Database, *statements: str) -> None:
    with closing(schema.connect(database)) as raw:
        for statement in statements:
            raw.execute(statement)


def ask(database: Database, query: str) -> list[Any]:
    with closing(schema.connect(database)) as raw:
        return list(raw.execute(query).fetchall())
