"""What the steps of a delivery share, and whether it may go at all now."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sasando.channels import gate, library, payloads, tokens, waits
from sasando.channels.adapters import Adapter, Parcel, Place, Post, adapter_of
from sasando.channels.claims import Claim, hold, let_go
from sasando.channels.clock import Clock
from sasando.channels.models import Change, Channel, Delivery
from sasando.channels.outcomes import Mishap, Prepared, Refused
from sasando.channels.settling import fail
from sasando.channels.steps import cancel
from sasando.channels.wire import Line
from sasando.core.turns import turn


@dataclass(frozen=True, slots=True)
class Job:
    """What the steps of one delivery share."""

    delivery: Delivery
    claim: Claim
    clock: Clock
    adapter: Adapter
    post: Post
    place: Place
    prepared: dict[str, Prepared]
    # Whether the token is fresh: one that is refused all the same is dead.
    renewed: bool = False
    # What of `prepared` was made in this claim.
    new: set[str] = field(default_factory=set)

    def parcel(self, **line: Any) -> Parcel:
        """Return what the adapter is told, as it stands now."""
        lend = payloads.lender_of(self.place)
        said = Line(home=self.place.base_url, **line)
        return Parcel(self.place, self.post, said, self.prepared, lend, self.new)

    def softly(self, refused: Refused) -> Refused:
        """Return a refusal with what its fault means now."""
        return replace(refused, mishap=self.softened(refused.mishap))

    def softened(self, mishap: Mishap) -> Mishap:
        """Return what a fault means, as long as the token may be renewed."""
        now, channel = self.clock.now(), self.delivery.channel
        return tokens.soften(channel, mishap, renewed=self.renewed, at=now)


def job_of(delivery: Delivery, claim: Claim, clock: Clock) -> Job:
    """Return what is at hand of a row. One query, none the first time."""
    return Job(
        delivery,
        claim,
        clock,
        adapter_of(delivery.channel.kind),
        payloads.post_of(delivery),
        payloads.place_of(delivery.channel),
        payloads.prepared_of(delivery),
    )


def is_held_back(job: Job) -> bool:
    """Return whether it must not go now, and write down why."""
    delivery, now = job.delivery, job.clock.now()
    if delivery.recall_asked_at:
        end(job, "cancelled", "recalled_in_time")
    elif delivery.channel.status == Channel.Status.REMOVED:
        end(job, "cancelled", "channel_removed")
    elif delivery.approved_digest != job.post.digest() or was_changed(job):
        end(job, "draft", "changed")
    elif is_without_page(job, now):
        return True
    elif delivery.content.useless_at and now >= delivery.content.useless_at:
        end(job, "needs_human", "useless")
    elif now - delivery.expected_at > timedelta(minutes=delivery.content.late_minutes):
        end(job, "needs_human", "late")
    else:
        return lacks_file(job, now) or is_spaced_out(job, now)
    return True


def was_changed(job: Job) -> bool:
    """Return whether it was written anew while it may have been out, and was not.

    No query the first time that a row is looked at.
    """
    asked = Change.objects.filter(delivery=job.delivery, status=Change.Status.ASKED)
    return job.delivery.fence > 1 and asked.exists()


def lacks_file(job: Job, now: datetime) -> bool:
    """Return whether a file is gone, changed or forbidden, and write down which."""
    if place := payloads.missing(job.post):
        end(job, "media_failed", "media_gone", item=place)
    elif place := library.forbidden(job.post, on=timezone.localdate(now)):
        end(job, "media_failed", "no_right", item=place)
    return bool(place)


def is_without_page(job: Job, now: datetime) -> bool:
    """Return whether the page that it tells of is not out, and write down what then.

    What is planned waits for its hour, wherever that is moved. No query for most posts.
    """
    delivery, page = job.delivery, gate.standing(job.delivery)
    if page is None:
        return False
    if page.is_gone:
        end(job, "cancelled", "page_gone")
    elif not page.is_out and job.adapter.caps.ahead and now < delivery.expected_at:
        # A film goes up meanwhile, unseen.
        return False
    elif not page.is_out:
        wait_for_page(job, page.planned_at or delivery.expected_at, now)
    elif why := gate.hinders(delivery, now):
        end(job, "needs_human", "page_rights", why=why)
    else:
        return False
    return True


def wait_for_page(job: Job, hour: datetime, now: datetime) -> None:
    """Let a row wait for its page: until its hour, then look each quarter minute."""
    delivery = job.delivery
    late = timedelta(minutes=delivery.content.late_minutes)
    expected = max(hour, delivery.expected_at)
    if now - expected > late:
        end(job, "needs_human", "late")
        return
    facts = {"expected_at": expected, "problem": "page_not_out"}
    with turn(), transaction.atomic():
        hold(job.claim, now)
        again_at = max(expected, now + waits.A_WHILE)
        Delivery.objects.filter(pk=delivery.pk).update(due_at=again_at, **facts)


def is_spaced_out(job: Job, now: datetime) -> bool:
    """Return whether a late post must let another go first: one in two minutes.

    After an outage everything is due at once; readers get it in order, not in a heap.
    """
    delivery = job.delivery
    is_under_way = delivery.status == Delivery.Status.PREPARING
    if is_under_way or now - delivery.expected_at <= waits.LATE:
        return False
    late = Delivery.objects.filter(channel=delivery.channel_id).exclude(pk=delivery.pk)
    first = late.open().filter(
        status=Delivery.Status.SCHEDULED, expected_at__lt=delivery.expected_at
    )
    gate = Channel.objects.filter(pk=delivery.channel_id).exclude(next_late_at__gt=now)
    if not first.exists() and gate.update(next_late_at=now + waits.SPACING):
        return False
    opens = Channel.objects.values_list("next_late_at", flat=True)
    let_go(
        job.claim, max(opens.get(pk=delivery.channel_id) or now, now + waits.A_WHILE)
    )
    return True


def end(job: Job, to: str, problem: str, **facts: Any) -> None:
    """Let a row stop before anything was sent. Raises Superseded."""
    with turn(), transaction.atomic():
        now = job.clock.now()
        hold(job.claim, now)
        if to == Delivery.Status.CANCELLED:
            cancel(job.delivery, problem, by=None, at=now)
        else:
            fail(job.delivery, to, problem, at=now, facts=facts)
