"""Contrast as WCAG counts it, with the figures that its own tools give."""

import pytest

from sasando.rules.contrast import ratio


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#FFFFFF", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#1f3a6e", "#1f3a6e", 1.0),
    ],
)
def test_two_colours_are_as_far_apart_either_way(
    one: str, other: str, expected: float
) -> None:
    assert ratio(one, other) == ratio(other, one) == pytest.approx(expected, abs=0.005)
