"""The roles of an office, and the table of who may do what.

One table for the whole house: a verb without a row fails a test. A row names the roles
that may take the step, each for its own unit ("own": the unit and those below it) or
for every unit ("all"). Source: law.md §2.11, made from Permendagri 3/2017 and Perki
1/2021; what an office decides otherwise is data (`Assignment`), not code.
"""

from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

Scope = Literal["own", "all"]


class Role(models.TextChoices):
    WRITER = "writer", _("Writer")
    PHOTOGRAPHER = "photographer", _("Photographer")
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    CHANNEL_ADMIN = "channel_admin", _("Channel administrator")
    FRONT_DESK = "front_desk", _("Front desk")
    PPID_UNIT = "ppid_unit", _("PPID of a unit")
    PPID_ADMIN = "ppid_admin", _("PPID administrator")
    PPID_MAIN = "ppid_main", _("Main PPID")
    PPID_SUPERIOR = "ppid_superior", _("Superior of the PPID")
    ADVISORY_TEAM = "advisory_team", _("Advisory team")
    HEAD = "head", _("Head of the agency")
    OPERATOR = "operator", _("Operator")
    AUDITOR = "auditor", _("Auditor")


PERMISSIONS: dict[str, dict[str, Scope]] = {
    # --- pages ------------------------------------------------------------
    "core.ask_approval": {"writer": "own", "editor": "all"},
    "core.approve_page": {"approver": "all", "head": "all"},
    "core.publish_page": {"approver": "all", "head": "all"},
    "core.revoke_page": {"approver": "all", "head": "all"},
    "core.withdraw_page": {"approver": "all", "head": "all"},
    "files.replace_picture": {"editor": "all", "approver": "all", "head": "all"},
    "core.redact_version": {"head": "all"},
    "newsroom.withdraw_release": {"head": "all"},
    "newsroom.cancel_number": {"approver": "all", "head": "all"},
    # --- imports ----------------------------------------------------------
    "imports.receive": {"editor": "all", "operator": "all"},
    "imports.start": {"editor": "all", "operator": "all"},
    "imports.approve": {"approver": "all", "head": "all"},
    "imports.undo": {"editor": "all", "operator": "all"},
    # --- the calendar of the law ------------------------------------------
    "core.import_holidays": {"operator": "all", "ppid_admin": "all"},
    "core.remove_day_off": {"operator": "all", "ppid_admin": "all"},
    # --- the office -------------------------------------------------------
    "accounts.appoint": {"operator": "all", "head": "all"},
    "accounts.dismiss": {"operator": "all", "head": "all"},
    "accounts.keep_unit": {"operator": "all"},
    "accounts.keep_person": {"operator": "all"},
    "accounts.ask_address": {"operator": "all"},
    "accounts.confirm_address": {"operator": "all", "head": "all"},
    "accounts.stop_address": {"operator": "all", "head": "all", "auditor": "all"},
    "website.set_up": {},
}

# What Wagtail and Django ask for by their own names, role by role.
SCREENS: dict[str, set[str]] = {
    "wagtailadmin.access_admin": {role.value for role in Role},
    "core.view_holiday": {role.value for role in Role},
    "core.add_holiday": {"operator", "ppid_admin"},
    "core.change_holiday": {"operator", "ppid_admin"},
    "core.delete_holiday": {"operator", "ppid_admin"},
    "core.view_leavedecree": {role.value for role in Role},
    "core.add_leavedecree": {"operator", "ppid_admin"},
    "core.change_leavedecree": {"operator", "ppid_admin"},
    "core.delete_leavedecree": {"operator", "ppid_admin"},
    "core.view_freeze": {"head", "approver", "editor"},
    "core.add_freeze": {"head", "approver"},
    "core.change_freeze": {"head"},
    "core.view_entry": {"auditor", "head", "operator"},
    "accounts.view_unit": {role.value for role in Role},
    "accounts.add_unit": {"operator"},
    "accounts.change_unit": {"operator"},
    "accounts.view_assignment": {"operator", "head", "auditor"},
    "accounts.add_assignment": {"operator", "head"},
    "accounts.change_assignment": {"operator", "head"},
    "accounts.view_user": {"operator", "head"},
    "accounts.add_user": {"operator"},
    "accounts.change_user": {"operator"},
    "files.view_rights": {"editor", "approver", "head"},
    "imports.view_import": {"editor", "operator", "approver", "head"},
    "imports.view_feed": {"editor", "operator", "approver", "head"},
    "imports.add_feed": {"editor"},
    "imports.change_feed": {"editor"},
    "website.change_officesettings": {"operator", "head"},
    "newsroom.change_newsroomsettings": {"head", "approver"},
}

# Wagtail asks its groups, not us, who may edit pages and pictures.
PAGE_RIGHTS: dict[str, tuple[str, ...]] = {
    # Adding means: make items, and edit the own ones.
    "writer": ("add_page",),
    "photographer": (),
    "editor": ("add_page", "change_page"),
    "approver": ("add_page", "change_page", "publish_page"),
    "head": ("change_page", "publish_page"),
}
# Adding means: add files, and change the own ones.
PICTURE_RIGHTS: dict[str, tuple[str, ...]] = {
    "writer": ("add", "choose"),
    "photographer": ("add", "choose"),
    "editor": ("add", "change", "choose"),
    "approver": ("add", "change", "choose"),
}
