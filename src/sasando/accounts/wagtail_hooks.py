"""The way from the staff side to a person's own sign-in."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views.account import NameEmailSettingsPanel

from sasando.accounts.forms import NameForm
from sasando.accounts.models import Assignment, Unit
from sasando.accounts.viewsets import PeopleGroup
from sasando.core.models import Entry


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


# Wagtail asks for a first and a last name; our people have one.
NameEmailSettingsPanel.form_class = NameForm


@hooks.register("register_admin_viewset")
def viewsets() -> Any:
    """Put units and roles into the menu."""
    return PeopleGroup()


@hooks.register("register_log_actions")
def log_models(actions: Any) -> None:
    """Let what happens to units and roles stand in the chained log."""
    for model in (Unit, Assignment):
        actions.register_model(model, Entry)
