"""Addresses of YouTube: read with care, written anew."""

import re
from urllib.parse import parse_qsl, urlsplit

HOSTS = {"youtube.com", "youtube-nocookie.com"}
FRAME_SOURCE = "https://www.youtube-nocookie.com"
_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_BY_PATH = re.compile(r"/(?:shorts|live|embed|v)/([^/]+)/?")


def video_id(address: str) -> str:
    """Return the eleven signs that name a video, or "" for any other address.

    Nothing else of the address is kept, so nothing else of it can do harm.
    """
    try:
        parts = urlsplit(address.strip())
        # `port` raises for a port that is no number.
        is_plain = parts.scheme in {"http", "https"} and not parts.port
    except ValueError:
        return ""
    if not is_plain or parts.username is not None:
        return ""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host == "youtu.be":
        found = parts.path.strip("/")
    elif host in HOSTS:
        found = _named(parts.path, parts.query)
    else:
        return ""
    return found if _ID.fullmatch(found) else ""


def _named(path: str, query: str) -> str:
    if path.rstrip("/") == "/watch":
        # The first `v` alone; a query of a thousand parts is read like one of two.
        return dict(reversed(parse_qsl(query[:2_000]))).get("v", "")
    match = _BY_PATH.fullmatch(path)
    return match[1] if match else ""
