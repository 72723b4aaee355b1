"""Reports from the field and letters on the staff side: addresses, menu, log."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from sasando.core import actions
from sasando.newsroom.field import piece_views, views
from sasando.newsroom.field.forms import STEP
from sasando.newsroom.field.rows import Report
from sasando.newsroom.inbox import screens

ACTIONS = {
    "story.came_in": (_("Came in"), _("Sent this from the field")),
    "letter.accepted": (_("Taken as a draft"), _("Took this e-mail as a draft")),
    "letter.discarded": (_("Discarded"), _("Discarded this e-mail")),
}


actions.tell(ACTIONS)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the form for the field and the screen of e-mails their addresses."""
    photo = "lapangan/foto/<uuid:draft>/<uuid:key>/"
    return [
        path("lapangan/", views.write, name="newsroom_field"),
        path("lapangan/<int:report_id>/", views.received, name="newsroom_received"),
        path(photo, piece_views.photo, name="newsroom_photo"),
        path(f"{photo}mulai/", piece_views.begin),
        path(f"{photo}selesai/", piece_views.end),
        path(f"{photo}buang/", piece_views.drop),
        path("surel-masuk/", screens.waiting, name="newsroom_letters"),
        path("surel-masuk/<int:letter_id>/", screens.letter, name="newsroom_letter"),
    ]


class AllowedItem(MenuItem):
    """An entry of the menu for those who may take its step."""

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.step)


@hooks.register("register_admin_menu_item")
def field_item() -> MenuItem:
    """Lead to the form for the field."""
    address = reverse("newsroom_field")
    words = _("From the field")
    return AllowedItem(words, address, icon_name="mobile-alt", order=150, step=STEP)


@hooks.register("register_admin_menu_item")
def letters_item() -> MenuItem:
    """Lead to the e-mails that wait."""
    address, words = reverse("newsroom_letters"), _("Incoming e-mail")
    step = screens.STEP
    return AllowedItem(words, address, icon_name="mail", order=151, step=step)


@hooks.register("before_edit_page")
def say_what_the_field_said(request: HttpRequest, page: Page) -> None:
    """Tell the editor of a draft what came beside its text: place, people, gaps."""
    if request.method != "GET" or page.live:
        return
    report = Report.objects.filter(page=page.pk).first()
    if report is None:
        return
    facts = {gettext("Place"): report.place, gettext("Who"): report.people}
    said = [f"{name}: {words}" for name, words in facts.items() if words]
    for words in [*said, *report.notes]:
        messages.info(request, words)
