"""The room of news and the editorial desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "sasando.newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import csp, publication, telling, tick, today, triggers
        from sasando.newsroom import parcel_lines, parcel_release, parcels, urgent
        from sasando.newsroom.youtube import FRAME_SOURCE
        from sasando.operations import doctor

        csp.allow_frame(FRAME_SOURCE)
        telling.register(
            number=telling.Fact(_("Number")),
            verdict=telling.Fact(_("Outcome"), urgent.verdicts),
        )
        triggers.register(*urgent.GUARDS)
        today.register("newsroom.urgent", urgent.red_lines)
        publication.register_hold(parcels.held)
        tick.register("newsroom.release_parcels", parcel_release.release_due)
        today.register("newsroom.parcels", parcel_lines.lines)
        doctor.register("newsroom.parcels", parcel_lines.stuck)
