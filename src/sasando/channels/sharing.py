"""From a page of ours to a content: its words, its link, its pictures, for channels."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from sasando.accounts.models import Unit
from sasando.channels import workflow
from sasando.channels.items import UnitHashtags
from sasando.channels.models import Channel, Content
from sasando.channels.wording import HASHTAGS, OFF, SHORT_LINKS, hashtags_in
from sasando.channels.workflow import File, Saying
from sasando.core.cited import gone_out
from sasando.core.models import Approval, Entry
from sasando.core.shareable import (
    Shareable,
    SharedPicture,
    Shares,
    Standing,
    standing_of,
    text_that_goes_out,
)
from sasando.core.workflow import NotAllowed, verb


@dataclass(frozen=True, slots=True)
class Sharing:
    """What somebody wants to say of a page, where, and when."""

    text: str
    channels: Sequence[int]
    # By key, in the order in which they are shown.
    pictures: Sequence[int] = ()
    hashtags: str = ""
    # None: as soon as it is approved; of a planned page never before its hour.
    scheduled_at: datetime | None = None
    # Of one filled form: sent twice, it is one content.
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A page as it may be shared: what it gives, and how it stands."""

    page: Page
    gives: Shareable
    standing: Standing
    version: int | None


def item_of(page: Page, *, at: datetime) -> Item:
    """Return what a page gives to be said. Raises NotAllowed for what nobody reads."""
    standing = standing_of(page.pk)
    if not (standing.is_out or standing.planned_at):
        raise NotAllowed(
            _("This page is not out yet. Share it when it is published or planned.")
        )
    text = text_that_goes_out(page, standing)
    if not isinstance(text, Shares):
        raise NotAllowed(_("This kind of page has nothing to be shared."))
    gives = text.shareable(on=timezone.localdate(standing.planned_at or at))
    return Item(page, gives, standing, version_of(page.pk))


def version_of(page: int) -> int | None:
    """Return the approval of the text that is out, or goes out next. One query."""
    act = Approval.objects.in_force().filter(page_id=page, act=Approval.PUBLISH)
    waiting = act.filter(published_at=None).values_list("pk", flat=True)
    latest = gone_out(page).values_list("pk", flat=True)
    return latest.last() or waiting.order_by("-pk").first()


@verb("channels.share", system=True)
def share(page: Page, sharing: Sharing, *, by: Any, at: datetime) -> Content:
    """Write a draft of what channels say of a page; somebody else approves it.

    Raises NotAllowed for a page that is not out and not planned, and for pictures
    without the right or the consent to be shown.
    """
    if sharing.key and (known := Content.objects.filter(key=sharing.key).first()):
        return known
    item = item_of(page, at=at)
    pictures = chosen(item.gives.pictures, sharing.pictures)
    saying = Saying(
        text=sharing.text,
        link=item.gives.link,
        files=[file_of(one) for one in pictures],
        channels=sharing.channels,
        scheduled_at=hour_of(item.standing, sharing.scheduled_at),
        key=sharing.key,
        is_draft=True,
        item={
            "page_id": page.pk,
            "page_version": item.version,
            "page_seen_at": at,
            "unit_id": item.gives.unit,
            "language": item.gives.language,
            "hashtags": hashtags_in(sharing.hashtags),
        },
    )
    content = workflow.write(None, saying, by=by, at=at)
    Entry.write(content, "content.shared", by=by, at=at, data={"page": page.pk})
    return content


def file_of(picture: SharedPicture) -> File:
    """Return a picture of a page as a content keeps it, with its words."""
    return File(picture.path, alt=picture.alt, focus=picture.focus, picture=picture.key)


def chosen(
    there: Sequence[SharedPicture], keys: Collection[int]
) -> list[SharedPicture]:
    """Return the chosen pictures in their order. Raises NotAllowed with the reason."""
    wanted = [one for one in there if one.key in set(keys)]
    if len(wanted) != len(set(keys)):
        raise NotAllowed(_("Choose pictures that stand on the page."))
    for one in wanted:
        for fault in one.faults:
            words = {"title": one.title, "fault": fault}
            raise NotAllowed(_("Picture “%(title)s”: %(fault)s") % words)
    return wanted


def hour_of(standing: Standing, wanted: datetime | None) -> datetime | None:
    """Return the hour of a post: never before that of its page."""
    if standing.is_out or standing.planned_at is None:
        return wanted
    return max(wanted or standing.planned_at, standing.planned_at)


@verb("channels.page_seen", system=True)
def page_seen(content: Content, *, by: Any, at: datetime) -> None:
    """Note that somebody saw what became of the page, and lets the posts stand."""
    if content.page_id is None:
        raise NotAllowed(_("This post tells of no page."))
    content.page_seen_at, content.page_version = at, version_of(content.page_id)
    content.save(update_fields=["page_seen_at", "page_version"])
    Entry.write(content, "content.page_seen", by=by, at=at)


def words_now(content: Content, *, at: datetime) -> dict[str, str]:
    """Return what the page of a content says now; nothing where it is not out."""
    page = Page.objects.filter(pk=content.page_id or 0).first()
    if page is None:
        return {}
    try:
        gives = item_of(page, at=at).gives
    except NotAllowed:
        return {}
    return {"text": gives.text, "link": gives.link}


# --- what is added to all ---------------------------------------------------------


def hashtags_of(unit: int | None) -> str:
    """Return the hashtags of a unit; "" for none. One query."""
    rows = UnitHashtags.objects.filter(unit=unit or 0)
    return rows.values_list("hashtags", flat=True).first() or ""


@verb("channels.keep_hashtags", system=True)
def keep_hashtags(unit: Unit, words: str, *, by: Any, at: datetime) -> None:
    """Write down the hashtags of a unit. Raises NotAllowed for what is none."""
    kept = hashtags_in(words)
    row, _made = UnitHashtags.objects.update_or_create(
        unit=unit, defaults={"hashtags": kept}
    )
    Entry.write(row, "unit_hashtags.kept", by=by, at=at, data={"hashtags": kept})


@verb("channels.dress", system=True)
def dress(
    channel: Channel, *, short_links: bool, hashtags: bool, by: Any, at: datetime
) -> None:
    """Say whether a channel shortens links to our pages, and adds hashtags.

    What is approved already goes out as it was approved.
    """
    options = {
        name: value
        for name, value in channel.options.items()
        if name not in {SHORT_LINKS, HASHTAGS}
    }
    off = {SHORT_LINKS: short_links, HASHTAGS: hashtags}
    options |= {name: OFF for name, wanted in off.items() if not wanted}
    channel.options = options
    channel.save(update_fields=["options"])
    data = {"short_links": short_links, "hashtags": hashtags}
    Entry.write(channel, "channel.dressed", by=by, at=at, data=data)
