"""A YouTube channel: a film, its thumbnail, playlist and captions.

All that takes time is done unseen: hours before its hour the film goes up in pieces
(`resumable`) as a private one, and is dressed (`dressing`). At the hour one call makes
it public; that call may be repeated, and the film itself shows whether it got through.
Source: YouTube Data API v3, videos; channel-contracts.md §4.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sasando.channels.adapters import (
    Capabilities,
    Parcel,
    Piece,
    Place,
    Post,
    Renewed,
    Search,
    google_comments,
)
from sasando.channels.adapters.counting import MB, problems, worded
from sasando.channels.adapters.dressing import changed, dress
from sasando.channels.adapters.google import (
    BASE_URL,
    NOTHING,
    address,
    ask,
    bearer,
    items,
    made,
    on_commit,
    on_step,
    refresh,
    told,
    words,
)
from sasando.channels.adapters.google_door import GoogleDoor
from sasando.channels.adapters.google_faults import GOOGLE_FAULTS
from sasando.channels.adapters.insights import of_youtube
from sasando.channels.adapters.resumable import heard, next_step, probe
from sasando.channels.adapters.telling import (
    BINDS,
    anew,
    snippet,
    status,
    title_problems,
    wish,
)
from sasando.channels.outcomes import (
    Accepted,
    Account,
    Ambiguous,
    Conflict,
    Deleted,
    Edited,
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
from sasando.channels.shapes import FilmShape, Shape
from sasando.channels.wire import Line, Reply

VIDEOS = "youtube/v3/videos"
PROCESSING_SECONDS = 20


class YouTube:
    """The adapter; it keeps nothing."""

    caps = Capabilities(
        base_url=BASE_URL,
        max_chars=5000,
        counting="bytes",
        max_images=1,
        max_image_bytes=2 * MB,
        max_videos=1,
        can_edit=True,
        edits=frozenset({"text", "link", "cover"}),
        can_delete=True,
        can_first_comment=True,
        max_comment_chars=10_000,
        evidence="certain",
        ahead=timedelta(hours=12),
        # The thumbnail.
        picture=Shape(16 / 9, 16 / 9, 1280, 1280, 2 * MB),
        film=FilmShape(most_bytes=4096 * MB),
        binds=BINDS,
    )
    faults = GOOGLE_FAULTS
    door = GoogleDoor()
    account_metrics = ("subscriberCount", "viewCount")
    post_metrics = ("viewCount", "likeCount", "commentCount")

    def validate(self, post: Post) -> list[Problem]:
        if not any(one.kind == "video" for one in post.pieces):
            return [Problem("film_needed")]
        found = problems(replace(post, text=worded(post)), self.caps)
        return found + title_problems(post)

    def usage(self, headers: Mapping[str, str]) -> Usage:
        del headers  # YouTube tells nothing of it.
        return Usage()

    def refresh(self, place: Place, line: Line) -> Renewed | Refused | None:
        return refresh(place, line)

    def measure(
        self, place: Place, line: Line, metric: str, external_id: str
    ) -> int | MetricGone | Refused | None:
        return of_youtube(place, line, metric, external_id)

    # --- out --------------------------------------------------------------

    def prepare(self, parcel: Parcel) -> Prepared | Refused | None:
        film = film_of(parcel.post)
        marker = parcel.prepared.get("marker")
        if marker is None or marker.facts.get("digest") != film.digest:
            # Another film was approved since: all begins anew.
            name = f"sasando-{secrets.token_hex(8)}"
            return Prepared("marker", name, {"digest": film.digest})
        video = parcel.prepared.get("video")
        if video and video.value and video.facts["marker"] != marker.value:
            return forget(parcel, video, marker.value)
        if not video or not video.value:
            return next_step(parcel, film, marker.value, resource(parcel))
        return dress(parcel, video.value)

    def poll(self, parcel: Parcel) -> Ready | NotYet | Refused:
        shown = seen(parcel.line, parcel.place, video_of(parcel))
        if isinstance(shown, Refused):
            return shown
        if not shown:
            return told("videoNotFound")
        place = parcel.post.pieces.index(film_of(parcel.post)) + 1
        facts = shown.get("status", {})
        state, why = facts.get("uploadStatus"), "failureReason"
        if state == "failed":
            return told("filmFailed", said=str(facts.get(why)), item=place)
        if state == "rejected":
            said = str(facts.get("rejectionReason"))
            return told("filmRejected", said=said, item=place)
        return NotYet(PROCESSING_SECONDS) if state == "uploaded" else Ready()

    def commit(self, parcel: Parcel) -> Accepted | Refused | Ambiguous:
        video, wished = video_of(parcel), wish(parcel)
        body = resource(parcel, privacy=wished) | {"id": video}
        reply = update(parcel, body, "snippet,status")
        facts = made(reply)
        privacy = (facts.get("status") or {}).get("privacyStatus")
        if facts.get("id") != video or not privacy:
            return on_commit(reply)
        if privacy != wished:
            return told("lockedPrivate")
        return Accepted(video, permalink(video))

    # --- was it out? ------------------------------------------------------

    def reconcile(
        self, parcel: Parcel, search: Search
    ) -> Found | ProvenAbsent | NotFoundYet | Conflict | Refused:
        del search  # The film is ours by its name.
        video = video_of(parcel)
        shown = seen(parcel.line, parcel.place, video)
        if isinstance(shown, Refused):
            return shown
        if not shown:
            return NotFoundYet()
        if shown["status"].get("privacyStatus") == wish(parcel):
            return Found(video, permalink(video), "video")
        # To say "public" twice is to say it once.
        return ProvenAbsent("the film is there, and not public yet")

    def read_back(
        self, place: Place, line: Line, external_id: str
    ) -> RemotePost | None:
        shown = seen(line, place, external_id)
        if isinstance(shown, Refused):
            return RemotePost(external_id, permalink(external_id), is_public=False)
        if not shown:
            return None
        privacy = shown.get("status", {}).get("privacyStatus")
        return RemotePost(external_id, permalink(external_id), privacy == "public")

    # --- afterwards -------------------------------------------------------

    def edit(self, parcel: Parcel, external_id: str) -> Edited | Refused | Unsupported:
        shown = seen(parcel.line, parcel.place, external_id)
        if isinstance(shown, Refused):
            return shown
        if not shown:
            return told("videoNotFound")
        parts = anew(parcel, shown)
        reply = update(parcel, {"id": external_id} | parts, ",".join(parts))
        facts = made(reply)
        if not facts:
            return on_step(reply)
        # An unaudited project publishes nothing, nor by a change.
        return Edited() if is_there(parts, facts, "status") else told("lockedPrivate")

    def redress(self, parcel: Parcel, external_id: str) -> Prepared | Refused | None:
        return dress(parcel, external_id, changed(parcel))

    def says(self, parcel: Parcel, external_id: str) -> bool | None:
        """Return whether a film says of itself what the parcel says."""
        shown = seen(parcel.line, parcel.place, external_id)
        if isinstance(shown, Refused) or not shown:
            return None
        parts = anew(parcel, shown)
        return is_there(parts, shown, "snippet") and is_there(parts, shown, "status")

    def delete(
        self, place: Place, line: Line, external_id: str
    ) -> Deleted | Refused | Unsupported:
        reply = remove(place, line, external_id)
        return Deleted() if is_gone(reply) else on_step(reply)

    def discard(self, parcel: Parcel) -> Deleted | Refused:
        """Delete the private film; a session that made none ends by itself."""
        video, session = (parcel.prepared.get(name) for name in ("video", "session"))
        if session and not video:
            step = heard(parcel, session, probe(parcel, session))
            if isinstance(step, Refused):
                return step
            video = step if step.name == "video" else None
        if not video or not video.value:
            return Deleted()
        reply = remove(parcel.place, parcel.line, video.value)
        return Deleted() if is_gone(reply) else on_step(reply)

    # --- the first comment --------------------------------------------------

    def comment(
        self, place: Place, line: Line, external_id: str, text: str
    ) -> Accepted | Refused | Ambiguous:
        return google_comments.write(place, line, external_id, text)

    def find_comment(
        self, place: Place, line: Line, external_id: str, text: str
    ) -> Found | NotFoundYet | Refused:
        return google_comments.find(place, line, external_id, text)

    def check(self, place: Place, line: Line) -> Account | Refused:
        reply = ask(line, place, "youtube/v3/channels", part="snippet", mine="true")
        mine = items(reply)
        if mine is None:
            return on_step(reply)
        if not mine:
            return told("youtubeSignupRequired")
        facts = mine[0].get("snippet", {})
        picture = facts.get("thumbnails", {}).get("default", {}).get("url", "")
        name = str(facts.get("title", ""))
        return Account(str(mine[0].get("id", "")), name, str(picture))


def film_of(post: Post) -> Piece:
    return next(one for one in post.pieces if one.kind == "video")


def video_of(parcel: Parcel) -> str:
    """Return the name of our film there."""
    return parcel.prepared["video"].value


def permalink(video: str) -> str:
    return f"https://www.youtube.com/watch?v={video}"


def resource(parcel: Parcel, *, privacy: str = "private") -> dict[str, Any]:
    """Return what a film says of itself: as approved, with our marker."""
    marker = parcel.prepared["marker"].value
    return {"snippet": snippet(parcel, marker), "status": status(parcel, privacy)}


def seen(line: Line, place: Place, video: str) -> dict[str, Any] | Refused | None:
    """Read how a film stands; None when it is gone: a list without it, not a 404."""
    reply = ask(line, place, VIDEOS, part="snippet,status", id=video)
    found = items(reply)
    if found is None:
        return on_step(reply)
    return found[0] if found else None


def is_there(parts: Mapping[str, Any], facts: Mapping[str, Any], part: str) -> bool:
    """Return whether a film has a part as it shall be."""
    return bool(parts.get(part, {}).items() <= facts.get(part, {}).items())


def update(parcel: Parcel, body: Mapping[str, Any], part: str) -> Reply:
    return parcel.line.send(
        "PUT",
        address(parcel.place, VIDEOS),
        params={"part": part},
        json=body,
        headers=bearer(parcel.place),
    )


def remove(place: Place, line: Line, video: str) -> Reply:
    url, params = address(place, VIDEOS), {"id": video}
    return line.send("DELETE", url, params=params, headers=bearer(place))


def is_gone(reply: Reply) -> bool:
    return reply.status == NOTHING or words(reply)[0] == "videoNotFound"


def forget(parcel: Parcel, video: Prepared, marker: str) -> Prepared | Refused:
    """Delete a private film that another one, approved since, has replaced."""
    reply = remove(parcel.place, parcel.line, video.value)
    if not is_gone(reply):
        return on_step(reply)
    return Prepared("video", "", {"marker": marker})
