"""The words by which touches, rows and pages find each other."""

from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import unquote

from sasando.website.store.folder import check

AT_ONCE = 5_000
ALL = "everything"
PAGE = "wagtailcore_page#"


def pages_in(words: Collection[str]) -> set[int]:
    """Return the keys of the pages that these words name."""
    numbers = {word.removeprefix(PAGE) for word in words if word.startswith(PAGE)}
    return {int(number) for number in numbers if number.isdecimal()}


def places(addresses: Iterable[str]) -> set[str]:
    """Return the words of pages that show these addresses; no touch says them."""
    return {f"@{check(unquote(each).encode())}" for each in addresses}


def parts(keys: Collection[Any]) -> Iterable[list[Any]]:
    """Return these keys in lists that one query takes."""
    known = sorted(keys)
    return (known[at : at + AT_ONCE] for at in range(0, len(known), AT_ONCE))
