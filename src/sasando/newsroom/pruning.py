"""What was saved on the way to a text, and is of no use any more: deleted by a job.

Wagtail saves while people write and marks no revision as such. So what nothing in the
database names counts as saved on the way: no approval, no workflow step, no comment, no
question to a source, no translation; neither live nor newest. Whatever room comes to
name revisions keeps them by that alone. The newest text of each person stays too:
`approvals.authors` reads from it who wrote, and so who must not approve.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Revision
from wagtail.models.audit_log import BaseLogEntry

from sasando.core.models import Approval
from sasando.newsroom.office import NewsroomSettings

# One run stays short: the next one goes on where it ended.
MOST = 500


def run(at: datetime) -> None:
    """Delete one portion: a job of `tick`."""
    prune(at)


def prune(at: datetime) -> int:
    """Delete what was saved on the way and is old; return how many.

    Three queries for nothing to do, at most `MOST` rows a run.
    """
    old = on_the_way().filter(created_at__lt=at - timedelta(days=kept_days()))
    with transaction.atomic():
        keys = list(old.order_by("created_at").values_list("pk", flat=True)[:MOST])
        # Asked again with the deletion: somebody may have come to name one of them.
        gone, _by_model = on_the_way().filter(pk__in=keys).delete()
    return int(gone)


def kept_days() -> int:
    """Return how long the office keeps drafts. One query."""
    chosen = NewsroomSettings.objects.order_by("pk").first() or NewsroomSettings()
    return int(chosen.drafts_kept_days)


def on_the_way() -> QuerySet[Revision, Revision]:
    """Return the revisions of pages that nothing names, but the newest of a person."""
    rows = Revision.page_revisions.filter(approved_go_live_at=None)
    rows = rows.exclude(object_id__in=approved_but_not_out())
    for model, column in named_by():
        naming = model._base_manager.filter(**{column: OuterRef("pk")})
        rows = rows.filter(~Exists(naming))
    newer = Revision.page_revisions.filter(
        base_content_type=OuterRef("base_content_type"),
        object_id=OuterRef("object_id"),
        user=OuterRef("user"),
        pk__gt=OuterRef("pk"),
    )
    found: QuerySet[Revision, Revision] = rows.filter(Exists(newer))
    return found


def approved_but_not_out() -> Any:
    """Return the pages of approvals that name no revision: only going out does that."""
    waiting = Approval.objects.filter(act=Approval.PUBLISH, revision=None)
    return waiting.annotate(key=Cast("page_id", CharField())).values("key")


def named_by() -> Iterator[tuple[Any, str]]:
    """Yield each table and column that may name a revision; logs do not count."""
    for relation in Revision._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete):
            continue
        model: Any = relation.related_model
        if issubclass(model, BaseLogEntry) or model._meta.abstract:
            continue
        yield model, relation.field.attname
