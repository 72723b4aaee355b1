"""Comments of the double: what stands below posts, and who wrote it.

A comment may be listed late (`hide_from_list`), as the platforms do it.
"""

from collections.abc import Mapping
from typing import Any

from sasando.channels.sandbox.platforms.graph import Wrong, chosen, moment, page_of
from sasando.channels.sandbox.world import Request, World


class Below:
    """All comments of one platform, by post."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows: list[dict[str, Any]] = []

    def add(
        self, post: str, account: str, text: str, request: Request
    ) -> dict[str, Any]:
        """Write a comment, as often as it is asked: nothing there is idempotent."""
        now = self.world.now()
        hidden = request.wish.get("hide_from_list", {}).get("seconds", 0)
        row = {
            "id": f"{post}_{self.world.name()}",
            "post": post,
            "account": account,
            "text": text,
            "created_at": now,
            "created_time": moment(now),
            "hidden_until": now + hidden,
            "request": request.number,
            "visible": True,
        }
        self.rows.append(row)
        return row

    def of(self, post: str) -> list[dict[str, Any]]:
        """Return what is listed below a post, newest first."""
        now = self.world.now()
        there = [one for one in reversed(self.rows) if one["post"] == post]
        return [one for one in there if one["hidden_until"] <= now]

    def ledger(self) -> list[Mapping[str, Any]]:
        """Return all that was ever written."""
        return [dict(one) for one in self.rows]


class Talking:
    """What a platform of the Graph API does with comments below its posts."""

    below: Below

    def there(self, name: str) -> dict[str, Any]:
        """Return a post that is there. Raises Wrong."""
        raise NotImplementedError

    def comments(self, name: str, request: Request) -> dict[str, Any]:
        """List what stands below a post."""
        self.there(name)
        asked = request.params.get("fields", "id")
        known = {"id", "text", "timestamp", "username", "from", "hidden", "parent_id"}
        rows = [
            one | {"timestamp": one["created_time"], "from": {"id": one["account"]}}
            for one in self.below.of(name)
        ]
        return page_of([chosen(one, asked, known) for one in rows], request.params)

    def comment(self, name: str, request: Request) -> dict[str, Any]:
        """Write a comment; asked for its fields, it is there and an error all the same
        (20/1772107).
        """
        post = self.there(name)
        text = request.params.get("message", "")
        row = self.below.add(name, post["account"], text, request)
        if "fields" in request.params:
            raise Wrong(20, 1772107, "The comment could not be read.")
        return {"id": row["id"]}
