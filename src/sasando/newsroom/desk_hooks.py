"""What the staff side shows and logs of the desk: coverage, and the list of stories."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from sasando.core import actions
from sasando.core.menu import SeenItem
from sasando.newsroom.coverages import Coverage
from sasando.newsroom.screens import coverages, steps, stories

ACTIONS = {
    "coverage.assigned": (_("Coverage assigned"), _("Assigned this coverage")),
    "coverage.changed": (_("Coverage changed"), _("Changed this coverage")),
    "coverage.accepted": (_("Coverage accepted"), _("Said yes")),
    "coverage.declined": (_("Coverage declined"), _("Declined")),
    "coverage.settled": (_("State of a coverage"), _("The state follows the answers")),
    "coverage.handed_over": (_("Coverage handed over"), _("Handed a part over")),
    "coverage.covered": (_("Covered"), _("Covered it")),
    "coverage.draft_started": (_("Draft started"), _("Started the draft")),
    "coverage.written": (_("Coverage written"), _("Nothing more is to be done")),
    "coverage.cancelled": (_("Coverage called off"), _("Called it off")),
}


actions.tell(ACTIONS, Coverage)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the lists of the desk and each step of a coverage their addresses."""
    one = "liputan/<int:pk>/"
    return [
        path("naskah/", stories.stories, name="stories"),
        path("liputan/", coverages.coverages, name="coverages"),
        path("liputan/baru/", coverages.add, name="coverage_add"),
        path(
            "liputan/bagian/<int:pk>/alihkan/",
            steps.hand_over,
            name="coverage_hand_over",
        ),
        path(one, coverages.coverage, name="coverage"),
        path(f"{one}ubah/", coverages.change, name="coverage_change"),
        path(f"{one}terima/", steps.accept, name="coverage_accept"),
        path(f"{one}tolak/", steps.decline, name="coverage_decline"),
        path(f"{one}diliput/", steps.covered, name="coverage_covered"),
        path(f"{one}naskah/", steps.draft, name="coverage_draft"),
        path(f"{one}selesai/", steps.finish, name="coverage_finish"),
        path(f"{one}batal/", steps.cancel, name="coverage_cancel"),
    ]


@hooks.register("register_admin_menu_item")
def stories_item() -> MenuItem:
    address, icon = reverse("stories"), "doc-full"
    return SeenItem(_("Stories"), address, icon_name=icon, order=20, right=stories.VIEW)


@hooks.register("register_admin_menu_item")
def coverages_item() -> MenuItem:
    address, icon = reverse("coverages"), "calendar"
    return SeenItem(_("Coverage"), address, icon_name=icon, order=30, right=steps.VIEW)
