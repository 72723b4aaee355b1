"""What a page gives to be said on channels: words, link, pictures, language, unit.

A page class says it by a method `shareable()`; the room of channels asks any page, and
knows none of them. Of a page that is planned the approved text is asked, not the row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from wagtail.models import Page

from sasando.core.addresses import address_of, whole
from sasando.core.endings import Ending, listed


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """A picture of a page, with its words, and what hinders that it is shown."""

    key: int
    path: Path
    alt: str = ""
    # The middle of what matters, in percent of width and height; None: nobody said.
    focus: tuple[int, int] | None = None
    # Where a small copy is shown on the staff side.
    title: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shareable:
    """What a page says of itself to those who are elsewhere."""

    title: str
    text: str
    # Whole, as readers type it.
    link: str
    language: str
    unit: int | None = None
    pictures: tuple[SharedPicture, ...] = ()


@runtime_checkable
class Shares(Protocol):
    """A page class that has something to say on channels."""

    def shareable(self, *, on: date) -> Shareable:
        """Return it, as this text stands; `on` is the day for the rights."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a page stands: out, planned for an hour, or neither."""

    is_out: bool = False
    # When it goes out; None where nothing is planned.
    planned_at: datetime | None = None
    # It was out, and was revoked or withdrawn, or its end has come.
    is_gone: bool = False


def standing_of(key: int) -> Standing:
    """Return how the page with this key stands now. Two queries at most."""
    page = listed(Page.objects.filter(pk=key)).exists()
    if page:
        return Standing(is_out=True)
    row = Page.objects.filter(pk=key).first()
    if row is None:
        return Standing(is_gone=True)
    ended = row.expired or Ending.objects.in_force().filter(page_id=key).exists()
    plans = row.revisions.exclude(approved_go_live_at=None)
    when = plans.values_list("approved_go_live_at", flat=True).first()
    return Standing(planned_at=when, is_gone=bool(ended) and when is None)


def text_that_goes_out(page: Page, standing: Standing) -> Any:
    """Return the page as readers have it, or will have it at the hour planned."""
    if standing.is_out or standing.planned_at is None:
        return page.specific
    planned = page.revisions.exclude(approved_go_live_at=None).get()
    return planned.as_object()


def link_to(page: Page) -> str:
    """Return the whole address of a page; "" where it has none."""
    address, _language = address_of(page.url_path)
    return whole(address) if address else ""


def shared(picture: Any, alt: str, *, on: date) -> SharedPicture:
    """Return a picture of the library as a page shares it."""
    focus = None
    if picture.has_focal_point() and picture.width and picture.height:
        x = round(100 * picture.focal_point_x / picture.width)
        y = round(100 * picture.focal_point_y / picture.height)
        focus = (min(x, 100), min(y, 100))
    return SharedPicture(
        key=picture.pk,
        path=Path(picture.file.path),
        alt=alt,
        focus=focus,
        title=picture.title,
        faults=tuple(picture.lacks(on=on)),
    )


def once(pictures: Iterator[SharedPicture]) -> tuple[SharedPicture, ...]:
    """Return each picture once, in its order, with the first words for it."""
    found: dict[int, SharedPicture] = {}
    for each in pictures:
        found.setdefault(each.key, each)
    return tuple(found.values())
