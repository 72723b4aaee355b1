"""From a table of an old site to a block of typed columns."""

from typing import Any

from bs4 import Tag

from sasando.imports.faults import Fault, cut, fault
from sasando.newsroom.blocks.tables import COLUMNS, ROWS

CELL_LONGEST, HEADING_LONGEST, CAPTION_LONGEST = 300, 100, 200


def table_of(node: Tag, *, title: str) -> tuple[dict[str, Any] | None, list[Fault]]:
    """Return the value of a table's block, or None where it has to stand as text.

    A caption or headings that are missing are taken from the heading above and from
    the first row, and said so: somebody has to look at them.
    """
    rows = [cells for cells in rows_of(node) if cells]
    if not rows or not fits(rows):
        return None, [fault("table_as_text")] if rows else []
    caption, assumed = caption_of(node), False
    if not caption:
        caption, assumed = title, True
    width = max(len(cells) for cells in rows)
    head, *body = [padded(cells, width) for cells in rows]
    assumed = assumed or not all(each.name == "th" for each in rows[0])
    if not body or not all(head):
        return None, [fault("table_as_text")]
    value = {
        "caption": cut(caption, most=CAPTION_LONGEST),
        "columns": [
            {"type": "text", "heading": cut(words, most=HEADING_LONGEST)}
            for words in head
        ],
        "rows": [{"values": cells} for cells in body],
    }
    return value, [fault("table_assumed")] if assumed else []


def rows_of(table: Tag) -> list[list[Tag]]:
    """Return the cells of each row of this table, not of the tables within it."""
    parts = [table, *table.find_all(["thead", "tbody", "tfoot"], recursive=False)]
    rows = [row for part in parts for row in part.find_all("tr", recursive=False)]
    return [list(row.find_all(["td", "th"], recursive=False)) for row in rows]


def fits(rows: list[list[Tag]]) -> bool:
    cells = [cell for row in rows for cell in row]
    return (
        len(rows) <= ROWS
        and max(len(row) for row in rows) <= COLUMNS
        and not any(is_merged(cell) or cell.find(["img", "table"]) for cell in cells)
        and all(len(words(cell)) <= CELL_LONGEST for cell in cells)
    )


def is_merged(cell: Tag) -> bool:
    spans = (str(cell.get(name) or "1").strip() for name in ("colspan", "rowspan"))
    return any(span != "1" for span in spans)


def words(cell: Tag) -> str:
    return " ".join(cell.get_text(" ").split())


def padded(cells: list[Tag], width: int) -> list[str]:
    found = [words(cell) for cell in cells]
    return found + [""] * (width - len(found))


def caption_of(node: Tag) -> str:
    own = node.find("caption", recursive=False)
    if own is None and node.parent is not None and node.parent.name == "figure":
        own = node.parent.find("figcaption")
    return words(own) if isinstance(own, Tag) else ""
