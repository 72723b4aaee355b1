"""A comment of ours on Facebook and Instagram: written once, found again by its words.

Nothing there tells a repetition from a second comment, so whoever is not sure looks
first. Instagram creates a comment and answers with an error when it is asked for its
fields in the same call; so it is not. Source: channel-contracts.md §2.8, §3.6.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sasando.channels.adapters import Place
from sasando.channels.adapters.graph import (
    CERTAIN,
    made,
    mishap_of,
    pages,
    send,
    spoken,
)
from sasando.channels.outcomes import (
    Accepted,
    Ambiguous,
    Faults,
    Found,
    Kind,
    Mishap,
    NotFoundYet,
    Refused,
)
from sasando.channels.wire import Line

A_PAGE, MOST_PAGES = "100", 5


@dataclass(frozen=True, slots=True)
class Comments:
    """How one platform calls what both have, and its table."""

    faults: Faults
    text: str
    fields: str
    newest_first: bool

    def write(
        self, place: Place, line: Line, post: str, text: str
    ) -> Accepted | Refused | Ambiguous:
        """Write a comment. ONE request."""
        fields = {"message": spoken(text)}
        reply = send(line, place, f"{post}/comments", fields)
        if name := made(reply):
            return Accepted(name)
        mishap = mishap_of(reply, faults=self.faults)
        if mishap.kind in CERTAIN:
            return Refused(mishap)
        said = mishap.said
        return Ambiguous(
            Mishap(Kind.AMBIGUOUS, "looking", mishap.code, mishap.subcode, said=said)
        )

    def find(
        self, place: Place, line: Line, post: str, text: str
    ) -> Found | NotFoundYet | Refused:
        """Look for our comment with these words. Reads only."""
        for page in self.pages(place, line, post):
            if isinstance(page, Refused):
                return page
            for row in page:
                same = spoken(str(row.get(self.text) or "")) == spoken(text)
                if same and row.get("id") and is_ours(row, place):
                    return Found(str(row["id"]), by="text")
        return NotFoundYet()

    def pages(
        self, place: Place, line: Line, post: str
    ) -> Iterator[list[dict[str, Any]] | Refused]:
        wanted = {"fields": self.fields, "limit": A_PAGE}
        if self.newest_first:
            wanted |= {"filter": "toplevel", "order": "reverse_chronological"}
        path, table = f"{post}/comments", self.faults
        return pages(line, place, path, wanted, most=MOST_PAGES, faults=table)


def is_ours(row: dict[str, Any], place: Place) -> bool:
    """Return whether we wrote it; whose name is not told may be us."""
    writer = row.get("from")
    name = writer.get("id") if isinstance(writer, dict) else None
    return name is None or str(name) == place.account_id
