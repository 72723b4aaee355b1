"""Giving a post another hour: the hour is part of what was approved.

The hash binds the words, but an approver said yes to words at an hour. So a move takes
the approval away, unless who moves may approve it and wrote none of it: then the move
is the approval of the new hour. The newsroom's calendar does the same.
"""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from sasando.channels import slots, steps, workflow
from sasando.channels.adapters import adapter_of
from sasando.channels.models import Channel, Delivery
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed, refuse_odd_hour
from sasando.core.workflow import verb

Status = Delivery.Status
# Nobody works on it, and nothing is out.
MOVABLE = (Status.DRAFT, Status.SCHEDULED, Status.BLOCKED_AUTH)


@verb("channels.move", system=True)
def move_delivery(
    delivery: Delivery, to: datetime, *, by: Any, at: datetime
) -> Delivery:
    """Plan a delivery for another hour; return it, as a draft where it lost its yes.

    Raises NotAllowed for an hour that cannot be, for what is under way or out, and for
    somebody else's words.
    """
    delivery.refresh_from_db()
    refuse_move(delivery, to, by=by, at=at)
    before = delivery.expected_at
    if voids(delivery, by):
        steps.void(delivery, by=by, at=at)
    facts = {"scheduled_at": to, "expected_at": to}
    if delivery.status == Status.SCHEDULED:
        ahead = adapter_of(delivery.channel.kind).caps.ahead
        facts["due_at"] = max(to - ahead, at)
    # A worker that claimed it in this moment holds an older number now, and stops.
    same = Delivery.objects.filter(pk=delivery.pk, status=delivery.status)
    same = same.filter(fence=delivery.fence)
    if not same.update(fence=F("fence") + 1, **facts):
        raise NotAllowed(_("It is being sent right now."))
    delivery.refresh_from_db()
    slots.take(delivery)
    data = {"from": before.isoformat(), "to": to.isoformat()}
    Entry.write(delivery, "delivery.moved", by=by, at=at, data=data)
    return delivery


def refuse_move(delivery: Delivery, to: datetime, *, by: Any, at: datetime) -> None:
    """Raise NotAllowed where this person cannot move it there. Up to two queries."""
    if not may_move(delivery, by):
        raise NotAllowed(_("You move only what you wrote yourself."))
    if delivery.status not in MOVABLE:
        raise NotAllowed(_("It is under way, or its story has ended: it stays."))
    if delivery.channel.status == Channel.Status.REMOVED:
        raise NotAllowed(_("This channel was removed."))
    refuse_odd_hour(to, at=at)
    ends = delivery.content.useless_at
    if ends and to >= ends:
        raise NotAllowed(_("By then it is useless: its event is over."))


def may_move(delivery: Delivery, person: Any) -> bool:
    """Return whether this person may move it: the own one, or whoever answers."""
    if person is None:
        return True
    if not person.has_perm("channels.move"):
        return False
    own = person.pk == delivery.content.created_by_id
    return own or person.has_perm("channels.retry")


def voids(delivery: Delivery, person: Any) -> bool:
    """Return whether a move by this person takes the approval away. One query."""
    if delivery.status == Status.DRAFT or person is None:
        return False
    if not person.has_perm("channels.approve"):
        return True
    return workflow.wrote(delivery.content, person)
