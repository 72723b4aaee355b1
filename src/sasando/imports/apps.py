"""Starts the room: the worker goes on with imports and asks the feeds."""

from datetime import timedelta

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "sasando.imports"
    verbose_name = "Imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import tick, today
        from sasando.imports import jobs, offering

        today.register("imports", offering.lines)
        tick.register(
            "imports.work",
            jobs.work,
            every=timedelta(seconds=5),
            # A first reading is one piece: 100 MB on a slow machine take minutes.
            limit=timedelta(minutes=20),
        )
        tick.register("imports.out", jobs.dates, every=timedelta(minutes=1))
        tick.register("imports.files", jobs.files, every=timedelta(days=1))
        tick.register(
            "imports.feeds",
            jobs.feeds,
            every=timedelta(hours=1),
            limit=timedelta(minutes=10),
        )
