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


DESK: dict[str, Scope] = {"editor": "all", "approver": "all", "head": "all"}
COVER: dict[str, Scope] = {
    "writer": "all",
    "photographer": "all",
    "editor": "all",
    "channel_admin": "all",
}

WRITES_OR_DECIDES: dict[str, Scope] = {
    "writer": "own",
    "editor": "all",
    "approver": "all",
    "head": "all",
}
# In a crisis whoever sees it first stops the channels.
CALM: dict[str, Scope] = {
    "channel_admin": "all",
    "editor": "all",
    "approver": "all",
    "head": "all",
}
SPEAKS: dict[str, Scope] = {"writer": "own", "editor": "all", "channel_admin": "all"}
# Who looks at the account and says what is there.
ANSWERS: dict[str, Scope] = {
    "channel_admin": "all",
    "editor": "all",
    "approver": "all",
    "head": "all",
}
PERMISSIONS: dict[str, dict[str, Scope]] = {
    # --- pages ------------------------------------------------------------
    "core.ask_approval": {"writer": "own", "editor": "all"},
    "core.approve_page": {"approver": "all", "head": "all"},
    "core.publish_page": {"approver": "all", "head": "all"},
    "core.revoke_page": {"approver": "all", "head": "all"},
    "core.withdraw_page": {"approver": "all", "head": "all"},
    "core.review_page": {
        "writer": "own",
        "editor": "all",
        "approver": "all",
        "head": "all",
    },
    "core.plan_review": {"editor": "all", "approver": "all", "head": "all"},
    "files.replace_picture": {"editor": "all", "approver": "all", "head": "all"},
    "core.redact_version": {"head": "all"},
    "newsroom.withdraw_release": {"head": "all"},
    "newsroom.recheck_link": {
        "writer": "all",
        "editor": "all",
        "approver": "all",
        "head": "all",
    },
    "newsroom.assign_successor": {"editor": "all", "approver": "all", "head": "all"},
    "newsroom.keep_as_history": {"editor": "all", "approver": "all", "head": "all"},
    "newsroom.ignore_link": {"editor": "all", "approver": "all", "head": "all"},
    "newsroom.cancel_number": {"approver": "all", "head": "all"},
    "newsroom.assign_coverage": DESK,
    "newsroom.change_coverage": DESK,
    "newsroom.cancel_coverage": DESK,
    # Whom the desk has asked, these verbs ask themselves; any unit may be covered.
    "newsroom.accept_coverage": COVER,
    "newsroom.decline_coverage": COVER,
    "newsroom.hand_over_coverage": COVER | DESK,
    "newsroom.mark_covered": COVER | DESK,
    "newsroom.finish_coverage": COVER | DESK,
    "newsroom.start_draft": {"writer": "own", "editor": "all"},
    "newsroom.ask_source": WRITES_OR_DECIDES,
    "newsroom.withdraw_source": WRITES_OR_DECIDES,
    "newsroom.read_answer": WRITES_OR_DECIDES,
    "newsroom.confirm_translation": WRITES_OR_DECIDES,
    # Readers report; who may write for the unit looks at it.
    "newsroom.report_mistake": {},
    "newsroom.take_mistake": WRITES_OR_DECIDES,
    "newsroom.dismiss_mistake": WRITES_OR_DECIDES,
    # Who takes the call or the letter writes it down; others answer and decide.
    "newsroom.record_reply": WRITES_OR_DECIDES | {"front_desk": "all"},
    "newsroom.link_reply": WRITES_OR_DECIDES,
    "newsroom.draft_reply": WRITES_OR_DECIDES,
    "newsroom.grant_reply": {"editor": "all", "approver": "all", "head": "all"},
    "newsroom.refuse_reply": {"approver": "all", "head": "all"},
    # Who stands in the field with the camera reports too; an editor makes it a text.
    "newsroom.send_report": {"writer": "own", "photographer": "own", "editor": "all"},
    "newsroom.date_photo": {"writer": "own", "photographer": "own", "editor": "all"},
    "newsroom.accept_letter": {"editor": "all"},
    "newsroom.discard_letter": {"editor": "all"},
    "newsroom.publish_urgent": {"editor": "all"},
    "newsroom.review_urgent": {"approver": "all", "head": "all"},
    "newsroom.make_parcel": {"writer": "own", "editor": "all"},
    "newsroom.add_to_parcel": {"writer": "own", "editor": "all"},
    "newsroom.remove_from_parcel": {"writer": "own", "editor": "all"},
    "newsroom.time_parcel": {"writer": "own", "editor": "all"},
    "newsroom.drop_parcel": {"writer": "own", "editor": "all"},
    "newsroom.approve_parcel": {"approver": "all", "head": "all"},
    "newsroom.add_idea": {
        "writer": "own",
        "photographer": "own",
        "editor": "all",
        "approver": "all",
        "head": "all",
    },
    "newsroom.plan_idea": {"writer": "own", "editor": "all"},
    "newsroom.draft_idea": {"writer": "own", "editor": "all"},
    "newsroom.drop_idea": {"writer": "own", "editor": "all"},
    "newsroom.move_story": {"writer": "own", "editor": "all"},
    # --- imports ----------------------------------------------------------
    "imports.receive": {"editor": "all", "operator": "all"},
    "imports.start": {"editor": "all", "operator": "all"},
    "imports.approve": {"approver": "all", "head": "all"},
    "imports.undo": {"editor": "all", "operator": "all"},
    # --- channels ---------------------------------------------------------
    "channels.connect": {"channel_admin": "all", "operator": "all"},
    "channels.reconnect": {"channel_admin": "all", "operator": "all"},
    "channels.register_app": {"channel_admin": "all", "operator": "all"},
    "channels.set_options": {"channel_admin": "all", "operator": "all"},
    "channels.disconnect": {"channel_admin": "all", "operator": "all"},
    "channels.pause": CALM,
    "channels.resume": CALM,
    "channels.pause_all": CALM,
    "channels.resume_all": {"approver": "all", "head": "all"},
    "channels.write": SPEAKS,
    "channels.edit": SPEAKS,
    "channels.approve": {"approver": "all", "head": "all"},
    "channels.retry": ANSWERS,
    "channels.publish_again": {"approver": "all", "head": "all"},
    "channels.found": ANSWERS,
    "channels.comment_again": ANSWERS,
    "channels.comment_there": ANSWERS,
    # In a small office the writer posts it from the phone.
    "channels.posted": ANSWERS | {"writer": "all"},
    "channels.retry_failed": ANSWERS,
    "channels.see_live": {"channel_admin": "all", "operator": "all"},
    # Who writes changes the own words alone; the verb asks.
    "channels.revise": {"writer": "all", "editor": "all", "channel_admin": "all"},
    "channels.recall": {"editor": "all", "approver": "all", "head": "all"},
    "channels.confirm_deleted": ANSWERS,
    # Of any page that is out: somebody else approves what is said of it.
    "channels.share": {"writer": "all", "editor": "all", "channel_admin": "all"},
    "channels.page_seen": ANSWERS,
    "channels.let_stand": ANSWERS,
    "channels.confirm_edited": ANSWERS | {"writer": "all"},
    "channels.keep_hashtags": {"editor": "all", "channel_admin": "all"},
    "channels.dress": {"channel_admin": "all", "operator": "all"},
    # Who writes moves the own posts alone; the verb asks.
    "channels.move": ANSWERS | {"writer": "all"},
    "channels.set_slots": {"editor": "all", "channel_admin": "all"},
    "channels.receive_sheet": SPEAKS,
    # The own table alone; the verb asks.
    "channels.take_sheet": {"writer": "all", "editor": "all", "channel_admin": "all"},
    # A token can do what its person may; whoever runs the office may end it.
    "channels.make_token": SPEAKS | ANSWERS,
    "channels.withdraw_token": SPEAKS | ANSWERS | {"writer": "all", "operator": "all"},
    "channels.add_hook": {"channel_admin": "all", "operator": "all"},
    "channels.rotate_hook": {"channel_admin": "all", "operator": "all"},
    "channels.remove_hook": {"channel_admin": "all", "operator": "all"},
    "channels.send_again": {"channel_admin": "all", "operator": "all"},
    # People from outside subscribe and leave; nobody in the office does it for them.
    "channels.ask_subscription": {},
    "channels.confirm_subscription": {},
    "channels.push_subscription": {},
    "channels.message_subscription": {},
    "channels.heard_subscription": {},
    "channels.choose_subscription": {},
    "channels.leave_subscription": {},
    "channels.return_subscription": {},
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
    "website.raise_alert": DESK,
    "website.end_alert": DESK,
    "website.set_up": {},
    "website.lead_on": {"editor": "all", "approver": "all", "head": "all"},
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
    # Of the photos that one brought in oneself.
    "files.view_own_rights": {"writer", "photographer", "editor", "approver", "head"},
    "simple_translation.submit_translation": {"writer", "editor", "approver"},
    "channels.view_channel": {*CALM, "operator"},
    "channels.view_delivery": {*SPEAKS, *CALM},
    "channels.view_hook": {"channel_admin", "operator"},
    "channels.view_subscription": {*CALM, "auditor"},
    "imports.view_import": {"editor", "operator", "approver", "head"},
    "imports.view_feed": {"editor", "operator", "approver", "head"},
    "imports.add_feed": {"editor"},
    "imports.change_feed": {"editor"},
    "website.change_officesettings": {"operator", "head"},
    "website.view_reads": {
        *("writer", "photographer", "editor", "approver", "head", "channel_admin"),
    },
    "newsroom.view_work_products": {"head", "editor"},
    "newsroom.change_newsroomsettings": {"head", "approver"},
    "newsroom.view_stories": {"writer", "photographer", "editor", "approver", "head"},
    "newsroom.view_coverage": {*DESK, *COVER},
    "newsroom.view_idea": {"writer", "photographer", "editor", "approver", "head"},
    "newsroom.view_urgentpublication": {"editor", "approver", "head", "auditor"},
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
