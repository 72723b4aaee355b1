"""What a first comment shall say: as approved with its post, or with a change of it."""

from datetime import datetime

from django.utils.translation import gettext as _

from sasando.channels.adapters import Post, adapter_of
from sasando.channels.adapters.counting import first_comment
from sasando.channels.models import Delivery, FirstComment
from sasando.core.refusals import NotAllowed

Status = FirstComment.Status
# It stands there with its earlier words, or may: never sent beside them.
CHANGED = "comment_changed"


def plan(delivery: Delivery, post: Post, *, at: datetime) -> None:
    """Let a comment follow a post that was approved; in the caller's transaction.

    One that may be out already is left as it is. Two queries, one where there is none.
    """
    text = first_comment(post, adapter_of(delivery.channel.kind).caps)
    waiting = FirstComment.objects.filter(delivery=delivery)
    if not text:
        waiting.filter(status=Status.WAITING).delete()
        return
    facts = {"text": text, "due_at": max(delivery.expected_at, at), "problem": ""}
    changed = waiting.filter(status__in=(Status.WAITING, Status.CANCELLED))
    if not changed.update(status=Status.WAITING, **facts) and not waiting.exists():
        FirstComment.objects.create(delivery=delivery, **facts)


def change(delivery: Delivery, post: Post, *, at: datetime) -> None:
    """Let a comment say what an approved change of its post says.

    What stands there already a person changes. Raises NotAllowed while it is on its
    way. In the caller's transaction.
    """
    text = first_comment(post, adapter_of(delivery.channel.kind).caps)
    row = FirstComment.objects.filter(delivery=delivery).first()
    if row is None or row.status in (Status.WAITING, Status.CANCELLED):
        plan(delivery, post, at=at)
        return
    if row.text == text:
        return
    if row.status in (Status.SENDING, Status.CONFIRMING):
        raise NotAllowed(
            _("Its first comment is on its way right now. Approve in half an hour.")
        )
    facts = {"status": Status.NEEDS_HUMAN, "problem": CHANGED, "due_at": None}
    FirstComment.objects.filter(pk=row.pk).update(text=text or row.text, **facts)
