"""Threads in the double: words, pictures, films, several of them; deleted by the API.

From memory: `TEXT_POST`, `CAROUSEL_ALBUM`, the answer of a deletion, 20 pieces.
"""

from collections.abc import Mapping

from sasando.channels.sandbox.platforms import insights
from sasando.channels.sandbox.platforms.containers import Containers, Facts
from sasando.channels.sandbox.platforms.graph import Wrong
from sasando.channels.sandbox.world import Request, World


class Threads(Containers):
    """An account's figures have an edge of their own, a post's are as Instagram's."""

    name = "threads"
    create, publish = "threads", "threads_publish"
    quota, quota_total = "threads_publishing_limit", 250
    text, state, detail = "text", "status", "error_message"
    most_items, most_letters = 20, 500
    ratios = (0.1, 10)
    formats = {"JPEG", "PNG"}
    can_delete = True
    fields = {
        *("id", "text", "timestamp", "permalink", "media_type", "shortcode"),
        *("media_url", "username", "owner", "is_quote_post", "alt_text"),
    }

    def __init__(self, world: World) -> None:
        super().__init__(world)
        of_account = ("GET", r"(\d+)/threads_insights", "count_account")
        self.routes = (of_account, *self.routes)

    def count(self, name: str, request: Request) -> Facts:
        if name in self.accounts:
            raise Wrong(100, 0, "(#100) Tried accessing nonexisting field (insights)")
        return super().count(name, request)

    def count_account(self, name: str, request: Request) -> Facts:
        row = self.accounts.get(name)
        if row is None:
            raise Wrong(100, 33)
        return insights.answer(self.world, "threads_insights", row, request)

    def takes_words(self, params: Mapping[str, str]) -> bool:
        return params.get("media_type") == "TEXT" and bool(params.get("text"))

    def said_of(self, spoilt: int) -> str:
        return "FAILED_PROCESSING_VIDEO"
