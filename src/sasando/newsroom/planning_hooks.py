"""What the staff side shows of plans: publishing alone, parcels, the calendar."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from sasando.core import actions
from sasando.core.models import ApprovalLink, BasePage
from sasando.newsroom import calendar_screens, parcel_screens, urgent_screens
from sasando.newsroom.parcels import Member
from sasando.newsroom.stories import Story

ACTIONS = {
    "page.reviewed": (_("Reviewed"), _("Reviewed what was published alone")),
    "page.moved": (_("Moved"), _("Gave this text another hour")),
    "idea.added": (_("Idea kept"), _("Kept an idea")),
    "idea.planned": (_("Day wished"), _("Wished the idea for another day")),
    "idea.drafted": (_("Draft begun"), _("Began the draft of the idea")),
    "idea.dropped": (_("Dropped"), _("Dropped the idea")),
    "parcel.made": (_("Parcel made"), _("Made a parcel")),
    "parcel.added": (_("Added"), _("Put a page into the parcel")),
    "parcel.removed": (_("Taken out"), _("Took a page out of the parcel")),
    "parcel.timed": (_("Hour changed"), _("Gave the parcel another hour")),
    "parcel.approved": (_("Approved"), _("Approved the whole parcel")),
    "parcel.voided": (_("Approval void"), _("Changed an approved parcel")),
    "parcel.out": (_("Published"), _("Put the whole parcel out")),
    "parcel.dropped": (_("Dropped"), _("Gave the parcel up")),
}


actions.tell(ACTIONS)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the screens of plans their addresses."""
    return [
        path(
            "halaman/<int:page_id>/terbit-segera/",
            urgent_screens.publish,
            name="newsroom_urgent",
        ),
        path(
            "terbit-segera/<int:pk>/",
            urgent_screens.review,
            name="newsroom_review_alone",
        ),
        path(
            "laporan/terbit-segera/",
            urgent_screens.report,
            name="newsroom_urgent_report",
        ),
        path("kalender-konten/", calendar_screens.show, name="newsroom_calendar"),
        path("ide/baru/", calendar_screens.new_idea, name="newsroom_idea_new"),
        path("ide/<int:pk>/", calendar_screens.idea, name="newsroom_idea"),
        path(
            "halaman/<int:page_id>/pindah/", calendar_screens.move, name="newsroom_move"
        ),
        path("paket/", parcel_screens.index, name="newsroom_parcels"),
        path("paket/baru/", parcel_screens.new, name="newsroom_parcel_new"),
        path("paket/<int:pk>/", parcel_screens.show, name="newsroom_parcel"),
        path(
            "paket/<int:pk>/<slug:name>/",
            parcel_screens.step,
            name="newsroom_parcel_step",
        ),
    ]


@hooks.register("register_page_header_buttons")
def urgent_button(page: Page, user: Any, next_url: Any = None, **more: Any) -> Any:
    """Offer “publish alone” for a text that waits, to those who may."""
    asked = ApprovalLink.objects.filter(page_id=page.pk, used_at=None)
    waits = page.workflow_in_progress or asked.exists()
    if not (waits and isinstance(page.specific, Story)):
        return
    if user.has_perm("newsroom.publish_urgent", page.specific):
        yield widgets.Button(
            _("Publish without approval…"),
            reverse("newsroom_urgent", args=[page.pk]),
            icon_name="warning",
            priority=64,
        )


@hooks.register("register_page_header_buttons")
def parcel_button(page: Page, user: Any, next_url: Any = None, **more: Any) -> Any:
    """Lead to the parcel of this page, or to a new one."""
    if not isinstance(page.specific, BasePage):
        return
    if place := Member.objects.current().filter(page_id=page.pk).first():
        address = reverse("newsroom_parcel", args=[place.parcel_id])
        yield parcel_link(_("Its parcel"), address)
    elif page.live and not page.has_unpublished_changes:
        return
    elif user.has_perm("newsroom.make_parcel", page.specific):
        address = f"{reverse('newsroom_parcel_new')}?halaman={page.pk}"
        yield parcel_link(_("New parcel with this page…"), address)


def parcel_link(label: Any, address: str) -> Any:
    icon = "folder-open-inverse"
    return widgets.Button(label, address, icon_name=icon, priority=65)


class CalendarMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(calendar_screens.VIEW)


@hooks.register("register_admin_menu_item")
def calendar_item() -> MenuItem:
    """Show the calendar of content to the newsroom."""
    address = reverse("newsroom_calendar")
    # By its label its name would begin like that of the group "Kalender".
    facts = {"name": "newsroom-calendar", "icon_name": "calendar-alt", "order": 220}
    return CalendarMenuItem(_("Content calendar"), address, **facts)


class ParcelMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(right) for right in parcel_screens.SEES)


@hooks.register("register_admin_menu_item")
def parcel_item() -> MenuItem:
    """Show the parcels to those who make or approve them."""
    address = reverse("newsroom_parcels")
    icon = "copy"
    return ParcelMenuItem(_("Parcels"), address, icon_name=icon, order=225)


class UrgentMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(urgent_screens.VIEW)


@hooks.register("register_reports_menu_item")
def urgent_item() -> MenuItem:
    """Show the month's report among the reports."""
    address = reverse("newsroom_urgent_report")
    return UrgentMenuItem(
        _("Published without approval"), address, icon_name="warning", order=700
    )
