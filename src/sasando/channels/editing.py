"""Bringing an approved change to its post; written ahead, though to repeat it is safe.

An answer that was lost is no riddle here: the post is read, and where it does not say
the new words yet (or nobody can read it) the change is made once more.
"""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from django.db import DatabaseError, transaction
from django.utils import timezone

from sasando.channels import changing, library, payloads, shaping, tokens, waits
from sasando.channels.adapters import (
    Adapter,
    Parcel,
    Piece,
    Post,
    Redresses,
    adapter_of,
)
from sasando.channels.claims import Claim, Superseded, hold, let_go
from sasando.channels.clock import Clock
from sasando.channels.models import Attempt, Change, Channel, Delivery, Pause
from sasando.channels.outcomes import Edited, Kind, Mishap, Refused, Unsupported
from sasando.channels.settling import close_channel, heard, leave_alone, of_mishap
from sasando.channels.steps import keep_prepared
from sasando.channels.wire import Line, Lost, NotSent, OutOfTime
from sasando.core.turns import turn
from sasando.core.workflow import NotAllowed

logger = logging.getLogger(__name__)
Answer = Edited | Refused | Unsupported
# Known to have done nothing, or harmless to repeat: by and by once more.
AGAIN = {Kind.NOT_SENT, Kind.RETRY, Kind.AMBIGUOUS, Kind.MEDIA_RETRY}
MOST_PIECES = 100
CLOSES = {Kind.REAUTH: "needs_reconnect", Kind.BLOCKED: "blocked"}


@runtime_checkable
class Says(Protocol):
    """What an adapter may do besides: tell whether a post says what it should."""

    def says(self, parcel: Parcel, external_id: str) -> bool | None:
        """Return whether it does; None where that cannot be seen. Reads only."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One change on its way to one post."""

    delivery: Delivery
    change: Change
    claim: Claim
    clock: Clock
    adapter: Adapter


def edit(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Change a post that is out, and write down what became of it."""
    change = changing.coming_to(delivery)
    if change is None:
        raise Superseded
    errand = Errand(delivery, change, claim, clock, adapter_of(delivery.channel.kind))
    before, after = payloads.post_of(delivery), payloads.post_in(change.payload)
    nameless = not delivery.external_id
    if nameless or changing.is_for_a_person(delivery.channel.kind, before, after):
        finish(errand, Unsupported())
        return
    was_lost = close_left_open(errand)
    ends = time.monotonic() + waits.LEASE.total_seconds() - waits.MARGIN_SECONDS
    attempt = begin(errand)
    if attempt is None:
        return
    answer = ask(errand, ends, was_lost=was_lost)
    close(attempt, answer, clock)
    finish(errand, answer)


def close_left_open(errand: Errand) -> bool:
    """Close what a dead worker left; return whether the last answer was lost.

    Raises Superseded.
    """
    mine = errand.delivery.attempts.filter(phase=Attempt.Phase.EDIT)
    with turn(), transaction.atomic():
        mishap = Mishap(Kind.AMBIGUOUS, "looking", said="the worker died")
        now = errand.clock.now()
        hold(errand.claim, now)
        mine.filter(ended_at=None).update(ended_at=now, **of_mishap(mishap))
    since = errand.change.approved_at or errand.change.asked_at
    last = mine.filter(started_at__gte=since).order_by("-pk").first()
    return last is not None and last.outcome == Kind.AMBIGUOUS


def begin(errand: Errand) -> int | None:
    """Write the attempt down before its call; None where it must wait.

    Raises Superseded.
    """
    channel = Channel.objects.filter(pk=errand.delivery.channel_id)
    with turn(), transaction.atomic():
        now = errand.clock.now()
        hold(errand.claim, now)
        is_paused = Pause.objects.filter(over_at=None).exists()
        if is_paused or not channel.filter(status="open", paused_at=None).exists():
            let_go(errand.claim, now)
            return None
        attempt = Attempt.objects.create(
            delivery=errand.delivery,
            phase=Attempt.Phase.EDIT,
            fence=errand.claim.fence,
            started_at=now,
            fingerprint=errand.change.digest,
        )
        return attempt.pk


def line_of(errand: Errand, ends: float) -> Line:
    """Return a line that carries nothing after `ends` of the monotonic clock."""
    channel, clock = errand.delivery.channel, errand.clock

    def before() -> None:
        # Frozen as long as its lease, it must not write: newer words may stand there.
        if time.monotonic() > ends:
            raise OutOfTime("This process stood still for too long.")

    return Line(
        home=channel.base_url,
        before=before,
        heard=lambda reply: heard(channel, errand.adapter, reply, clock),
    )


def ask(errand: Errand, ends: float, *, was_lost: bool) -> Answer:
    """Read, if an answer was lost; then ask the platform to change the post."""
    channel, clock, line = errand.delivery.channel, errand.clock, line_of(errand, ends)
    renewed = tokens.renew(channel, line, clock.now())
    if isinstance(renewed, Mishap):
        return Refused(renewed)
    post = payloads.post_in(errand.change.payload)
    before = may_stand_there(errand)
    parcel = payloads.parcel_of(errand.delivery, post, line, before=before)
    try:
        hindered = redress(errand, parcel)
        if hindered is None and was_lost and says(errand, parcel):
            return Edited()
        edit_ = errand.adapter.edit
        answer = hindered or edit_(parcel, errand.delivery.external_id)
    except (Superseded, DatabaseError):
        # Whoever has the row then goes on from what stands there.
        raise
    except NotSent as fault:
        return Refused(Mishap(Kind.NOT_SENT, "not_sent", said=str(fault)[:300]))
    except Lost as fault:
        return Refused(Mishap(Kind.AMBIGUOUS, "looking", said=str(fault)[:300]))
    except Exception as fault:
        logger.exception("An adapter failed", extra={"delivery": errand.delivery.pk})
        said = f"{type(fault).__name__}: {fault}"[:300]
        return Refused(Mishap(Kind.BUG, "bug", said=said))
    if isinstance(answer, Refused):
        now = clock.now()
        return Refused(tokens.soften(channel, answer.mishap, renewed=renewed, at=now))
    return answer


def may_stand_there(errand: Errand) -> tuple[Post, ...]:
    """Return what a post says, and what each earlier change says that may have arrived
    in part. One query.
    """
    others = errand.delivery.changes.filter(status=Change.Status.APPROVED)
    earlier = others.exclude(pk=errand.change.pk).order_by("pk")
    more = [payloads.post_in(one.payload) for one in earlier]
    return (payloads.post_of(errand.delivery), *more)


def redress(errand: Errand, parcel: Parcel) -> Refused | Unsupported | None:
    """Change what a post got piece by piece; None when all of it is as it shall be.

    Each piece is in the database before the next is asked for, so that a worker that
    dies changes none of them twice. Raises Superseded.
    """
    if not isinstance(errand.adapter, Redresses):
        return None
    try:
        post = with_pictures(parcel.post, errand.clock)
    except shaping.Failed:
        return Unsupported()
    prepared = dict(parcel.prepared)
    for _piece in range(MOST_PIECES):
        parcel = replace(parcel, post=post, prepared=prepared)
        step = errand.adapter.redress(parcel, errand.delivery.external_id)
        if step is None or isinstance(step, Refused):
            return step
        with turn(), transaction.atomic():
            hold(errand.claim, errand.clock.now())
            keep_prepared(errand.delivery, step)
        prepared[step.name] = step
    return Refused(Mishap(Kind.RETRY, "retry", said="it never ends"))


def with_pictures(post: Post, clock: Clock) -> Post:
    """Return a post with the pictures that go out; its film is out. Raises Failed."""
    if library.forbidden(post, on=timezone.localdate(clock.now())):
        raise shaping.Failed("no_right", 1)
    if item := payloads.missing(replace(post, pieces=pictures_of(post))):
        raise shaping.Failed("media_gone", item)
    drawn = iter(shaping.ready(replace(post, pieces=pictures_of(post))).pieces)
    pieces = [one if one.kind == "video" else next(drawn) for one in post.pieces]
    return replace(post, pieces=tuple(pieces))


def pictures_of(post: Post) -> tuple[Piece, ...]:
    return tuple(one for one in post.pieces if one.kind == "image")


def says(errand: Errand, parcel: Parcel) -> bool:
    """Return whether the post is seen to say the new words already."""
    if not isinstance(errand.adapter, Says):
        return False
    return bool(errand.adapter.says(parcel, errand.delivery.external_id))


def close(attempt: int, answer: Answer, clock: Clock) -> None:
    """End the attempt, whatever has become of the row meanwhile."""
    facts: dict[str, object] = {"outcome": "accepted", "evidence": {}}
    if isinstance(answer, Refused):
        facts = of_mishap(answer.mishap)
    elif isinstance(answer, Unsupported):
        facts = {"outcome": Kind.PERSON, "evidence": {}}
    with turn(), transaction.atomic():
        mine = Attempt.objects.filter(pk=attempt, ended_at=None)
        mine.update(ended_at=clock.now(), **facts)


def finish(errand: Errand, answer: Answer) -> None:
    """Let the row go where the answer leads. Raises Superseded."""
    delivery = errand.delivery
    # Taken back meanwhile: there is nothing more to change.
    with suppress(NotAllowed), turn(), transaction.atomic():
        now = errand.clock.now()
        hold(errand.claim, now)
        fresh = Delivery.objects.select_related("channel").get(pk=delivery.pk)
        if fresh.status != Delivery.Status.EDIT_REQUESTED:
            let_go(errand.claim, now)
        elif isinstance(answer, Edited):
            changing.arrived(fresh, errand.change, by=None, at=now)
        elif isinstance(answer, Refused):
            put_off(errand, fresh, answer.mishap)
        else:
            changing.to_person(fresh)


def put_off(errand: Errand, delivery: Delivery, mishap: Mishap) -> None:
    """Try again by and by, when the channel serves again, or let a person do it."""
    now, kind = errand.clock.now(), mishap.kind
    if kind in CLOSES:
        close_channel(delivery.channel, CLOSES[kind], mishap.name, at=now)
        changing.keep(delivery, due_at=now, problem=mishap.name)
    elif kind == Kind.RATE:
        until = leave_alone(delivery.channel, mishap, now)
        changing.keep(delivery, due_at=until, problem="edit_again")
    elif kind in AGAIN and delivery.tries < waits.REPEATS:
        later = now + waits.repeat(delivery.tries, jitter=0)
        facts = {"tries": delivery.tries + 1, "problem": "edit_again"}
        changing.keep(delivery, due_at=later, **facts)
    else:
        changing.to_person(delivery)
