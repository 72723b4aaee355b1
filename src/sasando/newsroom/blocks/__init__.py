"""What the text of a story is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from sasando.newsroom.blocks.charts import ChartBlock
from sasando.newsroom.blocks.pictures import GalleryBlock, ImageBlock
from sasando.newsroom.blocks.tables import TableBlock
from sasando.newsroom.blocks.videos import VideoBlock
from sasando.newsroom.blocks.words import (
    CallOutBlock,
    DocumentBlock,
    FigureBlock,
    QuoteBlock,
    WrittenBlock,
)

TEXT = ["bold", "italic", "link", "ol", "ul", "document-link"]


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("Heading"),
        icon="title",
        max_length=160,
        template="newsroom/blocks/heading.html",
    )
    paragraph = WrittenBlock(label=_("Text"), icon="pilcrow", features=TEXT)
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    quote = QuoteBlock()
    document = DocumentBlock()
    table = TableBlock()
    figure = FigureBlock()
    chart = ChartBlock()
    callout = CallOutBlock()
