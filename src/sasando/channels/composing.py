"""Writing a content anew: words, what one channel says otherwise, pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from sasando.channels import payloads
from sasando.channels.keeping import File, keep_file
from sasando.channels.models import Channel, Content, Delivery, Variant
from sasando.channels.steps import void
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb


@dataclass(frozen=True, slots=True)
class Own:
    """What one channel says in its own words; None is as in the content."""

    text: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A content as it shall be from now on."""

    text: str
    link: str = ""
    # By channel; one that is not named says what the content says.
    own: Mapping[int, Own] = field(default_factory=dict)
    # What its pictures show, by medium.
    alts: Mapping[int, str] = field(default_factory=dict)
    dropped: Sequence[int] = ()
    files: Sequence[File] = ()


@verb("channels.revise", system=True)
def revise(content: Content, revision: Revision, *, by: Any, at: datetime) -> int:
    """Write a content anew; return how many approvals that voided.

    Just those deliveries lose theirs whose own payload changed. Raises NotAllowed for
    the words of somebody else.
    """
    if not may_revise(content, by):
        raise NotAllowed(_("You change only what you wrote yourself."))
    content.text, content.link = revision.text, revision.link
    content.save(update_fields=["text", "link"])
    keep_own(content, revision.own)
    keep_media(content, revision)
    Entry.write(content, "content.edited", by=by, at=at)
    return void_changed(content, by=by, at=at)


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
            variant.save()


def keep_media(content: Content, revision: Revision) -> None:
    """Drop, describe and add pictures; the places of those that stay are kept."""
    content.media.filter(pk__in=revision.dropped).delete()
    for medium in content.media.all():
        alt = revision.alts.get(medium.pk, medium.alt)
        if alt != medium.alt:
            medium.alt = alt
            medium.save(update_fields=["alt"])
    last = content.media.aggregate(last=Max("ordinal"))["last"] or 0
    for ordinal, file in enumerate(revision.files, last + 1):
        keep_file(content, ordinal, file)


def void_changed(content: Content, *, by: Any, at: datetime) -> int:
    approved = content.deliveries.filter(approved_digest__gt="")
    rows = list(approved.select_related("channel"))
    posts = payloads.drafts_of(content, [row.channel for row in rows])
    changed = [
        row for row in rows if posts[row.channel_id].digest() != row.approved_digest
    ]
    for row in changed:
        void(row, by=by, at=at)
    return sum(row.status == Delivery.Status.DRAFT for row in changed)
