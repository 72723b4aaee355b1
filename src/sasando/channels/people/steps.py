"""What the verbs of subscriptions, and their letters, do to one row."""

from datetime import datetime
from typing import Any

from sasando.channels.people.models import Subscription
from sasando.core.workflow import move

# After so many hard refusals in a row an address is taken to be gone.
MOST_REFUSALS = 3


def agree(row: Subscription, *, by: Any, at: datetime, **facts: Any) -> None:
    """Let a row be active, and the log know the wording and the way."""
    facts = {"confirmed_at": at} | facts | {"left_at": None, "letter": ""}
    said = {"way": row.way, "wording": row.wording}
    action = "subscription.confirmed"
    move(row, "active", by=by, at=at, action=action, facts=said, **facts)


def bounced(row: Subscription, *, at: datetime, is_gone: bool = False) -> None:
    """Count a hard refusal of an address; stop it when it is gone."""
    row.refusals += 1
    row.save(update_fields=["refusals"])
    if row.status == Subscription.Status.ACTIVE and (
        is_gone or row.refusals >= MOST_REFUSALS
    ):
        facts = {"left_at": at}
        move(row, "stopped", by=None, at=at, action="subscription.stopped", **facts)
