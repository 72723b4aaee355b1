"""`sasando migrate`: Django's, with our triggers out of its way and back after it."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from sasando.core import schema, triggers


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> Any:
        """Migrate; whatever happens, the triggers are in force at the end.

        An empty database is filled by the SQL text first, which is what the migrations
        would make of it in many seconds; those that the text does not know yet follow.
        SQLite refuses to rebuild a table that another table's trigger reads, and
        PostgreSQL to alter a column that a trigger watches.
        """
        using = options["database"]
        asks = ("app_label", "plan", "check_unapplied", "fake", "fake_initial")
        if not any(options[name] for name in asks) and is_empty(using):
            schema.load(using=using)
        if options["plan"] or options["check_unapplied"] or not waits(using, options):
            # Whoever only looks leaves them in force: others write meanwhile.
            return super().handle(*args, **options)
        triggers.lift(using=using)
        try:
            return super().handle(*args, **options)
        finally:
            triggers.install(using=using)


def is_empty(using: str) -> bool:
    """Return whether this database has no table."""
    connection = connections[using]
    with connection.cursor() as cursor:
        return schema.state(cursor, connection.vendor) == "empty"


def waits(using: str, options: dict[str, Any]) -> bool:
    """Return whether a migration would run, as far as can be said beforehand."""
    executor = MigrationExecutor(connections[using])
    named = options["app_label"] or options["fake"] or options["run_syncdb"]
    return bool(named or executor.migration_plan(executor.loader.graph.leaf_nodes()))
