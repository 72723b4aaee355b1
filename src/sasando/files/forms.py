"""The forms of Wagtail's picture and document screens, with our file inputs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from sasando.files.uploads import DocumentField, PictureField, SafeFile, offer


class PictureForm(BaseImageForm):
    """Offers caption, photographer, date and copyright as the file says them."""

    file = PictureField(label=_("File"))

    def save(self, commit: bool = True) -> Any:
        file = self.cleaned_data.get("file")
        if isinstance(file, SafeFile):
            offer(file.facts, self.instance)
        return super().save(commit=commit)


class DocumentForm(BaseDocumentForm):
    file = DocumentField(label=_("File"))
