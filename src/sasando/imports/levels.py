"""Makes the HTML of strangers well-formed, flat and finite, in one pass.

What comes after it, the parser, the tree and the walk through it, takes time by the
number of parts times their depth, or worse: a few kilobytes of parts within parts would
hold the worker for hours. So nothing deeper or more numerous ever reaches it. Nothing
here goes back over what it has read: the time grows with the length of the text alone.
"""

import re
from collections import Counter

TAGS = {
    *("p", "div", "section", "article", "center", "pre", "br", "hr", "span"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "cite"),
    *("b", "strong", "i", "em", "a", "img", "figure", "figcaption", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "class"},
    "figure": {"data-gallery", "data-video"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# Of these the content goes too: it is no text.
SILENT = {"script", "style", "iframe", "object", "form", "noscript"}
SILENT |= {"template", "svg", "math", "select", "textarea", "button", "title"}
ENDS = {name: re.compile(rf"</{name}\b[^>]*+>?", re.IGNORECASE) for name in SILENT}

DEEPEST, MOST_TAGS = 50, 20_000
VOID = {"br", "hr", "img"}
INLINE = {"a", "b", "strong", "i", "em", "span", "cite"}
CELLS, SECTIONS = {"td", "th"}, {"thead", "tbody", "tfoot"}
OF_TABLE = {"table", "caption", "tr"} | CELLS | SECTIONS
# What each begins without a word is ended by, and where one stops to look for it.
ENDED_BY = {
    "li": ({"li"}, {"ul", "ol", "table"} | CELLS),
    **dict.fromkeys(("dt", "dd"), ({"dt", "dd"}, {"dl", "table"} | CELLS)),
    **dict.fromkeys(CELLS, (CELLS, {"tr", "table"})),
    "tr": ({"tr", "caption"}, {"table"}),
    **dict.fromkeys(SECTIONS, (SECTIONS | {"caption"}, {"table"})),
}
# A comment, a tag up to its end (a sign “>” within quotes is none), a declaration.
TOKEN = re.compile(
    r"""
      <!--(?:-?>|.*?(?:--!?>|\Z))
    | <(?P<end>/?)(?P<name>[a-z][^\s/>]*+)
      (?P<facts>(?:
          [^>"'=]++ | =\s*+(?:"[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | ) | ["']
      )*)(?:>|\Z)
    | <[!?/][^>]*+(?:>|\Z)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
FACT = re.compile(
    r"""(?<![^\s"'/])([^\s"'/>=]{1,60}+)\s*+=\s*+(?:"([^"]*+)|'([^']*+)|([^\s>]++))"""
)


def level(text: str) -> tuple[str, bool]:
    """Return this HTML with nothing but our tags, and whether some had to go.

    At most `DEEPEST` lie within each other, and there are at most `MOST_TAGS`; of
    those beyond the words stay.
    """
    found = Level()
    place = 0
    while token := TOKEN.search(text, place):
        found.words(text[place : token.start()])
        place = token.end()
        name = (token["name"] or "").lower()
        if token["end"]:
            found.end(name)
        elif name in SILENT:
            place = behind(text, name, place)
        elif name in TAGS:
            found.begin(name, token["facts"])
    found.words(text[place:])
    return "".join(found.html), found.is_cut


def behind(text: str, name: str, place: int) -> int:
    """Return where an element ends whose content is no text, at the latest the end."""
    end = ENDS[name].search(text, place)
    return end.end() if end else len(text)


class Level:
    """The HTML that was written so far, and which elements are open in it."""

    def __init__(self) -> None:
        self.html: list[str] = []
        self.open: list[str] = []
        self.left_out: Counter[str] = Counter()
        self.count = 0
        self.is_cut = False

    def words(self, text: str) -> None:
        # A sign “<” that begins no tag here must begin none for who reads on.
        self.html.append(text.replace("<", "&lt;"))

    def begin(self, name: str, facts: str) -> None:
        self.end_before(name)
        if self.count >= MOST_TAGS or len(self.open) >= DEEPEST:
            self.is_cut = True
            if name not in VOID:
                self.left_out[name] += 1
            return
        self.count += 1
        self.html.append(f"<{name}{written(name, facts)}>")
        if name not in VOID:
            self.open.append(name)

    def end_before(self, name: str) -> None:
        """End what ends by itself where this begins: a paragraph, an item, a cell."""
        if name in INLINE or name in {"br", "img"}:
            return
        ended, stops = ENDED_BY.get(name, ({"p"}, TAGS - INLINE - {"p"}))
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] in ended:
                self.close(place)
                return
            if self.open[place] in stops:
                return

    def end(self, name: str) -> None:
        """End an element with all that is open in it; none outside of a cell."""
        if self.left_out[name]:
            self.left_out[name] -= 1
            return
        stops = {"table"} if name in OF_TABLE else {"table"} | CELLS
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] == name:
                self.close(place)
                return
            if self.open[place] in stops:
                return

    def close(self, place: int) -> None:
        self.html += [f"</{name}>" for name in reversed(self.open[place:])]
        del self.open[place:]


def written(name: str, facts: str) -> str:
    """Return those attributes that this element may have, each in double quotes."""
    if not (wanted := ATTRIBUTES.get(name)):
        return ""
    found: dict[str, str] = {}
    for fact in FACT.finditer(facts):
        if (key := fact[1].lower()) in wanted:
            found.setdefault(key, fact[2] or fact[3] or fact[4] or "")
    # What stands there is HTML already, so its other signs are written as they must be.
    safe = {key: value.replace('"', "&quot;") for key, value in found.items()}
    return "".join(f' {key}="{value}"' for key, value in safe.items())
