"""Pictures of the office's library in a post, and whether they may still be shown.

The rights stand with the picture itself (`lacks`), in the room of files; here they are
asked when it is chosen, when it is approved and in the moment before it goes out.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wagtail.images import get_image_model

from sasando.channels.adapters import Post


def pictures(numbers: Iterable[int]) -> dict[int, Any]:
    """Return these pictures by number. One query, none for no number."""
    wanted = {number for number in numbers if number}
    return get_image_model().objects.in_bulk(wanted) if wanted else {}


def lacks(picture: Any, *, on: date) -> list[str]:
    """Return one sentence for each reason not to show a picture on a day."""
    asked = getattr(picture, "lacks", None)
    return list(asked(on=on)) if asked else []


def focus_of(picture: Any) -> tuple[int, int] | None:
    """Return a picture's focal point in percent; None where none was set."""
    if picture.focal_point_x is None or not (picture.width and picture.height):
        return None
    x = round(100 * picture.focal_point_x / picture.width)
    y = round(100 * picture.focal_point_y / picture.height)
    return min(max(x, 0), 100), min(max(y, 0), 100)


def forbidden(post: Post, *, on: date) -> int:
    """Return the place of the first picture that may not be shown; 0 for none."""
    there = pictures(piece.picture for piece in post.pieces)
    for place, piece in enumerate(post.pieces, 1):
        # One that left the library since was not allowed to.
        if piece.picture and (
            piece.picture not in there or lacks(there[piece.picture], on=on)
        ):
            return place
    return 0
