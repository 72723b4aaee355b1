"""By hand, on any platform: the post becomes a task for a person, who says where it is.

It asks no network and proves nothing; a person's word and the link are the proof. So an
office starts on its first day, before a platform has looked at its app.
"""

from collections.abc import Mapping

from sasando.channels.adapters import Capabilities, Parcel, Place, Post, Search
from sasando.channels.adapters.counting import problems
from sasando.channels.outcomes import (
    Account,
    Deleted,
    Edited,
    Faults,
    Kind,
    Mishap,
    NotFoundYet,
    Prepared,
    Problem,
    Ready,
    Refused,
    RemotePost,
    Unsupported,
    Usage,
)
from sasando.channels.shapes import FilmShape
from sasando.channels.wire import Line

TASK = Refused(Mishap(Kind.PERSON, "by_hand"))


class ByHand:
    """The adapter; it keeps nothing and calls nobody."""

    # What the platform takes nobody here knows; whoever posts it sees.
    caps = Capabilities(
        base_url="",
        max_chars=100_000,
        max_images=20,
        max_videos=10,
        needs_token=False,
        film=FilmShape(),
    )
    faults: Faults = {}

    def usage(self, headers: Mapping[str, str]) -> Usage:
        return Usage()

    def validate(self, post: Post) -> list[Problem]:
        return problems(post, self.caps)

    def prepare(self, parcel: Parcel) -> Prepared | Refused | None:
        return TASK

    def poll(self, parcel: Parcel) -> Ready:
        return Ready()

    def commit(self, parcel: Parcel) -> Refused:
        return TASK

    def reconcile(self, parcel: Parcel, search: Search) -> NotFoundYet:
        return NotFoundYet()

    def read_back(
        self, place: Place, line: Line, external_id: str
    ) -> RemotePost | None:
        return RemotePost(external_id, external_id, is_public=True)

    def edit(self, parcel: Parcel, external_id: str) -> Edited | Unsupported:
        return Unsupported()

    def delete(
        self, place: Place, line: Line, external_id: str
    ) -> Deleted | Unsupported:
        return Unsupported()

    def check(self, place: Place, line: Line) -> Account:
        return Account(place.account_id, place.account_id)
