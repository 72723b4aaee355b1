"""Whether a container was published, and as which post. Reads only.

The container says whether; which post it became it does not tell. That is found by its
words, its kind and its time, and is never a post that another delivery has.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sasando.channels.adapters import Parcel, Post, Search, marker_of
from sasando.channels.adapters.graph import ask, fault_of, made, on_step, pages, spoken
from sasando.channels.outcomes import (
    Conflict,
    Faults,
    Found,
    Kind,
    Mishap,
    NotFoundYet,
    ProvenAbsent,
    Refused,
)

# Clocks differ; a post may bear a time before we asked for it.
TOLERANCE = timedelta(minutes=5)
A_PAGE, MOST_PAGES = "50", 10
TIME = "%Y-%m-%dT%H:%M:%S%z"
CONTAINER = "container"
# Two readings of "not published" lie so far apart.
APART_SECONDS = 30
# Said of a container that the platform itself cannot find to publish it.
LOST_THERE = {(24, 2207006), (24, 2207008)}
# Refused for good: what is proven not to be out then stops there.
FOR_GOOD = {Kind.PERMANENT, Kind.MEDIA, Kind.BLOCKED, Kind.CONFIG, Kind.LOST}


@dataclass(frozen=True, slots=True)
class Words:
    """How one platform calls what both have."""

    create: str
    publish: str
    quota: str
    text: str
    state: str
    detail: str
    # Said of a post of words, a picture, a film, several.
    kinds: Mapping[str, str]
    picture: str


@dataclass(frozen=True, slots=True)
class State:
    """What a container says of itself."""

    name: str
    detail: str = ""


class Seeking(ABC):
    """The half of an adapter that looks."""

    faults: Faults
    words: ClassVar[Words]

    @abstractmethod
    def said(self, post: Post) -> str:
        """Return the words that are sent, and found again."""

    def reconcile(
        self, parcel: Parcel, search: Search
    ) -> Found | ProvenAbsent | NotFoundYet | Conflict | Refused:
        container = parcel.prepared.get(CONTAINER)
        if container is None:
            return ProvenAbsent("nothing was made that could be published")
        state = self.state(parcel, container.value)
        if isinstance(state, Refused):
            if state.mishap.kind == Kind.LOST:
                return self.seek(parcel, search)
            return state
        if state.name == "PUBLISHED":
            return self.seek(parcel, search, is_out=True)
        if state.name == "ERROR" and isinstance(
            there := self.seek(parcel, search), Found | Refused
        ):
            return there
        return self.absent(parcel, search, state)

    def absent(
        self, parcel: Parcel, search: Search, state: State
    ) -> ProvenAbsent | NotFoundYet:
        """Return that a container was never published, when it said so twice."""
        if not search.earlier:
            return NotFoundYet(APART_SECONDS)
        if state.name == "IN_PROGRESS" and not search.is_last:
            return NotFoundYet()
        fault = fault_of(*search.answered, self.faults)
        because = None
        if fault and fault.kind in FOR_GOOD:
            because = mishap_for(*search.answered, self.faults)
        spoilt = state.name in {"ERROR", "EXPIRED"} or search.answered in LOST_THERE
        return ProvenAbsent(
            f"the container says {state.name}",
            because=because,
            forget=tuple(parcel.prepared) if spoilt else (),
        )

    def seek(
        self, parcel: Parcel, search: Search, *, is_out: bool = False
    ) -> Found | NotFoundYet | Refused:
        """Look for the post itself, by its words, its kind and its time."""
        fitting: list[tuple[timedelta, Found]] = []
        for page in self.posts(parcel, search.started_at - TOLERANCE):
            if isinstance(page, Refused):
                return page
            for row in page:
                away = self.distance(row, parcel, search)
                if away is not None:
                    link = str(row.get("permalink", ""))
                    fitting.append((away, Found(str(row["id"]), link, "container")))
        if fitting:
            # Of two that say the same, the one that went out when this one did.
            return min(fitting, key=lambda one: (one[0], one[1].external_id))[1]
        # It is out for certain, and only its name is not known.
        return (
            Found("", "", "container") if is_out and search.is_last else NotFoundYet()
        )

    def distance(
        self, row: dict[str, Any], parcel: Parcel, search: Search
    ) -> timedelta | None:
        """Return how long from our try a post went out; None for one that is not it."""
        name, link = str(row.get("id") or ""), str(row.get("permalink", ""))
        if not name or search.is_taken(name, link):
            return None
        words = spoken(str(row.get(self.words.text) or ""))
        marker = marker_of(parcel.post)
        # Our own short link stands in no other post.
        if words != self.said(parcel.post) and not (marker and marker in words.split()):
            return None
        if row.get("media_type") not in {self.kind_of(parcel.post), None}:
            return None
        at = moment(row.get("timestamp"))
        if at is None or at < search.started_at - TOLERANCE:
            return None
        return abs(at - search.started_at)

    def kind_of(self, post: Post) -> str:
        if len(post.pieces) > 1:
            return self.words.kinds["several"]
        return self.words.kinds[post.pieces[0].kind if post.pieces else "words"]

    def posts(
        self, parcel: Parcel, since: datetime
    ) -> Iterator[list[dict[str, Any]] | Refused]:
        """Read what the account posted, newest first, page by page."""
        path = f"{parcel.place.account_id}/{self.words.create}"
        wanted = {
            "fields": f"id,{self.words.text},timestamp,permalink,media_type",
            "limit": A_PAGE,
            "since": str(int(since.timestamp())),
        }
        table = self.faults
        return pages(
            parcel.line, parcel.place, path, wanted, most=MOST_PAGES, faults=table
        )

    def state(self, parcel: Parcel, container: str) -> State | Refused:
        """Read what a container says of itself."""
        fields = f"{self.words.state},{self.words.detail}"
        reply = ask(parcel.line, parcel.place, container, fields=fields)
        if name := made(reply, self.words.state):
            return State(name, made(reply, self.words.detail))
        return on_step(reply, faults=self.faults)


def moment(value: Any) -> datetime | None:
    try:
        return datetime.strptime(str(value), TIME)  # noqa: DTZ007
    except ValueError:
        return None


def mishap_for(code: int, subcode: int, faults: Faults) -> Mishap:
    """Return the fault of an answer that was noted."""
    fault = fault_of(code, subcode, faults)
    kind = fault.kind if fault else Kind.PERMANENT
    exact = (code, subcode) in faults
    name = (
        f"{code}.{subcode}" if exact or (0, subcode) not in faults else f"0.{subcode}"
    )
    return Mishap(kind, name, code, subcode)
