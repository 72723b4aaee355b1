"""What the text of a story is made of."""

from typing import Any

from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from sasando.core.refusals import Garbled
from sasando.newsroom.blocks import sent
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

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Return the text that was sent. Raises Garbled for what no editor sends."""
        sent.check_numbers(data, prefix)
        sent.check_types(data, prefix, self.child_blocks)
        try:
            return super().value_from_datadict(data, files, prefix)
        except MultiValueDictKeyError as error:
            raise Garbled("a row is not whole") from error
