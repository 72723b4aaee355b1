"""What a first comment shall say: as approved with its post, or with a change of it."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sasando.channels.adapters import Post, adapter_of
from sasando.channels.adapters.counting import first_comment
from sasando.channels.models import Attempt, Delivery, FirstComment
from sasando.channels.outcomes import Kind
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb

Status = FirstComment.Status
# It stands there with its earlier words, or may: never sent beside them.
CHANGED = "comment_changed"
STOPPED = (Status.NEEDS_HUMAN, Status.FAILED)
MAYBE_OUT = (Kind.AMBIGUOUS, Kind.DUPLICATE, Kind.RETRY, Kind.BUG, "accepted")


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
    if row and was_refused(row):
        row.status, row.tries, row.confirming_since = Status.CANCELLED, 0, None
        row.save(update_fields=["status", "tries", "confirming_since"])
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


def was_refused(row: FirstComment) -> bool:
    """Return whether a comment ended of which no try may be out. One query at most."""
    if row.status != Status.FAILED:
        return False
    tried = Attempt.objects.filter(delivery=row.delivery_id, phase="comment")
    return not tried.filter(Q(ended_at=None) | Q(outcome__in=MAYBE_OUT)).exists()


# --- by people ----------------------------------------------------------------------


@verb("channels.comment_again", system=True)
def comment_again(delivery: Delivery, *, by: Any, at: datetime) -> None:
    """Send a first comment again, once it was looked for and not found."""
    stopped = FirstComment.objects.filter(delivery=delivery, status__in=STOPPED)
    facts = {"tries": 0, "problem": "", "confirming_since": None}
    if not stopped.exclude(problem=CHANGED).update(
        status=Status.WAITING, due_at=at, **facts
    ):
        raise NotAllowed(_("This comment is not open to this step any more."))
    Entry.write(delivery, "comment.again", by=by, at=at)


@verb("channels.comment_there", system=True)
def comment_there(delivery: Delivery, *, by: Any, at: datetime) -> None:
    """Take a person's word that a first comment stands below its post."""
    stopped = FirstComment.objects.filter(delivery=delivery, status__in=STOPPED)
    facts = {"problem": "", "due_at": None, "published_at": at}
    if not stopped.update(status=Status.PUBLISHED, **facts):
        raise NotAllowed(_("This comment is not open to this step any more."))
    Entry.write(delivery, "comment.found", by=by, at=at)
