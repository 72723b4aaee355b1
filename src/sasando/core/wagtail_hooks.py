"""The staff side of this room: words for the log, days off, freezes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = {
    "page.approved": (_("Approved"), _("Approved this text")),
    "page.withdrawn": (_("Withdrawn"), _("Withdrew this page")),
    "page.approval_asked": (_("Approval asked"), _("Sent a link for approval")),
    "role.given": (_("Role given"), _("Gave a role")),
    "role.ended": (_("Role ended"), _("Ended a role")),
    "unit.noted": (_("Noted"), _("Noted about a work unit")),
    "freeze.declared": (_("Freeze declared"), _("Declared a freeze")),
    "freeze.lifted": (_("Freeze lifted"), _("Lifted a freeze")),
    "holidays.imported": (_("Days off imported"), _("Imported days off")),
}


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name every action that `Entry.write` may be given."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)
