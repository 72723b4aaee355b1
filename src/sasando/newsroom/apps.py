"""The room of news and the editorial desk."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "sasando.newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.accounts import kept
        from sasando.core import csp, telling, tick, today
        from sasando.newsroom.field import jobs as field_jobs
        from sasando.newsroom.field import waiting
        from sasando.newsroom.inbox import jobs as inbox_jobs
        from sasando.newsroom.youtube import FRAME_SOURCE

        csp.allow_frame(FRAME_SOURCE)
        kept.EDITORS.add("newsroom_field")
        today.register("newsroom.field", waiting.just_came_in)
        today.register("newsroom.letters", waiting.letters_wait)
        day, minute = timedelta(days=1), timedelta(minutes=1)
        tick.register("newsroom.left_behind", field_jobs.left_behind, every=day)
        tick.register(
            "newsroom.inbox", inbox_jobs.fetch, every=minute, limit=10 * minute
        )
        tick.register("newsroom.letters", inbox_jobs.erase, every=day)
        telling.register(number=telling.Fact(_("Number")))
