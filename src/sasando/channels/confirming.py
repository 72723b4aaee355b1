"""Looking for a post whose answer was lost. It reads, and never sends.

At half a minute, 2, 10 and 30 minutes after the loss; then a person is asked. Only what
is proven not to be out may be sent again.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from sasando.channels import payloads, tokens, waits
from sasando.channels.adapters import Search, adapter_of
from sasando.channels.claims import Claim, hold, shift
from sasando.channels.clock import Clock
from sasando.channels.models import Attempt, Channel, Delivery
from sasando.channels.outcomes import (
    Conflict,
    Found,
    Kind,
    Mishap,
    NotFoundYet,
    ProvenAbsent,
    Refused,
)
from sasando.channels.settling import (
    close_channel,
    fail,
    forget,
    heard,
    note,
    of_mishap,
    publish,
    react,
)
from sasando.channels.wire import Line, Lost, NotSent
from sasando.core.turns import turn

logger = logging.getLogger(__name__)
Seen = Found | ProvenAbsent | NotFoundYet | Conflict | Refused
# How a post is known that another may be like.
BY_WORDS = {"text", "link"}
OUTCOMES = {
    Found: "found",
    ProvenAbsent: "absent",
    NotFoundYet: "not_found",
    Conflict: "conflict",
}


def look(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Look once, and write down what was seen. Raises Superseded."""
    wanted = sought(delivery, clock.now())
    seen = doubted(delivery, search(delivery, wanted, clock), wanted)
    with turn(), transaction.atomic():
        now = clock.now()
        hold(claim, now)
        if isinstance(seen, Found) and is_taken(delivery, seen):
            # By a look at the same moment; the next one leaves that post alone.
            seen = NotFoundYet(seconds=5)
        facts = of_mishap(seen.mishap) if isinstance(seen, Refused) else evidence(seen)
        note(delivery, claim, Attempt.Phase.LOOK_UP, at=now, **facts)
        follow(delivery, claim, seen, now)


def search(delivery: Delivery, wanted: Search, clock: Clock) -> Seen:
    """Ask the platform; a fault while asking proves nothing."""
    channel, adapter = delivery.channel, adapter_of(delivery.channel.kind)
    if channel.status == Channel.Status.REMOVED:
        return NotFoundYet()
    line = Line(
        home=channel.base_url,
        heard=lambda reply: heard(channel, adapter, reply, clock),
    )
    renewed = tokens.renew(channel, line, clock.now())
    if isinstance(renewed, Mishap):
        return Refused(renewed)
    post = payloads.post_of(delivery)
    try:
        parcel = payloads.parcel_of(delivery, post, line)
        seen = adapter.reconcile(parcel, wanted)
        return softened(channel, seen, renewed=renewed, at=clock.now())
    except (NotSent, Lost) as fault:
        return Refused(Mishap(Kind.RETRY, "retry", said=str(fault)[:300]))
    except Exception as fault:
        logger.exception("An adapter failed", extra={"delivery": delivery.pk})
        said = f"{type(fault).__name__}: {fault}"[:300]
        return Refused(Mishap(Kind.BUG, "bug", said=said))


def softened(channel: Channel, seen: Seen, *, renewed: bool, at: datetime) -> Seen:
    if isinstance(seen, Refused):
        mishap = tokens.soften(channel, seen.mishap, renewed=renewed, at=at)
        return Refused(mishap)
    return seen


def sought(delivery: Delivery, now: datetime) -> Search:
    """Return what to look for: since the first try that may have got through."""
    commits = delivery.attempts.filter(phase=Attempt.Phase.COMMIT).order_by("pk")
    tried = list(commits.exclude(outcome=Kind.NOT_SENT))
    first, last = (tried[0], tried[-1]) if tried else (None, None)
    since = delivery.confirming_since or now
    # Who may still be sending has given up before an absence is proven.
    is_last = waits.next_look(since, after=now) is None and now - since >= waits.PROOF
    others = Delivery.objects.filter(channel=delivery.channel_id).exclude(
        pk=delivery.pk
    )
    started_at = first.started_at if first else since
    bound = others.exclude(external_id="").filter(
        published_at__gte=started_at - waits.DAY
    )
    number = sum(since + one <= now for one in waits.LOOKS)
    names = frozenset(bound.values_list("external_id", flat=True))
    looks = delivery.attempts.filter(phase=Attempt.Phase.LOOK_UP, outcome="not_found")
    earlier = looks.filter(pk__gt=last.pk if last else 0).count()
    answered = (last.code, last.subcode) if last else (0, 0)
    nameless = others.filter(
        external_id="", published_at__gte=started_at - waits.DAY
    ).exclude(permalink="")
    links = frozenset(nameless.values_list("permalink", flat=True))
    return Search(started_at, number, is_last, names, earlier, answered, links)


def doubted(delivery: Delivery, seen: Seen, wanted: Search) -> Seen:
    """Return what was seen; a post known by its words alone may be its twin's.

    A person pasted the address of that one, and nothing there is seen to have it. One
    query, where any was pasted.
    """
    unmet = wanted.links - wanted.met
    if not (isinstance(seen, Found) and seen.by in BY_WORDS and unmet):
        return seen
    rows = Delivery.objects.filter(channel=delivery.channel_id, permalink__in=unmet)
    said = [row.payload for row in rows.exclude(pk=delivery.pk).only("payload")]
    words = ("text", "link")
    mine = [delivery.payload.get(one) for one in words]
    is_twin = any([one.get(word) for word in words] == mine for one in said)
    return NotFoundYet() if is_twin else seen


def evidence(seen: Found | ProvenAbsent | NotFoundYet | Conflict) -> dict[str, object]:
    facts: dict[str, object] = {}
    if isinstance(seen, Found):
        facts = {"id": seen.external_id, "by": seen.by}
        facts["said"] = "answer lost, found by look-up"
    elif isinstance(seen, Conflict):
        facts = {"permalinks": list(seen.permalinks)}
    elif isinstance(seen, ProvenAbsent):
        facts = {"said": seen.why}
    return {"outcome": OUTCOMES[type(seen)], "evidence": facts}


def follow(delivery: Delivery, claim: Claim, seen: Seen, now: datetime) -> None:
    """Let the row go where the look leads. In the caller's transaction."""
    if isinstance(seen, Found):
        publish(delivery, seen.external_id, seen.permalink, at=now, why="found")
    elif isinstance(seen, ProvenAbsent):
        facts = {"due_at": now, "problem": "", "confirming_since": None}
        shift(delivery, claim, "ready", now, **facts)
        forget(delivery, seen.forget)
        if seen.because:
            react(delivery, claim, seen.because, now)
    elif isinstance(seen, Conflict):
        shown = ", ".join(seen.permalinks)
        fail(delivery, "needs_human", "several", at=now, facts={"permalinks": shown})
    elif isinstance(seen, Refused) and seen.mishap.kind == Kind.MEDIA:
        # It was taken, and then the platform could do nothing with it.
        facts = {"item": seen.mishap.item or "?"}
        fail(delivery, "needs_human", seen.mishap.name, at=now, facts=facts)
    elif later := again_at(delivery, seen, now):
        put_off(delivery, later)
    else:
        fail(delivery, "needs_human", "unproven", at=now)


def again_at(delivery: Delivery, seen: Seen, now: datetime) -> datetime | None:
    """Return when to look again; None after the last look."""
    if isinstance(seen, Refused) and (wait := waits_for(delivery, seen.mishap, now)):
        return wait
    if isinstance(seen, NotFoundYet) and seen.seconds:
        return now + timedelta(seconds=seen.seconds)
    if adapter_of(delivery.channel.kind).caps.evidence == "none":
        # More looks would see no more.
        return None
    return waits.next_look(delivery.confirming_since or now, after=now)


def is_taken(delivery: Delivery, seen: Found) -> bool:
    """Return whether this post is another delivery's already. One query."""
    others = Delivery.objects.filter(channel=delivery.channel_id)
    named = others.exclude(external_id="").filter(external_id=seen.external_id)
    return named.exclude(pk=delivery.pk).exists()


def waits_for(delivery: Delivery, mishap: Mishap, now: datetime) -> datetime | None:
    """Return until when nobody can look; a look that could not be made is none."""
    if mishap.kind == Kind.RATE:
        rest = waits.rate(delivery.channel.rests, named_seconds=mishap.wait_seconds)
        Channel.objects.filter(pk=delivery.channel_id).update(
            quiet_until=now + rest, rests=delivery.channel.rests + 1
        )
        return now + rest
    if mishap.kind in {Kind.REAUTH, Kind.BLOCKED}:
        to = "needs_reconnect" if mishap.kind == Kind.REAUTH else "blocked"
        close_channel(delivery.channel, to, mishap.name, at=now)
    started = delivery.confirming_since or now
    if mishap.kind == Kind.RETRY and now - started < waits.DISTURBED:
        return now + waits.LOOKS[2]
    return None


def put_off(delivery: Delivery, until: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(due_at=until)
