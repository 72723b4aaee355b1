"""`sasando migrate`: Django's, with our triggers out of its way and back after it."""

from typing import Any

from django.core.management.commands import migrate

from sasando.core import triggers


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> Any:
        """Migrate; whatever happens, the triggers are in force at the end.

        SQLite refuses to rebuild a table that another table's trigger reads, and
        PostgreSQL to alter a column that a trigger watches.
        """
        using = options["database"]
        triggers.lift(using=using)
        try:
            return super().handle(*args, **options)
        finally:
            triggers.install(using=using)
