"""What the staff side shows and logs of upkeep: reviews, dead links, what has ended."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.models import Page

from sasando.core import actions
from sasando.core.models import Review
from sasando.newsroom import review_screens, work_screens
from sasando.newsroom.ended import screens as ended_screens
from sasando.newsroom.links import screens as link_screens

ACTIONS = {
    "page.reviewed": (_("Reviewed"), _("Said that this page is still true")),
    "link.recheck": (_("Asked again"), _("Let a link be asked again")),
    "link.ignored": (_("Ignored"), _("Let a dead link stay")),
    "page.unit_succeeded": (_("Unit succeeded"), _("Sent the successor for approval")),
    "page.kept_as_history": (_("Stays as history"), _("Left what has ended named")),
    "page.looked_after": (_("Handed over"), _("Named who looks after this page")),
}


actions.tell(ACTIONS)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the screens of upkeep their addresses."""
    review = review_screens.review_page
    return [
        path("tinjauan/", review_screens.review_list, name="newsroom_reviews"),
        path("tinjauan/<int:page_id>/", review, name="newsroom_review"),
        path("tautan-mati/", link_screens.link_list, name="newsroom_links"),
        path(
            "tautan-mati/<int:link_id>/periksa/",
            link_screens.recheck,
            name="newsroom_link_recheck",
        ),
        path(
            "tautan-mati/<int:link_id>/abaikan/",
            link_screens.ignore,
            name="newsroom_link_ignore",
        ),
        path("berakhir/", ended_screens.ended_list, name="newsroom_ended"),
        path("berakhir/tetap/", ended_screens.keep, name="newsroom_ended_keep"),
        path(
            "berakhir/<int:page_id>/serahkan/",
            ended_screens.assign,
            name="newsroom_ended_assign",
        ),
        path("hasil-kerja/", work_screens.work_products, name="newsroom_work"),
        path("hasil-kerja/xlsx/", work_screens.as_sheet, name="newsroom_work_xlsx"),
        path("hasil-kerja/pdf/", work_screens.as_paper, name="newsroom_work_pdf"),
    ]


class UpkeepItem(MenuItem):
    def __init__(self, *args: Any, right: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right)


@hooks.register("register_admin_menu_item")
def upkeep() -> MenuItem:
    """Show the lists of upkeep to those who act on them."""
    items = [
        UpkeepItem(
            _("Reviews of pages"),
            reverse("newsroom_reviews"),
            right="core.review_page",
            icon_name="date",
        ),
        UpkeepItem(
            _("Dead links"),
            reverse("newsroom_links"),
            right="newsroom.recheck_link",
            icon_name="link-external",
        ),
        UpkeepItem(
            _("Ended units and officials"),
            reverse("newsroom_ended"),
            right="newsroom.keep_as_history",
            icon_name="history",
        ),
    ]
    return SubmenuMenuItem(_("Upkeep"), Menu(items=items), icon_name="cog", order=320)


@hooks.register("register_page_header_buttons")
def review_button(page: Page, user: Any, **more: Any) -> Any:
    """Offer the review of a page that has one to those who may answer it. One query."""
    if not (page.live and user.has_perm("core.review_page", page.specific)):
        return
    if Review.objects.standing().filter(page_id=page.pk).exists():
        address = reverse("newsroom_review", args=[page.pk])
        yield widgets.Button(
            _("Review this page…"), address, icon_name="date", priority=63
        )


@hooks.register("register_reports_menu_item")
def work_item() -> MenuItem:
    """Show everybody the list of their own work."""
    address = reverse("newsroom_work")
    return MenuItem(_("Work products"), address, icon_name="list-ul", order=100)
