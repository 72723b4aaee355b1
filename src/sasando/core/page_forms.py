"""The editor's form of every page: a whole title, nothing sent that lacks something."""

from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, HiddenInput
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks import BlockField
from wagtail.blocks.stream_block import StreamBlockValidationError

from sasando.core.addresses import NAME_STAYS, has_public_below
from sasando.core.lacking import field_of, lacks_of

# Wagtail's two buttons by which a text begins to wait for its approval.
SENDING = ("action-submit", "action-restart-workflow")
# The overrides and isolates of Unicode's bidirectional text.
TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def name_of_form() -> str:
    return token_urlsafe(12)


class PageForm(WagtailAdminPageForm):
    # By which a form that is sent twice finds the page it made (`core.first_save`).
    first_save = CharField(required=False, widget=HiddenInput, initial=name_of_form)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["first_save"]
        if "title" in self.fields:
            show_whole(self.fields["title"])
        if "slug" in self.fields and self.has_no_address:
            # `BasePage` makes one of the title, or of the kind of page.
            self.fields["slug"].required = False

    def is_valid(self) -> bool:
        """Ask, once a text is sent, for all that its approval will ask for."""
        valid: bool = super().is_valid()
        if not self.is_sent:
            return valid
        for name, formset in self.formsets.items():
            if name != "comments" and formset.is_valid():
                # Into the text in memory alone; the view stores the same once more.
                formset.save(commit=False)
        said = self.say_lacking()
        return valid and not said

    @property
    def is_sent(self) -> bool:
        """Return whether the button of this form was one that sends it for approval."""
        asked = any(self.data.get(name) for name in SENDING)
        return asked and not self.is_deferred_validation

    def say_lacking(self) -> bool:
        """Say beside each field what the text lacks; return whether anything.

        What the field itself says already is not said twice.
        """
        lacking: dict[str | None, list[str]] = {}
        for sentence in lacks_of(self.instance):
            name = field_of(sentence)
            rows = self.formsets.get(name)
            if name in self.errors or (rows and not rows.is_valid()):
                continue
            place = name if name in self.fields else None
            lacking.setdefault(place, []).append(sentence)
        for place, sentences in lacking.items():
            self.add_error(place, self.fault(place, sentences))
        return bool(lacking)

    def fault(self, name: str | None, sentences: list[str]) -> ValidationError:
        if name and isinstance(self.fields[name], BlockField):
            return StreamBlockValidationError(non_block_errors=sentences)
        return ValidationError([str(sentence) for sentence in sentences])

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
        page = self.instance
        if page.pk and not page.live and slug != page.slug and has_public_below(page):
            raise ValidationError(gettext(NAME_STAYS))
        return slug.strip("-") if self.has_no_address else slug


def show_whole(field: Any) -> None:
    """Let a long title take as many lines as it needs to be read."""
    widget = AdminAutoHeightTextInput()
    widget.is_required = field.required
    widget.attrs |= field.widget_attrs(widget)
    field.widget = widget
