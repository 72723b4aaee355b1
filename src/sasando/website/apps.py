"""The room that composes what citizens read."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "sasando.website"
    verbose_name = "Website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import csp, triggers
        from sasando.website.store import heard
        from sasando.website.templatetags.site import sheet

        csp.allow_style(sheet())
        triggers.register(*heard.triggers())
