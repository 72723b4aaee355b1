"""From a row that is due to one commit call: checked, prepared, noted, sent once.

Every check is made again in the transaction that writes the attempt (`begin`): who was
frozen, paused, recalled or edited meanwhile sends nothing.
"""

import logging
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any

from django.db import transaction
from django.db.models import Exists, Q

from sasando.channels import (
    gate,
    payloads,
    shaping,
    spool,
    tokens,
    waits,
)
from sasando.channels.adapters import Parcel, adapter_of
from sasando.channels.adapters.spread import Spreads
from sasando.channels.claims import Claim, Superseded, hold, let_go, shift
from sasando.channels.clock import Clock
from sasando.channels.holding import Job, end, is_held_back, job_of
from sasando.channels.models import Attempt, Channel, Delivery, Pause
from sasando.channels.outcomes import (
    Ambiguous,
    Kind,
    Mishap,
    NotYet,
    Prepared,
    Refused,
)
from sasando.channels.settling import (
    Sent,
    heard,
    settle,
    stand_by,
)
from sasando.channels.steps import keep_prepared
from sasando.channels.wire import Line, Lost, NotSent, OutOfTime
from sasando.core import tick
from sasando.core.turns import turn

logger = logging.getLogger(__name__)
# So many posts are on their way at once; other hands write down and prepare meanwhile.
CALLS = BoundedSemaphore(8)
# So many films and mailings are on their way at once: other posts find a hand.
FILMS = BoundedSemaphore(4)


def send(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Take a row that is due all the way, as far as it goes now.

    What takes hours goes a few at a time.
    """
    adapter = adapter_of(delivery.channel.kind)
    if not (adapter.caps.ahead or isinstance(adapter, Spreads)):
        go(delivery, claim, clock)
    elif FILMS.acquire(blocking=False):
        try:
            go(delivery, claim, clock)
        finally:
            FILMS.release()
    else:
        let_go(claim, clock.now() + waits.A_WHILE)


def go(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Take a row through its checks, what it prepares, and the one call."""
    job = job_of(delivery, claim, clock)
    if is_held_back(job):
        return
    line = Line(home=job.place.base_url)
    renewed = tokens.renew(delivery.channel, line, clock.now())
    if isinstance(renewed, Mishap):
        stand_by(delivery, claim, Refused(renewed), clock)
        return
    if renewed:
        place = payloads.place_of(delivery.channel)
        job = replace(job, place=place, renewed=True)
    if isinstance(job.adapter, Spreads):
        # It needs what stands here.
        from sasando.channels.people import spreading

        spreading.spread(job)
        return
    shaped = in_shape(job)
    if shaped is None or not is_prepared(shaped) or is_early(shaped):
        return
    job = shaped
    with spool.Crumbs(delivery.pk, claim.fence) as crumbs:
        writes_until = time.monotonic() + waits.LEASE.total_seconds()
        try:
            attempt = begin(job, job.parcel())
        except Superseded:
            crumbs.drop()
            raise
        if attempt is not None:
            answer = call(job, crumbs, writes_until - waits.MARGIN_SECONDS)
            settle(Sent(claim, attempt, delivery), answer, clock)
        crumbs.drop()


def in_shape(job: Job) -> Job | None:
    """Return the job with the files that go out; None when they are not ready."""
    if not any(piece.shape for piece in job.post.pieces):
        return job
    try:
        return replace(job, post=shaping.ready(job.post))
    except shaping.NotReady:
        note_waiting(job)
        let_go(job.claim, job.clock.now() + waits.FILMING)
    except shaping.Failed as fault:
        end(job, "media_failed", fault.problem, item=fault.item)
    return None


def note_waiting(job: Job) -> None:
    """Say on its card why it does not go out yet."""
    ours = Delivery.objects.filter(pk=job.delivery.pk, fence=job.claim.fence)
    ours.filter(status__in=("scheduled", "preparing")).update(problem="film_works")


# --- what nobody sees yet ---------------------------------------------------------


def is_prepared(job: Job) -> bool:
    """Make all that a platform wants first; return whether commit may follow.

    Each name that comes back is in the database before the next is asked for. What
    takes long goes on in another claim: a job is not to last, nor is a token.
    """
    ends, times = time.monotonic() + waits.STRETCH_SECONDS, Counter[str]()
    while not (tick.STAY.is_over or time.monotonic() > ends):
        try:
            made = job.adapter.prepare(job.parcel(**listening(job)))
        except (NotSent, Lost) as fault:
            made = Refused(Mishap(Kind.RETRY, "retry", said=str(fault)[:300]))
        if made is None:
            return is_ready(job)
        if isinstance(made, Refused):
            stand_by(job.delivery, job.claim, job.softly(made), job.clock)
            return False
        before = backs_of(job.prepared.get(made.name))
        kept = keep(job, made)
        times[kept.name] += "offset" not in kept.facts
        # An earlier claim's way back is none of this one's: it may be well by now.
        is_back = is_stuck(kept) and backs_of(kept) > before
        if is_back or times[kept.name] > waits.REPEATS:
            again = Mishap(Kind.RETRY, "retry", said="it goes back and forth")
            stand_by(job.delivery, job.claim, Refused(again), job.clock)
            return False
    let_go(job.claim, job.clock.now())
    return False


def keep(job: Job, made: Prepared) -> Prepared:
    """Save a prepared thing and renew the lease; return it. Raises Superseded."""
    made = replace(made, facts=dict(made.facts) | way_of(job, made))
    with turn(), transaction.atomic():
        now = job.clock.now()
        if job.delivery.status == Delivery.Status.PREPARING:
            hold(job.claim, now)
        else:
            shift(job.delivery, job.claim, "preparing", now)
        if moved_on(job, made):
            Delivery.objects.filter(pk=job.delivery.pk).update(tries=0)
        keep_prepared(job.delivery, made)
    job.prepared[made.name] = made
    job.new.add(made.name)
    return made


def way_of(job: Job, made: Prepared) -> dict[str, int]:
    """Return how far an upload ever was, and how often it went back since.

    What an earlier claim left may be asked for anew: that is no step back.
    """
    before = job.prepared.get(made.name)
    if before is None or "offset" not in made.facts:
        return {}
    now, held = offset_of(made), offset_of(before)
    furthest = max(held, int(before.facts.get("furthest", 0)))
    if now > furthest:
        return {"furthest": now, "backs": 0}
    is_back = now < held or (now == held and made.name in job.new)
    return {"furthest": furthest, "backs": backs_of(before) + is_back}


def offset_of(made: Prepared) -> int:
    return int(made.facts.get("offset", 0))


def backs_of(made: Prepared | None) -> int:
    return int(made.facts.get("backs", 0)) if made else 0


def is_stuck(made: Prepared) -> bool:
    """Return whether a platform lets an upload go back and forth for ever."""
    return backs_of(made) > waits.REPEATS


def moved_on(job: Job, made: Prepared) -> bool:
    """Return whether an upload got further: the repeats are counted anew."""
    before = job.prepared.get(made.name)
    held = offset_of(before) if before else 0
    return job.delivery.tries > 0 and offset_of(made) > held and not is_stuck(made)


def is_ready(job: Job) -> bool:
    """Ask whether what was prepared may be committed."""
    try:
        answer = job.adapter.poll(job.parcel(**listening(job)))
    except (NotSent, Lost) as fault:
        answer = Refused(Mishap(Kind.RETRY, "retry", said=str(fault)[:300]))
    if isinstance(answer, Refused):
        stand_by(job.delivery, job.claim, job.softly(answer), job.clock)
    elif isinstance(answer, NotYet):
        let_go(job.claim, job.clock.now() + timedelta(seconds=answer.seconds))
    else:
        return True
    return False


def is_early(job: Job) -> bool:
    """Return whether all is prepared before its time, and let it wait for it."""
    if job.clock.now() >= job.delivery.expected_at:
        return False
    let_go(job.claim, job.delivery.expected_at)
    return True


def listening(job: Job) -> dict[str, Any]:
    """Return how a line lets us hear what each answer says of our allowance."""
    return {
        "heard": lambda reply: heard(
            job.delivery.channel, job.adapter, reply, job.clock
        )
    }


# --- the one call -----------------------------------------------------------------


def still_may(job: Job) -> Q:
    """Return the condition under which it may go: nothing changed since the look."""
    return Q(
        ~Exists(Pause.objects.filter(over_at=None)),
        recall_asked_at=None,
        # Every edit takes it away (`workflow.edit`).
        approved_digest=job.post.digest(),
        channel__in=Channel.objects.filter(status=Channel.Status.OPEN, paused_at=None),
    ) & gate.is_open(job.delivery.content.page_id)


def begin(job: Job, parcel: Parcel) -> int | None:
    """Write the attempt down before its first byte; None when it must not go after all.

    One transaction checks all again: the lease, the approval, the channel, both pauses,
    a recall. Raises Superseded.
    """
    with turn(), transaction.atomic():
        now = job.clock.now()
        if not shift(job.delivery, job.claim, "sending", now, only=still_may(job)):
            # It is due at once, and then told why, or waits for the end of the pause.
            let_go(job.claim, now)
            return None
        attempt = Attempt.objects.create(
            delivery=job.delivery,
            phase=Attempt.Phase.COMMIT,
            fence=job.claim.fence,
            started_at=now,
            fingerprint=job.post.digest(),
        )
        return attempt.pk


def call(job: Job, crumbs: spool.Crumbs, writes_until: float) -> spool.Answer:
    """Make the one commit call; what it answered is on the disk when this returns."""
    sent: list[bool] = []

    def before() -> None:
        # Frozen as long as its lease, it must not write: others may have the row.
        if time.monotonic() > writes_until:
            raise OutOfTime("This process stood still for too long.")
        if sent:
            raise RuntimeError("An adapter made two calls in one commit.")
        crumbs.started()
        sent.append(True)

    line = {"before": before, "seconds": waits.COMMIT_SECONDS} | listening(job)
    answer: spool.Answer
    try:
        # Who waits here too long sends nothing: `before` looks at the clock.
        with CALLS:
            answer = renewing(job, job.adapter.commit(job.parcel(**line)))
    except NotSent as fault:
        answer = Refused(Mishap(Kind.NOT_SENT, "not_sent", said=str(fault)[:300]))
    except Lost as fault:
        answer = Ambiguous(Mishap(Kind.AMBIGUOUS, "looking", said=str(fault)[:300]))
    except Exception as fault:
        logger.exception("An adapter failed", extra={"delivery": job.delivery.pk})
        said = f"{type(fault).__name__}: {fault}"[:300]
        answer = (
            Ambiguous(Mishap(Kind.AMBIGUOUS, "looking", said=said))
            if sent
            else Refused(Mishap(Kind.BUG, "bug", said=said))
        )
    crumbs.answer(answer)
    return answer


def renewing(job: Job, answer: spool.Answer) -> spool.Answer:
    """Return what a commit was answered, or that its token is to be renewed first."""
    if isinstance(answer, Refused):
        return Refused(job.softened(answer.mishap))
    return answer
