"""Numbers as people type them, and as each language writes them."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from sasando.core import csp
from sasando.core.figures import number, written


@pytest.mark.parametrize(
    ("text", "value", "english"),
    [
        ("1.204", "1204", "1,204"),
        (" 3,5 ", "3.5", "3.5"),
        ("-12.000,25", "-12000.25", "-12,000.25"),
        ("0", "0", "0"),
        ("100", "100", "100"),
    ],
)
def test_a_number_is_read_and_written(text: str, value: str, english: str) -> None:
    assert number(text) == Decimal(value)
    with override("en"):
        assert written(number(text)) == english
    with override("id"):
        assert written(number(text)) == text.strip()


@pytest.mark.parametrize("text", ["", "1.5", "1.2345", "1,2,3", "1e3", "−", "9" * 16])
def test_what_could_mean_two_things_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        number(text)


def test_frames_come_from_one_host_alone() -> None:
    assert "frame-src https://www.youtube-nocookie.com;" in csp.policy_for("/") + ";"
