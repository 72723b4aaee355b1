"""The database: does it answer, is it set up, does the log hold."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.core import entries, triggers
from sasando.core.models import Entry, Job
from sasando.operations import anchors, doctor, hurry
from sasando.operations.doctor import Finding

DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
PRAGMAS = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
NEWEST, CHAINS = 200, 20
SLACK = timedelta(minutes=1)
ANCHOR_LASTS = timedelta(days=3)


def reachable(at: datetime) -> Iterator[Finding]:
    """Connect, and write a row that is taken back."""
    del at
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        if hurry.is_busy(error):
            yield doctor.busy()
            return
        reason = {"error": str(error).strip().splitlines()[0]}
        yield Finding(
            "error",
            "database_unreachable",
            _("The database does not answer: %(error)s") % reason,
            _("Start the database server, or correct SASANDO_DATABASE_URL."),
        )
        return
    if Job._meta.db_table not in connection.introspection.table_names():
        yield Finding(
            "error",
            "database_empty",
            _("The database has no tables yet."),
            _("Run: sasando schema"),
        )
        return
    yield writable()


def writable() -> Finding:
    try:
        with transaction.atomic():
            Job.objects.create(name="operations.doctor")
            transaction.set_rollback(True)
    except DatabaseError as error:
        if hurry.is_busy(error):
            return doctor.busy()
        return Finding(
            "error",
            "database_read_only",
            _("Nothing can be written to the database: %(error)s") % {"error": error},
            _("Give the program the right to write, and the disk some room."),
        )
    return Finding("ok", "database", _("The database answers and can be written to."))


def durable(at: datetime) -> Iterator[Finding]:
    """Ask the connection itself whether what was saved outlives a power cut."""
    del at
    yield from pragmas() if connection.vendor == "sqlite" else server_settings()


def server_settings() -> Iterator[Finding]:
    """Ask PostgreSQL; a role that may not know is told NULL. One query."""
    with connection.cursor() as cursor:
        words = ", ".join(f"current_setting('{name}', true)" for name in DURABLE)
        cursor.execute(f"SELECT {words}")
        found = dict(zip(DURABLE, cursor.fetchone(), strict=True))
    yield from judged(found)


def judged(found: Mapping[str, str | None]) -> Iterator[Finding]:
    """Say which of PostgreSQL's settings lose what was committed."""
    unsafe = [name for name in DURABLE if found[name] in {"off", None}]
    for name in unsafe:
        known = found[name] is not None
        yield Finding(
            "error" if known else "warning",
            f"postgresql_{name}",
            _("PostgreSQL runs with %(name)s=off: a power cut loses what was saved.")
            % {"name": name}
            if known
            else _("PostgreSQL does not tell us whether %(name)s is on.")
            % {"name": name},
            _("Set %(name)s = on in postgresql.conf and start PostgreSQL again.")
            % {"name": name},
        )
    if not unsafe:
        yield Finding("ok", "postgresql", _("PostgreSQL writes safely."))


def pragmas() -> Iterator[Finding]:
    """On SQLite, ask the connection itself what is in force."""
    found = {}
    with connection.cursor() as cursor:
        for name in PRAGMAS:
            cursor.execute(f"PRAGMA {name}")
            found[name] = str(cursor.fetchone()[0])
    wrong = [name for name in PRAGMAS if found[name] != PRAGMAS[name]]
    for name in wrong:
        words = {"name": name, "found": found[name], "wanted": PRAGMAS[name]}
        yield Finding(
            "error",
            f"sqlite_{name}",
            _("SQLite runs with %(name)s=%(found)s instead of %(wanted)s.") % words,
            _("Put the database on a local disk and start Sasando again."),
        )
    if not wrong:
        yield Finding("ok", "sqlite", _("SQLite writes safely (WAL, FULL, keys)."))


def migrations(at: datetime) -> Iterator[Finding]:
    """Compare the tables with the program."""
    del at
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Finding(
            "error",
            "migrations_missing",
            _("The database is older than the program: %(count)d changes are missing.")
            % {"count": len(plan)},
            _("Make a backup, then run: sasando schema"),
        )
    else:
        yield Finding("ok", "migrations", _("The database fits the program."))


def guards(at: datetime) -> Iterator[Finding]:
    """Look for every trigger that must be in force. One query."""
    del at
    if lacking := triggers.missing():
        yield Finding(
            "error",
            "triggers_missing",
            _("Not in force: %(names)s. The log and the pages stand unguarded.")
            % {"names": ", ".join(lacking)},
            _("Run “sasando schema”, then “sasando verify”."),
        )
    else:
        yield Finding("ok", "triggers", _("All guarding triggers are in force."))


def log(at: datetime) -> Iterator[Finding]:
    """Prove the chains that were written to last; `sasando verify` proves all."""
    del at
    newest = Entry._base_manager.order_by("-pk").values_list(
        "content_type_id", "object_id"
    )[:NEWEST]
    chains = list(dict.fromkeys(newest))[:CHAINS]
    only = models.Q(pk=None)
    for kind, record in chains:
        only |= models.Q(content_type_id=kind, object_id=record)
    proof = entries.verify(Entry, only=only)
    for fault in proof.faults[:5]:
        words = {"record": fault.record, "seq": fault.seq, "what": _(fault.what)}
        yield Finding(
            "error",
            "chain_broken",
            _("Chain %(record)s, entry %(seq)d: %(what)s.") % words,
            _("Change nothing, keep this disk, and run: sasando verify"),
        )
    if not proof.faults:
        yield Finding(
            "ok",
            "log",
            _("The newest %(chains)d chains of the log hold.")
            % {"chains": proof.chains},
        )


def anchor(at: datetime) -> Iterator[Finding]:
    """Look how old the newest anchor of the log is. One query."""
    first = Entry._base_manager.order_by("pk").values_list("timestamp", flat=True)[:1]
    long_ago = at - ANCHOR_LASTS
    runs_long = any(began < long_ago for began in first)
    if runs_long and max(anchors.of_days(), default=date.min) < long_ago.date():
        yield Finding(
            "warning",
            "anchor_old",
            _("No anchor of the log was written for more than 3 days."),
            _("See whether the worker runs, then run: sasando verify"),
        )
    else:
        yield Finding("ok", "anchor", _("The log has a new anchor."))


def clock(at: datetime) -> Iterator[Finding]:
    """Compare the clock with the newest log entry. One query."""
    newest = Entry._base_manager.aggregate(newest=models.Max("timestamp"))["newest"]
    if newest and newest > at + SLACK:
        words = {
            "now": f"{timezone.localtime(at):%d-%m-%Y %H.%M}",
            "newest": f"{timezone.localtime(newest):%d-%m-%Y %H.%M}",
        }
        yield Finding(
            "error",
            "clock_behind",
            _("The clock says %(now)s, but the log has an entry of %(newest)s.")
            % words,
            _("Set the clock of this machine, and switch on its time service."),
        )
    else:
        yield Finding("ok", "clock", _("The clock does not lag behind the log."))
