"""What the verbs of this room do to one delivery, in their transaction."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sasando.channels import payloads
from sasando.channels.models import Delivery
from sasando.core.workflow import NotAllowed, move

# What is known not to be out, or was looked for in vain.
STOPPED = {"failed", "media_failed", "needs_human", "blocked_auth"}


def schedule(delivery: Delivery, *, by: Any, at: datetime, **facts: Any) -> None:
    """Let a row go out when it is expected; the late policy holds."""
    facts |= {"due_at": max(delivery.expected_at, at), "tries": 0}
    facts |= {"problem": "", "problem_facts": {}}
    move(delivery, "scheduled", by=by, at=at, action="delivery.scheduled", **facts)


def again(delivery: Delivery, *, by: Any, at: datetime, **facts: Any) -> None:
    facts |= {"expected_at": at, "confirming_since": None}
    facts |= payloads.approved(delivery)
    if delivery.problem == "media":
        # What the platform could not work with serves no more.
        delivery.prepared.all().delete()
    if delivery.status not in STOPPED:
        raise NotAllowed(_("This delivery is not open to this step any more."))
    schedule(delivery, by=by, at=at, **facts)


def cancel(delivery: Delivery, problem: str, *, by: Any, at: datetime) -> None:
    facts: dict[str, Any] = {"due_at": None, "problem": problem, "problem_facts": {}}
    move(delivery, "cancelled", by=by, at=at, action="delivery.cancelled", **facts)
