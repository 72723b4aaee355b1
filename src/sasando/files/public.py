"""Who may read a file: everybody what the public is shown, else who works here.

An address tells nothing by itself, but who saw it once knows it: with the last public
page that shows a file its address ends, also for those who wrote it down.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sasando.files import shown
from sasando.files.models import OfficeDocument, Rendition

# What a room above says without a query: whether public bytes name this picture.
NAMED: list[Callable[[str], bool]] = []
# And with one: whether a public page was made of this document.
MADE_OF: list[Callable[[OfficeDocument], bool]] = []


def picture_is_open(name: str, user: Any, *, at: datetime) -> bool:
    """Return whether this person may read a size of a picture. Up to four queries.

    `name` is its path below the media folder.
    """
    if user.is_authenticated:
        return True
    size = Rendition.objects.select_related("image").filter(file=name).first()
    return size is not None and is_open(size.image, at=at)


def document_is_open(file: OfficeDocument, user: Any, *, at: datetime) -> bool:
    """Return whether this person may read a document or film. Up to four queries."""
    if user.is_authenticated or any(made_of(file) for made_of in MADE_OF):
        return True
    return is_open(file, at=at)


def is_named(name: str) -> bool:
    return any(named(name) for named in NAMED)


def is_open(file: Any, *, at: datetime) -> bool:
    """Return whether a live page shows this file, or a text that is read by a link.

    Whoever approves by the link in a mail is not signed in. Two or three queries.
    """
    return shown.is_shown(file) or shown.is_read_by_link(file, at=at)
