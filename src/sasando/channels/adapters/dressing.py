"""What a film on YouTube gets besides, while nobody sees it: a thumbnail, captions, a
place in a playlist.

Each may be asked for again, and is when another one was approved: a thumbnail and
captions are replaced, a playlist is looked through first. Captions are rows of the
option `captions`: `language`, `name`, and the SRT or VTT as `text`, so that they are
part of what was approved.
"""

import hashlib
import json
import mimetypes
from collections.abc import Iterator, Mapping
from typing import Any

from sasando.channels.adapters import Parcel, Piece
from sasando.channels.adapters.google import (
    NOT_FOUND,
    NOTHING,
    OK,
    address,
    ask,
    bearer,
    items,
    made,
    on_step,
    send,
)
from sasando.channels.adapters.telling import chosen
from sasando.channels.outcomes import Prepared, Refused

LISTED, CAPTIONS = "youtube/v3/playlistItems", "youtube/v3/captions"
BORDER = "sasando-caption-border"
Step = Prepared | Refused


def dress(parcel: Parcel, video: str) -> Step | None:
    """Return the next thing the film gets; None when it has all."""
    for place, piece in enumerate(parcel.post.pieces, 1):
        if piece.kind == "image" and lacks(parcel, "thumbnail", video, piece.digest):
            return thumbnail(parcel, video, piece, place)
    for number, caption in enumerate(captions(parcel), 1):
        if lacks(parcel, f"caption-{number}", video, digest(caption)):
            return captioned(parcel, video, f"caption-{number}", caption)
    playlist = chosen(parcel, "playlist")
    if playlist and lacks(parcel, "playlist", video, playlist):
        return in_playlist(parcel, video, playlist)
    return None


def lacks(parcel: Parcel, name: str, video: str, what: str) -> bool:
    """Return whether the film has not got this very thing yet."""
    done = parcel.prepared.get(name)
    return done is None or done.facts != {"video": video, "what": what}


def got(name: str, there: str, video: str, what: str) -> Prepared:
    return Prepared(name, there, {"video": video, "what": what})


def digest(row: Mapping[str, Any]) -> str:
    text = json.dumps(dict(row), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def captions(parcel: Parcel) -> Iterator[Mapping[str, Any]]:
    rows = parcel.post.options.get("captions", ())
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("language") and row.get("text"):
            yield row


def thumbnail(parcel: Parcel, video: str, piece: Piece, place: int) -> Step:
    kind = mimetypes.guess_type(piece.path)[0] or "image/jpeg"
    path, params = "upload/youtube/v3/thumbnails/set", {"videoId": video}
    more = {"content": piece.path.read_bytes(), "headers": {"Content-Type": kind}}
    reply = send(parcel.line, parcel.place, path, params, **more)
    if reply.status != OK or items(reply) is None:
        return on_step(reply, item=place)
    return got("thumbnail", "set", video, piece.digest)


def in_playlist(parcel: Parcel, video: str, playlist: str) -> Step:
    """Put the film into a playlist, which takes the same one twice: look first."""
    asked = {"part": "id", "playlistId": playlist, "videoId": video}
    reply = ask(parcel.line, parcel.place, LISTED, **asked)
    if (there := items(reply)) is None:
        return on_step(reply)
    if there:
        return got("playlist", str(there[0]["id"]), video, playlist)
    resource = {"kind": "youtube#video", "videoId": video}
    body = {"snippet": {"playlistId": playlist, "resourceId": resource}}
    reply = send(parcel.line, parcel.place, LISTED, {"part": "snippet"}, json=body)
    if row := made(reply):
        return got("playlist", row["id"], video, playlist)
    return on_step(reply)


def captioned(parcel: Parcel, video: str, name: str, row: Mapping[str, Any]) -> Step:
    """Give the film one language of captions, instead of the one it may have."""
    line, place = parcel.line, parcel.place
    reply = ask(line, place, CAPTIONS, part="snippet", videoId=video)
    if (there := items(reply)) is None:
        return on_step(reply)
    about = {"language": str(row["language"]), "name": str(row.get("name", ""))}
    for one in there:
        if about.items() <= one.get("snippet", {}).items():
            url, params = address(place, CAPTIONS), {"id": str(one["id"])}
            reply = line.send("DELETE", url, params=params, headers=bearer(place))
            if reply.status not in {NOTHING, NOT_FOUND}:
                return on_step(reply)
    facts = {"snippet": about | {"videoId": video, "isDraft": False}}
    params = {"uploadType": "multipart", "part": "snippet"}
    more = related(facts, str(row["text"]))
    reply = send(line, place, f"upload/{CAPTIONS}", params, **more)
    if made(reply):
        return got(name, made(reply)["id"], video, digest(row))
    return on_step(reply)


def related(facts: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the body of one request with JSON and a file, as Google wants it."""
    head, end = f"--{BORDER}\r\nContent-Type: ", f"\r\n--{BORDER}--\r\n"
    first = f"{head}application/json; charset=UTF-8\r\n\r\n{json.dumps(facts)}\r\n"
    body = f"{first}{head}application/octet-stream\r\n\r\n{text}{end}"
    kind = f"multipart/related; boundary={BORDER}"
    return {"content": body.encode(), "headers": {"Content-Type": kind}}
