"""A second person sends a text back: with a comment, and without touching it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from sasando.core import approvals, publication
from sasando.core.refusals import NotAllowed
from sasando.core.turns import turn


def send_back(task_state: TaskState, *, by: Any, at: datetime, comment: str) -> None:
    """Ask for changes in the text that waits; whoever asks does not become its author.

    Not by Wagtail's own button: that saves the editor's form first, in the name of who
    presses it. Raises NotAllowed without a comment, for an author, and when somebody
    else has decided.
    """
    if not comment.strip():
        raise NotAllowed(_("Write what has to be mended."))
    page = task_state.workflow_state.content_object
    with turn(), transaction.atomic():
        publication.hold(page)
        if not approvals.may_approve(page, by):
            raise NotAllowed(
                _("You wrote this text. Somebody else decides on it; change it freely.")
            )
        # Who comes second finds the task done.
        mine = TaskState.objects.filter(pk=task_state.pk, status="in_progress")
        if not mine.update(comment=F("comment")):
            raise NotAllowed(_("Somebody else has decided on this text already."))
        with publication.acting(by=by, at=at):
            task_state.reject(user=by, comment=comment)
