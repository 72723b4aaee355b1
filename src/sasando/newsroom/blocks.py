"""What the text of a story is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT = ["bold", "italic", "link", "ol", "ul", "document-link"]


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", template="newsroom/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=TEXT)
    quote = blocks.StructBlock(
        [
            ("words", blocks.TextBlock(label=_("Words"))),
            ("speaker", blocks.CharBlock(label=_("Who said it"))),
        ],
        label=_("Quote"),
        icon="openquote",
        template="newsroom/blocks/quote.html",
    )
