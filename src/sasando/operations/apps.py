"""Starts the room: the checks that `doctor` always makes."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "sasando.operations"
    verbose_name = "Operations"

    def ready(self) -> None:
        from sasando.operations import doctor

        doctor.register_own()
