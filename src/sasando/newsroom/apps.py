"""The room of news and the editorial desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "sasando.newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import timedelta

        from wagtail.signals import copy_for_translation_done

        from sasando.core import csp, telling, tick, today
        from sasando.newsroom import pruning, replies, replying, sources, translations
        from sasando.newsroom.youtube import FRAME_SOURCE

        csp.allow_frame(FRAME_SOURCE)
        pages = telling.rows_of("wagtailcore.Page")
        telling.register(
            number=telling.Fact(_("Number")),
            question=telling.Fact(_("Question")),
            kind=telling.Fact(_("Who it is"), sources.kinds),
            verdict=telling.Fact(_("Answer"), sources.verdicts),
            due_at=telling.Fact(_("Answer by")),
            source=telling.Fact(_("Source")),
            page=telling.Fact(_("Story"), pages),
            reply_page=telling.Fact(_("Page with the reply"), pages),
            source_page=telling.Fact(_("Translated from"), pages),
        )
        today.register("newsroom.sources", sources.waiting)
        today.register("newsroom.replies", replies.waiting)
        today.register("newsroom.translations", translations.waiting)
        hour = timedelta(hours=1)
        tick.register("newsroom.prune", pruning.run, every=hour)
        tick.register("newsroom.recount", replying.recount_due, every=hour)
        # Wagtail's own screens make the translation.
        copy_for_translation_done.connect(
            translations.made, dispatch_uid="newsroom.translated"
        )
