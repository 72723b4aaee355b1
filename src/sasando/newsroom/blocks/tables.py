"""Tables with typed columns: words and numbers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTableBlock,
    TypedTableBlockValidationError,
)

from sasando.core import figures
from sasando.newsroom.blocks import sent

ROWS, COLUMNS = 200, 10


class NumberBlock(blocks.CharBlock):
    """A number as it was typed; shown in the way of the reader's language."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        is_number = not cleaned or figures.is_number(cleaned)
        if not (is_number or self.is_deferred_validation):
            raise ValidationError(figures.sentence())
        return cleaned

    def render_basic(self, value: Any, context: Any = None) -> str:
        text = str(value or "")
        if not figures.is_number(text):
            return text or "–"
        return figures.written(figures.number(text))


class TableBlock(TypedTableBlock):
    text = blocks.CharBlock(label=_("Words"), required=False, max_length=300)
    number = NumberBlock(label=_("Number"), required=False, max_length=30)

    class Meta:
        label = _("Table")
        icon = "table"
        template = "newsroom/blocks/table.html"

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        sent.check_types(data, f"{prefix}-column", self.child_blocks)
        return super().value_from_datadict(data, files, prefix)

    def clean(self, table: Any) -> Any:
        # Asked first: each cell of ten thousand rows is not worth looking at.
        faults = self.too_much(table)
        if not faults and not self.is_deferred_validation:
            faults = self.missing(table)
        if faults:
            raise TypedTableBlockValidationError(non_block_errors=faults)
        return super().clean(table)

    def too_much(self, table: Any) -> list[str]:
        if len(table.row_data) > ROWS:
            sentence = gettext(
                "Show at most %(rows)d rows here, and the whole table as a document."
            )
            return [sentence % {"rows": ROWS}]
        if len(table.columns) > COLUMNS:
            sentence = gettext("Show at most %(columns)d columns.")
            return [sentence % {"columns": COLUMNS}]
        return []

    def missing(self, table: Any) -> list[str]:
        wanted = {
            gettext("Write a caption that says what the table shows."): bool(
                (table.caption or "").strip()
            ),
            gettext("Give the table at least one column and one row."): bool(
                table.columns and table.row_data
            ),
            gettext("Write a heading for each column."): all(
                column["heading"].strip() for column in table.columns
            ),
        }
        return [sentence for sentence, there in wanted.items() if not there][:1]
