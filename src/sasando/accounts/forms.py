"""The forms of Wagtail's user screens, for people who sign in by e-mail."""

from wagtail.users.forms import UserCreationForm as WagtailCreationForm
from wagtail.users.forms import UserEditForm as WagtailEditForm

FIELDS = {"email", "name", "title", "is_active"}


class UserEditForm(WagtailEditForm):
    class Meta(WagtailEditForm.Meta):
        fields = FIELDS


class UserCreationForm(WagtailCreationForm):
    class Meta(WagtailCreationForm.Meta):
        fields = FIELDS
