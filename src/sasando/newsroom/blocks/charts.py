"""Charts, drawn here from a typed table that always stands beneath them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from sasando.core import drawing, figures
from sasando.newsroom.blocks.checked import Checked
from sasando.newsroom.blocks.tables import TableBlock

BARS, POINTS, LINES = 12, 48, 3
KINDS = [("bar", _("Bars: compare things")), ("line", _("Line: show a course in time"))]


class ChartBlock(Checked):
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=KINDS, default="bar")
    data = TableBlock(
        label=_("Numbers"),
        help_text=_(
            "First a column of words, then numbers. The caption is the title: "
            "say what the numbers show."
        ),
    )
    measure = blocks.CharBlock(
        label=_("What is counted"), max_length=80, help_text=_("For example: people.")
    )
    source = blocks.CharBlock(label=_("Source"), max_length=200)

    class Meta:
        label = _("Chart")
        icon = "table"
        template = "newsroom/blocks/chart.html"

    def wrong(self, value: Mapping[str, Any]) -> dict[str, str]:
        table, kind = value["data"], value.get("kind") or "bar"
        if not table.columns:
            return {}
        sentence = wrong_columns(table, kind=kind) or wrong_rows(table, kind=kind)
        return {"data": sentence} if sentence else {}

    def missing(self, value: Mapping[str, Any]) -> dict[str, str]:
        table = value["data"]
        faults = self.child_blocks["data"].missing(table)
        if not faults and len(table.row_data) < 2:
            faults = [gettext("A chart needs at least two rows.")]
        if not faults and any("" in numbers for numbers in columns(table)[1:]):
            faults = [gettext("Fill in every number of the chart.")]
        return {"data": faults[0]} if faults else {}

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        context = super().get_context(value, parent_context=parent_context)
        is_sound = not (self.wrong(value) or self.missing(value))
        return context | {"drawn": draw(value) if is_sound else None}


def columns(table: Any) -> list[list[str]]:
    """Return the cells of a table by column, as text."""
    return [
        [str(row["values"][index] or "").strip() for row in table.row_data]
        for index, _column in enumerate(table.columns)
    ]


def wrong_columns(table: Any, *, kind: str) -> str:
    first, *rest = [column["block"].name for column in table.columns]
    if first != "text" or not rest or set(rest) != {"number"}:
        return gettext("Begin with one column of words; all others hold numbers.")
    if kind == "bar" and len(rest) > 1:
        return gettext("Bars show one column of numbers. Choose “Line” for more.")
    names = [name for column in table.columns if (name := column["heading"].strip())]
    if len(set(names)) < len(names):
        return gettext("Give each column a heading of its own.")
    if len(rest) > LINES:
        return gettext("Show at most %(most)d lines.") % {"most": LINES}
    return ""


def wrong_rows(table: Any, *, kind: str) -> str:
    most = BARS if kind == "bar" else POINTS
    if len(table.row_data) > most:
        return gettext("Show at most %(most)d rows in this chart.") % {"most": most}
    cells = (cell for numbers in columns(table)[1:] for cell in numbers)
    if any(cell and not figures.is_number(cell) for cell in cells):
        return figures.sentence()
    return ""


def draw(value: Mapping[str, Any]) -> drawing.Bars | drawing.Lines:
    table = value["data"]
    labels, *series = columns(table)
    numbers = [[figures.number(cell) for cell in cells] for cells in series]
    if value.get("kind") == "line":
        names = [column["heading"] for column in table.columns[1:]]
        return drawing.lines(labels, dict(zip(names, numbers, strict=True)))
    return drawing.bars(labels, numbers[0])
