"""The room that composes what citizens read."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "sasando.website"
    verbose_name = "Website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import csp
        from sasando.website import search
        from sasando.website.templatetags.site import sheet

        csp.allow_style(sheet())
        search.register()
