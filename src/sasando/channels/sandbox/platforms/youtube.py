"""YouTube in the double: sessions with real bytes, films, lists, thumbnails, captions.

Of a film only its length and hash are kept. Rests on memory or others' code ([M], [V2]
in the contracts): 400 for a piece that does not begin where the last one ended, 404 for
a session that is gone, `items: []` for a film that is gone, 409 for captions twice.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from sasando.channels.sandbox import figures
from sasando.channels.sandbox.platforms.comments import Below
from sasando.channels.sandbox.platforms.google import (
    Accounts,
    Wrong,
    check_snippet,
    error,
    moment,
    resume,
    thread,
)
from sasando.channels.sandbox.platforms.meta_doors import face_of
from sasando.channels.sandbox.world import Reply, Request, World

UNIT = 256 * 1024
RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")
PRIVACIES = {"public", "unlisted", "private"}
MOST_THUMBNAIL_BYTES = 2 * 1024 * 1024
COSTS = {"GET": 1, **dict.fromkeys(("POST", "PUT", "DELETE"), 50)}
COSTS_OF = {"open": 0, "piece": 0, "captions": 50, "caption": 400}  # films: apart
ROUTES = (
    ("POST", "(?:resumable/)?upload/youtube/v3/videos", "open"),
    ("PUT", "(?:resumable/)?upload/youtube/v3/videos", "piece"),
    ("POST", "upload/youtube/v3/thumbnails/set", "thumbnail"),
    ("POST", "upload/youtube/v3/captions", "caption"),
    ("GET", "youtube/v3/captions", "captions"),
    ("DELETE", "youtube/v3/captions", "uncaption"),
    ("GET", "youtube/v3/videos", "list"),
    ("PUT", "youtube/v3/videos", "update"),
    ("DELETE", "youtube/v3/videos", "delete"),
    ("GET", "youtube/v3/commentThreads", "comments"),
    ("POST", "youtube/v3/commentThreads", "comment"),
    ("GET", "youtube/v3/channels", "channels"),
    ("GET", "youtube/v3/playlistItems", "listed"),
    ("POST", "youtube/v3/playlistItems", "put_in_list"),
    ("DELETE", "youtube/v3/playlistItems", "take_from_list"),
)
NEEDS_PART = {
    *("comments", "comment", "open", "list", "update", "channels", "listed"),
    "put_in_list",
}
Facts = dict[str, Any]


class YouTube:
    name = "youtube"
    # The request that makes a post public.
    commits = ("PUT", r"^youtube/youtube/v3/videos$")
    keeps: ClassVar = {"": ("videos", "playlists", "covers"), "accounts": ("known",)}

    def __init__(self, world: World) -> None:
        self.world = world
        self.accounts = Accounts(world)
        self.sessions: dict[str, Facts] = {}
        self.videos: dict[str, Facts] = {}
        # By playlist: which films are in it, in order, some perhaps twice.
        self.playlists: dict[str, list[str]] = {}
        # Thumbnails by their film.
        self.covers: dict[str, bytes] = {}
        self.below = Below(world)

    def add(self, facts: Mapping[str, Any]) -> None:
        """Make a channel; `playlists` names those that it has."""
        self.accounts.add(facts)
        for name in facts.get("playlists", ()):
            self.playlists.setdefault(name, [])

    def logins(self) -> list[dict[str, str]]:
        """Return what a person types to connect each channel."""
        return [
            {
                "account": name,
                "name": account["title"],
                "token": next(iter(account["tokens"]), ""),
                "more": f"--option refresh_token={account['refresh_token']} "
                f"--option client_id={account['client_id']} "
                f"--app-secret {account['client_secret']}",
            }
            for name, account in self.accounts.known.items()
        ]

    def picture(self, name: str) -> bytes | None:
        """Return the thumbnail of a film."""
        return self.covers.get(name)

    # --- how it answers -----------------------------------------------------

    def answer(self, request: Request) -> Reply:
        try:
            if (request.method, request.path) == ("POST", "token"):
                return self.accounts.token(request)
            if (request.method, request.path) == ("GET", "o/oauth2/v2/auth"):
                return self.accounts.dialog(request)
            for method, pattern, call in ROUTES:
                if method == request.method and re.fullmatch(pattern, request.path):
                    if call in NEEDS_PART and not request.params.get("part"):
                        raise Wrong("missingRequiredParameter", "No part.")
                    units = COSTS_OF.get(call, COSTS[method])
                    account = self.accounts.of(request, units=units)
                    answer: Reply = getattr(self, call)(account, request)
                    return answer
            return Reply(404, body=b"Not Found", kind="text/plain")
        except Wrong as wrong:
            return error(wrong.facts)

    def error(self, facts: Mapping[str, Any]) -> Reply:
        return error(facts)

    def usage(self, request: Request) -> dict[str, str]:
        del request
        return {}

    def ledger(self) -> list[Facts]:
        return [
            {
                "account": film["account"],
                "id": film["id"],
                "text": film["snippet"]["title"],
                "photos": [],
                "shown": [film["id"]] if film["id"] in self.covers else [],
                "film": film["id"],
                "created_at": film["public_at"],
                "request": film["request"],
                "permalink": f"https://www.youtube.com/watch?v={film['id']}",
                "visible": film["status"]["privacyStatus"] == "public"
                and film["deleted_at"] is None,
            }
            for film in self.videos.values()
            if film["public_at"] is not None
        ]

    # --- a film goes up -----------------------------------------------------

    def open(self, account: Facts, request: Request) -> Reply:
        facts = json.loads(request.body or b"{}")
        check_snippet(facts.get("snippet", {}))
        name = f"upload-{self.world.name()}"
        if "publish_as_private" in request.wish:
            account["is_audited"] = False
        self.sessions[name] = {
            "account": account["id"],
            "facts": facts,
            "size": int(request.headers["x-upload-content-length"]),
            "held": 0,
            "hash": hashlib.sha256(),
            "video": None,
        }
        where = f"http://{request.headers['host']}/youtube/upload/youtube/v3/videos"
        query = f"uploadType=resumable&upload_id={name}&part=snippet,status"
        return Reply(200, headers={"Location": f"{where}?{query}"})

    def piece(self, account: Facts, request: Request) -> Reply:
        name = request.params.get("upload_id", "")
        if "session_404" in request.wish:
            self.sessions.pop(name, None)
        session = self.sessions.get(name)
        if session is None:
            return Reply(404, body=b"Not Found", kind="text/plain")
        if session["video"]:
            return Reply(200, self.shown(self.videos[session["video"]]))
        found = RANGE.fullmatch(request.headers.get("content-range", ""))
        if found is None or int(found[3]) != session["size"]:
            raise Wrong("badRequest", "Invalid Content-Range.")
        if found[1] is not None:
            self.take(session, request, int(found[1]), int(found[2]))
        if session["held"] < session["size"]:
            return resume(session)
        session["video"] = self.film(account, session, request)
        return Reply(201, self.shown(self.videos[session["video"]]))

    def take(self, session: Facts, request: Request, first: int, last: int) -> None:
        """Take the bytes that arrived: all, or what a fault or a cut left of them."""
        body, is_end = request.body, last + 1 == session["size"]
        if "lost_range" in request.wish:
            session |= {"held": 0, "hash": hashlib.sha256()}
            return
        if first != session["held"]:
            raise Wrong("badRequest", "Invalid Content-Range.")
        if (last + 1 - first) % UNIT and not is_end:
            raise Wrong("badRequest", "A piece is a multiple of 256 KiB.")
        if "short_range" in request.wish:
            body = body[: request.wish["short_range"].get("bytes", UNIT)]
        if len(body) < last + 1 - first:
            body = body[: len(body) // UNIT * UNIT]
        session["hash"].update(body)
        session["held"] += len(body)

    def film(self, account: Facts, session: Facts, request: Request) -> str:
        name, now = f"V{self.world.name()}", self.world.now()
        hidden = request.wish.get("hide_from_list", {}).get("seconds", 0)
        self.videos[name] = {
            "id": name,
            "account": account["id"],
            "snippet": session["facts"]["snippet"],
            "status": session["facts"]["status"],
            "size": session["size"],
            "sha256": session["hash"].hexdigest(),
            "made_at": now,
            "processed_at": now + account.get("processing_seconds", 0),
            "hidden_until": now + hidden,
            "public_at": None,
            "deleted_at": None,
            "request": request.number,
            "thumbnail": 0,
            "captions": [],
        }
        self.guard(account, self.videos[name], request)
        return name

    def guard(self, account: Facts, film: Facts, request: Request) -> None:
        """Keep private what an unaudited project uploads; note what becomes public."""
        if not account["is_audited"]:
            film["status"]["privacyStatus"] = "private"
        if film["status"]["privacyStatus"] == "public" and film["public_at"] is None:
            film |= {"public_at": self.world.now(), "request": request.number}

    # --- films --------------------------------------------------------------

    def own(self, account: Facts, name: str) -> Facts:
        film = self.videos.get(name)
        if film is None or film["deleted_at"] or film["account"] != account["id"]:
            raise Wrong("videoNotFound")
        return film

    def list(self, account: Facts, request: Request) -> Reply:
        films = [self.videos.get(name) for name in request.params["id"].split(",")]
        there = [
            self.shown(one)
            for one in films
            if one and not one["deleted_at"] and one["account"] == account["id"]
        ]
        return Reply(200, {"kind": "youtube#videoListResponse", "items": there})

    def shown(self, film: Facts) -> Facts:
        done = film["processed_at"] <= self.world.now()
        state = {"uploadStatus": "processed" if done else "uploaded"}
        snippet = film["snippet"] | {"channelId": film["account"]}
        snippet |= {"publishedAt": moment(film["made_at"])}
        status = state | film["status"]
        facts = {"kind": "youtube#video", "id": film["id"], "snippet": snippet}
        return facts | {"status": status, "statistics": self.counted(film)}

    def counted(self, film: Facts) -> Facts:
        """Return what is counted of a film; YouTube writes numbers as texts."""
        names = ("viewCount", "likeCount", "commentCount")
        age = self.world.now() - (film["public_at"] or self.world.now())
        return {
            name: str(figures.of_post(film["id"], name, age_seconds=age))
            for name in names
        }

    def update(self, account: Facts, request: Request) -> Reply:
        """Replace whole parts: what is not sent is erased."""
        facts, parts = json.loads(request.body), request.params["part"].split(",")
        film = self.own(account, facts.get("id", ""))
        if "snippet" in parts:
            check_snippet(facts["snippet"])
            if "categoryId" not in facts["snippet"]:
                raise Wrong("invalidCategoryId")
            film["snippet"] = facts["snippet"]
        if "status" in parts:
            if facts["status"].get("privacyStatus") not in PRIVACIES:
                raise Wrong("invalidVideoMetadata")
            film["status"] = facts["status"]
        self.guard(account, film, request)
        return Reply(200, self.shown(film))

    def delete(self, account: Facts, request: Request) -> Reply:
        self.own(account, request.params["id"])["deleted_at"] = self.world.now()
        return Reply(204)

    def thumbnail(self, account: Facts, request: Request) -> Reply:
        film = self.own(account, request.params["videoId"])
        if len(request.body) > MOST_THUMBNAIL_BYTES:
            raise Wrong("failedPrecondition")
        if request.headers["content-type"] not in {"image/jpeg", "image/png"}:
            raise Wrong("imageFormatUnsupported")
        film["thumbnail"] += 1
        self.covers[film["id"]] = request.body
        facts = {"kind": "youtube#thumbnailSetResponse", "items": [{"default": {}}]}
        return Reply(200, facts)

    def captions(self, account: Facts, request: Request) -> Reply:
        film = self.own(account, request.params["videoId"])
        return Reply(200, {"items": film["captions"]})

    def caption(self, account: Facts, request: Request) -> Reply:
        _head, first, second = request.body.split(b"--sasando-caption-border")[:3]
        snippet = json.loads(first.partition(b"\r\n\r\n")[2])["snippet"]
        text = second.partition(b"\r\n\r\n")[2].decode().strip()
        film = self.own(account, snippet["videoId"])
        about = {name: snippet[name] for name in ("language", "name")}
        if any(about.items() <= one["snippet"].items() for one in film["captions"]):
            raise Wrong("captionExists")
        row = {"id": f"C{self.world.name()}", "snippet": snippet, "text": text}
        film["captions"].append(row)
        return Reply(200, row)

    def uncaption(self, account: Facts, request: Request) -> Reply:
        for film in self.videos.values():
            kept = [c for c in film["captions"] if c["id"] != request.params["id"]]
            if film["account"] == account["id"] and kept != film["captions"]:
                film["captions"] = kept
                return Reply(204)
        raise Wrong("captionNotFound")

    # --- lists --------------------------------------------------------------

    def channels(self, account: Facts, request: Request) -> Reply:
        picture = {"default": {"url": face_of(request, self.name, account["id"])}}
        row = {
            "id": account["id"],
            "snippet": {"title": account["title"], "thumbnails": picture},
            "statistics": {
                name: str(
                    figures.of_account(
                        account["id"],
                        name,
                        begins=account.get("likes", 100),
                        at=self.world.now(),
                    )
                )
                for name in ("subscriberCount", "viewCount", "videoCount")
            },
            "contentDetails": {"relatedPlaylists": {"uploads": f"UU{account['id']}"}},
        }
        return Reply(200, {"items": [row]})

    def listed(self, account: Facts, request: Request) -> Reply:
        """List a playlist; all uploads of a channel are one, newest first."""
        playlist, now = request.params.get("playlistId", ""), self.world.now()
        if playlist == f"UU{account['id']}":
            films = [
                one["id"]
                for one in reversed(self.videos.values())
                if one["account"] == account["id"]
                and not one["deleted_at"]
                and one["hidden_until"] <= now
            ]
        else:
            films = self.films_of(playlist)
        if wanted := request.params.get("videoId"):
            films = [one for one in films if one == wanted]
        start = int(request.params.get("pageToken") or 0)
        end = start + min(int(request.params.get("maxResults", 5)), 50)
        rows = [
            {"id": f"{playlist}.{one}", "contentDetails": {"videoId": one}}
            for one in films[start:end]
        ]
        more = {"nextPageToken": str(end)} if end < len(films) else {}
        return Reply(200, {"items": rows} | more)

    # --- comments -----------------------------------------------------------

    def comments(self, account: Facts, request: Request) -> Reply:
        """List the threads below a film, newest first."""
        video = self.own(account, request.params.get("videoId", ""))["id"]
        rows = [thread(one) for one in self.below.of(video)]
        return Reply(200, {"items": rows})

    def comment(self, account: Facts, request: Request) -> Reply:
        snippet = json.loads(request.body)["snippet"]
        video = self.own(account, snippet["videoId"])["id"]
        if account.get("comments_disabled"):
            raise Wrong("commentsDisabled")
        text = snippet["topLevelComment"]["snippet"]["textOriginal"]
        row = self.below.add(video, account["id"], text, request)
        return Reply(200, thread(row))

    def films_of(self, playlist: str) -> Any:
        if playlist not in self.playlists:
            raise Wrong("playlistNotFound")
        return self.playlists[playlist]

    def put_in_list(self, account: Facts, request: Request) -> Reply:
        snippet = json.loads(request.body)["snippet"]
        video = self.own(account, snippet["resourceId"]["videoId"])["id"]
        self.films_of(snippet["playlistId"]).append(video)
        return Reply(200, {"id": f"{snippet['playlistId']}.{video}"})

    def take_from_list(self, account: Facts, request: Request) -> Reply:
        playlist, _dot, video = request.params["id"].partition(".")
        if video not in self.playlists.get(playlist, ()):
            raise Wrong("playlistItemNotFound")
        self.own(account, video)
        self.playlists[playlist].remove(video)
        return Reply(204)
