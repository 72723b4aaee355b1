"""Numbers as people of the office type them: 1.204 and 3,5."""

import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# The digits of the keyboard alone: other scripts have digits too.
_NUMBER = re.compile(
    r"([-−]?)([0-9]{1,3}(?:\.[0-9]{3}){1,4}|[0-9]{1,15})(?:,([0-9]{1,6}))?"
)


def number(text: str) -> Decimal:
    """Return the number that `text` says the Indonesian way. Raises ValueError.

    A dot parts thousands and stands before three digits; “1.5” could mean two things
    and is refused, as are NaN, infinity and exponents.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    sign, whole, part = match.groups()
    bare = f"{whole.replace('.', '')}.{part or 0}"
    return Decimal(bare) * (-1 if sign else 1)


def is_number(text: str) -> bool:
    try:
        number(text)
    except ValueError:
        return False
    return True


def written(value: Decimal) -> str:
    """Return a number as the reader's language writes it."""
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return str(number_format(value, decimal_pos=places, force_grouping=True))


def sentence() -> str:
    return _("Write a number like 1.204 or 3,5.")
