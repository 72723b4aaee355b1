"""The room that composes what citizens read."""

from datetime import timedelta

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "sasando.website"
    verbose_name = "Website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import csp, faults, tick
        from sasando.operations import doctor
        from sasando.website import search
        from sasando.website.reads import access_log
        from sasando.website.store import checkup, outside, refreshing, sweeping
        from sasando.website.templatetags.site import sheet

        csp.allow_style(sheet())
        faults.frames.append(outside.frame)
        search.register()
        self.store_pages()
        tick.register(refreshing.JOB, refreshing.job, every=timedelta(seconds=5))
        tick.after_each(refreshing.after_job)
        tick.register(
            "website.sweep",
            sweeping.nightly,
            every=timedelta(days=1),
            limit=timedelta(hours=1),
        )
        tick.register("website.reads", access_log.job, every=timedelta(minutes=1))
        doctor.register("website.store", checkup.store)

    def store_pages(self) -> None:
        """Say what is heard and stored besides pages, and which files are public."""
        from wagtail.signals import page_unpublished

        from sasando.core import triggers
        from sasando.files import public
        from sasando.website.store import (
            heard,
            pictures,
            recording,
            refreshing,
            rendering,
        )

        triggers.register(*heard.triggers())
        recording.install()
        rendering.store_also(
            "topic", "topic_leaf", "units", "unit", "unit_leaf", "feed"
        )
        rendering.begin_at("robots")
        page_unpublished.connect(refreshing.page_left, dispatch_uid="website.left")
        public.NAMED.append(pictures.is_named)
        public.MADE_OF.append(recording.shows)
