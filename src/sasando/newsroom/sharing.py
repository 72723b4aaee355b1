"""What a story gives to be said on channels: its words, and its pictures in order."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sasando.core.shareable import Shareable, SharedPicture, link_to, once, shared


def of_story(story: Any, *, on: date) -> Shareable:
    """Return title, summary, and the pictures with their words. Few queries."""
    return Shareable(
        title=story.title,
        text="\n\n".join(filter(None, (story.title, story.summary.strip()))),
        link=link_to(story),
        language=story.locale.language_code,
        unit=story.unit_id,
        pictures=once(pictures_of(story, on=on)),
    )


def pictures_of(story: Any, *, on: date) -> Iterator[SharedPicture]:
    """Yield the picture above the text, then those in it."""
    if story.picture is not None:
        yield shared(story.picture, story.picture_alt, on=on)
    yield from pictures_in(story.body, on=on)


def pictures_in(body: Any, *, on: date) -> Iterator[SharedPicture]:
    """Yield the pictures of a text, those of its galleries too."""
    for part in body:
        if part.block_type == "image":
            shown = [part.value]
        elif part.block_type == "gallery":
            shown = list(part.value["pictures"])
        else:
            continue
        for one in shown:
            if one.get("picture"):
                yield shared(one["picture"], one.get("alt") or "", on=on)
