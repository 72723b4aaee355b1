"""Facebook Pages in the double: text, link, photos, films; read, edit, delete.

Rests on memory or others' code, not on the vendor's words ([M], [V2] in the contracts):
that `attachments.target.id` is the photo's id, 1366051 for photos used before, 506 for
the same words twice in a row.
"""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from sasando.channels.sandbox.platforms import facebook_films, insights
from sasando.channels.sandbox.platforms.comments import Below
from sasando.channels.sandbox.platforms.facebook_films import Films
from sasando.channels.sandbox.platforms.graph import (
    VERSION,
    Wrong,
    chosen,
    error,
    moment,
    page_of,
)
from sasando.channels.sandbox.platforms.meta_doors import (
    Doors,
    expired,
    face_of,
    given,
)
from sasando.channels.sandbox.world import Reply, Request, World

POST_FIELDS = {
    *("id", "message", "story", "created_time", "updated_time", "permalink_url"),
    *("is_published", "scheduled_publish_time", "status_type", "full_picture"),
    *("attachments", "application", "admin_creator", "from", "is_hidden", "shares"),
}
COMMENT_FIELDS = {"id", "message", "created_time", "from", "parent", "permalink_url"}
PAGE_FIELDS = {"id", "name", "picture", "link", "category"}
APP = {"id": "1234", "name": "Sasando"}
MOST_PHOTO_BYTES = 4 * 1024 * 1024
MOST_LETTERS = 63_206
FORMATS = {"JPEG", "PNG", "GIF", "BMP", "TIFF"}
ROUTES = (
    ("GET", r"(\d+)/(?:feed|posts|published_posts)", "feed"),
    ("POST", r"(\d+)/feed", "publish"),
    ("POST", r"(\d+)/photos", "photo"),
    ("POST", r"(\d+)/videos", "video"),
    ("POST", r"(\d+)/video_reels", "reel"),
    ("POST", r"video-upload/v[\d.]+/(\d+)", "upload"),
    ("GET", r"([\d_]+)/insights", "count"),
    ("GET", r"(\d+_\d+)/comments", "comments"),
    ("POST", r"(\d+_\d+)/comments", "comment"),
    ("GET", r"([\d_]+)", "read"),
    ("POST", r"(\d+_\d+)", "edit"),
    ("DELETE", r"([\d_]+)", "delete"),
)


class Facebook:
    name = "facebook"
    # The request that makes a post public.
    commits = ("POST", r"^facebook/\d+/feed$")
    keeps: ClassVar = {"": ("pages", "photos", "posts"), "films": ("films",)}

    def __init__(self, world: World) -> None:
        self.world = world
        self.pages: dict[str, dict[str, Any]] = {}
        self.photos: dict[str, dict[str, Any]] = {}
        self.posts: dict[str, dict[str, Any]] = {}
        self.films = Films(world)
        self.doors = Doors(world, self.name, lambda: self.pages)
        self.below = Below(world)

    def add(self, facts: Mapping[str, Any]) -> None:
        """Make a page: its id, name, the token that speaks for it, percent used."""
        known = {"name": "Humas", "token": "token", "used": 0}
        self.pages[str(facts["id"])] = known | dict(facts)

    def logins(self) -> list[dict[str, str]]:
        """Return what a person types to connect each page."""
        return [
            {"account": page["id"], "token": page["token"], "name": page["name"]}
            for page in self.pages.values()
        ]

    def picture(self, name: str) -> bytes | None:
        """Return a photo as it was uploaded."""
        photo = self.photos.get(name)
        return photo["bytes"] if photo else None

    # --- how it answers -----------------------------------------------------

    def answer(self, request: Request) -> Reply:
        try:
            if reply := self.doors.answer(request):
                return reply
            for method, pattern, call in ROUTES:
                found = re.fullmatch(pattern, request.path.strip("/"))
                if found and method == request.method:
                    self.check_token(request, found[1])
                    facts = getattr(self, call)(found[1], request)
                    # The upload server has a shape of its own for errors.
                    status = 400 if "debug_info" in facts else 200
                    version = {"facebook-api-version": VERSION}
                    return Reply(status, facts, headers=version)
            raise Wrong(100, 33)
        except Wrong as wrong:
            return error(wrong.facts)

    def error(self, facts: Mapping[str, Any]) -> Reply:
        return error(facts)

    def usage(self, request: Request) -> dict[str, str]:
        page = self.pages.get(request.path.partition("/")[0], {})
        used = page.get("used", 0)
        counted = {"call_count": used, "total_time": 0, "total_cputime": 0}
        return {"X-App-Usage": json.dumps(counted)}

    def ledger(self) -> list[dict[str, Any]]:
        return [
            {
                "account": post["page"],
                "id": post["id"],
                "text": post["message"],
                "link": post["link"],
                "photos": post["photos"],
                "created_at": post["created_at"],
                "request": post["request"],
                "permalink": post["permalink_url"],
                "visible": post["deleted_at"] is None,
            }
            for post in self.posts.values()
        ] + self.films.ledger()

    def check_token(self, request: Request, name: str) -> None:
        page = self.pages.get(name.partition("_")[0])
        if page is None and name in self.photos:
            page = self.pages[self.photos[name]["page"]]
        if page is None and name in self.films.films:
            page = self.pages[self.films.films[name]["page"]]
        if page is None:
            raise Wrong(100, 33)
        if expired(page, given(request), self.world.now()):
            raise Wrong(190, 467, "Error validating access token.")

    # --- what it does -------------------------------------------------------

    def video(self, page: str, request: Request) -> dict[str, Any]:
        return self.films.video(page, request)

    def reel(self, page: str, request: Request) -> dict[str, Any]:
        return self.films.reel(page, request)

    def upload(self, name: str, request: Request) -> dict[str, Any]:
        return self.films.upload(name, request)

    def photo(self, page: str, request: Request) -> dict[str, str]:
        """Take a photo, unseen or as a post of its own."""
        source = request.files.get("source", b"")
        if not is_photo(source):
            raise Wrong(100, 1366046, "Your photos couldn't be uploaded.")
        name = self.world.name()
        self.photos[name] = {"id": name, "page": page, "bytes": source, "post": None}
        if request.params.get("published", "true") != "true":
            return {"id": name}
        request.params["attached_media"] = json.dumps([{"media_fbid": name}])
        return {"id": name, "post_id": self.publish(page, request)["id"]}

    def publish(self, page: str, request: Request) -> dict[str, Any]:
        """Make a post that everybody sees."""
        message = request.params.get("message", "")
        link, photos = request.params.get("link", ""), attached(request.params)
        self.check_post(page, message, link, photos)
        name, now = f"{page}_{self.world.name()}", self.world.now()
        hidden = request.wish.get("hide_from_list", {}).get("seconds", 0)
        post = {
            "id": name,
            "page": page,
            "message": message,
            "link": link,
            "photos": photos,
            "created_at": now,
            "request": request.number,
            "deleted_at": None,
            "hidden_until": now + hidden,
            "permalink_url": f"https://www.facebook.com/{page}/posts/{name}",
        }
        self.posts[name] = post
        for photo in photos:
            self.photos[photo]["post"] = name
        return chosen(self.shown(post), request.params.get("fields", "id"), POST_FIELDS)

    def check_post(self, page: str, message: str, link: str, photos: list[str]) -> None:
        if not (message or link or photos):
            raise Wrong(100, 0, "(#100) Missing message or attachment")
        if len(message) > MOST_LETTERS:
            raise Wrong(100, 0, "(#100) The message is too long")
        if any(self.photos.get(photo, {}).get("page") != page for photo in photos):
            raise Wrong(100, 33)
        if any(self.photos[photo]["post"] for photo in photos):
            raise Wrong(100, 1366051, "These photos were already posted.")
        there = [one for one in self.posts.values() if one["page"] == page]
        last = there[-1] if there else None
        same = last and last["message"] == message and last["link"] == link
        if same and last and not (photos or last["photos"] or last["deleted_at"]):
            raise Wrong(506)

    def feed(self, page: str, request: Request) -> dict[str, Any]:
        """List what stands on a page, newest first; some things are listed late."""
        since = float(request.params.get("since") or 0)
        rows = [
            chosen(self.shown(post), request.params.get("fields", "id"), POST_FIELDS)
            for post in reversed(self.posts.values())
            if post["page"] == page
            and post["deleted_at"] is None
            and post["created_at"] >= since
            and post["hidden_until"] <= self.world.now()
        ]
        return page_of(rows, request.params)

    def read(self, name: str, request: Request) -> dict[str, Any]:
        fields = request.params.get("fields", "id")
        if name in self.pages:
            page = self.pages[name]
            picture = {"data": {"url": face_of(request, self.name, name)}}
            row = {"id": name, "name": page["name"], "picture": picture}
            return chosen(row, fields, PAGE_FIELDS)
        if name in self.films.films:
            return chosen(self.films.shown(name), fields, facebook_films.FIELDS)
        if (film := self.films.as_post(name)) and not film["deleted_at"]:
            row = {"id": name, "permalink_url": facebook_films.permalink(film)}
            return chosen(row, fields, POST_FIELDS)
        post = self.posts.get(name)
        if post is None or post["deleted_at"]:
            raise Wrong(100, 33)
        return chosen(self.shown(post), fields, POST_FIELDS)

    def count(self, name: str, request: Request) -> dict[str, Any]:
        row = self.posts.get(name) or self.pages.get(name)
        if (film := self.films.as_post(name)) and not row:
            row = {"id": name, "created_at": film["finished_at"]}
        if row is None or row.get("deleted_at"):
            raise Wrong(100, 33)
        return insights.answer(self.world, self.name, row, request)

    def edit(self, name: str, request: Request) -> dict[str, bool]:
        film = self.films.as_post(name)
        post, word = (film, "text") if film else (self.posts.get(name), "message")
        if post is None or post["deleted_at"]:
            raise Wrong(100, 33)
        post[word] = request.params.get("message", post[word])
        return {"success": True}

    def delete(self, name: str, request: Request) -> dict[str, bool]:
        post = self.posts.get(name)
        post = self.films.as_post(name) or post
        if name in self.photos and self.photos.pop(name):
            return {"success": True}
        if post is None or post["deleted_at"]:
            raise Wrong(100, 33)
        post["deleted_at"] = self.world.now()
        return {"success": True}

    # --- comments -----------------------------------------------------------

    def comments(self, post: str, request: Request) -> dict[str, Any]:
        """List what stands below a post, newest first."""
        self.read(post, request_of_id(request))
        rows = [
            chosen(
                one | {"message": one["text"], "from": {"id": one["account"]}},
                request.params.get("fields", "id"),
                COMMENT_FIELDS,
            )
            for one in self.below.of(post)
        ]
        return page_of(rows, request.params)

    def comment(self, post: str, request: Request) -> dict[str, str]:
        self.read(post, request_of_id(request))
        text = request.params.get("message", "")
        if not text:
            raise Wrong(100, 0, "(#100) Missing message")
        page = post.partition("_")[0]
        return {"id": self.below.add(post, page, text, request)["id"]}

    def shown(self, post: Mapping[str, Any]) -> dict[str, Any]:
        """Return a post as it is read."""
        page = self.pages[post["page"]]
        row = dict(post) | {"is_published": True, "application": APP}
        row["created_time"] = moment(post["created_at"])
        row["from"] = {"id": post["page"], "name": page["name"]}
        row["message"] = post["message"] or None
        row["attachments"] = {"data": attachments(post)} if attachments(post) else None
        return row


def request_of_id(request: Request) -> Request:
    """Return a request that only asks whether something is there."""
    return replace(request, params={"fields": "id"})


def attachments(post: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a post shows: a link, one photo, or an album with photos in it."""
    one = [{"media_type": "photo", "target": {"id": photo}} for photo in post["photos"]]
    if len(one) > 1:
        album = {"media_type": "album", "target": {"id": post["id"].split("_")[1]}}
        return [album | {"subattachments": {"data": one}}]
    if post["link"] and not one:
        return [{"media_type": "link", "target": {"url": post["link"]}}]
    return one


def attached(params: Mapping[str, str]) -> list[str]:
    """Return the photos of a post, given as one list or one by one."""
    given = json.loads(params.get("attached_media", "[]"))
    for at in range(100):
        if f"attached_media[{at}]" not in params:
            break
        given.append(json.loads(params[f"attached_media[{at}]"]))
    return [str(one["media_fbid"]) for one in given]


def is_photo(content: bytes) -> bool:
    """Return whether Facebook takes this file as a photo."""
    from PIL import Image

    if len(content) > MOST_PHOTO_BYTES:
        return False
    try:
        with Image.open(io.BytesIO(content)) as image:
            return image.format in FORMATS
    except (OSError, ValueError):
        return False
