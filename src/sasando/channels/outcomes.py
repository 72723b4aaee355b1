"""What may happen to something said outside: plain values, no Django, no clock.

An adapter answers with these and nothing else. `Kind` says what a fault means for the
delivery; which number of which platform is of which kind stands in a table of the
platform (`Faults`), never in code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a fault means for the delivery (channel-contracts.md §9.2)."""

    # The request never left: send again, by and by.
    NOT_SENT = "not_sent"
    # A step that nobody sees failed: take it again, by and by.
    RETRY = "retry"
    # Too much was asked: ask nothing until a moment; counts as no attempt.
    RATE = "rate"
    # It may be out: only look, never send again unseen.
    AMBIGUOUS = "ambiguous"
    # The platform says that it has this post: look.
    DUPLICATE = "duplicate"
    # A picture or film was refused: a person mends it.
    MEDIA = "media"
    # The platform could not take it just now: prepare it anew, at most twice.
    MEDIA_RETRY = "media_retry"
    # Refused for what it says: a person changes it.
    PERMANENT = "permanent"
    # The channel must be connected again; its deliveries wait.
    REAUTH = "reauth"
    # The platform stopped the account: pause the channel, tell a person.
    BLOCKED = "blocked"
    # Set up wrongly, gone, or our own mistake: the administrator is told.
    CONFIG = "config"
    # Nobody but a person can do it: a task, no fault.
    PERSON = "person"
    LOST = "lost"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a person reads: what happened, then what to do. In both languages."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of a platform's table: a number of its own, what it means, in words."""

    kind: Kind
    says: Sentence


# By code and subcode of the platform; subcode 0 stands for every other one.
Faults = Mapping[tuple[int, int], Fault]


# As much as the columns hold.
MOST_CODE, MOST_SUBCODE, LONGEST_NAME = 2**31 - 1, 2**63 - 1, 200


def name_of(text: str) -> str:
    """Return how a platform calls a thing; "" for what no column keeps."""
    return text if len(text) <= LONGEST_NAME and text.isprintable() else ""


@dataclass(frozen=True, slots=True)
class Mishap:
    """One fault as it came: its kind, and the name under which its sentence stands."""

    kind: Kind
    # "190.463" in the platform's table, or a word of `sentences`.
    name: str
    code: int = 0
    subcode: int = 0
    trace: str = ""
    # The platform's own words, for who looks closer; no token, no personal data.
    said: str = ""
    wait_seconds: int = 0
    # Which picture, counted from 1; 0 for none in particular.
    item: int = 0

    def __post_init__(self) -> None:
        """Let a number go that is none of a platform: the database has no room."""
        for name, most in (("code", MOST_CODE), ("subcode", MOST_SUBCODE)):
            if abs(getattr(self, name)) > most:
                object.__setattr__(self, name, 0)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text or its pictures cannot go to this channel, before anything is sent."""

    # A word of `sentences`, and what to fill into it.
    name: str
    words: Mapping[str, str | int] = field(default_factory=dict)


# --- what `prepare` and `poll` answer --------------------------------------


@dataclass(frozen=True, slots=True)
class Prepared:
    """Something invisible that the platform now holds for us; saved at once."""

    # What it is to the adapter: "photo-1", "container", "session".
    name: str
    value: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """All is prepared; commit may follow."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """The platform still works on it; ask again after so many seconds."""

    seconds: int


# --- what `commit` answers ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Accepted:
    """It is out, under this name."""

    external_id: str
    permalink: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "external_id", name_of(self.external_id))


@dataclass(frozen=True, slots=True)
class Refused:
    """It is not out, and the platform said why."""

    mishap: Mishap
    # Names of prepared things that serve no more: made anew next time. Before a commit.
    forget: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """It may be out."""

    mishap: Mishap


# --- what `reconcile` answers -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """It is out: this is it."""

    external_id: str
    permalink: str = ""
    # How we know: "photo", "link", "text".
    by: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "external_id", name_of(self.external_id))


@dataclass(frozen=True, slots=True)
class ProvenAbsent:
    """It is not out, and what was prepared may be committed again."""

    why: str
    # What it was refused for: then it stops there, and is not sent again.
    because: Mishap | None = None
    # Names of prepared things that serve no more: made anew before it is sent again.
    forget: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFoundYet:
    """It was not seen; that proves nothing."""

    # Look again after so many seconds, and not only at the next look planned.
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Several posts may be it; a person chooses."""

    permalinks: tuple[str, ...]


# --- afterwards ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RemotePost:
    """What the platform shows of a post."""

    external_id: str
    permalink: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class Deleted:
    """It is gone, now or already."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The post now says what we wanted."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """The platform cannot do this; a person does it in its app."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a token turned out to be good for."""

    external_id: str
    name: str
    picture_url: str = ""
    expires_at: datetime | None = None
    data_access_expires_at: datetime | None = None
    # Rights that the token lacks.
    lacks: tuple[str, ...] = ()
    # What the account is called there besides.
    other_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MetricGone:
    """The platform has no such metric, or not for this account."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of its allowance an account has used, as the platform counts."""

    percent: int = 0
    # The rest it asks for; 0 where it names none.
    wait_seconds: int = 0
