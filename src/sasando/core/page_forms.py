"""The editor's form of every page: a title in full, a slug that is never missed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

# The overrides and isolates of Unicode's bidirectional text.
TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


class PageForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            show_whole(self.fields["title"])
        if "slug" in self.fields and self.has_no_address:
            # `BasePage` makes one of the title, or of the kind of page.
            self.fields["slug"].required = False

    @property
    def has_no_address(self) -> bool:
        """Return whether no reader has ever had the address of this page."""
        return self.instance.first_published_at is None

    def clean_title(self) -> str:
        """Return the title in one line.

        Refuses marks that show a reader letters in another order than they are.
        """
        title = " ".join(self.cleaned_data["title"].splitlines())
        if TURNING & set(title):
            raise ValidationError(
                gettext("Type the title anew: it holds unseen marks that turn letters.")
            )
        return title

    def clean_slug(self) -> str:
        """Return the slug without the edges that a browser makes of an emoji."""
        slug: str = self.cleaned_data["slug"]
        return slug.strip("-") if self.has_no_address else slug


def show_whole(field: Any) -> None:
    """Let a long title take as many lines as it needs to be read."""
    widget = AdminAutoHeightTextInput()
    widget.is_required = field.required
    widget.attrs |= field.widget_attrs(widget)
    field.widget = widget
