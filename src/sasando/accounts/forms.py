"""The forms about people, who sign in by e-mail."""

from typing import Any

from django import forms
from django.conf import settings
from django.forms import ModelForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.account import LocalePreferencesForm

from sasando.accounts.models import User


class PersonForm(ModelForm):  # type: ignore[type-arg]
    """Who somebody is. Roles are given elsewhere; passwords are set by nobody else."""

    class Meta:
        model = User
        fields = ("name", "email", "title", "is_active")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            # Nobody locks himself out by a slip.
            del self.fields["is_active"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        same = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("email", _("Somebody else has this e-mail address."))
        return email


class TitleForm(ModelForm):  # type: ignore[type-arg]
    """What a person may say of themselves; the name stands under live news."""

    class Meta:
        model = User
        fields = ("title",)


TIME_ZONES = {
    "Asia/Jakarta": gettext_lazy("Western Indonesia (WIB)"),
    "Asia/Makassar": gettext_lazy("Central Indonesia (WITA)"),
    "Asia/Jayapura": gettext_lazy("Eastern Indonesia (WIT)"),
}


class LanguageAndTimeForm(LocalePreferencesForm):
    """Wagtail's, with the three times of the country by their names."""

    current_time_zone = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Time zone"),
        choices=[
            ("", gettext_lazy("The time of the office")),
            *((name, TIME_ZONES[name]) for name in settings.WAGTAIL_USER_TIME_ZONES),
        ],
    )
