"""The room of news and the editorial desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "sasando.newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import csp, telling, today
        from sasando.newsroom import reviews, work_products
        from sasando.newsroom.youtube import FRAME_SOURCE

        csp.allow_frame(FRAME_SOURCE)
        telling.register(number=telling.Fact(_("Number")))
        today.register("newsroom.reviews", reviews.lines)
        for source in work_products.OURS:
            work_products.register(f"newsroom.{source.__name__}", source)
        telling.register(
            owner=telling.Fact(_("Who looks after it"), telling.people),
            due_on=telling.Fact(_("Next review")),
        )
