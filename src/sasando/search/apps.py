"""The room in which readers find what is out."""

from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "sasando.search"
    verbose_name = "Search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import tick
        from sasando.search import index

        tick.register("search.refresh", index.refresh, every=timedelta(seconds=5))
        tick.register("search.reread", index.reread, every=timedelta(minutes=1))
