"""Long lists in leaves that stay as they are when something new comes.

Leaves are numbered from the oldest, and the address of the list itself shows what is
newer than the last full one. So a new item changes that one page, never an archive.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from sasando.newsroom.address_words import LEAF, word
from sasando.newsroom.lots import Lot

PER_LEAF = 20
# As many digits as addresses have; no database counts further than it can.
MOST_LEAVES = 999_999


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list, newest first; `number` 0 is the address of the list itself.

    `newer` and `older` are numbers of other leaves, or None where there is none.
    """

    items: tuple[Any, ...]
    number: int = 0
    newer: int | None = None
    older: int | None = None

    @property
    def first(self) -> int:
        """Return which story this leaf begins with, counted from the oldest."""
        return (self.number - 1) * PER_LEAF + 1

    @property
    def path(self) -> str:
        """Return the end of its address, behind that of the list."""
        return path_of(self.number)

    @property
    def to_newer(self) -> str:
        return path_of(self.newer or 0)

    @property
    def to_older(self) -> str:
        return path_of(self.older or 0)

    @property
    def last(self) -> int:
        return self.number * PER_LEAF


def path_of(number: int) -> str:
    """Return the end of the address of one leaf; the newest has none."""
    return f"{word(LEAF)}/{number}/" if number else ""


def newest(lot: Lot, *, total: int) -> Leaf:
    """Return what no archive holds yet: at most twice a leaf. One query."""
    archives = max(total // PER_LEAF - 1, 0)
    shown = lot.newest(total - archives * PER_LEAF)
    return Leaf(tuple(shown), older=archives or None)


def archive(lot: Lot, number: int) -> Leaf:
    """Return the leaf of this number. Three queries. Raises Http404 where is none.

    None of them counts: a count would make every archive another one with each item.
    """
    end, stories = number * PER_LEAF, lot.stories()
    if not 1 <= number <= MOST_LEAVES or not is_there(stories, end + PER_LEAF):
        raise Http404
    items = stories.oldest()[end - PER_LEAF : end]
    newer = number + 1 if is_there(stories, end + 2 * PER_LEAF) else 0
    return Leaf(tuple(reversed(items)), number, newer, older=number - 1 or None)


def is_there(stories: Any, rank: int) -> bool:
    """Return whether there are so many stories. One query."""
    keys = stories.in_order().values_list("pk", flat=True)
    return bool(keys[rank - 1 : rank])
