"""Where a story stands: draft, waits, planned, out, changed since, withdrawn."""

from typing import Any

from django.db import models
from django.db.models import CharField, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    WAITS = "waits", _("Waits for approval")
    PLANNED = "planned", _("Approved, goes out later")
    OUT = "out", _("Published")
    CHANGED = "changed", _("Changed since it was published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def as_text(key: OuterRef) -> Any:
    """Return a key as Wagtail keeps it; PostgreSQL compares no number with a text."""
    return Cast(key, CharField())


def marked(stories: Any) -> Any:
    """Return the stories with `waits` and `planned_at` beside them. No query more."""
    key = as_text(OuterRef("pk"))
    active = WorkflowState.objects.filter(
        base_content_type__model="page",
        object_id=key,
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    plans = Revision.page_revisions.filter(
        object_id=key, approved_go_live_at__isnull=False
    )
    first = plans.order_by().values("object_id").annotate(at=Min("approved_go_live_at"))
    return stories.annotate(
        waits=Exists(active), planned_at=Subquery(first.values("at"))
    )


def of(state: str) -> Q:
    """Return which marked stories stand in a state; each stands in just one."""
    idle = Q(waits=False, planned_at=None)
    never = Q(first_published_at=None)
    return {
        State.DRAFT: idle & Q(live=False) & never,
        State.WAITS: Q(waits=True),
        State.PLANNED: Q(waits=False, planned_at__isnull=False),
        State.OUT: idle & Q(live=True, has_unpublished_changes=False),
        State.CHANGED: idle & Q(live=True, has_unpublished_changes=True),
        State.WITHDRAWN: idle & Q(live=False) & ~never,
    }[State(state)]


def state_of(story: Any) -> State:
    """Return the state of one marked story."""
    if story.waits:
        return State.WAITS
    if story.planned_at:
        return State.PLANNED
    if story.live:
        return State.CHANGED if story.has_unpublished_changes else State.OUT
    return State.WITHDRAWN if story.first_published_at else State.DRAFT
