"""What a platform may be besides: one that tells each person by a message of their own.

One delivery then has one row a person (`people.models.Recipient`), and the engine hands
them over one by one (`people.spreading`). Such an adapter has `session`; the calls that
make one public post are not asked of it, and `ToPeople` answers them.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from sasando.channels.adapters import Capabilities, Parcel, Place, Post, Search
from sasando.channels.adapters.counting import problems
from sasando.channels.outcomes import (
    Accepted,
    Ambiguous,
    Deleted,
    Edited,
    Kind,
    Mishap,
    NotFoundYet,
    NotYet,
    Prepared,
    Problem,
    Ready,
    Refused,
    RemotePost,
    Unsupported,
    Usage,
)
from sasando.channels.wire import Line


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom one message is for; `ref` names it, however often it is tried."""

    ref: str
    address: str
    language: str = "id"
    # Where this person stops, and chooses, without an account.
    leave_url: str = ""
    choose_url: str = ""
    # Signed: which message it is that a mail server sends back (`people.bounces`).
    bounce_name: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one person reads, to be shown before it is approved."""

    text: str
    subject: str = ""
    sender: str = ""
    html: str = ""


class Session(Protocol):
    """An open line, by which one message after another goes out."""

    def hand(
        self, reader: Reader, before: Callable[[], None]
    ) -> Accepted | Refused | Ambiguous:
        """Hand over one message, once; call `before` when it may be out from then on.

        Refused by RETRY or NOT_SENT: this person again, by and by. By PERMANENT or
        LOST: never this person (LOST: the address is gone). By any other kind: the
        whole delivery waits or stops. Raises NotSent or Lost.
        """


@runtime_checkable
class Spreads(Protocol):
    """An adapter that tells people one by one."""

    # Messages a minute, where the channel's own options (`per_minute`) say nothing.
    per_minute: int
    # So many are handed over at the same time; one where the line is one connection.
    at_once: int
    # Does one LOST end a subscription, or only several in a row?
    gone_at_once: bool

    def session(self, parcel: Parcel) -> AbstractContextManager[Session]:
        """Open a line. Raises NotSent; yields a session that has a refusal for all."""


class ToPeople:
    """What such an adapter answers to calls that make one public post: nothing."""

    caps: Capabilities
    per_minute = 0
    at_once = 1
    gone_at_once = False
    # Has a message a line above its text that the author may choose?
    has_subject = True

    def usage(self, headers: Mapping[str, str]) -> Usage:
        return Usage()

    def validate(self, post: Post) -> list[Problem]:
        return problems(self.shown(post), self.caps)

    def shown(self, post: Post) -> Post:
        """Return the words and the link; pictures stay on the page that it leads to."""
        return replace(post, pieces=())

    def sample(self, place: Place, post: Post, reader: Reader) -> Sample:
        """Return the message of one person as it is read. Pure."""
        return Sample("\n\n".join(one for one in (post.text, post.link) if one))

    def prepare(self, parcel: Parcel) -> Prepared | Refused | None:
        return None

    def poll(self, parcel: Parcel) -> Ready | NotYet | Refused:
        return Ready()

    def commit(self, parcel: Parcel) -> Refused:
        return Refused(Mishap(Kind.BUG, "bug", said="people are told one by one"))

    def reconcile(self, parcel: Parcel, search: Search) -> NotFoundYet:
        return NotFoundYet()

    def read_back(
        self, place: Place, line: Line, external_id: str
    ) -> RemotePost | None:
        return None

    def edit(self, parcel: Parcel, external_id: str) -> Edited | Refused | Unsupported:
        return Unsupported()

    def delete(
        self, place: Place, line: Line, external_id: str
    ) -> Deleted | Refused | Unsupported:
        return Unsupported()
