"""The room of news and the editorial desk."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

A_MINUTE, FOUR_MINUTES = timedelta(minutes=1), timedelta(minutes=4)
TEN_MINUTES = timedelta(minutes=10)


class NewsroomConfig(AppConfig):
    name = "sasando.newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import csp, telling, tick, today
        from sasando.newsroom import reviews, work_products
        from sasando.newsroom.ended import finding
        from sasando.newsroom.links import harvest, jobs
        from sasando.newsroom.links import screens as links
        from sasando.newsroom.youtube import FRAME_SOURCE

        csp.allow_frame(FRAME_SOURCE)
        telling.register(number=telling.Fact(_("Number")))
        today.register("newsroom.reviews", reviews.lines)
        today.register("newsroom.links", links.lines)
        today.register("newsroom.ended_units", finding.unit_lines)
        today.register("newsroom.ended_officials", finding.official_lines)
        tick.register("newsroom.harvest", harvest.run, every=TEN_MINUTES)
        tick.register("newsroom.links", jobs.run, every=A_MINUTE, limit=FOUR_MINUTES)
        units = telling.rows_of("accounts.Unit")
        for source in work_products.OURS:
            work_products.register(f"newsroom.{source.__name__}", source)
        telling.register(
            owner=telling.Fact(_("Who looks after it"), telling.people),
            due_on=telling.Fact(_("Next review")),
            successor=telling.Fact(_("Succeeded by"), units),
            person=telling.Fact(_("Person"), telling.people),
            address=telling.Fact(_("Address")),
            why=telling.Fact(_("What it answered")),
        )
