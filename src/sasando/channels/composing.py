"""Writing a content anew: words, what one channel says otherwise, pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext as _

from sasando.channels import changing, payloads, shaping, slots
from sasando.channels.keeping import File, keep_file
from sasando.channels.models import (
    Channel,
    Content,
    Delivery,
    FirstComment,
    Medium,
    Variant,
)
from sasando.channels.people import counts
from sasando.channels.shapes import Focus
from sasando.channels.steps import void
from sasando.channels.wording import hashtags_in
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb

BEYOND = 10_000


@dataclass(frozen=True, slots=True)
class Own:
    """What one channel says in its own words; None is as in the content."""

    text: str | None = None
    link: str | None = None
    # What else is chosen for it, such as the first comment; "" takes a choice away.
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revision:
    """A content as it shall be from now on."""

    text: str
    link: str = ""
    # By channel; one that is not named says what the content says.
    own: Mapping[int, Own] = field(default_factory=dict)
    # What its pictures show, by medium; where the eye goes; in which order.
    alts: Mapping[int, str] = field(default_factory=dict)
    focus: Mapping[int, Focus] = field(default_factory=dict)
    order: Mapping[int, int] = field(default_factory=dict)
    # Channels on which it is said besides, and drafts on which it is not.
    added: Sequence[int] = ()
    removed: Sequence[int] = ()
    dropped: Sequence[int] = ()
    files: Sequence[File] = ()
    # None leaves them as they are.
    hashtags: str | None = None


@verb("channels.revise", system=True)
def revise(content: Content, revision: Revision, *, by: Any, at: datetime) -> int:
    """Write a content anew; return how many approvals that voided.

    Just those deliveries lose theirs whose own payload changed. Raises NotAllowed for
    the words of somebody else.
    """
    if not may_revise(content, by):
        raise NotAllowed(_("You change only what you wrote yourself."))
    # A page may have read its pictures before; what they were is no answer any more.
    content.refresh_from_db()
    content.text, content.link = revision.text, revision.link
    if revision.hashtags is not None:
        content.hashtags = hashtags_in(revision.hashtags)
    content.save(update_fields=["text", "link", "hashtags"])
    keep_channels(content, revision, at=at)
    keep_own(content, revision.own)
    keep_media(content, revision)
    Entry.write(content, "content.edited", by=by, at=at, data=on_channels(revision))
    there = Channel.objects.filter(deliveries__content=content).distinct()
    shaping.ask_all(payloads.drafts_of(content, there).values())
    return void_changed(content, by=by, at=at)


def on_channels(revision: Revision) -> dict[str, list[int]]:
    """Return what a change did to the channels, for the log."""
    facts = {"added": list(revision.added), "removed": list(revision.removed)}
    return {name: numbers for name, numbers in facts.items() if numbers}


def keep_channels(content: Content, revision: Revision, *, at: datetime) -> None:
    """Say it on more channels, or not on some; what was ever sent stays.

    Raises NotAllowed for a channel that is not there, or has it already.
    """
    rows = content.deliveries.filter(slot_key="")
    for number in revision.removed:
        row = rows.filter(channel=number, status=Delivery.Status.DRAFT).first()
        if row is None or row.attempts.exists() or counts.has_told(row):
            raise NotAllowed(_("Only a draft is taken off a channel."))
        FirstComment.objects.filter(delivery=row).delete()
        content.variants.filter(channel=number).delete()
        row.prepared.all().delete()
        row.delete()
    there = Channel.objects.there().in_bulk(list(revision.added))
    first = rows.order_by("pk").first()
    planned = first.scheduled_at if first else content.created_at
    for number in revision.added:
        if number not in there or rows.filter(channel=number).exists():
            raise NotAllowed(_("Choose channels that do not say it yet."))
        row = Delivery.objects.create(
            content=content,
            channel=there[number],
            scheduled_at=planned,
            expected_at=max(planned, at),
        )
        slots.take(row)
    if not rows.exists():
        raise NotAllowed(_("At least one channel must stay."))


def may_revise(content: Content, person: Any) -> bool:
    """Return whether this person may write it anew: the own one, or whoever answers."""
    if person is None:
        return True
    if not person.has_perm("channels.revise"):
        return False
    return person.pk == content.created_by_id or person.has_perm("channels.retry")


def keep_own(content: Content, own: Mapping[int, Own]) -> None:
    """Write down what each channel says otherwise; a row is made when there is any."""
    there = Channel.objects.filter(deliveries__content=content).distinct()
    for channel in there:
        said = own.get(channel.pk, Own())
        found = Variant.objects.filter(content=content, channel=channel).first()
        if found or said != Own():
            variant = found or Variant(content=content, channel=channel)
            variant.text, variant.link = said.text, said.link
            chosen = dict(variant.options) | dict(said.options)
            # "" is no choice, and no part of what is approved.
            variant.options = {name: one for name, one in chosen.items() if one != ""}
            variant.save()


def keep_media(content: Content, revision: Revision) -> None:
    """Drop, describe, order and add pictures and films."""
    content.media.filter(pk__in=revision.dropped).delete()
    for medium in content.media.all():
        medium.alt = revision.alts.get(medium.pk, medium.alt)
        point = revision.focus.get(medium.pk, medium.focus)
        medium.focal_x, medium.focal_y = point or (None, None)
        medium.save(update_fields=["alt", "focal_x", "focal_y"])
    put_in_order(content, revision.order)
    last = content.media.aggregate(last=Max("ordinal"))["last"] or 0
    for ordinal, file in enumerate(revision.files, last + 1):
        keep_file(content, ordinal, file)


def put_in_order(content: Content, order: Mapping[int, int]) -> None:
    """Give each its place; of two with the same number the earlier one stays first."""
    before = list(content.media.all())
    wanted = sorted(
        before, key=lambda one: (order.get(one.pk, one.ordinal), one.ordinal)
    )
    if wanted == before:
        return
    # No two may have one place, not even for a moment.
    content.media.update(ordinal=F("ordinal") + BEYOND)
    for ordinal, medium in enumerate(wanted, 1):
        Medium.objects.filter(pk=medium.pk).update(ordinal=ordinal)


def void_changed(content: Content, *, by: Any, at: datetime) -> int:
    approved = content.deliveries.filter(approved_digest__gt="")
    rows = list(approved.select_related("channel"))
    out = {row.channel_id: row.payload.get("options", {}) for row in rows}
    posts = payloads.drafts_of(content, [row.channel for row in rows], out)
    changed = [
        row for row in rows if posts[row.channel_id].digest() != row.approved_digest
    ]
    for row in changed:
        void(row, by=by, at=at)
    changing.ask(content, at=at)
    return sum(row.status == Delivery.Status.DRAFT for row in changed)
