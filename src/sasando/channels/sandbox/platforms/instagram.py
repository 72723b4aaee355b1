"""Instagram in the double: pictures, carousels, reels; nobody deletes by the API."""

from sasando.channels.sandbox.platforms.containers import Containers


class Instagram(Containers):
    name = "instagram"
    create, publish = "media", "media_publish"
    quota, quota_total = "content_publishing_limit", 100
    text, state, detail = "caption", "status_code", "status"
    most_items, most_letters = 10, 2200
    ratios = (0.8, 1.91)
    formats = {"JPEG"}
    fields = {
        *("id", "ig_id", "caption", "permalink", "shortcode", "timestamp"),
        *("media_type", "media_product_type", "media_url", "thumbnail_url"),
        *("like_count", "comments_count", "is_comment_enabled", "alt_text"),
        *("username", "owner"),
    }
