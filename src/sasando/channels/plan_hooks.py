"""The staff side of what is planned, and of programs: calendar, slots, tables, tokens.

Its addresses come before those of `wagtail_hooks`, where a word stands for any step.
"""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks as wagtail_hooks

from sasando.channels.outside import AccessToken, Hook
from sasando.channels.planned import Sheet
from sasando.channels.screens import access, calendar, hooks, sheets, slots
from sasando.core import actions

actions.tell(
    {
        "delivery.moved": (_("Move a post"), _("Post given another hour")),
        "channel.slots": (_("Change slots"), _("Slots of the channel changed")),
        "sheet.received": (_("Send a table"), _("Table of drafts sent")),
        "sheet.taken": (_("Take over a table"), _("Table of drafts taken over")),
        "token.made": (_("Make a token"), _("Access token made")),
        "token.withdrawn": (_("Withdraw a token"), _("Access token withdrawn")),
        "token.approved": (_("Approve"), _("A program approved a post by this token")),
        "hook.added": (_("Add a webhook"), _("Webhook added")),
        "hook.rotated": (_("Make a new secret"), _("Webhook given a new secret")),
        "hook.removed": (_("Remove a webhook"), _("Webhook removed")),
        "hook.sent_again": (_("Send again"), _("Webhook message sent again")),
    },
    AccessToken,
    Hook,
    Sheet,
)


@wagtail_hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give these screens their addresses."""
    sheet, token, hook = "kiriman/impor/", "kanal/token/", "kanal/webhook/"
    return [
        path("kiriman/kalender/", calendar.show, name="channels_calendar"),
        path("kiriman/satu/<int:pk>/pindah/", calendar.move, name="channels_move"),
        path("kanal/<int:pk>/jam-siar/", slots.show, name="channels_slots"),
        path(sheet, sheets.new, name="channels_sheet_new"),
        path(f"{sheet}<int:pk>/", sheets.show, name="channels_sheet"),
        path(
            f"{sheet}contoh.<slug:kind>",
            sheets.template,
            name="channels_sheet_template",
        ),
        path(hook, hooks.index, name="channels_hooks"),
        path(f"{hook}<int:pk>/", hooks.show, name="channels_hook"),
        path(f"{hook}<int:pk>/<slug:name>/", hooks.step, name="channels_hook_step"),
        path(token, access.index, name="channels_tokens"),
        path(
            f"{token}<int:pk>/cabut/", access.withdraw, name="channels_token_withdraw"
        ),
    ]
