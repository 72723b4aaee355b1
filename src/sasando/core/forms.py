"""The form that every screen of ours is made of: days with a picker and an example."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

EXAMPLES = {
    forms.DateField: _("Day, month, year: 24-11-2026."),
    forms.DateTimeField: _("Day, month, year, time: 24-11-2026 14:30."),
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
