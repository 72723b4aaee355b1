"""Threads: words, a picture, a film, or several.

As on Instagram a container is made, waited for, and published once. A post cannot be
edited; it can be deleted. Source: Threads API, Posts; channel-contracts.md §5. From
memory there: 20 pieces at most, the kinds that a post reads, how it is deleted.
"""

from typing import ClassVar

from sasando.channels.adapters import Capabilities, Place, Post, Renewed
from sasando.channels.adapters.container_search import Words
from sasando.channels.adapters.containers import (
    Containers,
    whole_problems,
)
from sasando.channels.adapters.graph import spoken
from sasando.channels.adapters.insights import of_threads
from sasando.channels.adapters.meta_doors import ThreadsDoor, prolong
from sasando.channels.adapters.threads_faults import OF_WORDS, THREADS_FAULTS
from sasando.channels.outcomes import MetricGone, Problem, Refused
from sasando.channels.shapes import MB, FilmShape, Shape
from sasando.channels.wire import Line

MOST_PIECES = 20
KINDS = {"image": "IMAGE", "video": "VIDEO"}


class Threads(Containers):
    caps = Capabilities(
        base_url="https://graph.threads.net/v1.0",
        max_chars=500,
        counting="emoji in bytes",
        max_images=MOST_PIECES,
        max_videos=MOST_PIECES,
        can_delete=True,
        evidence="certain",
        permalink_later=True,
        picture=Shape(0.1, 10, alike=True),
        film=FilmShape(most_seconds=300, most_bytes=300 * MB),
    )
    faults = THREADS_FAULTS
    door = ThreadsDoor()
    account_metrics = ("followers_count", "views")
    post_metrics = ("views", "likes", "replies", "reposts", "quotes")
    words: ClassVar = Words(
        create="threads",
        publish="threads_publish",
        quota="threads_publishing_limit",
        text="text",
        state="status",
        detail="error_message",
        kinds=KINDS | {"words": "TEXT_POST", "several": "CAROUSEL_ALBUM"},
        picture="threads_profile_picture_url",
    )

    def validate(self, post: Post) -> list[Problem]:
        whole = Post(self.said(post), "", post.pieces, post.options)
        return whole_problems(whole, self.caps)

    def prolong(self, place: Place, line: Line) -> Renewed | Refused | None:
        return prolong(place, line)

    def measure(
        self, place: Place, line: Line, metric: str, external_id: str
    ) -> int | MetricGone | Refused | None:
        return of_threads(place, line, metric, external_id, self.faults)

    def said(self, post: Post) -> str:
        # Threads makes a preview of the link in a text.
        return spoken("\n".join(one for one in (post.text, post.link) if one))

    def fields(self, post: Post) -> dict[str, str]:
        kind = KINDS[post.pieces[0].kind] if post.pieces else "TEXT"
        fields = {"media_type": kind}
        return fields | ({"text": self.said(post)} if self.said(post) else {})

    def item_fields(self, kind: str) -> dict[str, str]:
        return {"media_type": KINDS[kind]}

    def fault_in(self, detail: str) -> tuple[int, int]:
        return (0, OF_WORDS.get(detail, 0))
