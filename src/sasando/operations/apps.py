"""Starts the room: the checks that `doctor` always makes, and the daily anchor."""

from datetime import timedelta

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "sasando.operations"
    verbose_name = "Operations"

    def ready(self) -> None:
        from sasando.core import tick
        from sasando.operations import anchors, doctor

        doctor.register_own()
        # It reads the whole log and writes nothing to the database: it may take long.
        day, limit = timedelta(days=1), timedelta(minutes=10)
        tick.register("operations.anchors", anchors.daily, every=day, limit=limit)
