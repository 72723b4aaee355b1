"""Films on a Facebook Page: a video in pieces, and a reel in one go.

Both bear a name before anybody sees them, and say at any time whether they are out; so
what was lost is always found, and a second finish of one name is never a second post.
The answer to `finish` is only an acknowledgement: the platform then works on the film,
and it is out when its status says so. Source: Page Videos, Reels publishing;
channel-contracts.md §2.3–2.4.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sasando.channels.adapters import Parcel, Piece, Post, Search
from sasando.channels.adapters.graph import (
    ask,
    error_in,
    made,
    number,
    on_commit,
    on_step,
    send,
)
from sasando.channels.outcomes import (
    Ambiguous,
    Found,
    Kind,
    Mishap,
    NotFoundYet,
    NotYet,
    Prepared,
    ProvenAbsent,
    Ready,
    Refused,
)
from sasando.channels.shapes import MB, UPRIGHT, FilmShape
from sasando.channels.wire import Reply

# The one fault of a transfer that says where to go on.
ELSEWHERE = 1363037
# A session that was finished already answers by these; its status tells more.
SESSION = {6000, 6001}
FIELDS = "id,status,post_id,permalink_url"
FAILED = {"error", "expired", "upload_failed"}
LOOK_AGAIN_SECONDS = 10
REEL = FilmShape(
    *(UPRIGHT, UPRIGHT),
    least_edge=960,
    least_seconds=3,
    most_seconds=90,
    most_bytes=512 * MB,
)
OUTSIDE = Refused(
    Mishap(Kind.RETRY, "retry", said="the platform wants no part of the film", item=1)
)
# By then whoever may still send `finish` has given up.
SURE_FROM_LOOK = 3


class Slice(io.RawIOBase):
    """A part of a file, read when it is sent: a film is never whole in memory."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        super().__init__()
        self.file, self.start, self.size = path.open("rb"), start, end - start
        self.at = 0
        self.file.seek(start)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self.file.read(min(len(buffer), self.size - self.at))
        buffer[: len(piece)] = piece
        self.at += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = base + offset
        self.file.seek(self.start + self.at)
        return self.at

    def tell(self) -> int:
        return self.at

    def close(self) -> None:
        self.file.close()
        super().close()


def film_of(post: Post) -> Piece | None:
    """Return the film of a post, or None."""
    return next((one for one in post.pieces if one.kind == "video"), None)


def is_reel(post: Post) -> bool:
    return post.options.get("as") == "reel"


# --- before it is out -------------------------------------------------------------


def prepare(parcel: Parcel, film: Piece) -> Prepared | Refused | None:
    """Begin an upload, or send its next piece; None when all is there."""
    held = parcel.prepared.get("film")
    if held is None or held.facts["digest"] != film.digest:
        return begin(parcel, film)
    if int(held.facts["offset"]) >= film.size:
        return None
    if is_reel(parcel.post):
        return send_reel(parcel, film, held)
    return send_piece(parcel, film, held)


def begin(parcel: Parcel, film: Piece) -> Prepared | Refused:
    """Ask for a name and a place to send the film to."""
    fields: dict[str, Any] = {"upload_phase": "start"}
    if not is_reel(parcel.post):
        fields["file_size"] = str(film.size)
    reply = send(parcel.line, parcel.place, edge(parcel), fields)
    name = made(reply, "video_id")
    place = made(reply, "upload_url" if is_reel(parcel.post) else "upload_session_id")
    if not (name and place):
        return on_step(reply, item=1)
    wanted: dict[str, int] | None = {"offset": 0}
    if not is_reel(parcel.post):
        wanted = offsets(reply.json())
    if wanted is None or not is_part(wanted, film):
        return OUTSIDE
    facts: dict[str, str | int] = {"place": place, "digest": film.digest}
    return Prepared("film", name, facts | wanted)


def send_piece(parcel: Parcel, film: Piece, held: Prepared) -> Prepared | Refused:
    """Send the piece that the platform asked for, or learn which one it wants."""
    start, end = int(held.facts["offset"]), int(held.facts["until"])
    fields = {
        "upload_phase": "transfer",
        "upload_session_id": str(held.facts["place"]),
        "start_offset": str(start),
    }
    with Slice(film.path, start, end) as piece:
        files = {"video_file_chunk": ("film.mp4", piece, "application/octet-stream")}
        reply = send(parcel.line, parcel.place, edge(parcel), fields, files=files)
    error = error_in(reply)
    wanted = offsets(reply.json())
    if number(error, "error_subcode") == ELSEWHERE:
        wanted = offsets(error.get("error_data"))
    if wanted is None or wanted == offsets_of(held):
        return on_step(reply, item=1)
    if not is_part(wanted, film):
        return OUTSIDE
    return Prepared("film", held.value, dict(held.facts) | wanted)


def is_part(wanted: Mapping[str, int], film: Piece) -> bool:
    """Return whether what a platform asks for lies within the film."""
    start = wanted["offset"]
    return 0 <= start <= wanted.get("until", film.size) <= film.size


def offsets(facts: Any) -> dict[str, int] | None:
    """Return from where to where the platform wants to go on; None without words."""
    try:
        start, end = int(facts["start_offset"]), int(facts["end_offset"])
    except (KeyError, TypeError, ValueError):
        return None
    return {"offset": start, "until": end}


def offsets_of(held: Prepared) -> dict[str, int]:
    return {name: int(held.facts[name]) for name in ("offset", "until")}


def send_reel(parcel: Parcel, film: Piece, held: Prepared) -> Prepared | Refused:
    """Send what the platform does not have yet of a reel."""
    reply = status_of(parcel)
    there = phase(reply, "uploading_phase")
    if not made(reply):
        return on_step(reply, item=1)
    start = int(there.get("bytes_transfered") or 0)
    if start < film.size:
        headers = {
            "Authorization": f"OAuth {parcel.place.tokens.get('token', '')}",
            "offset": str(start),
            "file_size": str(film.size),
            "Content-Length": str(film.size - start),
        }
        with Slice(film.path, start, film.size) as rest:
            reply = parcel.line.post(
                str(held.facts["place"]), content=pieces(rest), headers=headers
            )
        facts = reply.json()
        if not (isinstance(facts, dict) and facts.get("success") is True):
            return on_upload(reply)
    return Prepared("film", held.value, dict(held.facts) | {"offset": film.size})


def pieces(file: io.RawIOBase) -> Any:
    while piece := file.read(64 * 1024):
        yield piece


def on_upload(reply: Reply) -> Refused:
    """Return what the upload server's own shape of an error means."""
    facts = reply.json()
    told = facts.get("debug_info") if isinstance(facts, dict) else None
    if not isinstance(told, dict):
        return on_step(reply, item=1)
    again = told.get("retriable") is True or told.get("type") == "OffsetInvalidError"
    said = f"{told.get('type', '')}: {told.get('message', '')}"[:300]
    kind, name = (Kind.RETRY, "retry") if again else (Kind.MEDIA, "media")
    return Refused(Mishap(kind, name, said=said, item=1))


def poll(parcel: Parcel) -> Ready | NotYet | Refused:
    """Say whether all of a film arrived."""
    reply = status_of(parcel)
    if not made(reply):
        return on_step(reply, item=1)
    if failed(reply):
        return Refused(Mishap(Kind.MEDIA, "media", said=said_of(reply), item=1))
    there = phase(reply, "uploading_phase").get("status")
    return Ready() if there == "complete" else NotYet(LOOK_AGAIN_SECONDS)


# --- out --------------------------------------------------------------------------


def commit(parcel: Parcel, text: str) -> Refused | Ambiguous:
    """Ask that it be shown; that it is shown is told by its status alone."""
    held = parcel.prepared["film"]
    fields = {"upload_phase": "finish", "description": text}
    if is_reel(parcel.post):
        fields |= {"video_id": held.value, "video_state": "PUBLISHED"}
    else:
        place = str(held.facts["place"])
        fields |= {"upload_session_id": place, "published": "true"}
    reply = send(parcel.line, parcel.place, edge(parcel), fields)
    facts = reply.json()
    if isinstance(facts, dict) and facts.get("success") is True:
        return Ambiguous(Mishap(Kind.AMBIGUOUS, "processing"))
    answer = on_commit(reply)
    if answer.mishap.code in SESSION:
        return Ambiguous(answer.mishap)
    return answer


def reconcile(
    parcel: Parcel, search: Search
) -> Found | ProvenAbsent | NotFoundYet | Refused:
    """Say by the film's own status whether it is out."""
    if "film" not in parcel.prepared:
        return ProvenAbsent("no film was sent")
    reply = status_of(parcel)
    if not (name := made(reply)):
        return on_step(reply)
    if failed(reply):
        return Refused(Mishap(Kind.MEDIA, "media", said=said_of(reply), item=1))
    shown = phase(reply, "publishing_phase")
    if shown.get("publish_status") == "published" or shown.get("status") == "complete":
        permalink = made(reply, "permalink_url")
        return Found(made(reply, "post_id") or name, permalink, "film")
    if shown.get("status") == "not_started" and search.number >= SURE_FROM_LOOK:
        return ProvenAbsent("the film was never asked to be shown")
    if shown.get("status") == "in_progress" and search.is_last:
        # It takes hours sometimes; a look that tells nothing is no look.
        return Refused(Mishap(Kind.RETRY, "processing"))
    return NotFoundYet()


def edge(parcel: Parcel) -> str:
    """Return where this kind of film is made."""
    kind = "video_reels" if is_reel(parcel.post) else "videos"
    return f"{parcel.place.account_id}/{kind}"


def status_of(parcel: Parcel) -> Reply:
    name = parcel.prepared["film"].value
    return ask(parcel.line, parcel.place, name, fields=FIELDS)


def status(reply: Reply) -> Mapping[str, Any]:
    facts = reply.json()
    found = facts.get("status") if isinstance(facts, dict) else None
    return found if isinstance(found, dict) else {}


def phase(reply: Reply, name: str) -> Mapping[str, Any]:
    found = status(reply).get(name)
    return found if isinstance(found, dict) else {}


def failed(reply: Reply) -> bool:
    """Return whether the platform gave a film up."""
    return status(reply).get("video_status") in FAILED


def said_of(reply: Reply) -> str:
    """Return the platform's own words for why."""
    errors = phase(reply, "processing_phase").get("errors")
    first = errors[0] if isinstance(errors, list) and errors else {}
    return str(first.get("message", "")) if isinstance(first, dict) else ""
