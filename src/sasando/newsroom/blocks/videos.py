"""A film: our own file, or an address of YouTube that loads nothing unasked."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from sasando.newsroom import youtube
from sasando.newsroom.blocks.checked import Checked, said
from sasando.newsroom.blocks.pictures import PictureChooser

MEDIA = {"mp4": "video/mp4"}


class VideoBlock(Checked):
    title = blocks.CharBlock(label=_("Title of the video"), max_length=150)
    address = blocks.CharBlock(
        label=_("Address on YouTube"),
        required=False,
        max_length=300,
        help_text=_("Nothing of YouTube is loaded before the reader asks for it."),
    )
    file = DocumentChooserBlock(
        label=_("Or our own file"), required=False, help_text=_("MP4.")
    )
    poster = PictureChooser(
        label=_("Still"), required=False, help_text=_("Shown before it plays.")
    )
    transcript = blocks.TextBlock(
        label=_("Transcript"),
        required=False,
        help_text=_("What is said and what is to be seen, in words."),
    )

    class Meta:
        label = _("Video")
        icon = "media"
        template = "newsroom/blocks/video.html"

    def wrong(self, value: Mapping[str, Any]) -> dict[str, str]:
        address, file = said(value, "address"), value.get("file")
        found = {}
        if address and not youtube.video_id(address):
            found["address"] = gettext(
                "Copy the address of one video from YouTube, "
                "for example https://youtu.be/abcdefghijk."
            )
        if file and media_type(file) is None:
            found["file"] = gettext("Choose a video file in MP4.")
        elif file and address:
            found["file"] = gettext("Choose one: the address, or our own file.")
        return found

    def missing(self, value: Mapping[str, Any]) -> dict[str, str]:
        if not value.get("file"):
            wanted = gettext("Write the address of the video, or choose a file.")
            return {} if said(value, "address") else {"address": wanted}
        wanted_by = {
            "poster": gettext("Choose a still picture."),
            "transcript": gettext("Write what is said and what is to be seen."),
        }
        return {
            name: sentence
            for name, sentence in wanted_by.items()
            if not (value.get(name) and str(value[name]).strip())
        }

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        context = super().get_context(value, parent_context=parent_context)
        file = value.get("file")
        return context | {
            "video_id": youtube.video_id(said(value, "address")),
            "media_type": media_type(file) if file else None,
        }


def media_type(file: Any) -> str | None:
    """Return the type of a film that browsers play, or None."""
    return MEDIA.get(file.file_extension.lower())
