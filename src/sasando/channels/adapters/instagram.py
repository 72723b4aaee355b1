"""Instagram, professional accounts: a picture, several, or a reel.

Instagram fetches each file from an address of ours; it takes JPEG only. A post cannot
be edited, and deleted only in its app by most accounts: a person gets the task with the
link. Source: Instagram Platform, Content Publishing; channel-contracts.md §3.
"""

import re
from typing import ClassVar

from sasando.channels.adapters import Capabilities, Clocks, Piece, Place, Post
from sasando.channels.adapters.container_search import Words
from sasando.channels.adapters.containers import (
    Containers,
    numbers_in,
    whole_problems,
)
from sasando.channels.adapters.graph import spoken
from sasando.channels.adapters.graph_comments import Comments
from sasando.channels.adapters.insights import of_graph
from sasando.channels.adapters.instagram_faults import INSTAGRAM_FAULTS
from sasando.channels.adapters.meta_doors import InstagramDoor, clocks
from sasando.channels.outcomes import (
    Accepted,
    Ambiguous,
    Found,
    MetricGone,
    NotFoundYet,
    Problem,
    Refused,
)
from sasando.channels.shapes import (
    MB,
    UPRIGHT,
    AnyShape,
    FilmShape,
    Shape,
)
from sasando.channels.wire import Line

MOST_PIECES, MOST_TAGS, MOST_NAMES, MOST_ALT = 10, 30, 20, 1000
TAG = re.compile(r"(?<![\w&])#\w*[^\W\d]\w*")
# One of several: as the pictures beside it, and short.
OF_SEVERAL = FilmShape(
    *(0.8, 1.91), least_seconds=3, most_seconds=60, most_bytes=100 * MB
)
NAME = re.compile(r"(?<![\w@])@[\w.]+")


COMMENTS = Comments(
    *(INSTAGRAM_FAULTS, "text", "id,text,timestamp,from"), newest_first=False
)


class Instagram(Containers):
    caps = Capabilities(
        base_url="https://graph.facebook.com",
        max_chars=2200,
        max_images=MOST_PIECES,
        max_videos=MOST_PIECES,
        can_first_comment=True,
        max_comment_chars=2200,
        evidence="certain",
        permalink_later=True,
        picture=Shape(0.8, 1.91, alike=True),
        film=FilmShape(
            *(UPRIGHT, UPRIGHT),
            least_edge=960,
            least_seconds=3,
            most_seconds=900,
            most_bytes=300 * MB,
        ),
    )
    faults = INSTAGRAM_FAULTS
    door = InstagramDoor()
    account_metrics: ClassVar[tuple[str, ...]] = ("followers_count", "reach", "views")
    post_metrics = ("views", "reach", "likes", "comments", "shares", "saved")
    words: ClassVar = Words(
        create="media",
        publish="media_publish",
        quota="content_publishing_limit",
        text="caption",
        state="status_code",
        detail="status",
        kinds={"image": "IMAGE", "video": "VIDEO", "several": "CAROUSEL_ALBUM"},
        picture="profile_picture_url",
    )

    def validate(self, post: Post) -> list[Problem]:
        whole = Post(self.said(post), "", post.pieces, post.options)
        found = whole_problems(whole, self.caps)
        if not post.pieces:
            found = [one for one in found if one.name != "empty"]
            found.append(Problem("needs_media"))
        for name, sign, most in (
            ("too_many_tags", TAG, MOST_TAGS),
            ("too_many_names", NAME, MOST_NAMES),
        ):
            if (count := len(sign.findall(whole.text))) > most:
                found.append(Problem(name, {"count": count, "most": most}))
        return found + [
            Problem("alt_too_long", {"item": place, "most": MOST_ALT})
            for place, one in enumerate(post.pieces, 1)
            if len(one.alt) > MOST_ALT
        ]

    def clocks(self, place: Place, line: Line) -> Clocks | Refused:
        return clocks(place, line)

    def measure(
        self, place: Place, line: Line, metric: str, external_id: str
    ) -> int | MetricGone | Refused | None:
        return of_graph(place, line, metric, external_id, self.faults)

    def shape_of(self, post: Post, piece: Piece) -> AnyShape | None:
        """Return how a piece is wanted: a film alone is a reel, and stands upright."""
        if piece.kind == "image":
            return self.caps.picture
        return self.caps.film if len(post.pieces) == 1 else OF_SEVERAL

    def said(self, post: Post) -> str:
        # A link is no link here; it stands below the words, to be read.
        return spoken("\n\n".join(one for one in (post.text, post.link) if one))

    def fields(self, post: Post) -> dict[str, str]:
        fields = {"caption": self.said(post)} if self.said(post) else {}
        if len(post.pieces) == 1 and post.pieces[0].kind == "video":
            fields["media_type"] = "REELS"
        return fields

    # --- the first comment --------------------------------------------------

    def comment(
        self, place: Place, line: Line, external_id: str, text: str
    ) -> Accepted | Refused | Ambiguous:
        return COMMENTS.write(place, line, external_id, text)

    def find_comment(
        self, place: Place, line: Line, external_id: str, text: str
    ) -> Found | NotFoundYet | Refused:
        return COMMENTS.find(place, line, external_id, text)

    def fault_in(self, detail: str) -> tuple[int, int]:
        return numbers_in(detail, self.faults)
