"""The forms of Wagtail's user screens, for people who sign in by e-mail."""

from django.forms import ModelForm
from wagtail.users.forms import UserCreationForm as WagtailCreationForm
from wagtail.users.forms import UserEditForm as WagtailEditForm

from sasando.accounts.models import User

FIELDS = {"email", "name", "title", "is_active"}


class UserEditForm(WagtailEditForm):
    class Meta(WagtailEditForm.Meta):
        fields = FIELDS


class UserCreationForm(WagtailCreationForm):
    class Meta(WagtailCreationForm.Meta):
        fields = FIELDS


class NameForm(ModelForm):  # type: ignore[type-arg]
    """A person's own name: one field, where Wagtail asks for two that we lack."""

    class Meta:
        model = User
        fields = ("name", "title")
