"""A comment of ours under a film on YouTube: written once, found again by its words.

Source: YouTube Data API, CommentThreads; channel-contracts.md §4.5. It costs 50 units;
to look costs one.
"""

from typing import Any

from sasando.channels.adapters import Place
from sasando.channels.adapters.google import ask, items, made, on_commit, on_step, send
from sasando.channels.adapters.graph import spoken
from sasando.channels.outcomes import (
    Accepted,
    Ambiguous,
    Found,
    NotFoundYet,
    Refused,
)
from sasando.channels.wire import Line

THREADS = "youtube/v3/commentThreads"
MOST_PAGES = 5


def write(
    place: Place, line: Line, video: str, text: str
) -> Accepted | Refused | Ambiguous:
    """Write a comment. ONE request."""
    comment = {"snippet": {"textOriginal": spoken(text)}}
    body = {"snippet": {"videoId": video, "topLevelComment": comment}}
    reply = send(line, place, THREADS, {"part": "snippet"}, json=body)
    if name := str(made(reply).get("id", "")):
        return Accepted(name)
    return on_commit(reply)


def find(
    place: Place, line: Line, video: str, text: str
) -> Found | NotFoundYet | Refused:
    """Look for our comment with these words, newest first. Reads only."""
    params = {"part": "snippet", "videoId": video, "order": "time"}
    params |= {"maxResults": "100", "textFormat": "plainText"}
    for _page in range(MOST_PAGES):
        reply = ask(line, place, THREADS, **params)
        rows = items(reply)
        if rows is None:
            return on_step(reply)
        for row in rows:
            if row.get("id") and is_it(row, place, text):
                return Found(str(row["id"]), by="text")
        more = reply.json().get("nextPageToken")
        if not more:
            break
        params["pageToken"] = str(more)
    return NotFoundYet()


def is_it(row: dict[str, Any], place: Place, text: str) -> bool:
    """Return whether a thread begins with our words; whose is not told may be ours."""
    top = (row.get("snippet") or {}).get("topLevelComment") or {}
    facts = top.get("snippet") or {}
    writer = (facts.get("authorChannelId") or {}).get("value", place.account_id)
    said = facts.get("textOriginal") or facts.get("textDisplay") or ""
    return str(writer) == place.account_id and spoken(str(said)) == spoken(text)
