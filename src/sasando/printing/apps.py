"""Makes Django find what this room brings."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "sasando.printing"
    verbose_name = "Printing"
