"""Pictures in a text: one, or several side by side."""

from collections.abc import Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from sasando.files.alt import LENGTH, alt_fault
from sasando.newsroom.blocks.checked import Checked, said

FEWEST, MOST = 2, 24


class PictureChooser(ImageChooserBlock):
    """Brings the stored sizes along: a gallery of any size costs two queries."""

    def bulk_to_python(self, values: Any) -> Any:
        pictures = super().bulk_to_python(values)
        prefetch_related_objects([each for each in pictures if each], "renditions")
        return pictures


class ImageBlock(Checked):
    """A news picture; it always means something, so it is never “decorative”."""

    picture = PictureChooser(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=LENGTH,
        help_text=_("For people who cannot see it. Say who does what, and where."),
    )
    caption = blocks.CharBlock(
        label=_("Caption"),
        max_length=500,
        help_text=_("What the picture cannot tell: names, date, what it is about."),
    )
    credit = blocks.CharBlock(
        label=_("Credit"), max_length=150, help_text=_("Who took it, for whom.")
    )

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "newsroom/blocks/image.html"

    def wrong(self, value: Mapping[str, Any]) -> dict[str, str]:
        alt, caption = said(value, "alt"), said(value, "caption")
        fault = alt_fault(alt, caption=caption, title="") if alt else ""
        return {"alt": fault} if fault else {}

    def missing(self, value: Mapping[str, Any]) -> dict[str, str]:
        if said(value, "alt"):
            return {}
        return {"alt": alt_fault("", caption="", title="")}


class GalleryBlock(Checked):
    caption = blocks.CharBlock(
        label=_("Title of the gallery"), required=False, max_length=150
    )
    pictures = blocks.ListBlock(ImageBlock(), label=_("Pictures"))

    class Meta:
        label = _("Gallery")
        icon = "image"
        template = "newsroom/blocks/gallery.html"

    def wrong(self, value: Mapping[str, Any]) -> dict[str, str]:
        if len(value["pictures"]) <= MOST:
            return {}
        sentence = gettext("Show at most %(most)d pictures in one gallery.")
        return {"pictures": sentence % {"most": MOST}}

    def missing(self, value: Mapping[str, Any]) -> dict[str, str]:
        if len(value["pictures"]) >= FEWEST:
            return {}
        return {"pictures": gettext("Add a second picture, or use “Picture”.")}
