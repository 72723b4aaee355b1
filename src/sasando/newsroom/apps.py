"""The room of news and the editorial desk."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "sasando.newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import csp, telling, tick
        from sasando.newsroom import morning, waiting
        from sasando.newsroom.youtube import FRAME_SOURCE

        csp.allow_frame(FRAME_SOURCE)
        waiting.register()
        minutes = timedelta(minutes=5)
        tick.register(
            "newsroom.morning", morning.send_due, every=minutes, limit=minutes
        )
        telling.register(
            number=telling.Fact(_("Number")),
            people=telling.Fact(_("Who covers it"), telling.people),
            hands_over=telling.Fact(_("Who hands over"), telling.people),
            takes_over=telling.Fact(_("Who takes over"), telling.people),
            assigned_by=telling.Fact(_("Assigned by"), telling.people),
            draft=telling.Fact(_("Draft"), telling.rows_of("wagtailcore.Page")),
        )
