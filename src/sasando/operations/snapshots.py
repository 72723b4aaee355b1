"""One moment of the database in one file, while others write; and back again.

SQLite is copied by its own online backup, PostgreSQL by `pg_dump` under a snapshot
that this process exports and counts in, so that counts and rows are of one moment.
"""

import os
import re
import shutil
import sqlite3
import subprocess  # only programs of PostgreSQL, never a shell
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from sasando.core import processes
from sasando.core.bilingual import Sentence as _
from sasando.core.entries import Heads
from sasando.operations.archive import BackupError

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' "
    "AND name NOT LIKE 'sqlite_%' ORDER BY name",
    "postgresql": "SELECT tablename FROM pg_tables "
    "WHERE schemaname = current_schema() ORDER BY tablename",
}
BYTES = {"sqlite": "BINARY", "postgresql": '"C"'}
CHAINS = (
    "SELECT content_type_id, object_id, seq, digest FROM core_entry "
    "ORDER BY content_type_id, object_id COLLATE {bytes}, seq"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database held at that moment: to be found again after a restore."""

    rows: dict[str, int]
    migrations: list[list[str]]
    log: dict[str, Any]


def take(file: Path) -> Facts:
    """Save the database as it is now in `file`; return what is in it.

    Raises BackupError with one sentence.
    """
    return {"sqlite": take_sqlite, "postgresql": take_postgresql}[connection.vendor](
        file
    )


def take_sqlite(file: Path) -> Facts:
    name = connection.settings_dict["NAME"]
    try:
        # One step: a reader does not hold up writers, and sees one moment.
        with (
            closing(open_sqlite(name)) as source,
            closing(sqlite3.connect(file)) as copy,
        ):
            file.chmod(0o600)
            source.backup(copy)
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise BackupError(
                    _("The database file is damaged. Restore the last good backup.")
                )
            return facts(copy.cursor(), copy.cursor(), "sqlite")
    except sqlite3.Error as error:
        raise refusal_of_sqlite(error) from error


def open_sqlite(name: str | Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(name).as_uri()}?mode=rw", uri=True, timeout=20)


def refusal_of_sqlite(error: sqlite3.Error) -> BackupError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_CANTOPEN:
        return no_database()
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return no_room()
    if "no such table" in str(error):
        return no_database()
    return BackupError(_("The database answers: %(error)s") % {"error": error})


def no_room() -> BackupError:
    return BackupError(_("The disk is full: free some space and start again."))


def no_database() -> BackupError:
    return BackupError(
        _("There is no database of Sasando here. Run “sasando schema” first.")
    )


def facts(cursor: Any, chunked: Any, vendor: str) -> Facts:
    """Return the counts of all tables, the migrations and the heads of the log."""
    cursor.execute(TABLES[vendor])
    tables = [name for (name,) in cursor.fetchall()]
    rows = {}
    for table in tables:
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 - our tables
        rows[table] = cursor.fetchone()[0]
    if "core_entry" not in rows:
        raise no_database()
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    migrations = [list(row) for row in cursor.fetchall()]
    chunked.execute(CHAINS.format(bytes=BYTES[vendor]))
    return Facts(rows, migrations, log_of(chunked))


def log_of(ordered: Iterable[tuple[int, str, int, str]]) -> dict[str, Any]:
    """Return the size of the log and the digest over its heads, as `verify` counts."""
    heads, entries, last = Heads(), 0, ("", 0, "")
    for kind, object_id, seq, digest in ordered:
        name = f"{kind}/{object_id}"
        if last[0] not in ("", name):
            heads.add(*last)
        entries, last = entries + 1, (name, seq, digest)
    if entries:
        heads.add(*last)
    digest = heads.sum.hexdigest()
    return {"entries": entries, "chains": heads.chains, "heads": digest}


def take_postgresql(file: Path) -> Facts:
    # A session of its own: the snapshot lives as long as its transaction.
    session = connection.copy()
    try:
        with session.cursor() as cursor:
            dump = program("pg_dump", at_least=major(session))
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            options = ["--format=custom", "--no-owner", "--no-privileges"]
            options += [f"--snapshot={snapshot}", f"--file={file}"]
            file.touch(0o600)
            run(dump, options, session)
            with session.chunked_cursor() as chunked:
                return facts(cursor, chunked, "postgresql")
    except DatabaseError as error:
        raise BackupError(
            _("The database does not answer: %(error)s")
            % {"error": first_line(str(error))}
        ) from error
    finally:
        session.close()


def major(database: Any) -> int:
    """Return the version of the server behind this PostgreSQL connection."""
    return int(database.pg_version) // 10000


def program(name: str, *, at_least: int) -> str:
    """Return the path of a program that is new enough. Raises BackupError."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=number, reverse=True
    )
    places = [shutil.which(name), *(str(folder / name) for folder in folders)]
    for place in places:
        if place and Path(place).exists() and version_of(place) >= at_least:
            return place
    raise BackupError(
        _(
            "%(program)s of PostgreSQL %(version)d or newer is missing. Install the "
            "package postgresql-client-%(version)d."
        )
        % {"program": name, "version": at_least}
    )


def number(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def version_of(place: str) -> int:
    # Debian's own wrapper answers only where a cluster is set up; then it says nothing.
    said = subprocess.run(  # noqa: S603
        [place, "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"\) (\d+)", said.stdout)
    return int(found[1]) if found else 0


def run(place: str, options: list[str], database: BaseDatabaseWrapper) -> None:
    """Run a PostgreSQL program on this database; the password is not on its line."""
    from psycopg import conninfo, pq

    params = database.get_connection_params()
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    kept = {key: value for key, value in params.items() if key in known}
    password = kept.pop("password", "")
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    kept.pop("client_encoding", None)
    done = subprocess.run(  # noqa: S603
        [place, *options, f"--dbname={conninfo.make_conninfo(**kept)}"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        # It must not go on loading when we were killed.
        preexec_fn=processes.die_with_parent,
    )
    if done.returncode == 0:
        return
    if "No space left" in done.stderr or "File too large" in done.stderr:
        raise no_room()
    raise BackupError(
        _("%(program)s stopped: %(error)s")
        % {"program": Path(place).name, "error": first_line(done.stderr)}
    )


def first_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[0][:300]


def is_empty() -> bool:
    """Return whether the database of this place has no table, or is not there yet.

    On SQLite nothing is created by asking. Raises BackupError when PostgreSQL has no
    such database.
    """
    if connection.vendor == "sqlite":
        return is_empty_sqlite(Path(connection.settings_dict["NAME"]))
    try:
        with connection.cursor() as cursor:
            cursor.execute(TABLES["postgresql"])
            return not cursor.fetchall()
    except DatabaseError as error:
        name = connection.settings_dict["NAME"]
        raise BackupError(
            _("Cannot open the database. Make an empty one first: createdb %(name)s")
            % {"name": name}
        ) from error


def is_empty_sqlite(file: Path) -> bool:
    if not file.exists():
        return True
    try:
        with closing(open_sqlite(file)) as there:
            return not there.execute(TABLES["sqlite"]).fetchall()
    except sqlite3.Error:
        return False


# What pg_restore makes in our schema, and what each is dropped with.
OURS = {
    "TABLE": "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p')",
    "VIEW": "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'v'",
    "SEQUENCE": "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'S'",
    "ROUTINE": "SELECT oid::regprocedure::text FROM pg_proc WHERE true",
}
IN_SCHEMA = (
    " AND {names}namespace = current_schema()::regnamespace AND NOT EXISTS "
    "(SELECT 1 FROM pg_depend WHERE objid = {table}.oid AND deptype = 'e')"
)


def wipe() -> None:
    """Take away the database that an interrupted restore wrote, whole or not at all."""
    if connection.vendor == "sqlite":
        connection.close()
        name = Path(connection.settings_dict["NAME"])
        # The file last: without it the rest would belong to the next one.
        for rest in ("-wal", "-shm", ""):
            name.with_name(name.name + rest).unlink(missing_ok=True)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for kind, query in OURS.items():
            table = "pg_proc" if kind == "ROUTINE" else "pg_class"
            names = {"pg_proc": "pro", "pg_class": "rel"}[table]
            cursor.execute(query + IN_SCHEMA.format(names=names, table=table))
            for (name,) in cursor.fetchall():
                # Quoted by regclass and regprocedure.
                cursor.execute(f"DROP {kind} IF EXISTS {name} CASCADE")


def load(file: Path) -> None:
    """Make the saved database this place's own: the whole of it or nothing.

    Raises BackupError when PostgreSQL refuses it.
    """
    connection.close()
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        for rest in ("-wal", "-shm"):
            # What an empty database left would be played into the new one.
            name.with_name(name.name + rest).unlink(missing_ok=True)
        file.replace(name)
        return
    restore = program("pg_restore", at_least=major(connection))
    options = ["--single-transaction", "--exit-on-error", "--no-owner"]
    run(restore, [*options, "--no-privileges", str(file)], connection)
    with connection.cursor() as cursor:
        # A dump brings no statistics, and without them lists read whole tables.
        cursor.execute("ANALYZE")
