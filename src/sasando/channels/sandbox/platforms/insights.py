"""What the double's Facebook, Instagram and Threads count of a post and an account.

Rests on memory or others' code ([M], [V2] in the contracts): which metrics fit which
post; the figures themselves are invented (`sandbox.figures`).
"""

from typing import Any

from sasando.channels.sandbox import figures
from sasando.channels.sandbox.platforms.graph import Wrong
from sasando.channels.sandbox.world import Request, World

METRICS = {
    "facebook": {
        *("page_follows", "page_media_view", "page_post_engagements"),
        *("page_total_media_view_unique", "post_media_view", "post_clicks"),
        *("post_total_media_view_unique", "post_reactions_by_type_total"),
    },
    "instagram": {
        *("views", "reach", "likes", "comments", "shares", "saved", "reposts"),
        *("total_interactions", "follows", "profile_visits"),
    },
    "threads": {"views", "likes", "replies", "reposts", "quotes", "shares"},
    # Of an account, by an edge of its own.
    "threads_insights": {
        *("views", "likes", "replies", "reposts", "quotes", "clicks"),
        "followers_count",
    },
}


def answer(
    world: World, edge: str, row: dict[str, Any], request: Request
) -> dict[str, Any]:
    """Answer for the insights of a post (it has `created_at`) or of an account."""
    metrics = request.params.get("metric", "").split(",")
    gone = request.wish.get("invalidate_metric", {}).get("metric")
    if not metrics[0]:
        raise Wrong(3001, 1504028, "No metric was specified.")
    # One that nobody knows fails the whole call.
    if any(one not in METRICS[edge] or one == gone for one in metrics):
        raise Wrong(100, 0, "(#100) The value must be a valid insights metric")
    return {"data": [shown(world, row, one) for one in metrics]}


def shown(world: World, row: dict[str, Any], metric: str) -> dict[str, Any]:
    name = str(row["id"])
    if "created_at" in row:
        age = world.now() - row["created_at"]
        value: Any = figures.of_post(name, metric, age_seconds=age)
    else:
        value = figures.of_account(
            name, metric, begins=row.get("likes", 100), at=world.now()
        )
    if metric == "post_reactions_by_type_total":
        value = {"like": value - value // 5, "love": value // 5}
    period = "lifetime" if "created_at" in row else "day"
    facts: dict[str, Any] = {"name": metric, "period": period}
    if metric == "followers_count":
        facts["total_value"] = {"value": value}
    else:
        facts["values"] = [{"value": value}]
    return facts | {"id": f"{name}/insights/{metric}/{period}"}
