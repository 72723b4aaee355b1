"""Who signs a release: chosen by name and position, among those who may."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sasando.accounts.models import Assignment
from sasando.accounts.roles import Role
from sasando.newsroom.forms import StoryForm

SIGNS = (Role.HEAD, Role.APPROVER)


def signers(*days: date) -> Any:
    """Return who has a role to sign on one of these days. One query."""
    able = Q()
    for day in days:
        roles = Assignment.objects.current(day).filter(role__in=SIGNS)
        able |= Q(pk__in=roles.values("user"))
    return get_user_model()._default_manager.filter(able).order_by("name")


class SignerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        """Return the name, with the position where there is one."""
        return f"{obj}, {obj.title}" if obj.title else str(obj)


class ReleaseForm(StoryForm):
    """Offers who may sign, and shows the number that the release bears already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "signatory" in self.fields:
            self.fields["signatory"] = self.signer()
        if "typed_number" in self.fields and (number := self.given_number()):
            self.show_number(number)

    def signer(self) -> SignerField:
        """Return the choice among those who may sign today or on its date."""
        plain = self.fields["signatory"]
        today = timezone.localdate()
        able = signers(today, self.instance.dated_on or today)
        chosen = get_user_model()._default_manager.filter(pk=self.instance.signatory_id)
        return SignerField(
            queryset=(able | chosen).distinct(),
            label=plain.label,
            required=False,
            help_text=_("Who is head or approver on the date of the release."),
        )

    def given_number(self) -> str:
        return self.instance.number if self.instance.pk else ""

    def show_number(self, number: str) -> None:
        """Say the number in force; nothing is typed where one was given."""
        field = self.fields["typed_number"]
        said = gettext("This release bears the number %(number)s.")
        field.help_text = said % {"number": number}
        if not self.instance.typed_number:
            field.disabled = True
            field.widget.attrs["placeholder"] = number
