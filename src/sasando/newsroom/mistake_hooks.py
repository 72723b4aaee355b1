"""What the staff side shows and logs of mistakes that readers report."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from sasando.core import actions
from sasando.newsroom import mistake_screens

ACTIONS = {
    "mistake.reported": (_("Mistake reported"), _("A reader reported a mistake")),
    "mistake.taken": (_("Mistake taken"), _("Opened the text to correct it")),
    "mistake.dismissed": (_("No mistake"), _("Found nothing wrong")),
}


actions.tell(ACTIONS)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the screen of one report its address."""
    screen = mistake_screens.mistake
    return [path("laporan-kesalahan/<int:key>/", screen, name="newsroom_mistake")]
