"""What the staff side shows and logs of the newsroom: its parts, and the releases."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets

from sasando.core import actions
from sasando.newsroom import (
    cancelling,
    desk_hooks,
    field_hooks,
    mistake_hooks,
    planning_hooks,
    source_hooks,
    upkeep_hooks,
)
from sasando.newsroom.kinds import ReleasePage
from sasando.newsroom.office import NewsroomSettings

# Their hooks register themselves.
__all__ = [
    "desk_hooks",
    "field_hooks",
    "mistake_hooks",
    "planning_hooks",
    "source_hooks",
    "upkeep_hooks",
]


actions.tell({}, NewsroomSettings)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the steps with a release their addresses."""
    return [
        path(
            "siaran-pers/<int:page_id>/batalkan-nomor/",
            cancelling.cancel_number,
            name="newsroom_cancel_number",
        )
    ]


@hooks.register("register_page_header_buttons")
def steps(page: Any, user: Any, next_url: Any = None, **more: Any) -> Any:
    """Offer to cancel the number of a release that is not out. Two queries."""
    if page.specific_class is ReleasePage and cancelling.can_cancel(page, user):
        yield widgets.Button(
            _("Cancel the number…"),
            reverse("newsroom_cancel_number", args=[page.pk]),
            icon_name="cross",
            priority=63,
        )
