"""What a page shows, showed or will show of a file was approved with it, so it stays.

A change of the bytes or of the words beneath them would reach readers at once, past
the second person. Another file, and another approval, is the way.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Literal

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision, TaskState

from sasando.core import digests
from sasando.core.models import Approval, ApprovalLink
from sasando.core.refusals import NotAllowed
from sasando.files import places

State = Literal["live", "draft", "version"]


@dataclass(frozen=True, slots=True)
class Place:
    """A page that shows a picture: out now, in its newest draft, or in an old version.

    `revision_id` is that of the draft or version, None for what is out now.
    """

    page_id: int
    title: str
    state: State
    revision_id: int | None = None


def keep(instance: Any, *, fields: Iterable[str] | None = None) -> None:
    """Raise NotAllowed when what changes is or was read on a page, or will be.

    Only `fields` are about to be stored, when they are given. Takes the row until the
    transaction ends: who approves a text takes the rows of its files, too, so of two
    at once the second sees what the first did.
    """
    names = instance.approved_facts.intersection(
        instance.approved_facts if fields is None else fields
    )
    if not (instance.pk and changed(instance, names)):
        return
    digests.hold_files([instance])
    if why := why_fixed(instance):
        raise NotAllowed(why)


def keep_row(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Receive `pre_delete` of pictures and documents."""
    digests.hold_files([instance])
    if why := why_fixed(instance):
        raise NotAllowed(why)


def why_fixed(instance: Any) -> str:
    """Return why neither bytes nor words of this file may change, or "".

    Three to five queries, and one text read for each that waits and may name it.
    """
    if is_shown(instance):
        return sentence()
    found = list(approvals_of(instance))
    if True in found:
        return _(
            "An earlier version of a page shows this file, and is kept. The file stays "
            "with it as it is."
        )
    if found or is_awaited(instance):
        return _(
            "A text that waits, or is approved for its hour, shows this file. Take "
            "that text back first, or upload another file."
        )
    return ""


def approvals_of(instance: Any) -> Iterator[bool]:
    """Yield for each kept approval that holds this file whether its text went out.

    What is redacted, and what became void before it went out, holds nothing.
    """
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    digest = rows.values_list("file_hash", flat=True).first()
    if not digest:
        return
    kept = Approval.objects.filter(act=Approval.PUBLISH, redacted_at=None)
    kept = kept.exclude(published_at=None, voided_at__isnull=False)
    named = kept.alias(text=Cast("content", TextField())).filter(text__contains=digest)
    for files, out_at in named.values_list("content__files", "published_at"):
        if [instance.pk, digest] in (files or []):
            yield out_at is not None


def is_awaited(instance: Any) -> bool:
    """Return whether a text that was sent for approval shows this file."""
    tasks = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    asked = ApprovalLink.objects.filter(used_at=None)
    sent = Revision.page_revisions.filter(pk__in=tasks.values("revision"))
    return names_it(sent, instance) or names_it(asked_by_link(asked), instance)


def is_read_by_link(instance: Any, *, at: datetime) -> bool:
    """Return whether a text that somebody may approve by a link shows this file."""
    asked = ApprovalLink.objects.filter(used_at=None, expires_at__gt=at)
    return names_it(asked_by_link(asked), instance)


def asked_by_link(asked: Any) -> QuerySet[Revision, Revision]:
    texts = asked.exclude(page__latest_revision=None).values("page__latest_revision")
    return Revision.page_revisions.filter(pk__in=texts)


def names_it(texts: QuerySet[Revision, Revision], file: Any) -> bool:
    return any(
        refers(revision.as_object(), file) for revision in naming(texts, [file.pk])
    )


def refers(text: Any, file: Any) -> bool:
    """Return whether a page, a draft or a stored version refers to this file.

    Wagtail's own way to find references knows every block, also those of others.
    """
    found = ReferenceIndex._extract_references_from_object(text)
    kind = ReferenceIndex._get_base_content_type(type(file)).pk
    return any(
        (number, str(key)) == (kind, str(file.pk)) for number, key, *_path in found
    )


def sentence() -> str:
    return _(
        "A published page shows this file. Upload the new one beside it, change the "
        "page and send it for approval."
    )


def changed(instance: Any, names: Collection[str]) -> bool:
    """Return whether readers would see another file or other words. One query."""
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    stored = rows.values(*names).first() if names else None
    return stored is not None and any(
        str(stored[name] or "") != str(getattr(instance, name) or "") for name in names
    )


def is_shown(instance: Any) -> bool:
    """Return whether a live page refers to this file. Two queries."""
    links = ReferenceIndex.get_references_to(instance).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    pages = [int(number) for number in links.values_list("object_id", flat=True)]
    return bool(pages) and Page.objects.filter(pk__in=pages, live=True).exists()


def where(pictures: Sequence[Any]) -> dict[int, list[Place]]:
    """Return every place of each of these pictures, by its key: live ones first.

    Five queries, however many pictures and pages. The texts of unfinished drafts and
    of old versions are read in Python, after the database left out most of them.
    """
    keys = [picture.pk for picture in pictures]
    found: dict[int, list[Place]] = {key: [] for key in keys}
    if keys:
        for read in (live, drafts, versions):
            for key, place in read(keys):
                found[key].append(place)
    return found


def live(keys: Collection[int]) -> Iterator[tuple[int, Place]]:
    """Return what the rows of pages show: those that are out, or were never saved."""
    pairs = [(int(picture), int(page)) for picture, page in references(keys).distinct()]
    pages = {
        page.pk: page
        for page in Page.objects.filter(pk__in={page for _key, page in pairs})
    }
    for key, number in sorted(pairs):
        page = pages.get(number)
        if page and page.live:
            yield key, Place(page.pk, page.title, "live")
        elif page and page.latest_revision_id is None:
            yield key, Place(page.pk, page.draft_title, "draft")


def references(keys: Collection[int]) -> QuerySet[Any, Any]:
    return (
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(get_image_model()),
            to_object_id__in=[str(key) for key in keys],
            base_content_type=ContentType.objects.get_for_model(Page),
        )
        .order_by()
        .values_list("to_object_id", "object_id")
    )


def drafts(keys: Collection[int]) -> Iterator[tuple[int, Place]]:
    """Return what the newest text shows of each page whose newest text is not out."""
    waiting = Page.objects.filter(Q(live=False) | Q(has_unpublished_changes=True))
    newest = Revision.page_revisions.filter(
        pk__in=waiting.exclude(latest_revision=None).values("latest_revision")
    )
    for revision in naming(newest, keys):
        place = Place(
            int(revision.object_id),
            revision.content.get("draft_title") or revision.content.get("title", ""),
            "draft",
            revision.pk,
        )
        for key in sorted(seen(revision) & set(keys)):
            yield key, place


def versions(keys: Collection[int]) -> Iterator[tuple[int, Place]]:
    """Return what earlier versions show that went out and are kept."""
    out = Approval.objects.filter(act=Approval.PUBLISH).exclude(published_at=None)
    now = Page.objects.filter(live=True).exclude(live_revision=None)
    kept = Revision.page_revisions.filter(pk__in=out.values("revision")).exclude(
        pk__in=now.values("live_revision")
    )
    for revision in naming(kept, keys):
        page, title = int(revision.object_id), revision.content.get("title", "")
        for key in sorted(seen(revision) & set(keys)):
            yield key, Place(page, title, "version", revision.pk)


def naming(
    revisions: QuerySet[Revision, Revision], keys: Collection[int]
) -> QuerySet[Revision, Revision]:
    """Return those revisions in whose text one of these numbers stands at all."""
    text = revisions.alias(text=Cast("content", TextField()))
    said = reduce(or_, (Q(text__contains=str(key)) for key in keys))
    return text.filter(said).order_by("-pk")


def seen(revision: Revision) -> set[int]:
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    return places.pictures_in(model, revision.content) if model else set()
