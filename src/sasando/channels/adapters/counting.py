"""What every platform asks of a post: not empty, not too long, not too much."""

import re
from collections.abc import Callable

from sasando.channels.adapters import Capabilities, Post
from sasando.channels.outcomes import Problem
from sasando.channels.shapes import MB as MB
from sasando.channels.shapes import FilmShape

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
    found += too_many(post, caps) + too_big(post, caps)
    return found + lengths(post) + long_comment(post, caps)


def long_comment(post: Post, caps: Capabilities) -> list[Problem]:
    """Return a problem for a first comment that has no room."""
    long, most = len(first_comment(post, caps)), caps.max_comment_chars
    return [Problem("comment_too_long", {"length": long, "most": most})] * (long > most)


def first_comment(post: Post, caps: Capabilities) -> str:
    """Return what is written below a post once it is out; "" where nothing can be."""
    said = post.options.get("first_comment", "") if caps.can_first_comment else ""
    return str(said).strip()


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
        # What is drawn anew is drawn so that it has room.
        if one.kind == kind and most and one.size > most and one.shape is None
    ]


def lengths(post: Post) -> list[Problem]:
    """Return a problem for each film that lasts too long, or not long enough."""
    found = []
    for number, one in enumerate(post.pieces, 1):
        if not (isinstance(one.shape, FilmShape) and one.seconds):
            continue
        facts: dict[str, str | int] = {"item": number}
        facts |= {"length": lasting(one.seconds)}
        if one.seconds > one.shape.longest() + 0.5:
            most = {"most": lasting(one.shape.longest())}
            found.append(Problem("film_too_long", facts | most))
        elif one.seconds < one.shape.least_seconds:
            least = {"least": lasting(one.shape.least_seconds)}
            found.append(Problem("film_too_short", facts | least))
    return found


def lasting(seconds: float) -> str:
    """Return a length as players show it: 1:05, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
