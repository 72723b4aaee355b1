"""Bars and lines as places on a page; the template writes them as SVG.

Across, all is in per cent, and down in em, so that words keep their size on every
screen and grow with the reader's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sasando.core.figures import written

LABEL_SIGNS = 30
ROW_EM = Decimal("2.9")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its words; places are texts, as SVG wants them."""

    label: str
    value: str
    words_y: str
    bar_y: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    height: str
    description: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    last: str
    path: str


@dataclass(frozen=True, slots=True)
class Lines:
    lines: tuple[Line, ...]
    first: str
    last: str
    high: str
    low: str
    zero_y: str
    description: str


def bars(labels: Sequence[str], numbers: Sequence[Decimal]) -> Bars:
    """Return bars that begin at nought, in the order given."""
    low, high = _ends(numbers)
    rows = zip(labels, numbers, strict=True)
    return Bars(
        bars=tuple(
            Bar(
                label=_short(label),
                value=written(value),
                words_y=_place(row * ROW_EM + 1),
                bar_y=_place(row * ROW_EM + Decimal("1.45")),
                x=_share(min(value, Decimal(0)) - low, high - low),
                width=_share(abs(value), high - low),
            )
            for row, (label, value) in enumerate(rows)
        ),
        height=_place(len(labels) * ROW_EM),
        description=_bars_in_words(labels, numbers),
    )


def lines(labels: Sequence[str], series: Mapping[str, Sequence[Decimal]]) -> Lines:
    """Return one line a series over the same labels; nought is always in sight."""
    low, high = _ends([value for numbers in series.values() for value in numbers])
    drawn = tuple(
        Line(name, written(numbers[-1]), _path(numbers, low, high))
        for name, numbers in series.items()
    )
    return Lines(
        lines=drawn,
        first=_short(labels[0]),
        last=_short(labels[-1]),
        high=written(high),
        low=written(low) if low < 0 else "",
        zero_y=_share(high, high - low),
        description=_lines_in_words(labels, series),
    )


def _ends(numbers: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    nought = Decimal(0)
    low, high = min([nought, *numbers]), max([nought, *numbers])
    # All noughts still need a scale.
    return low, high if high > low else low + 1


def _path(numbers: Sequence[Decimal], low: Decimal, high: Decimal) -> str:
    last = len(numbers) - 1
    points = (
        f"{_share(Decimal(at), Decimal(last))} {_share(high - value, high - low)}"
        for at, value in enumerate(numbers)
    )
    return "M" + "L".join(points)


def _share(part: Decimal, whole: Decimal) -> str:
    return _place(part * 100 / whole)


def _place(number: Decimal) -> str:
    # Never through a template's own numbers: Indonesian writes a comma.
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _short(label: str) -> str:
    if len(label) <= LABEL_SIGNS:
        return label
    return label[: LABEL_SIGNS - 1].rstrip() + "…"


def _bars_in_words(labels: Sequence[str], numbers: Sequence[Decimal]) -> str:
    facts: dict[str, str | int] = {"count": len(labels)}
    for name, choose in (("high", max), ("low", min)):
        at = numbers.index(choose(numbers))
        facts |= {name: labels[at], f"{name}_value": written(numbers[at])}
    return (
        _(
            "%(count)d bars. Highest: %(high)s, %(high_value)s. "
            "Lowest: %(low)s, %(low_value)s. All numbers are in the table below."
        )
        % facts
    )


def _lines_in_words(
    labels: Sequence[str], series: Mapping[str, Sequence[Decimal]]
) -> str:
    sentences = [
        _("%(name)s: %(first)s in %(start)s, %(last)s in %(end)s.")
        % {
            "name": name,
            "first": written(numbers[0]),
            "start": labels[0],
            "last": written(numbers[-1]),
            "end": labels[-1],
        }
        for name, numbers in series.items()
    ]
    return " ".join([*sentences, _("All numbers are in the table below.")])
