"""How often a post of the double was seen, liked and shared: it grows, then rests.

The same post has the same figures at the same age, so that a chart can be foretold.
"""

from hashlib import sha256
from math import exp

DAY_SECONDS = 86_400
# Half of all that ever comes has come after this.
HALF_SECONDS = 1.5 * DAY_SECONDS
# Of a hundred who see it, so many do this.
SHARES = {
    **dict.fromkeys(("views", "post_media_view", "viewCount"), 100),
    **dict.fromkeys(("reach", "post_total_media_view_unique"), 71),
    **dict.fromkeys(("likes", "likeCount", "post_reactions_by_type_total"), 9),
    **dict.fromkeys(("post_clicks", "saved"), 4),
    **dict.fromkeys(("comments", "commentCount", "replies"), 2),
    **dict.fromkeys(("shares", "reposts"), 3),
    "quotes": 1,
}


def of_post(name: str, metric: str, *, age_seconds: float) -> int:
    """Return a figure of a post at an age."""
    most = 400 + chance(name) % 3600
    grown = 1 - exp(-max(age_seconds, 0) / HALF_SECONDS)
    return int(most * grown * SHARES.get(metric, 5) / 100)


def of_account(name: str, metric: str, *, begins: int, at: float) -> int:
    """Return a figure of an account on a day: followers grow, views go up and down."""
    day = int(at // DAY_SECONDS)
    if "follow" in metric or metric == "subscriberCount":
        return begins + (day - 20_000) * (1 + chance(name) % 4)
    if metric in {"viewCount", "videoCount"}:
        return begins * 40 + (day - 20_000) * 55
    return 300 + chance(f"{name}{metric}{day}") % 700


def chance(text: str) -> int:
    """Return a number that only this text has."""
    return int(sha256(text.encode()).hexdigest()[:8], 16)
