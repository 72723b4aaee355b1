"""Starts the room: triggers, the publication guard, the registered jobs."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_delete, pre_save


class CoreConfig(AppConfig):
    name = "sasando.core"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Core"

    def ready(self) -> None:
        from wagtail.signals import pre_page_move

        from sasando.core import (
            csp,
            entries,
            faults,
            first_save,
            forms,
            frame,
            guards,
            publication,
            schedule,
            starts,
            tick,
            triggers,
        )

        csp.allow_style(faults.sheet())
        starts.install()
        forms.install()
        frame.install()
        first_save.install()
        triggers.register(*entries.GUARDS, *guards.GUARDS)
        # Every migrate may have dropped them: SQLite's AlterField does so silently.
        post_migrate.connect(triggers.after_migrate, dispatch_uid="core.triggers")
        pre_save.connect(publication.guard_save, dispatch_uid="core.guard_save")
        pre_delete.connect(publication.guard_delete, dispatch_uid="core.guard_delete")
        pre_page_move.connect(publication.keep_place, dispatch_uid="core.keep_place")
        tick.register("core.release_due", schedule.release_due)
