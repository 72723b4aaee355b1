"""Who works on what: a row is claimed for two minutes, and bears a number of the claim.

One statement takes rows that are due and moves their due time to the end of the lease:
who dies with a row loses it then, and nobody need notice. It is raw SQL because no ORM
word says SKIP LOCKED and RETURNING in one statement. On SQLite one statement writes at
a time, which is the same guarantee.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from sasando.channels.models import Delivery
from sasando.channels.waits import LEASE

# What is paused waits; what may be out already is looked after all the same. An account
# that asked for rest is not called at all. To take back needs a channel that serves, or
# one that is gone for good: then a person is asked.
CLAIM = """
WITH picked AS MATERIALIZED (
    SELECT d.id FROM channels_delivery d
    JOIN channels_channel c ON c.id = d.channel_id
    WHERE d.due_at <= %s
    AND (c.quiet_until IS NULL OR c.quiet_until <= %s)
    AND (d.status IN ('sending', 'confirming')
        OR (d.status = 'recall_requested' AND c.status IN ('open', 'removed')) OR (
        c.status = 'open' AND c.paused_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM channels_pause WHERE over_at IS NULL)))
    ORDER BY d.due_at, d.id LIMIT %s {locked}
)
UPDATE channels_delivery SET due_at = %s, fence = fence + 1
WHERE id IN (SELECT id FROM picked) AND due_at <= %s
RETURNING id, fence
"""
LOCKED = {"sqlite": "", "postgresql": "FOR UPDATE OF d SKIP LOCKED"}


class Superseded(Exception):
    """Another worker has this row now; change nothing."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that is ours until its lease ends."""

    delivery: int
    fence: int


def claim(at: datetime, *, most: int) -> list[Claim]:
    """Take up to `most` rows that are due, oldest first. One statement.

    Costs the same beside a million finished deliveries: the index holds the open ones.
    """
    adapt = connection.ops.adapt_datetimefield_value
    now, until = adapt(at), adapt(at + LEASE)
    sql = CLAIM.format(locked=LOCKED[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(sql, [now, now, most, until, now])
        return [Claim(*row) for row in sorted(cursor.fetchall())]


def hold(claim: Claim, at: datetime) -> None:
    """Renew the lease, in the caller's transaction. Raises Superseded if it is lost.

    So it is when somebody ended the row meanwhile: what is done is never due again.
    """
    ours = Delivery.objects.filter(pk=claim.delivery, fence=claim.fence)
    if not ours.open().update(due_at=at + LEASE):
        raise Superseded


def shift(
    delivery: Delivery, claim: Claim, to: str, at: datetime, **facts: Any
) -> bool:
    """Take a row that is ours to another state on its way; keep it, if nothing is said.

    What the machine does on the way is told by its attempts; the log tells where it
    ends. Returns False when `only`, a condition on the row, does not hold any more.
    Raises Superseded when the row is lost, or no such way leads from where it is. One
    statement, two when it changes nothing.
    """
    only, facts = facts.pop("only", Q()), {"due_at": at + LEASE} | facts
    ours = Delivery.objects.filter(pk=delivery.pk, fence=claim.fence)
    ours = ours.filter(status=delivery.status)
    if to not in Delivery.MOVES.get(delivery.status, ()):
        raise Superseded
    if not ours.filter(only).update(status=to, **facts):
        if not ours.exists():
            raise Superseded
        return False
    for name, value in ({"status": to} | facts).items():
        setattr(delivery, name, value)
    return True


def let_go(claim: Claim, at: datetime) -> None:
    """Give a row back, to be looked at again at `at`; nothing if it is lost already."""
    ours = Delivery.objects.filter(pk=claim.delivery, fence=claim.fence)
    ours.filter(due_at__isnull=False).update(due_at=at)
