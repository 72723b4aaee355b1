"""The staff side of this room: the log of what changes the site, and what is read."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.menu import MenuItem
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from sasando.core import actions
from sasando.website import alert_screens
from sasando.website.models import OfficeSettings
from sasando.website.reads import figures, screens
from sasando.website.store import recording

ACTIONS = {
    "alert.raised": (_("Alert"), _("Put an alert above every page")),
    "alert.ended": (_("Alert ended"), _("Took an alert off every page")),
    "address.led_on": (_("Address led on"), _("Let an old address lead to a page")),
}


actions.tell(ACTIONS, Redirect, OfficeSettings)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the screens of this room their addresses."""
    return [
        path("peringatan/", alert_screens.index, name="website_alerts"),
        path(
            "peringatan/<int:pk>/akhiri/", alert_screens.end, name="website_alert_end"
        ),
        path("dibaca/", screens.read_list, name="website_reads"),
        path("dibaca/alihkan/", screens.lead_on, name="website_lead_on"),
        path("dibaca/<int:page_id>/", screens.of_page, name="website_reads_of"),
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


class ReadsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(screens.VIEW))


@hooks.register("register_admin_menu_item")
def reads_item() -> MenuItem:
    """Show what is read to those who write and decide."""
    address = reverse("website_reads")
    return ReadsItem(
        _("What is read"), address, name="reads", icon_name="view", order=310
    )


@hooks.register("register_page_header_buttons")
def reads_button(page: Page, user: Any, view_name: str = "", **more: Any) -> Any:
    """Say beside a text that is out how often it is read. One query, in the editor."""
    if view_name == "edit" and page.live and user.has_perm(screens.VIEW):
        sums = figures.of_page(page.pk, today=timezone.localdate())
        words = {
            name: number_format(n, force_grouping=True) for name, n in sums.items()
        }
        said = gettext("Read: %(today)s today, %(week)s in 7, %(month)s in 30 days")
        address = reverse("website_reads_of", args=[page.pk])
        yield widgets.Button(said % words, address, icon_name="view", priority=64)
