"""What became of a row is written down: by an answer, a fault, a death, a look.

An answer is a fact, whoever brings it and however late: that a post is out is written
also when another worker has long taken the row. Nothing else overrides a lost lease.
"""

import logging
import random
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from sasando.channels import payloads, reach, spool, waits
from sasando.channels.adapters import Adapter
from sasando.channels.claims import Claim, Superseded, hold, shift
from sasando.channels.clock import Clock
from sasando.channels.models import Attempt, Channel, Delivery, PreparedMedia
from sasando.channels.outcomes import Accepted, Ambiguous, Kind, Mishap, Refused
from sasando.channels.wire import Reply
from sasando.core.models import Entry
from sasando.core.turns import turn
from sasando.core.workflow import NotAllowed, move

logger = logging.getLogger(__name__)
# Percent of the allowance: from here only what may be out already is looked after.
ALMOST_USED = 90
# Where a fault of this kind ends, and the sentence where the platform has none.
ENDS = {
    Kind.MEDIA: ("media_failed", "media"),
    Kind.PERMANENT: ("failed", "refused"),
    Kind.CONFIG: ("failed", "config"),
    Kind.LOST: ("failed", "account_gone"),
    Kind.BUG: ("failed", "bug"),
    Kind.PERSON: ("needs_human", "by_hand"),
}
MAYBE_OUT = {Kind.AMBIGUOUS, Kind.DUPLICATE}
# The platform has it whole and will show it by and by: it is looked for all the same.
WORKED_ON = "processing"
# A late answer shows another post; that stays to be said.
TWICE = "twice"
DIED = "the worker died before it sent"


@dataclass(frozen=True, slots=True)
class Sent:
    """One commit call: by which claim, under which attempt."""

    claim: Claim
    attempt: int
    # The row as its sender has it; who comes later reads it anew.
    row: Delivery | None = None

    def delivery(self) -> Delivery:
        """Return the row. One query, none for its sender."""
        both = Delivery.objects.select_related("channel")
        return self.row or both.get(pk=self.claim.delivery)


# --- an answer --------------------------------------------------------------------


def settle(sent: Sent, answer: spool.Answer, clock: Clock) -> None:
    """Write down what a commit call was answered. Safe to repeat."""
    try:
        write_down(sent, answer, clock)
    except NotAllowed:
        # Somebody moved the row meanwhile: it is looked for, or was found.
        write_down(replace(sent, row=None), answer, clock)
    except IntegrityError:
        if not isinstance(answer, Accepted):
            raise
        # A row that was looked for was taken for this post. It is out all the same; the
        # attempt keeps its name.
        unnamed = replace(answer, external_id="")
        write_down(replace(sent, row=None), unnamed, clock, name=answer.external_id)


def write_down(
    sent: Sent, answer: spool.Answer, clock: Clock, *, name: str = ""
) -> None:
    """Close the attempt and let the row go on, together. Raises NotAllowed.

    `name` is what the post is called there, where the row may not have it.
    """
    with turn(), transaction.atomic():
        now, delivery, answer = clock.now(), sent.delivery(), certain(answer)
        close(sent.attempt, answer, at=now, name=name)
        if isinstance(answer, Accepted):
            why = "other_words" if said_otherwise(sent, delivery) else ""
            publish(delivery, answer.external_id, answer.permalink, at=now, why=why)
            return
        try:
            hold(sent.claim, now)
        except Superseded:
            # Another worker looks for it; what we know stands with the attempt.
            return
        if delivery.status == Delivery.Status.SENDING:
            react(delivery, sent.claim, answer.mishap, now)


def certain(answer: spool.Answer) -> spool.Answer:
    """Return an answer whose kind never says more than the answer itself.

    What a platform lets us repeat unseen ("unknown error", "unavailable") may be out
    all the same when it comes on a commit.
    """
    if isinstance(answer, Ambiguous) and answer.mishap.kind not in MAYBE_OUT:
        return Ambiguous(replace(answer.mishap, kind=Kind.AMBIGUOUS))
    return answer


def said_otherwise(sent: Sent, delivery: Delivery) -> bool:
    """Return whether a call said other words than its row does now: it came too late.

    One query, none for an answer in time.
    """
    if delivery.fence == sent.claim.fence:
        return False
    said = Attempt.objects.values_list("fingerprint", flat=True).get(pk=sent.attempt)
    return said != payloads.post_of(delivery).digest()


def close(attempt: int, answer: spool.Answer, *, at: datetime, name: str = "") -> None:
    """End an attempt; one that has ended stays as it is."""
    facts: dict[str, Any] = {"outcome": "accepted", "evidence": {}}
    if isinstance(answer, Accepted):
        facts["evidence"] = {"id": name or answer.external_id}
    else:
        facts = of_mishap(answer.mishap)
    Attempt.objects.filter(pk=attempt, ended_at=None).update(ended_at=at, **facts)


def of_mishap(mishap: Mishap) -> dict[str, Any]:
    return {
        "outcome": mishap.kind.value,
        "code": mishap.code,
        "subcode": mishap.subcode,
        "trace": mishap.trace,
        "evidence": {"said": mishap.said} if mishap.said else {},
    }


def publish(
    delivery: Delivery,
    external_id: str,
    permalink: str,
    *,
    at: datetime,
    why: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Let a row be published, once; `why` and `facts` are its sentence."""
    if delivery.status in Delivery.TOLD:
        note_other_name(delivery, external_id, permalink, at=at)
        return
    was_draft = delivery.status == Delivery.Status.DRAFT
    change: dict[str, Any] = {
        "external_id": external_id,
        "permalink": permalink if reach.is_address(permalink) else "",
        "published_at": at,
        "due_at": None,
        "tries": 0,
        "problem": why,
        "problem_facts": facts or {},
    }
    if not published_at_once(delivery, change, at):
        action = "delivery.published"
        move(delivery, "published", by=None, at=at, action=action, **change)
        take_back_if_asked(delivery, at=at)
    if was_draft:
        bind_again(delivery, at=at)
    note_success(delivery.channel, at=at)


def note_other_name(
    delivery: Delivery, name: str, permalink: str, *, at: datetime
) -> None:
    """Keep what a post is called there that is out already; say so of a second one."""
    if not name or name == delivery.external_id:
        return
    mine = Delivery.objects.filter(pk=delivery.pk)
    if not delivery.external_id:
        # A person, or its container, said that it is out; its name comes now.
        mine.filter(external_id="").update(external_id=name)
        return
    where = permalink if reach.is_address(permalink) else name
    mine.update(problem=TWICE, problem_facts={"permalink": where})
    Entry.write(delivery, "delivery.twice", by=None, at=at, data={"id": name})


def bind_again(delivery: Delivery, *, at: datetime) -> None:
    """Bind a draft that turns out to be out to what was sent; ask for its new words."""
    # It needs what stands here.
    from sasando.channels import changing

    digest = payloads.post_of(delivery).digest()
    Delivery.objects.filter(pk=delivery.pk).update(approved_digest=digest)
    changing.ask(delivery.content, at=at)


def take_back_if_asked(delivery: Delivery, *, at: datetime) -> None:
    """Let a row that is just published be taken back, if that was asked before."""
    delivery.refresh_from_db(fields=["recall_asked_at"])
    if delivery.recall_asked_at:
        asks = "delivery.recall_requested"
        move(delivery, "recall_requested", by=None, at=at, action=asks, due_at=at)


def published_at_once(delivery: Delivery, facts: dict[str, Any], at: datetime) -> bool:
    """Let a row be published that nobody wants back; one statement and its entry.

    As `move` does it, in the caller's transaction and without its savepoints: this is
    the way of nearly every post.
    """
    before = delivery.status
    ours = Delivery.objects.filter(pk=delivery.pk, status=before, recall_asked_at=None)
    if "published" not in Delivery.MOVES[before]:
        return False
    if not ours.update(status="published", **facts):
        return False
    for name, value in ({"status": "published"} | facts).items():
        setattr(delivery, name, value)
    data = {"from": before, "to": "published"}
    Entry.append(delivery, "delivery.published", by=None, at=at, data=data)
    return True


def note_success(channel: Channel, *, at: datetime) -> None:
    """Note that a channel serves; once a minute is enough."""
    last = channel.last_ok_at
    if last is None or at - last > waits.A_MINUTE or channel.rests:
        Channel.objects.filter(pk=channel.pk).update(last_ok_at=at, rests=0)


# --- a fault ----------------------------------------------------------------------


def stand_by(delivery: Delivery, claim: Claim, why: Refused, clock: Clock) -> None:
    """Write down that a step which nobody sees did not work. Raises Superseded."""
    mishap = why.mishap
    with turn(), transaction.atomic():
        now = clock.now()
        hold(claim, now)
        forget(delivery, why.forget)
        note(delivery, claim, Attempt.Phase.PREPARE, at=now, **of_mishap(mishap))
        react(delivery, claim, mishap, now)


def forget(delivery: Delivery, names: tuple[str, ...]) -> None:
    """Let go of prepared things that serve no more."""
    if names:
        held = PreparedMedia.objects.filter(delivery=delivery, name__in=names)
        held.delete()


def note(
    delivery: Delivery, claim: Claim, phase: str, *, at: datetime, **facts: Any
) -> None:
    """Write an attempt that is over already."""
    Attempt.objects.create(
        delivery=delivery,
        phase=phase,
        fence=claim.fence,
        started_at=at,
        ended_at=at,
        **facts,
    )


def react(delivery: Delivery, claim: Claim, mishap: Mishap, at: datetime) -> None:
    """Let a row go where this kind of fault leads. In the caller's transaction."""
    facts = {"item": mishap.item} if mishap.item else {}
    kind, name = mishap.kind, mishap.name
    if kind in MAYBE_OUT:
        problem = name if name == WORKED_ON else "looking"
        look_for(delivery, claim, at=at, problem=problem)
    elif kind == Kind.RATE:
        rest(delivery, mishap, at=at)
    elif kind == Kind.REAUTH:
        close_channel(delivery.channel, "needs_reconnect", name, at=at)
        fail(delivery, "blocked_auth", name, at=at)
    elif kind == Kind.BLOCKED:
        close_channel(delivery.channel, "blocked", name, at=at)
        fail(delivery, "blocked_auth", name, at=at)
    elif kind in ENDS:
        to, otherwise = ENDS[kind]
        fail(delivery, to, name or otherwise, at=at, facts=facts)
    else:
        again(delivery, claim, mishap, at=at)


def fail(
    delivery: Delivery,
    to: str,
    problem: str,
    *,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Let a row stop with a sentence for a person."""
    move(
        delivery,
        to,
        by=None,
        at=at,
        action=f"delivery.{to}",
        due_at=None,
        problem=problem,
        problem_facts=facts or {},
    )


def look_for(
    delivery: Delivery,
    claim: Claim,
    *,
    at: datetime,
    since: datetime | None = None,
    problem: str = "looking",
) -> None:
    """Let a row be looked for: it may be out. At once, if it was lost long ago."""
    facts: dict[str, Any] = {"problem": problem, "problem_facts": {}}
    facts["confirming_since"] = since or at
    facts["due_at"] = at if since else waits.next_look(at, after=at)
    shift(delivery, claim, "confirming", at, **facts)


def leave_alone(channel: Channel, mishap: Mishap, at: datetime) -> datetime:
    """Ask nothing of an account until its platform wants it; return until when."""
    until = at + waits.rate(channel.rests, named_seconds=mishap.wait_seconds)
    rests = channel.rests + (not mishap.wait_seconds)
    Channel.objects.filter(pk=channel.pk).update(quiet_until=until, rests=rests)
    return until


def rest(delivery: Delivery, mishap: Mishap, *, at: datetime) -> None:
    """Let a row wait until its platform wants to hear from us again."""
    until = leave_alone(delivery.channel, mishap, at)
    facts: dict[str, Any] = {"due_at": until, "problem": mishap.name}
    facts |= {"expected_at": max(until, delivery.expected_at), "problem_facts": {}}
    action = "delivery.waiting_rate"
    move(delivery, "waiting_rate", by=None, at=at, action=action, **facts)


def close_channel(channel: Channel, to: str, problem: str, *, at: datetime) -> None:
    """Let a channel wait for a person; once, however many deliveries meet it."""
    fresh = Channel.objects.get(pk=channel.pk)
    if to in Channel.MOVES.get(fresh.status, ()):
        # Several meet it at once; the first one closes it.
        with suppress(NotAllowed):
            move(fresh, to, by=None, at=at, action=f"channel.{to}", problem=problem)


def again(delivery: Delivery, claim: Claim, mishap: Mishap, *, at: datetime) -> None:
    """Try again by and by a step that is known to have done nothing, a few times.

    That our own worker died before it sent is no fault of the platform's: it is not
    counted, and ends when the post is late.
    """
    media, counts = mishap.kind == Kind.MEDIA_RETRY, mishap.said != DIED
    most = waits.MEDIA_REPEATS if media else waits.REPEATS
    if counts and delivery.tries >= most:
        to, name = ("media_failed", mishap.name) if media else ("failed", "unreachable")
        fail(delivery, to, name, at=at, facts={"item": mishap.item or "?"})
        return
    wait = waits.repeat(delivery.tries, jitter=random.random())  # noqa: S311
    facts = {
        "due_at": at + wait,
        "tries": delivery.tries + counts,
        "problem": mishap.name,
        "problem_facts": {"item": mishap.item} if mishap.item else {},
    }
    if delivery.status == Delivery.Status.SENDING:
        shift(delivery, claim, "ready", at, **facts)
    else:
        for name, value in facts.items():
            setattr(delivery, name, value)
        delivery.save(update_fields=list(facts))


def heard(channel: Channel, adapter: Adapter, reply: Reply, clock: Clock) -> None:
    """Note what an answer says of our allowance; ask for nothing near its end."""
    used = adapter.usage(reply.headers)
    if used.percent == channel.used_percent and used.percent < ALMOST_USED:
        return
    facts: dict[str, Any] = {"used_percent": min(used.percent, 1000)}
    if used.percent >= ALMOST_USED:
        wait = waits.rate(0, named_seconds=used.wait_seconds)
        facts["quiet_until"] = clock.now() + wait
    Channel.objects.filter(pk=channel.pk).update(**facts)
    channel.used_percent = facts["used_percent"]
