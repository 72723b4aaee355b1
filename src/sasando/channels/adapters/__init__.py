"""Platforms: one file each, of one shape, found by entry point (`sasando.channels`).

What an adapter is given (`Parcel`) holds no row and no setting, so that it can be tried
without a database. It speaks through `parcel.line` alone.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

from sasando.channels.outcomes import (
    Accepted,
    Account,
    Ambiguous,
    Conflict,
    Deleted,
    Edited,
    Faults,
    Found,
    MetricGone,
    NotFoundYet,
    NotYet,
    Prepared,
    Problem,
    ProvenAbsent,
    Ready,
    Refused,
    RemotePost,
    Unsupported,
    Usage,
)
from sasando.channels.pasted import is_same
from sasando.channels.shapes import AnyShape, FilmShape, Focus, Shape
from sasando.channels.shapes import kept as shape_facts
from sasando.channels.wire import Line

GROUP = "sasando.channels"
Counting = Literal["code points", "utf-16", "bytes", "emoji in bytes"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do, and what it can prove."""

    # "" where one types none: by hand, the office's own website.
    base_url: str
    max_chars: int
    counting: Counting = "code points"
    max_images: int = 0
    max_image_bytes: int = 0
    max_videos: int = 0
    can_edit: bool = False
    can_delete: bool = False
    can_first_comment: bool = False
    max_comment_chars: int = 0
    # After a lost answer: can it be shown that the post is out?
    evidence: Literal["certain", "likely", "none"] = "none"
    # Is a post's address told only when it is read back?
    permalink_later: bool = False
    # Must a channel of it have a token?
    needs_token: bool = True
    # Can it be seen how a post stands there?
    can_read_back: bool = True
    # So long before its time a post is prepared, unseen: a film takes hours.
    ahead: timedelta = timedelta(0)
    # Does it stand on a site of the office's own, at the address of its page?
    is_ours: bool = False
    # What of a post that is out can be changed there, where `can_edit`; "cover" is a
    # picture that only announces a film.
    edits: frozenset[Literal["text", "link", "cover"]] = frozenset({"text"})
    # How it wants pictures and films; None for as they are.
    picture: Shape | None = None
    film: FilmShape | None = None
    # Options of a channel that change what people see: approved with each post, so that
    # one that is changed later changes nothing that was approved.
    binds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture or a film of a post, as it lies on our disk."""

    kind: Literal["image", "video"]
    path: Path
    digest: str
    size: int
    alt: str = ""
    # What is drawn from it for this channel, and around which point.
    shape: AnyShape | None = None
    focus: Focus = None
    # Of what was drawn already: the hash of the original, to which approval is bound.
    original: str = ""
    # As the original is shown; 0 where nobody measured it.
    width: int = 0
    height: int = 0
    seconds: float = 0
    # Its number in the library; 0 for one of its own.
    picture: int = 0

    def facts(self) -> list[Any]:
        """Return what an approval is bound to: where the file lies is no part."""
        facts: list[Any] = [self.kind, self.original or self.digest, self.alt]
        if self.shape or self.focus:
            facts += [shape_facts(self.shape), self.focus]
        return facts


@dataclass(frozen=True, slots=True)
class Post:
    """What one channel says: the very payload that was approved."""

    text: str = ""
    link: str = ""
    pieces: tuple[Piece, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    def digest(self) -> str:
        """Return the hash that an approval is bound to; where files lie is no part."""
        pieces = [one.facts() for one in self.pieces]
        facts = [self.text, self.link, pieces, dict(self.options)]
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def option(post: Post, place: "Place", name: str) -> Any:
    """Return an option as it was approved with a post, else as its channel has it."""
    return post.options.get(name, place.options.get(name, ""))


@dataclass(frozen=True, slots=True)
class Place:
    """The account that speaks: where, as whom, by which tokens."""

    base_url: str
    account_id: str
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)


class NotLent(Exception):
    """There is no public address for a file here; the text says why."""


def not_lent(path: Path) -> str:
    raise NotLent(f"Nobody lends an address for {path.name}.")


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that an adapter is told of one delivery."""

    place: Place
    post: Post
    line: Line
    # What the platform holds for it already, by name.
    prepared: Mapping[str, Prepared] = field(default_factory=dict)
    # Lends a public address of a file, for a platform that fetches it itself. Raises
    # NotLent.
    lend: Callable[[Path], str] = not_lent
    # Which of it was made in this claim. Of the rest an earlier one may have done more
    # than it could save.
    new: Collection[str] = ()
    # Of a post that is out and shall change: what it says, or one of what it may say.
    before: Sequence[Post] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for after a lost answer."""

    started_at: datetime
    # Which look this is, from 1; `is_last` that none follows.
    number: int
    is_last: bool
    # Names there that are other deliveries of this channel: never take one of them.
    bound: Collection[str] = ()
    # How many looks since the loss have seen nothing.
    earlier: int = 0
    # Code and subcode of the answer to the last try, where there was one.
    answered: tuple[int, int] = (0, 0)
    # Addresses that people pasted for other deliveries, whose names nobody knows; and
    # which of them were met.
    links: frozenset[str] = frozenset()
    met: set[str] = field(default_factory=set)

    def is_taken(self, name: str, permalink: str) -> bool:
        """Return whether a post is another delivery's: never adopt it."""
        same = {one for one in self.links if is_same(one, name, permalink)}
        self.met.update(same)
        return name in self.bound or bool(same)


@dataclass(frozen=True, slots=True)
class Renewed:
    """A token that was renewed in time, and how long it serves; 0 for not said."""

    tokens: Mapping[str, str] = field(repr=False)
    seconds: int = 0


@runtime_checkable
class Renews(Protocol):
    """What an adapter may do besides: renew tokens that last only for an hour."""

    def refresh(self, place: Place, line: Line) -> Renewed | Refused | None:
        """Return new tokens; None where this channel has nothing to renew them by.

        A token that is empty in the answer is left as it was.
        """


@runtime_checkable
class Measures(Protocol):
    """What an adapter may do besides: read what the platform counts. Reads only."""

    # As the platform calls them.
    account_metrics: tuple[str, ...]
    post_metrics: tuple[str, ...]

    def measure(
        self, place: Place, line: Line, metric: str, external_id: str
    ) -> int | MetricGone | Refused | None:
        """Return one figure, of a post or ("") of the account; None for none yet."""


# When a token ends, and when it may read no more: `expires_at` and
# `data_access_expires_at`; None for never, {} where nobody says.
Clocks = Mapping[str, datetime | None]


@runtime_checkable
class TellsClocks(Protocol):
    """What an adapter may do besides: ask when the token ends. Reads only."""

    def clocks(self, place: Place, line: Line) -> Clocks | Refused:
        """Return its clocks, or why the token serves no more."""


@runtime_checkable
class Prolongs(Protocol):
    """What an adapter may do besides: make a token of weeks last for some more."""

    def prolong(self, place: Place, line: Line) -> Renewed | Refused | None:
        """Return the token that serves from now on."""


@runtime_checkable
class Discards(Protocol):
    """What an adapter may do besides: take away what it prepared, unseen, in vain."""

    def discard(self, parcel: Parcel) -> Deleted | Refused:
        """Delete what would stay at the platform for ever; what ends by itself may."""


@runtime_checkable
class Redresses(Protocol):
    """What an adapter may do besides: change what a post got piece by piece."""

    def redress(self, parcel: Parcel, external_id: str) -> Prepared | Refused | None:
        """Make the next thing as it shall be; None when all is. Repeatable."""


@runtime_checkable
class Comments(Protocol):
    """What an adapter may do besides: write a first comment (`caps`), and find it."""

    def comment(
        self, place: Place, line: Line, external_id: str, text: str
    ) -> Accepted | Refused | Ambiguous:
        """Write a comment below a post. ONE request, never repeated here."""

    def find_comment(
        self, place: Place, line: Line, external_id: str, text: str
    ) -> Found | NotFoundYet | Refused:
        """Look for a comment of ours with these words. Reads only."""


class Adapter(Protocol):
    """One platform. Every method but `validate` may raise NotSent or Lost (`wire`)."""

    caps: Capabilities
    faults: Faults

    def usage(self, headers: Mapping[str, str]) -> Usage:
        """Return what an answer's headers say of our allowance. Pure."""

    def validate(self, post: Post) -> list[Problem]:
        """Return what hinders this post here. Pure: the same in screen and worker."""

    def prepare(self, parcel: Parcel) -> Prepared | Refused | None:
        """Make the next invisible thing, once; None when all is made. Repeatable."""

    def poll(self, parcel: Parcel) -> Ready | NotYet | Refused:
        """Say whether what was prepared may be committed. Reads only."""

    def commit(self, parcel: Parcel) -> Accepted | Refused | Ambiguous:
        """Make it public. ONE request, never repeated here."""

    def reconcile(
        self, parcel: Parcel, search: Search
    ) -> Found | ProvenAbsent | NotFoundYet | Conflict | Refused:
        """Say whether it is out after all. Reads only."""

    def read_back(
        self, place: Place, line: Line, external_id: str
    ) -> RemotePost | None:
        """Return how a post stands there; None when it is gone."""

    def edit(self, parcel: Parcel, external_id: str) -> Edited | Refused | Unsupported:
        """Let a post say what the parcel says."""

    def delete(
        self, place: Place, line: Line, external_id: str
    ) -> Deleted | Refused | Unsupported:
        """Take a post away; one that is gone already is taken away."""

    def check(self, place: Place, line: Line) -> Account | Refused:
        """Return whose token this is, or why it serves no more."""


@cache
def installed() -> dict[str, Any]:
    """Return the entry points by name; opens each package's list once a process."""
    return {point.name: point for point in entry_points(group=GROUP)}


def kinds() -> list[str]:
    """Return the platforms that are installed here."""
    return sorted(installed())


SHORT = re.compile(r"https?://[^/\s]+/s/[a-z0-9]{6,20}$")


def marker_of(post: Post) -> str:
    """Return the short link that this post alone bears; "" for none.

    By it a post is found again whose answer was lost.
    """
    return post.link if SHORT.match(post.link) else ""


def shown(kind: str, post: Post) -> Post:
    """Return a post as it will stand there; what an adapter may say by `shown`. Pure.

    A platform that knows no links moves them into the text, for example.
    """
    own = getattr(adapter_of(kind), "shown", None)
    return own(post) if own else post


def in_shape(kind: str, post: Post, *, films: bool) -> Post:
    """Return a post whose pieces say what is drawn from them for this platform. Pure.

    An adapter whose shape depends on the post says so by `shape_of(post, piece)`. Films
    stay as they are where nothing here can change them.
    """
    adapter = adapter_of(kind)
    own = getattr(adapter, "shape_of", None)
    pieces = []
    for piece in post.pieces:
        plain = adapter.caps.picture if piece.kind == "image" else adapter.caps.film
        shape = own(post, piece) if own else plain
        if piece.kind == "video" and not films:
            shape = None
        pieces.append(replace(piece, shape=alike(post, shape)))
    return replace(post, pieces=tuple(pieces))


def alike(post: Post, shape: AnyShape | None) -> AnyShape | None:
    """Return the shape of one of several pictures: that of the first, if so wished."""
    first = post.pieces[0]
    if not (isinstance(shape, Shape) and shape.alike and len(post.pieces) > 1):
        return shape
    if first.kind == "video" or not (first.width and first.height):
        return shape
    return shape.like(shape.ratio(first.width, first.height))


@cache
def adapter_of(kind: str) -> Adapter:
    """Return the adapter of this name. Raises KeyError when it is not installed."""
    made: Adapter = installed()[kind].load()()
    return made
