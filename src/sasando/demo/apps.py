"""Makes Django find what this room brings."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "sasando.demo"
    verbose_name = "Demo"
