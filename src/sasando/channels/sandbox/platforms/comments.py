"""Comments of the double: what stands below posts, and who wrote it.

A comment may be listed late (`hide_from_list`), as the platforms do it.
"""

from collections.abc import Mapping
from typing import Any

from sasando.channels.sandbox.platforms.graph import moment
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
