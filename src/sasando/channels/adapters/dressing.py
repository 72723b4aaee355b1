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
from collections.abc import Iterator, Mapping, Set
from typing import Any, TypeGuard

from sasando.channels.adapters import Parcel, Piece, Post
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
from sasando.channels.adapters.telling import chosen, differs
from sasando.channels.outcomes import Prepared, Refused

LISTED, CAPTIONS = "youtube/v3/playlistItems", "youtube/v3/captions"
BORDER = "sasando-caption-border"
Step = Prepared | Refused


ALL = frozenset({"thumbnail", "captions", "playlist"})


def dress(parcel: Parcel, video: str, only: Set[str] = ALL) -> Step | None:
    """Return the next thing the film gets, or loses; None when it is as it shall be."""
    step = thumbnail_of(parcel, video) if "thumbnail" in only else None
    if step is None and "captions" in only:
        step = captions_of(parcel, video)
    if step is None and "playlist" in only:
        step = playlist_of(parcel, video)
    return step


def changed(parcel: Parcel) -> Set[str]:
    """Return what of its dress a film that is out shall have otherwise.

    What holds for all films of a channel stays with those that are out as it was.
    """
    found = {name for name in ("captions", "playlist") if differs(parcel, name)}
    if any(covers(one) != covers(parcel.post) for one in parcel.before):
        found.add("thumbnail")
    return found


def covers(post: Post) -> list[Any]:
    rows = [one for one in post.pieces if one.kind == "image"]
    return [(one.original or one.digest, one.shape, one.focus) for one in rows]


def thumbnail_of(parcel: Parcel, video: str) -> Step | None:
    for place, piece in enumerate(parcel.post.pieces, 1):
        if piece.kind == "image" and lacks(parcel, "thumbnail", video, piece.digest):
            return thumbnail(parcel, video, piece, place)
    return None


def captions_of(parcel: Parcel, video: str) -> Step | None:
    wanted = dict(enumerate(captions(parcel), 1))
    for number, caption in wanted.items():
        if lacks(parcel, f"caption-{number}", video, digest(caption)):
            return captioned(parcel, video, f"caption-{number}", caption)
    more = len(wanted) + 1
    while held := parcel.prepared.get(f"caption-{more}"):
        if is_of(held, video):
            return uncaptioned(parcel, video, held)
        more += 1
    return None


def playlist_of(parcel: Parcel, video: str) -> Step | None:
    playlist, held = chosen(parcel, "playlist"), parcel.prepared.get("playlist")
    if not playlist and not is_of(held, video):
        return None
    if lacks(parcel, "playlist", video, playlist):
        return in_playlist(parcel, video, playlist)
    return None


def is_of(held: Prepared | None, video: str) -> TypeGuard[Prepared]:
    """Return whether this very film has a thing that we gave it."""
    return bool(held and held.value and held.facts.get("video") == video)


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
    """Put the film into a playlist instead of the one in which it is; "" for none.

    A playlist takes the same film twice: look first.
    """
    held = parcel.prepared.get("playlist")
    if is_of(held, video) and (fault := removed(parcel, LISTED, held.value)):
        return fault
    if not playlist:
        return got("playlist", "", video, "")
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
    ours = parcel.prepared.get(name)
    for one in there:
        # What stood in its place was perhaps of another language.
        is_ours = is_of(ours, video) and one["id"] == ours.value
        if is_ours or about.items() <= one.get("snippet", {}).items():
            fault = removed(parcel, CAPTIONS, str(one["id"]))
            if fault:
                return fault
    facts = {"snippet": about | {"videoId": video, "isDraft": False}}
    params = {"uploadType": "multipart", "part": "snippet"}
    more = related(facts, str(row["text"]))
    reply = send(line, place, f"upload/{CAPTIONS}", params, **more)
    if made(reply):
        return got(name, made(reply)["id"], video, digest(row))
    return on_step(reply)


def uncaptioned(parcel: Parcel, video: str, held: Prepared) -> Step:
    """Take away captions that the film shall not have any more."""
    fault = removed(parcel, CAPTIONS, held.value)
    return fault or got(held.name, "", video, "")


def removed(parcel: Parcel, path: str, name: str) -> Refused | None:
    """Delete captions or a place in a playlist; what is gone already is deleted."""
    url, headers = address(parcel.place, path), bearer(parcel.place)
    reply = parcel.line.send("DELETE", url, params={"id": name}, headers=headers)
    return None if reply.status in {NOTHING, NOT_FOUND} else on_step(reply)


def related(facts: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the body of one request with JSON and a file, as Google wants it."""
    head, end = f"--{BORDER}\r\nContent-Type: ", f"\r\n--{BORDER}--\r\n"
    first = f"{head}application/json; charset=UTF-8\r\n\r\n{json.dumps(facts)}\r\n"
    body = f"{first}{head}application/octet-stream\r\n\r\n{text}{end}"
    kind = f"multipart/related; boundary={BORDER}"
    return {"content": body.encode(), "headers": {"Content-Type": kind}}
