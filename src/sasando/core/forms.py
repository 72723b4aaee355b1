"""The form that every screen of ours is made of: days with a picker and an example."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

EXAMPLES = {
    forms.DateField: _("Day, month, year: 24-11-2026."),
    forms.DateTimeField: _("Day, month, year, time: 24-11-2026 14.30."),
}
# Wagtail's own forms say them too: embargo, going out, the end of a page.
SENTENCES = {
    forms.DateField: _(
        "This day cannot be read, or there is none. Write it like this: 24-11-2026."
    ),
    forms.DateTimeField: _(
        "This moment cannot be read, or there is none. Write it like this: "
        "24-11-2026 14.30."
    ),
    forms.TimeField: _("This time cannot be read. Write it like this: 14.30."),
}


def install() -> None:
    """Let every form say how a day is written, where Django says that it is not one."""
    for kind, sentence in SENTENCES.items():
        kind.default_error_messages = kind.default_error_messages | {
            "invalid": sentence
        }


class OfficeForm(WagtailAdminModelForm):
    """Wagtail's form of a record, which says beside each day how it is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if example := EXAMPLES.get(type(field)):
                field.help_text = " ".join(
                    str(words) for words in (field.help_text, example) if words
                )
