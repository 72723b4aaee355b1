"""Videos in pieces and reels of the double's Facebook: sessions with real bytes.

Rests on memory or others' code ([M], [V2] in the contracts): where a transfer goes on
after a wrong offset (100/1363037 with `error_data`), 6001 for a session that is over,
`post_id` beside the status.
"""

from typing import Any

from sasando.channels.sandbox.platforms.graph import Wrong
from sasando.channels.sandbox.world import Request, World

# As small as tests like it; the platform asks for megabytes.
PIECE_BYTES = 256 * 1024
WORKS_SECONDS = 8
FIELDS = {
    *("id", "status", "post_id", "permalink_url", "published", "created_time"),
    *("description", "scheduled_publish_time", "title"),
}


class Films:
    """What was uploaded, as far as it came; and what became of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.films: dict[str, dict[str, Any]] = {}

    def begin(self, page: str, kind: str, size: int) -> dict[str, Any]:
        name = self.world.name()
        self.films[name] = {
            "id": name,
            "page": page,
            "kind": kind,
            "size": size,
            "bytes": b"",
            "session": f"S{name}",
            "finished_at": None,
            "deleted_at": None,
            "fails": False,
        }
        return self.films[name]

    # --- a video in pieces ------------------------------------------------

    def video(self, page: str, request: Request) -> dict[str, Any]:
        """Take one phase of a video."""
        phase, params = request.params.get("upload_phase"), request.params
        if phase == "start":
            film = self.begin(page, "video", int(params.get("file_size") or 0))
            about = {"upload_session_id": film["session"], "video_id": film["id"]}
            return about | self.wanted(film)
        film = self.of_session(page, params.get("upload_session_id", ""))
        if phase == "transfer":
            return self.take(film, request)
        if phase == "finish":
            return self.finish(film, request)
        raise Wrong(100, 0, "(#100) Unknown upload_phase")

    def of_session(self, page: str, session: str) -> dict[str, Any]:
        film = self.films.get(session[1:])
        if film is None or film["page"] != page or film["finished_at"] is not None:
            raise Wrong(6001, 0, "There was a problem with the upload session.")
        return film

    def take(self, film: dict[str, Any], request: Request) -> dict[str, str]:
        wanted, piece = self.wanted(film), request.files.get("video_file_chunk", b"")
        if request.params.get("start_offset") != wanted["start_offset"]:
            wrong = Wrong(100, 1363037, "The offset is not the one that is wanted.")
            wrong.facts["error_data"] = wanted
            raise wrong
        kept = request.wish.get("short_range", {}).get("bytes", len(piece))
        film["bytes"] += piece[:kept]
        return self.wanted(film)

    def wanted(self, film: dict[str, Any]) -> dict[str, str]:
        """Return which piece is next; both ends are equal when all is there."""
        start = len(film["bytes"])
        end = min(start + PIECE_BYTES, film["size"])
        return {"start_offset": str(start), "end_offset": str(end)}

    # --- a reel in one go -------------------------------------------------

    def reel(self, page: str, request: Request) -> dict[str, Any]:
        params = request.params
        if params.get("upload_phase") == "start":
            film = self.begin(page, "reel", 0)
            host = request.headers.get("host", "")
            below = f"facebook/video-upload/v26.0/{film['id']}"
            return {"video_id": film["id"], "upload_url": f"http://{host}/{below}"}
        film = self.films.get(params.get("video_id", ""), {"page": ""})
        if film["page"] != page or params.get("upload_phase") != "finish":
            raise Wrong(100, 33)
        if film["finished_at"] is not None:
            raise Wrong(6001, 0, "There was a problem with the upload session.")
        return self.finish(film, request)

    def upload(self, name: str, request: Request) -> dict[str, Any]:
        """Take the bytes of a reel from where they end."""
        film = self.films[name]
        film["size"] = int(request.headers.get("file_size") or 0)
        if int(request.headers.get("offset") or 0) != len(film["bytes"]):
            return refused("OffsetInvalidError", retriable=True)
        kept = request.wish.get("short_range", {}).get("bytes", len(request.body))
        film["bytes"] += request.body[:kept]
        if len(film["bytes"]) < film["size"]:
            return refused("PartialRequestError", retriable=True)
        return {"success": True}

    # --- what becomes of both ---------------------------------------------

    def finish(self, film: dict[str, Any], request: Request) -> dict[str, bool]:
        if not film["size"] or len(film["bytes"]) != film["size"]:
            raise Wrong(6000, 0, "There was a problem uploading your video file.")
        film |= {
            "finished_at": self.world.now(),
            "fails": "processing_error" in request.wish,
            "text": request.params.get("description", ""),
            "request": request.number,
            "post_id": f"{film['page']}_{self.world.name()}",
        }
        return {"success": True}

    def is_out(self, film: dict[str, Any]) -> bool:
        done = film["finished_at"] is not None and not film["fails"]
        return done and self.world.now() >= film["finished_at"] + WORKS_SECONDS

    def shown(self, name: str) -> dict[str, Any]:
        """Return a film as it is read. Raises Wrong when it is gone."""
        film = self.films.get(name)
        if film is None or film["deleted_at"]:
            raise Wrong(100, 33)
        row = {"id": name, "status": self.status(film)}
        if self.is_out(film):
            row["post_id"] = film["post_id"]
            row["permalink_url"] = permalink(film)
        return row

    def status(self, film: dict[str, Any]) -> dict[str, Any]:
        whole = bool(film["size"]) and len(film["bytes"]) == film["size"]
        asked, is_out = film["finished_at"] is not None, self.is_out(film)
        working = "error" if film["fails"] else "processing"
        name = "ready" if is_out else working if asked else "uploading"
        shown: dict[str, Any] = {"status": "not_started"}
        if asked:
            shown = {"status": "complete" if is_out else "in_progress"}
        if is_out:
            shown["publish_status"] = "published"
        errors = [{"code": 1, "message": "The film cannot be read."}]
        processing = {"status": "complete" if is_out else "not_started"}
        if film["fails"]:
            processing = {"status": "error", "errors": errors}  # type: ignore[dict-item]
        return {
            "video_status": name,
            "uploading_phase": {
                "status": "complete" if whole else "in_progress",
                "bytes_transfered": len(film["bytes"]),
            },
            "processing_phase": processing,
            "publishing_phase": shown,
        }

    def as_post(self, name: str) -> dict[str, Any] | None:
        """Return the film that a post shows."""
        there = (one for one in self.films.values() if one.get("post_id") == name)
        return next(there, None)

    def ledger(self) -> list[dict[str, Any]]:
        return [
            {
                "account": film["page"],
                "id": film["post_id"],
                "text": film["text"],
                "link": "",
                "photos": [],
                "film": film["id"],
                "created_at": film["finished_at"],
                "request": film["request"],
                "permalink": permalink(film),
                "visible": film["deleted_at"] is None,
            }
            for film in self.films.values()
            if self.is_out(film)
        ]


def permalink(film: dict[str, Any]) -> str:
    where = "reel" if film["kind"] == "reel" else f"{film['page']}/videos"
    return f"https://www.facebook.com/{where}/{film['id']}"


def refused(kind: str, *, retriable: bool) -> dict[str, Any]:
    """Return an error as the upload server has it."""
    told = {"retriable": retriable, "type": kind, "message": kind}
    return {"debug_info": told}
