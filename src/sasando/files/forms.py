"""The forms of Wagtail's picture and document screens, with our file inputs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from sasando.files import shown
from sasando.files.uploads import DocumentField, PictureField, SafeFile, offer


class PictureForm(BaseImageForm):
    """Offers caption, photographer, date and copyright as the file says them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_safely(self, PictureField)

    def clean(self) -> Any:
        return keep_shown(self, super().clean())

    def save(self, commit: bool = True) -> Any:
        file = self.cleaned_data.get("file")
        if isinstance(file, SafeFile):
            offer(file.facts, self.instance)
        return super().save(commit=commit)


class DocumentForm(BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_safely(self, DocumentField)

    def clean(self) -> Any:
        return keep_shown(self, super().clean())


def take_safely(form: Any, field: type[PictureField | DocumentField]) -> None:
    """Put our file input where Wagtail's form has its own, if it has one.

    Not declared in the class: the form that names many files has no file input, and
    Wagtail's says its limits once, in the language of whoever came first.
    """
    old = form.fields.get("file")
    if old is not None:
        form.fields["file"] = field(
            label=_("File"), required=old.required, widget=old.widget
        )


def keep_shown(form: Any, facts: Any) -> Any:
    """Say beside the form what the row would refuse at its save."""
    changed = form.instance.pk and form.instance.approved_facts.intersection(
        form.changed_data
    )
    if changed and shown.is_shown(form.instance):
        form.add_error(None, shown.sentence())
    return facts
