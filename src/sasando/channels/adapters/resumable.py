"""A film goes to YouTube in pieces, and each piece only once.

The session's address is saved before its first byte. What the server holds of it is
asked (`bytes */size`) whenever an earlier claim may have sent more than we know. A
session makes one film at most; before a second one is opened the list of uploads is
searched for our marker. Source: Resumable Uploads; channel-contracts.md §4.2.
"""

import hashlib
import mimetypes
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sasando.channels.adapters import Parcel, Piece
from sasando.channels.adapters.google import (
    NOT_FOUND,
    OK,
    ask,
    bearer,
    is_at,
    items,
    made,
    on_step,
    send,
    told,
)
from sasando.channels.outcomes import Kind, Mishap, Prepared, Refused
from sasando.channels.wire import Reply

UNIT = 256 * 1024
# Through a line of a quarter megabit it goes up within the lease.
PIECE_BYTES = 16 * UNIT
PIECE_SECONDS, A_BIT = 60.0, 64 * 1024
RESUME, GONE = 308, {NOT_FOUND, 410}
HELD = re.compile(r"bytes=0-(\d+)")
A_PAGE, MOST_PAGES = "50", 4
# Over a quarter of an hour.
LOOKS = 5
Step = Prepared | Refused


def next_step(
    parcel: Parcel, film: Piece, marker: str, resource: Mapping[str, Any]
) -> Step:
    """Take one step towards the film: open, ask, or send a piece. One request."""
    session = parcel.prepared.get("session")
    if session is None or session.facts.get("marker") != marker:
        return begin(parcel, film, marker, resource)
    if is_gone(parcel, session):
        return after_loss(parcel, film, marker, resource)
    if "session" not in parcel.new:
        return heard(parcel, session, probe(parcel, session))
    return send_piece(parcel, film, session)


def begin(
    parcel: Parcel, film: Piece, marker: str, resource: Mapping[str, Any]
) -> Step:
    """Open a session: an address to which the film may be sent."""
    params = {"uploadType": "resumable", "part": "snippet,status"}
    headers = {
        "X-Upload-Content-Length": str(film.size),
        "X-Upload-Content-Type": mimetypes.guess_type(film.path)[0] or "video/mp4",
    }
    path = "upload/youtube/v3/videos"
    more = {"json": resource, "headers": headers}
    reply = send(parcel.line, parcel.place, path, params, **more)
    where = reply.headers.get("location", "")
    if reply.status != OK or not where:
        return on_step(reply)
    if not is_at(parcel.place, where):
        return told("otherAddress")
    facts: dict[str, str | int] = {"offset": 0, "size": film.size, "marker": marker}
    return Prepared("session", where, facts | {"stamp": stamp(film.path)})


def probe(parcel: Parcel, session: Prepared) -> Reply:
    """Ask what the server holds. Raises NotSent or Lost."""
    headers = {"Content-Range": f"bytes */{session.facts['size']}"}
    return put(parcel, session, headers, b"")


def send_piece(parcel: Parcel, film: Piece, session: Prepared) -> Step:
    """Send the piece at which the server stands, from the very file approved."""
    offset, size = int(session.facts["offset"]), int(session.facts["size"])
    with film.path.open("rb") as file:
        if stamp(file.fileno()) != session.facts["stamp"]:
            return look_again(parcel, film, session)
        length = min(piece_bytes(parcel), size - offset)
        headers = {
            "Content-Length": str(length),
            "Content-Range": f"bytes {offset}-{offset + length - 1}/{size}",
        }
        content = read(file.fileno(), offset, length)
        return heard(parcel, session, put(parcel, session, headers, content))


def read(file: int, offset: int, length: int) -> Iterator[bytes]:
    """Read a piece bit by bit: whole ones would pile up in memory."""
    end = offset + length
    while offset < end and (bit := os.pread(file, min(A_BIT, end - offset), offset)):
        yield bit
        offset += len(bit)


def look_again(parcel: Parcel, film: Piece, session: Prepared) -> Step:
    """Go on with a file that was touched, if its bytes are those that were approved."""
    before = stamp(film.path)
    with film.path.open("rb") as file:
        is_same = hashlib.file_digest(file, "sha256").hexdigest() == film.digest
    if is_same:
        return replace(session, facts=dict(session.facts) | {"stamp": before})
    place = parcel.post.pieces.index(film) + 1
    return Refused(Mishap(Kind.MEDIA, "media_gone", item=place))


def stamp(file: Path | int) -> str:
    """Return what differs when a file was replaced or written to."""
    facts = os.stat(file)
    return f"{facts.st_dev}-{facts.st_ino}-{facts.st_size}-{facts.st_mtime_ns}"


def piece_bytes(parcel: Parcel) -> int:
    """Return how much goes at once; an office with a weak line may choose less."""
    wanted = str(parcel.place.options.get("piece_kib", ""))
    if not wanted.isdecimal():
        return PIECE_BYTES
    return max(1, int(wanted) * 1024 // UNIT) * UNIT


def put(
    parcel: Parcel,
    session: Prepared,
    headers: Mapping[str, str],
    content: bytes | Iterator[bytes],
) -> Reply:
    line = replace(parcel.line, seconds=PIECE_SECONDS)
    said = bearer(parcel.place) | dict(headers)
    return line.send("PUT", session.value, headers=said, content=content)


def heard(parcel: Parcel, session: Prepared, reply: Reply) -> Step:
    """Return where the session stands after an answer, or the film it made."""
    facts = dict(session.facts)
    if reply.status == RESUME:
        where = reply.headers.get("location", "") or session.value
        if not is_at(parcel.place, where):
            return told("otherAddress")
        held = HELD.fullmatch(reply.headers.get("range", ""))
        facts["offset"] = int(held[1]) + 1 if held else 0
        return Prepared("session", where, facts)
    if film := made(reply):
        return Prepared("video", film["id"], {"marker": facts["marker"]})
    if reply.status in GONE:
        return Prepared("gone", session.value, {"looks": 0})
    return on_step(reply, item=1)


# --- a session that is gone -----------------------------------------------------------


def is_gone(parcel: Parcel, session: Prepared) -> bool:
    gone = parcel.prepared.get("gone")
    return gone is not None and gone.value == session.value


def after_loss(
    parcel: Parcel, film: Piece, marker: str, resource: Mapping[str, Any]
) -> Step:
    """Return the film that the session made after all, or open a new one.

    New films are listed late: the first look is a claim later, and where the end of the
    film may have arrived there are as many as the engine has repeats for.
    """
    if "gone" in parcel.new:
        said = "the session is gone; its film may be listed yet"
        return Refused(Mishap(Kind.RETRY, "retry", said=said))
    found = uploaded(parcel, marker)
    if isinstance(found, Refused):
        return found
    if found:
        return Prepared("video", found, {"marker": marker})
    session, gone = parcel.prepared["session"].facts, parcel.prepared["gone"]
    looks = int(gone.facts["looks"]) + 1
    near = int(session["offset"]) + piece_bytes(parcel) >= int(session["size"])
    if near and looks < LOOKS:
        return Prepared("gone", gone.value, {"looks": looks})
    return begin(parcel, film, marker, resource)


def uploaded(parcel: Parcel, marker: str) -> str | Refused:
    """Return the newest upload that bears our marker; "" for none. A few reads."""
    params = {"part": "contentDetails", "mine": "true"}
    reply = ask(parcel.line, parcel.place, "youtube/v3/channels", **params)
    if not (mine := items(reply)):
        return on_step(reply)
    uploads = mine[0]["contentDetails"]["relatedPlaylists"]["uploads"]
    params = {"part": "contentDetails", "playlistId": uploads, "maxResults": A_PAGE}
    for _page in range(MOST_PAGES):
        reply = ask(parcel.line, parcel.place, "youtube/v3/playlistItems", **params)
        if (listed := items(reply)) is None:
            return on_step(reply)
        names = [one["contentDetails"]["videoId"] for one in listed]
        if found := marked(parcel, names, marker):
            return found
        if not (token := reply.json().get("nextPageToken")):
            break
        params["pageToken"] = token
    return ""


def marked(parcel: Parcel, names: list[str], marker: str) -> str | Refused:
    """Return the film among these that bears our marker."""
    if not names:
        return ""
    params = {"part": "snippet", "id": ",".join(names)}
    reply = ask(parcel.line, parcel.place, "youtube/v3/videos", **params)
    if (films := items(reply)) is None:
        return on_step(reply)
    ours = (one["id"] for one in films if marker in one["snippet"].get("tags", ()))
    return next(ours, "")
