"""What the verbs of this room do to one delivery, in their transaction."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sasando.channels import discarding, payloads, waits
from sasando.channels.adapters import adapter_of
from sasando.channels.models import Delivery
from sasando.core.workflow import NotAllowed, move

# What is known not to be out, or was looked for in vain.
STOPPED = {"failed", "media_failed", "needs_human", "blocked_auth"}


def schedule(delivery: Delivery, *, by: Any, at: datetime, **facts: Any) -> None:
    """Let a row go out when it is expected; the late policy holds.

    It is due earlier where its platform wants to be prepared.
    """
    ahead = adapter_of(delivery.channel.kind).caps.ahead
    facts |= {"due_at": max(delivery.expected_at - ahead, at), "tries": 0}
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
    """End a row that is not out; the engine takes away what was prepared for it.

    Not before whoever may be preparing it has seen that it lost the row.
    """
    due_at = at + waits.LEASE if discarding.is_due(delivery) else None
    facts: dict[str, Any] = {
        "due_at": due_at,
        "problem": problem,
        "problem_facts": {},
        "tries": 0,
    }
    move(delivery, "cancelled", by=by, at=at, action="delivery.cancelled", **facts)
