"""Makes Django find what this room brings."""

from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "sasando.foi"
    verbose_name = "Foi"
