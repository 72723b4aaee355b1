"""The staff side of this room: what changes the public site stands in the log."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.contrib.redirects.models import Redirect

from sasando.core.models import Entry
from sasando.website import alert_screens
from sasando.website.models import OfficeSettings
from sasando.website.store import recording

ACTIONS = {
    "alert.raised": (_("Alert"), _("Put an alert above every page")),
    "alert.ended": (_("Alert ended"), _("Took an alert off every page")),
}


@hooks.register("register_log_actions")
def log_models(actions: Any) -> None:
    """Let redirects and the facts of the office stand in the chained log."""
    for model in (Redirect, OfficeSettings):
        actions.register_model(model, Entry)
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the screens of this room their addresses."""
    return [
        path("peringatan/", alert_screens.index, name="website_alerts"),
        path(
            "peringatan/<int:pk>/akhiri/", alert_screens.end, name="website_alert_end"
        ),
    ]


class AlertMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(alert_screens.RAISE)


@hooks.register("register_admin_menu_item")
def alert_item() -> MenuItem:
    """Show the alerts to those who may put one on the site."""
    address = reverse("website_alerts")
    return AlertMenuItem(_("Alerts"), address, icon_name="warning", order=245)


# What a page is made of is noted from here on, where somebody stores it. Innermost:
# Wagtail has asked by then whether the page is private.
hooks.register("on_serve_page", recording.noting, order=1000)
