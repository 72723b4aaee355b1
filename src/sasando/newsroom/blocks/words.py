"""Blocks of words: text, quote, key figure, call-out, document."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.error import ExporterException
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from sasando.core.refusals import Garbled
from sasando.newsroom.blocks import sent
from sasando.newsroom.blocks.checked import Checked, said

SAFE = ("http://", "https://", "mailto:", "tel:", "/", "#")


class _Links(HTMLParser):
    """Notes the first link that leads elsewhere than to a page or a person."""

    unsafe = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            is_link = name == "href" and value
            if is_link and not str(value).strip().lower().startswith(SAFE):
                self.unsafe = self.unsafe or str(value)


class WrittenBlock(blocks.RichTextBlock):
    """Text whose links lead to pages and people alone.

    The editor lets no other in; an importer could.
    """

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        exporter = self.field.widget.converter.exporter
        sent.check_rich_text(data.get(prefix), exporter)
        try:
            return super().value_from_datadict(data, files, prefix)
        except ExporterException as error:
            raise Garbled("rich text: entities") from error

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        links = _Links()
        links.feed(cleaned.source)
        if links.unsafe:
            raise ValidationError(
                gettext("Write links that begin with https:// or mailto:.")
            )
        return cleaned


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("Words"))
    speaker = blocks.CharBlock(label=_("Who said it"))

    class Meta:
        label = _("Quote")
        icon = "openquote"
        template = "newsroom/blocks/quote.html"


class FigureBlock(Checked):
    number = blocks.CharBlock(
        label=_("Number"),
        max_length=24,
        help_text=_("As readers see it, for example: 1.204 or 98 %."),
    )
    counted = blocks.CharBlock(
        label=_("What it counts"), max_length=150, help_text=_("Say where and when.")
    )
    source = blocks.CharBlock(label=_("Source"), max_length=200)

    class Meta:
        label = _("Key figure")
        icon = "order"
        template = "newsroom/blocks/figure.html"

    def wrong(self, value: Mapping[str, Any]) -> dict[str, str]:
        number = said(value, "number")
        if not number or any(sign in "0123456789" for sign in number):
            return {}
        return {"number": gettext("Write a number, for example 1.204 or 98 %.")}


class CallOutBlock(Checked):
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("info", _("Good to know")), ("warning", _("Take care"))],
        default="info",
    )
    words = WrittenBlock(label=_("Words"), features=["bold", "link", "ul"])

    class Meta:
        label = _("Call-out")
        icon = "info-circle"
        template = "newsroom/blocks/callout.html"


class DocumentBlock(Checked):
    document = DocumentChooserBlock(label=_("Document"))
    about = blocks.CharBlock(
        label=_("What it is, in one sentence"), required=False, max_length=200
    )

    class Meta:
        label = _("Document")
        icon = "doc-full"
        template = "newsroom/blocks/document.html"
