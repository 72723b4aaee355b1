"""What the verbs of this room do to one delivery, in their transaction."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from sasando.channels import discarding, waits
from sasando.channels.adapters import adapter_of
from sasando.channels.adapters.spread import Spreads
from sasando.channels.models import Channel, Delivery
from sasando.channels.outcomes import Prepared
from sasando.channels.pasted import is_same, names_in
from sasando.channels.people import counts
from sasando.channels.reach import is_address
from sasando.core.workflow import NotAllowed, move

# What is known not to be out, or was looked for in vain.
STOPPED = {"failed", "media_failed", "needs_human", "blocked_auth"}
# A person may find it there before the engine does.
LOOKED_FOR = {"sending", "confirming", "needs_human"}
# So many addresses that people pasted are compared with another one.
NEWEST = 1000
# The sentences of what was looked for in vain.
MAYBE_OUT = {"unproven", "several"}


def schedule(delivery: Delivery, *, by: Any, at: datetime, **facts: Any) -> None:
    """Let a row go out when it is expected; the late policy holds.

    It is due earlier where its platform wants to be prepared.
    """
    ahead = adapter_of(delivery.channel.kind).caps.ahead
    facts |= {"due_at": max(delivery.expected_at - ahead, at), "tries": 0}
    facts |= {"problem": "", "problem_facts": {}}
    move(delivery, "scheduled", by=by, at=at, action="delivery.scheduled", **facts)


def again(delivery: Delivery, *, by: Any, at: datetime, **facts: Any) -> None:
    """Send once more what was approved, and nothing else."""
    facts |= {"expected_at": at, "confirming_since": None}
    if delivery.problem == "media":
        # What the platform could not work with serves no more.
        delivery.prepared.all().delete()
    if delivery.problem == "all_refused":
        counts.wait_again(delivery)
    if delivery.status not in STOPPED:
        raise NotAllowed(_("This delivery is not open to this step any more."))
    if delivery.channel.status == Channel.Status.REMOVED:
        raise NotAllowed(_("This channel was removed."))
    if not delivery.approved_digest:
        raise NotAllowed(_("It was changed after its approval. Ask for it again."))
    schedule(delivery, by=by, at=at, **facts)


def keep_prepared(delivery: Delivery, made: Prepared) -> None:
    """Save what a platform holds for a row. In the caller's transaction."""
    facts = {"value": made.value, "facts": dict(made.facts)}
    delivery.prepared.update_or_create(
        name=made.name, defaults=facts | {"expires_at": made.expires_at}
    )


def take_over(delivery: Delivery) -> None:
    """Take a row from whoever works on it: that claim changes nothing any more.

    In the caller's transaction. Two queries.
    """
    Delivery.objects.filter(pk=delivery.pk).update(fence=F("fence") + 1)
    delivery.refresh_from_db(fields=["fence"])


def refuse_address(delivery: Delivery, permalink: str) -> None:
    """Raise NotAllowed for what is no address, or that of another delivery's post."""
    if not is_address(permalink):
        raise NotAllowed(_("Paste the address of the post; it begins with https://."))
    names = names_in(permalink, delivery.channel.account_id)
    same = Q(permalink=permalink) | (Q(external_id__in=names) & ~Q(external_id=""))
    others = Delivery.objects.filter(channel=delivery.channel_id)
    others = others.exclude(pk=delivery.pk)
    # Of posts whose names nobody knows the address may be spelt otherwise.
    links = others.filter(external_id="").exclude(permalink="")
    newest = links.order_by("-published_at").values_list("permalink", flat=True)
    is_spelt = any(is_same(permalink, "", one) for one in newest[:NEWEST])
    if is_spelt or others.filter(same).exists():
        raise NotAllowed(_("This link stands with another post already."))


def void(delivery: Delivery, *, by: Any, at: datetime) -> None:
    """Take an approval away from what is not out, when its content changed.

    What may be out already keeps it: another post beside it would be a second one.
    """
    may_be_out = delivery.problem in MAYBE_OUT
    if may_be_out or "draft" not in Delivery.MOVES.get(delivery.status, ()):
        return
    facts: dict[str, Any] = {"approved_digest": "", "due_at": None}
    facts |= {"problem": "changed", "problem_facts": {}}
    move(delivery, "draft", by=by, at=at, action="delivery.draft", **facts)
    take_over(delivery)


def cancel(delivery: Delivery, problem: str, *, by: Any, at: datetime) -> None:
    """End a row that is not out; the engine takes away what was prepared for it.

    Not before whoever may be preparing it has seen that it lost the row.
    """
    due_at = at + waits.LEASE if discarding.is_due(delivery) else None
    if delivery.problem in MAYBE_OUT:
        problem = "cancelled_in_doubt"
    problem, said = counts.when_stopped(delivery, problem)
    facts: dict[str, Any] = {
        "due_at": due_at,
        "problem": problem,
        "problem_facts": said,
        "tries": 0,
    }
    move(delivery, "cancelled", by=by, at=at, action="delivery.cancelled", **facts)
    take_over(delivery)


def refuse_recall(delivery: Delivery) -> None:
    """Raise NotAllowed for what people have in their own hands."""
    out = delivery.status == Delivery.Status.PUBLISHED
    if out and isinstance(adapter_of(delivery.channel.kind), Spreads):
        raise NotAllowed(
            _("What people have received cannot be taken back. Send a correction.")
        )
