"""Makes any data printable: plain JSON values whose every character has a glyph.

PDF/A refuses a text with a glyph that is missing, so one emoji of next year in a
name would stop a letter. Such a character is shown as U+FFFD instead.
"""

import json
import math
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sasando.printing.faults import wrong_field

FONTS = Path(__file__).parent / "fonts"
MISSING = 0xFFFD
DEEPEST = 16

BREAKS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
KEPT = {0x09: " ", 0x0A: "\n"}
# These join or steer the letters around them, and a text is wrong without them.
STEERING = frozenset({0xAD, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x2066, 0x206A)})
# An override prints a number in another order than the one that is stored.
UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})
VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def printable(value: Any, *, field: str = "") -> Any:
    """A copy of `value` of JSON values only, each text reduced to what has a glyph.

    Dates become ISO text. Raises PrintError, naming the field, for any other type,
    for a number that is not finite and for nesting deeper than 16.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if field.count(".") < DEEPEST:
        if isinstance(value, Mapping):
            return _printable_mapping(value, field=field)
        if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
            inner = [(str(place), one) for place, one in enumerate(value, start=1)]
            return [printable(one, field=_below(field, at)) for at, one in inner]
    raise wrong_field(field, kind="value")


def clean(text: str) -> str:
    """`text` composed (NFC), without control characters, with glyphs for all."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return composed.replace("\r", "\n").translate(_glyphs())


def _printable_mapping(value: Mapping[Any, Any], *, field: str) -> dict[str, Any]:
    for name in value:
        if not isinstance(name, str):
            raise wrong_field(field or clean(repr(name)[:40]), kind="value")
    return {
        name: printable(one, field=_below(field, name)) for name, one in value.items()
    }


def _below(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


class _Glyphs(dict[int, str | int | None]):
    """Translation table that decides once for each character it meets."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        super().__init__({**BREAKS, **KEPT})
        self.starts = [first for first, _last in ranges]
        self.ends = [last for _first, last in ranges]

    def __missing__(self, codepoint: int) -> int | None:
        self[codepoint] = chosen = self.choose(codepoint)
        return chosen

    def choose(self, codepoint: int) -> int | None:
        place = bisect_right(self.starts, codepoint) - 1
        covered = place >= 0 and codepoint <= self.ends[place]
        if codepoint in STEERING and covered:
            return codepoint
        if _is_unseen(codepoint):
            return None
        return codepoint if covered else MISSING


def _is_unseen(codepoint: int) -> bool:
    if any(codepoint in span for span in VARIATIONS):
        return True
    return unicodedata.category(chr(codepoint)) in UNSEEN_CATEGORIES


@cache
def _glyphs() -> _Glyphs:
    ranges = json.loads((FONTS / "coverage.json").read_text("utf-8"))
    pairs = [one.split("-") for one in ranges]
    return _Glyphs([(int(first, 16), int(last, 16)) for first, last in pairs])
