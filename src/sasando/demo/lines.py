"""What the demo's small markdown has within one block: words, list items, rows."""

import re
from html import escape

FACT = re.compile(r"([a-z_]+):(?: +(.*))?")
INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(.+?)\*"), r"<i>\1</i>"),
    (
        re.compile(r"\[(.+?)\]\((https://[^\s)]+|mailto:[^\s)]+)\)"),
        r'<a href="\2">\1</a>',
    ),
)
Line = tuple[int, str]


class Unreadable(ValueError):
    """A text that cannot be read; says the file, the line and what is wrong."""

    def __init__(self, name: str, line: int, what: str) -> None:
        super().__init__(f"{name}:{line}: {what}")


def facts(lines: list[Line], *, name: str) -> dict[str, str]:
    """Return what stands there as “key: value”. Raises Unreadable with `name`."""
    found: dict[str, str] = {}
    for number, line in lines:
        fact = FACT.fullmatch(line)
        if fact is None:
            raise Unreadable(name, number, "write “key: value”")
        if fact[1] in found:
            raise Unreadable(name, number, f"“{fact[1]}” stands here twice")
        found[fact[1]] = (fact[2] or "").strip()
    return found


def items(chunk: list[str], item: re.Pattern[str], line: int, name: str) -> str:
    """Return the lines of a list as its items in HTML."""
    found = [item.fullmatch(each) for each in chunk]
    if None in found:
        raise Unreadable(name, line + found.index(None), "this line is no list item")
    return "".join(f"<li>{inline(each[1])}</li>" for each in found if each)


def inline(text: str) -> str:
    """Return escaped HTML with bold, italics and links."""
    html = escape(text, quote=False)
    for pattern, tag in INLINE:
        html = pattern.sub(tag, html)
    return html


def rows(lines: list[Line], *, name: str) -> list[list[str]]:
    """Return the cells of a table: its head, its rule, its rows, all of one length."""
    found = [
        (number, [cell.strip() for cell in line.strip()[1:].rstrip("|").split("|")])
        for number, line in lines
        if line.startswith("|")
    ]
    if len(found) < 3:
        raise Unreadable(name, 1, "there is no table with rows here")
    wanted = len(found[0][1])
    for number, cells in found[2:]:
        if len(cells) != wanted:
            raise Unreadable(name, number, f"{len(cells)} cells, not {wanted}")
    return [cells for _number, cells in found]
