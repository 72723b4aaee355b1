"""What became of a story since it first went out, as readers are told it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from sasando.newsroom.address_words import VERSION, word


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a story: how many, the hash in force, and each real change."""

    number: int = 0
    digest: str = ""
    at: datetime | None = None
    changes: tuple[dict[str, Any], ...] = ()
    is_answered: bool = False

    @property
    def path(self) -> str:
        """Return the end of the address of the version in force."""
        return f"{word(VERSION)}/{self.number}/"


def history_of(rows: list[dict[str, Any]]) -> History:
    """Return the history that these versions tell, oldest first."""
    if not rows:
        return History()
    changes = tuple(
        {
            "before": f"{word(VERSION)}/{number - 1}/",
            "at": row["published_at"],
            "note": row["content__change_note"] or gettext("redacted"),
        }
        for number, row in enumerate(rows, start=1)
        if number > 1 and row["content__change"] != "small"
    )
    newest = rows[-1]
    facts = newest["digest"], newest["published_at"]
    return History(len(rows), *facts, changes, bool(newest["answered"]))
