"""From rows to what programs are told. No query but where it is said."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet

from sasando.channels import payloads, workflow
from sasando.channels.adapters import Post
from sasando.channels.hours import iso
from sasando.channels.models import (
    Attempt,
    Channel,
    Content,
    Delivery,
    LooseMedium,
    Medium,
)
from sasando.channels.rest.shapes import ROWS, Facts


def channel(row: Channel, next_slot: Any) -> Facts:
    return {
        "id": row.pk,
        "kind": row.kind,
        "name": row.name,
        "account_id": row.account_id,
        "status": row.status,
        "paused": row.paused_at is not None,
        "next_slot": iso(next_slot),
    }


def delivery(row: Delivery, draft: Post | None = None) -> Facts:
    """Return one delivery; its channel is read already. `draft` is what it says now."""
    digest = draft.digest() if draft else row.approved_digest or None
    return {
        "id": row.pk,
        "content": row.content_id,
        "channel": row.channel_id,
        "channel_name": row.channel.name,
        "kind": row.channel.kind,
        "status": row.status,
        "scheduled_at": iso(row.scheduled_at),
        "expected_at": iso(row.expected_at),
        "published_at": iso(row.published_at),
        "external_id": row.external_id,
        "permalink": row.permalink,
        "problem": row.problem,
        "sentence": workflow.told(row.problem, row.problem_facts, row.channel),
        "digest": digest,
        "says": says(draft) if draft else None,
    }


def says(post: Post) -> Facts:
    """Return what readers get of a post, its media left out."""
    return {"text": post.text, "link": post.link, "options": dict(post.options)}


def attempt(row: Attempt) -> Facts:
    return {
        "id": row.pk,
        "phase": row.phase,
        "started_at": iso(row.started_at),
        "ended_at": iso(row.ended_at),
        "outcome": row.outcome,
        "code": row.code,
        "subcode": row.subcode,
    }


def medium(row: Medium | LooseMedium) -> Facts:
    return {"id": row.pk, "kind": row.kind, "alt": row.alt, "bytes": row.size}


def deliveries() -> QuerySet[Delivery]:
    """Return deliveries with what is told of them."""
    both = Delivery.objects.select_related("channel").order_by("-pk")
    return both.defer("payload", "channel__secrets")


def contents() -> QuerySet[Content]:
    """Return contents with what is told of them. Three queries for any number."""
    rows = Content.objects.select_related("created_by").order_by("-pk")
    below = deliveries().order_by("pk")
    return rows.prefetch_related(Prefetch("deliveries", below, to_attr="said"), "media")


def content(row: Content, drafts: dict[int, Post] | None = None) -> Facts:
    """Return one content of `contents`."""
    said: list[Delivery] = row.said  # type: ignore[attr-defined]
    known = drafts or {}
    return {
        "id": row.pk,
        "text": row.text,
        "link": row.link,
        "media": [medium(one) for one in row.media.all()],
        "created_by": str(row.created_by or ""),
        "created_at": iso(row.created_at),
        "useless_at": iso(row.useless_at),
        "deliveries": [delivery(one, known.get(one.pk)) for one in said],
    }


def whole(pk: int) -> Facts | None:
    """Return a content with what each draft says; None for none. Six queries."""
    row = contents().filter(pk=pk).first()
    if row is None:
        return None
    said: Iterable[Delivery] = row.said  # type: ignore[attr-defined]
    drafts = [one for one in said if one.status == Delivery.Status.DRAFT]
    posts = payloads.drafts_of(row, [one.channel for one in drafts])
    return content(row, {one.pk: posts[one.channel_id] for one in drafts})


def page(rows: QuerySet[Any], number: int, tell: Callable[[Any], Facts]) -> Facts:
    """Return a page of a list. One query more than the rows need."""
    pages = Paginator(rows, ROWS)
    shown = pages.get_page(number)
    # Beyond the last page nothing is, rather than the last page again.
    items = list(shown) if number == shown.number else []
    return {
        "items": [tell(row) for row in items],
        "page": number,
        "pages": pages.num_pages,
        "total": pages.count,
    }
