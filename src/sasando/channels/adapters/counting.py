"""What every platform asks of a post: not empty, not too long, not too much."""

import re
from collections.abc import Callable

from sasando.channels.adapters import Capabilities, Post
from sasando.channels.outcomes import Problem

MB = 1024 * 1024
# Emoji, with what joins and colours them.
EMOJI = re.compile("[\u200d\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")


def more(emoji: str) -> int:
    """Return how many letters an emoji counts beyond the one that it is."""
    return len(emoji.encode()) - 1


WIDTHS: dict[str, Callable[[str], int]] = {
    "code points": len,
    "utf-16": lambda text: len(text.encode("utf-16-le")) // 2,
    "bytes": lambda text: len(text.encode()),
    "emoji in bytes": lambda text: len(text) + sum(map(more, EMOJI.findall(text))),
}


def length(text: str, caps: Capabilities) -> int:
    """Return how long a text is as this platform counts."""
    return WIDTHS[caps.counting](text)


def problems(post: Post, caps: Capabilities) -> list[Problem]:
    """Return what hinders a post by the plain capabilities of a platform."""
    found = []
    if not (post.text.strip() or post.link or post.pieces):
        found.append(Problem("empty"))
    if (long := length(post.text, caps)) > caps.max_chars:
        found.append(Problem("too_long", {"length": long, "most": caps.max_chars}))
    return found + too_many(post, caps) + too_big(post, caps)


def worded(post: Post) -> str:
    """Return the text, with the link below it if it does not stand in it."""
    text, link = post.text.strip(), post.link
    return f"{text}\n\n{link}".strip() if link and link not in text else text


def too_many(post: Post, caps: Capabilities) -> list[Problem]:
    """Return a problem for each kind of which there are too many."""
    found = []
    for kind, most in (("image", caps.max_images), ("video", caps.max_videos)):
        places = [at for at, one in enumerate(post.pieces, 1) if one.kind == kind]
        if places and not most:
            found.append(Problem("not_this_medium", {"item": places[0]}))
        elif len(places) > most:
            facts = {"count": len(places), "most": most}
            found.append(Problem("too_many_media", facts))
    return found


def too_big(post: Post, caps: Capabilities) -> list[Problem]:
    """Return a problem for each picture over the limit."""
    return too_heavy(post, "image", caps.max_image_bytes)


def too_heavy(post: Post, kind: str, most: int) -> list[Problem]:
    """Return a problem for each file of a kind over so many bytes; 0 for no limit."""
    return [
        Problem("too_big", {"item": number, "most": most // MB})
        for number, one in enumerate(post.pieces, 1)
        if one.kind == kind and most and one.size > most
    ]
