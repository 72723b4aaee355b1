"""What Instagram and Threads share in the double: containers, quota, publication.

A container lives 24 hours. What it is to show is fetched over HTTP from the address
given, before anything is answered, and judged by its bytes.

Rests on memory or others' code, not on the vendor's words ([M], [V2] in the contracts):
that HEAD goes before GET, that a second publication says 24/2207008 (`again` of an
account sets other numbers), that a deletion by most accounts is 100/33.
"""

import io
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, ClassVar

from sasando.channels.sandbox import figures
from sasando.channels.sandbox.fetching import digest, fetched
from sasando.channels.sandbox.platforms import insights
from sasando.channels.sandbox.platforms.comments import Below, Talking
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

DAY_SECONDS = 86_400
MOST_BYTES = 8 * 1024 * 1024
OK, FETCHED = 200, ("image_url", "video_url")
AGAIN, SPOILT_FILM = (24, 2207008), 2207026
Facts = dict[str, Any]


class Containers(Talking):
    """Accounts, their containers and their posts."""

    name: str
    # What an account's own edges are called.
    create: str
    publish: str
    quota: str
    text: str
    state: str
    detail: str
    fields: set[str]
    quota_total: int
    most_items: int
    most_letters: int
    ratios: tuple[float, float]
    formats: set[str]
    can_delete: bool = False
    keeps: ClassVar = {"": ("accounts", "containers", "posts", "files")}

    def __init__(self, world: World) -> None:
        self.world = world
        self.accounts: dict[str, Facts] = {}
        self.containers: dict[str, Facts] = {}
        self.posts: dict[str, Facts] = {}
        # Pictures as they were fetched, by their hash.
        self.files: dict[str, bytes] = {}
        self.doors = Doors(world, self.name, lambda: self.accounts)
        self.below = Below(world)
        self.routes: tuple[tuple[str, str, str], ...] = (
            ("GET", rf"(\d+)/{self.create}", "listing"),
            ("POST", rf"(\d+)/{self.create}", "make"),
            ("POST", rf"(\d+)/{self.publish}", "release"),
            ("GET", rf"(\d+)/{self.quota}", "allowance"),
            ("GET", r"(\d+)/insights", "count"),
            ("GET", r"(\d+)/comments", "comments"),
            ("POST", r"(\d+)/comments", "comment"),
            ("GET", r"(\d+)", "read"),
            ("DELETE", r"(\d+)", "delete"),
        )

    def add(self, facts: Mapping[str, Any]) -> None:
        """Make an account: id, token, percent used; `polls` and `film_polls` readings
        until a container is done, `quota_total`, `can_delete`, `again`.
        """
        known = {"username": "humas", "token": "token", "used": 0, "polls": 0}
        known |= {"film_polls": 1, "quota_total": self.quota_total}
        known |= {"can_delete": self.can_delete, "again": AGAIN}
        account = str(facts["id"])
        self.accounts[account] = known | self.accounts.get(account, {}) | dict(facts)

    @property
    def commits(self) -> tuple[str, str]:
        """Which request makes a post public."""
        return "POST", rf"^{self.name}/\d+/{self.publish}$"

    def logins(self) -> list[dict[str, str]]:
        """Return what a person types to connect each account."""
        return [
            {
                "account": name,
                "token": account["token"],
                "name": f"@{account['username']}",
            }
            for name, account in self.accounts.items()
        ]

    def picture(self, name: str) -> bytes | None:
        """Return a picture as it was fetched."""
        return self.files.get(name)

    # --- how it answers -----------------------------------------------------

    def fetch(self, request: Request) -> None:
        """Fetch what a container is to show; nobody else waits meanwhile."""
        if request.method != "POST" or not request.path.endswith(f"/{self.create}"):
            return
        for name in FETCHED:
            if url := request.params.get(name):
                request.files[name] = fetched(url)

    def answer(self, request: Request) -> Reply:
        try:
            if reply := self.doors.answer(request):
                return reply
            for method, pattern, call in self.routes:
                found = re.fullmatch(pattern, request.path.strip("/"))
                if found and method == request.method:
                    self.check_token(request, found[1])
                    facts = getattr(self, call)(found[1], request)
                    return Reply(OK, facts, headers={"facebook-api-version": VERSION})
            raise Wrong(100, 33)
        except Wrong as wrong:
            return error(wrong.facts)

    def error(self, facts: Mapping[str, Any]) -> Reply:
        return error(facts)

    def usage(self, request: Request) -> dict[str, str]:
        used = self.accounts.get(request.path.partition("/")[0], {}).get("used", 0)
        return {"X-App-Usage": f'{{"call_count":{used},"total_time":0}}'}

    def ledger(self) -> list[Facts]:
        return [
            {
                "account": post["account"],
                "id": post["id"],
                "text": post[self.text],
                "kind": post["media_type"],
                "items": post["items"],
                "shown": [one for one in post["items"] if one in self.files],
                "alts": post["alts"],
                "container": post["container"],
                "created_at": post["created_at"],
                "request": post["request"],
                "permalink": post["permalink"],
                "visible": post["deleted_at"] is None,
            }
            for post in self.posts.values()
        ]

    def check_token(self, request: Request, name: str) -> None:
        thing = self.containers.get(name) or self.posts.get(name) or {}
        account = self.accounts.get(thing.get("account", name))
        if account is None:
            raise Wrong(100, 33)
        if expired(account, given(request), self.world.now()):
            raise Wrong(190, 467, "Error validating access token.")

    # --- what it does -------------------------------------------------------

    def make(self, account: str, request: Request) -> dict[str, str]:
        """Make a container."""
        params, now = request.params, self.world.now()
        if len(params.get(self.text, "")) > self.most_letters:
            raise Wrong(36004, 2207010, "The caption was too long.")
        children = [one for one in params.get("children", "").split(",") if one]
        if children:
            shown = self.of_children(account, children)
        else:
            shown = self.of_file(request)
        if params.get("media_type") == "CAROUSEL" and not (
            2 <= len(children) <= self.most_items
        ):
            raise Wrong(100, 2207028, "Carousel items must be between 2 and 10.")
        is_film = shown["kind"] == "VIDEO"
        polls = self.accounts[account]["film_polls" if is_film else "polls"]
        name = self.world.name()
        self.containers[name] = shown | {
            "id": name,
            "account": account,
            self.text: params.get(self.text, ""),
            "is_item": params.get("is_carousel_item") == "true",
            "left": request.wish.get("slow_container", {}).get("polls", polls),
            "made_at": now,
            "post": None,
        }
        return {"id": name}

    def of_file(self, request: Request) -> Facts:
        """Return what a container of one file, or of words, shows."""
        params, files = request.params, request.files
        if any(not files[name] for name in FETCHED if name in params):
            raise Wrong(9004, 2207052, "The media could not be fetched from this URI.")
        alts, kind = [params.get("alt_text", "")], params.get("media_type", "")
        if "video_url" in params:
            film = files["video_url"]
            spoilt = 0 if film[4:8] == b"ftyp" else SPOILT_FILM
            return {"kind": "VIDEO", "items": [digest(film)], "alts": alts} | {
                "spoilt": spoilt
            }
        if "image_url" in params:
            self.judge(files["image_url"])
            items = [digest(files["image_url"])]
            self.files[items[0]] = files["image_url"]
            return {"kind": "IMAGE", "items": items, "alts": alts, "spoilt": 0}
        if not self.takes_words(params):
            raise Wrong(100, 2207023 if kind else 0, "The media type is unknown.")
        return {"kind": "TEXT_POST", "items": [], "alts": [], "spoilt": 0}

    def takes_words(self, params: Mapping[str, str]) -> bool:
        """Return whether a post without a file is one."""
        return False

    def of_children(self, account: str, children: list[str]) -> Facts:
        """Return what a container of several shows."""
        found = [self.containers.get(name) for name in children]
        for one in found:
            if one is None or one["account"] != account or not one["is_item"]:
                raise Wrong(24, 2207006, "The media could not be found.")
            status = self.status(one)
            if status == "EXPIRED":
                raise Wrong(-2, 2207020, "The media has expired.")
            if status != "FINISHED":
                raise Wrong(9007, 2207027, "The media is not ready.")
        there = [one for one in found if one]
        return {
            "kind": "CAROUSEL_ALBUM",
            "items": [item for one in there for item in one["items"]],
            "alts": [alt for one in there for alt in one["alts"]],
            "spoilt": 0,
        }

    def judge(self, content: bytes) -> None:
        """Raise Wrong for a picture that is too heavy, no JPEG, or too narrow."""
        from PIL import Image

        if len(content) > MOST_BYTES:
            raise Wrong(36000, 2207004, "The image size is too large.")
        try:
            with Image.open(io.BytesIO(content)) as image:
                if image.format not in self.formats:
                    raise Wrong(36001, 2207005, "The image format is not supported.")
                ratio = image.width / image.height
        except (OSError, ValueError) as fault:
            raise Wrong(36001, 2207005, "The image format is not supported.") from fault
        narrow, wide = self.ratios
        # Whole pixels miss a ratio by a little.
        if not narrow * 0.99 <= ratio <= wide * 1.01:
            raise Wrong(36003, 2207009, "The aspect ratio is not supported.")

    def status(self, container: Facts) -> str:
        if container["post"]:
            return "PUBLISHED"
        if self.world.now() > container["made_at"] + DAY_SECONDS:
            return "EXPIRED"
        if container["left"] > 0:
            return "IN_PROGRESS"
        return "ERROR" if container["spoilt"] else "FINISHED"

    def release(self, account: str, request: Request) -> dict[str, str]:
        """Make a container public, once."""
        container = self.containers.get(request.params.get("creation_id", ""))
        if container is None or container["account"] != account:
            raise Wrong(24, 2207006, "The media could not be found.")
        status = self.status(container)
        if status == "PUBLISHED":
            raise Wrong(*self.accounts[account]["again"])
        if status == "EXPIRED":
            raise Wrong(24, 2207008, "The media builder has expired.")
        if status != "FINISHED" or container["is_item"]:
            raise Wrong(9007, 2207027, "The media is not ready for publishing.")
        if self.used(account) >= self.accounts[account]["quota_total"]:
            raise Wrong(9, 2207042, "The limit of posts was reached.")
        container["post"] = name = self.world.name()
        now = self.world.now()
        hidden = request.wish.get("hide_from_list", {}).get("seconds", 0)
        self.posts[name] = {
            "id": name,
            "account": account,
            self.text: container[self.text],
            "media_type": container["kind"],
            "items": container["items"],
            "alts": container["alts"],
            "container": container["id"],
            "created_at": now,
            "timestamp": moment(now),
            "hidden_until": now + hidden,
            "request": request.number,
            "permalink": self.address(account, name),
            "deleted_at": None,
        }
        return {"id": name}

    def address(self, account: str, name: str) -> str:
        """Return where people read a post: never to be told from its id."""
        short = sha256(name.encode()).hexdigest()[:11]
        return f"https://{self.name}.example.org/p/{short}/"

    def used(self, account: str) -> int:
        since = self.world.now() - DAY_SECONDS
        mine = [one for one in self.posts.values() if one["account"] == account]
        return sum(one["created_at"] > since for one in mine)

    def allowance(self, account: str, request: Request) -> Facts:
        total = self.accounts[account]["quota_total"]
        config = {"quota_total": total, "quota_duration": DAY_SECONDS}
        return {"data": [{"quota_usage": self.used(account), "config": config}]}

    def listing(self, account: str, request: Request) -> Facts:
        """List what the account posted, newest first; some things are listed late."""
        since = float(request.params.get("since") or 0)
        asked = request.params.get("fields", "id")
        shown = [
            chosen(post, asked, self.fields)
            for post in reversed(self.posts.values())
            if post["account"] == account
            and post["deleted_at"] is None
            and post["created_at"] >= since
            and post["hidden_until"] <= self.world.now()
        ]
        return page_of(shown, request.params)

    def read(self, name: str, request: Request) -> Facts:
        asked = request.params.get("fields", "id")
        if name in self.accounts:
            face = face_of(request, self.name, name)
            row = self.accounts[name] | {
                "profile_picture_url": face,
                "threads_profile_picture_url": face,
                "followers_count": self.followers(name),
            }
            known = {"id", "username", "name", "profile_picture_url", "followers_count"}
            return chosen(row, asked, known | {"threads_profile_picture_url"})
        if name in self.containers:
            return self.read_container(self.containers[name], asked)
        return chosen(self.there(name), asked, self.fields)

    def followers(self, name: str) -> int:
        begins = self.accounts[name].get("likes", 100)
        now = self.world.now()
        return figures.of_account(name, "followers_count", begins=begins, at=now)

    def count(self, name: str, request: Request) -> Facts:
        row = self.posts.get(name) or self.accounts.get(name)
        if row is None or row.get("deleted_at"):
            raise Wrong(100, 33)
        return insights.answer(self.world, self.name, row | {"id": name}, request)

    def read_container(self, container: Facts, asked: str) -> Facts:
        status = self.status(container)
        container["left"] -= 1
        row = {"id": container["id"], self.state: status}
        if status == "ERROR":
            row[self.detail] = self.said_of(container["spoilt"])
        return chosen(row, asked, {"id", self.state, self.detail})

    def said_of(self, spoilt: int) -> str:
        return f"Error: Media upload has failed with error code {spoilt}"

    def there(self, name: str) -> Facts:
        post = self.posts.get(name)
        if post is None or post["deleted_at"]:
            raise Wrong(100, 33)
        return post

    def delete(self, name: str, request: Request) -> dict[str, bool]:
        post = self.there(name)
        if not self.accounts[post["account"]]["can_delete"]:
            raise Wrong(100, 33)
        post["deleted_at"] = self.world.now()
        return {"success": True}
