"""Pictures and documents as the office keeps them: safe bytes, unguessable names."""

import secrets
from pathlib import PurePath
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from sasando.files import sizes, uploads
from sasando.files.guarded import Guarded
from sasando.files.rights import RightsFields


def unguessable(folder: str, filename: str) -> str:
    """Return a path of 128 random bits; of the old name only the extension stays."""
    extension = PurePath(filename).suffix.lower()[:8]
    return f"{folder}/{secrets.token_urlsafe(16)}{extension}"


def document_path(instance: models.Model, filename: str) -> str:
    return unguessable("documents", filename)


class Picture(Guarded, RightsFields, AbstractImage):
    """A picture whose bytes we wrote ourselves, and what its maker said about it."""

    caption = models.CharField(_("caption"), max_length=500, blank=True)
    photographer = models.CharField(_("photographer"), max_length=150, blank=True)
    copyright = models.CharField(_("copyright"), max_length=200, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "photographer",
        "copyright",
        "taken_at",
        *RightsFields.rights_fields,
        "collection",
        "tags",
    )

    search_fields: ClassVar = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.AutocompleteField("caption"),
        index.AutocompleteField("photographer"),
        # What may be chosen is filtered by these; without them no search answers.
        index.FilterField("replaced_by"),
        index.FilterField("consent"),
    ]

    # What readers see of it, so what a page's approval covers.
    approved_facts = frozenset({"file", "caption", "photographer", "copyright"})

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def judge(self) -> None:
        uploads.make_safe(self)

    def get_upload_to(self, filename: str) -> str:
        return unguessable("pictures", filename)

    def create_renditions(self, *filters: Any) -> dict[Any, Any]:
        """Draw what is lacking in one child, where Wagtail would do so in this process.

        One query a size, and one more for each that is new.
        """
        ours = [each for each in filters if sizes.knows(each)]
        made = super().create_renditions(
            *[each for each in filters if each not in ours]
        )
        drawn = sizes.draw(self, ours) if ours else []
        for filter, file in zip(ours, drawn, strict=True):
            made[filter], _new = self.renditions.get_or_create(
                filter_spec=filter.spec,
                focal_point_key=filter.get_cache_key(self),
                defaults={"file": file},
            )
        return made

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> Any:
        if sizes.knows(filter):
            return sizes.draw(self, [filter])[0]
        return super().generate_rendition_file(filter, source=source)


class Rendition(AbstractRendition):
    image = models.ForeignKey(
        Picture,
        on_delete=models.CASCADE,
        related_name="renditions",
        verbose_name=_("picture"),
    )

    class Meta:
        verbose_name = _("picture size")
        verbose_name_plural = _("picture sizes")
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def __setstate__(self, state: Any) -> None:
        super().__setstate__(state)
        # It comes out of the cache. Wagtail asks for this mark and forgets to set it:
        # each page would put all its sizes there again.
        self._from_cache = True


class OfficeDocument(Guarded, AbstractDocument):
    """A document whose type was read from its content."""

    file = models.FileField(_("file"), upload_to=document_path)

    admin_form_fields = WagtailDocument.admin_form_fields

    approved_facts = frozenset({"file", "title"})

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def judge(self) -> None:
        uploads.check_document(self)
