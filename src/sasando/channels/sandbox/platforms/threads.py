"""Threads in the double: words, pictures, films, several of them; deleted by the API.

From memory: `TEXT_POST`, `CAROUSEL_ALBUM`, the answer of a deletion, 20 pieces.
"""

from collections.abc import Mapping

from sasando.channels.sandbox.platforms.containers import Containers


class Threads(Containers):
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

    def takes_words(self, params: Mapping[str, str]) -> bool:
        return params.get("media_type") == "TEXT" and bool(params.get("text"))

    def said_of(self, spoilt: int) -> str:
        return "FAILED_PROCESSING_VIDEO"
