"""The way from the staff side to a person's own sign-in."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.account import LocaleSettingsPanel, NameEmailSettingsPanel
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from sasando.accounts import people
from sasando.accounts.forms import LanguageAndTimeForm, TitleForm
from sasando.accounts.models import Assignment, Unit
from sasando.accounts.viewsets import PeopleGroup
from sasando.core import actions

ACTIONS = {
    "person.registered": (
        gettext_lazy("Person registered"),
        gettext_lazy("Registered a person"),
    ),
    "person.changed": (
        gettext_lazy("Person changed"),
        gettext_lazy("Changed a person"),
    ),
    "address.asked": (
        gettext_lazy("New address asked for"),
        gettext_lazy("Asked for a new address"),
    ),
    "address.changed": (
        gettext_lazy("Address changed"),
        gettext_lazy("Changed an address"),
    ),
    "address.stopped": (
        gettext_lazy("New address stopped"),
        gettext_lazy("Stopped a new address"),
    ),
    "role.began": (
        gettext_lazy("Role began"),
        gettext_lazy("Began a role"),
    ),
    "unit.registered": (
        gettext_lazy("Work unit registered"),
        gettext_lazy("Registered a work unit"),
    ),
    "unit.changed": (
        gettext_lazy("Work unit changed"),
        gettext_lazy("Changed a work unit"),
    ),
}


@hooks.register("register_account_menu_item")
def two_steps(request: Any) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Passkeys and two steps"),
        "help_text": _("A code from your phone, or your finger, face or PIN."),
    }


@hooks.register("register_account_menu_item")
def sessions(request: Any) -> dict[str, str]:
    return {
        "url": reverse("usersessions_list"),
        "label": _("Where you are signed in"),
        "help_text": _("See your devices, and sign out of the others."),
    }


@hooks.register("register_account_menu_item")
def password(request: Any) -> dict[str, str]:
    return {
        "url": reverse("account_change_password"),
        "label": _("Change password"),
        "help_text": _("Your other devices are signed out."),
    }


# People are changed one by one, each change by a verb.
for action in (AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction):
    action.models = []

# A name stands under live news, so the operator changes it; the title is one's own.
NameEmailSettingsPanel.form_class = TitleForm
LocaleSettingsPanel.form_class = LanguageAndTimeForm


@hooks.register("register_admin_viewset")
def viewsets() -> Any:
    """Put units and roles into the menu."""
    return PeopleGroup()


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the page of a change of an address its own address."""
    view = people.address
    return [path("orang/<int:person_id>/alamat/", view, name="person_address")]


@hooks.register("before_edit_page")
def say_what_became_of_the_unit(request: HttpRequest, page: Any) -> None:
    """Tell whoever edits a text of an ended unit which unit took over."""
    unit = getattr(page, "unit", None)
    today = timezone.localdate()
    if request.method != "GET" or unit is None or unit.exists_on(today):
        return
    words = {"unit": unit, "day": date_format(unit.valid_until or unit.valid_from)}
    said = _("The unit of this text, “%(unit)s”, does not exist today.") % words
    if unit.valid_until and unit.valid_until < today:
        said = _("The unit of this text, “%(unit)s”, ended on %(day)s.") % words
    if unit.successor:
        said += " " + _("It was succeeded by “%(unit)s”.") % {"unit": unit.successor}
    messages.info(request, said)


actions.tell(ACTIONS, Unit, Assignment)
