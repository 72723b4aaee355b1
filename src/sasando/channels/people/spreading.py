"""One delivery, many people: each is handed over once, and what became of it is kept.

The delivery stays the one concept: the same approval, pauses, recall and lease, checked
anew before each batch. Below it each person has a row: `waiting`, then `handing`, which
is written before the first byte, then `sent`, `refused` or `uncertain`. A row that was
`handing` when its worker died is `uncertain` if a byte of it may have left, and waits
again if not: the file beside it says which (`handovers`). `uncertain` is never sent
again.
"""

import logging
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event

from django.db import transaction

from sasando.channels import waits
from sasando.channels.adapters.spread import Reader, Session, Spreads
from sasando.channels.claims import Superseded, hold, let_go, shift
from sasando.channels.holding import Job
from sasando.channels.models import Attempt, Delivery
from sasando.channels.outcomes import (
    Accepted,
    Ambiguous,
    Kind,
    Mishap,
    Prepared,
    Refused,
)
from sasando.channels.people import audience, counts, handovers, keys, opened_ways, pace
from sasando.channels.people.handovers import Answer, Handover
from sasando.channels.people.links import reader_of
from sasando.channels.people.models import Recipient, Subscription
from sasando.channels.people.steps import bounced
from sasando.channels.sending import still_may
from sasando.channels.settling import DIED, fail, heard, note, publish, stand_by
from sasando.channels.steps import cancel, keep_prepared
from sasando.channels.wire import Lost, NotSent, OutOfTime, Reply
from sasando.core import tick
from sasando.core.turns import turn

logger = logging.getLogger(__name__)
READERS = "readers"
# So many are written ahead together: a recall, a pause or an edit waits for no more.
BATCH = 20
MOST_WAIT_SECONDS = 3600
# What is of one person alone; any other fault is of the whole delivery.
OF_ONE = {Kind.RETRY, Kind.PERMANENT, Kind.LOST, Kind.MEDIA}
# Of who was not begun with, since a fault of all came before.
NOTHING = Refused(Mishap(Kind.CONFIG, ""))
Rows = list[tuple[Recipient, Reader]]
Answers = dict[int, Answer]


def spread(job: Job) -> None:
    """Hand over as many as this claim has time for. Raises Superseded."""
    after_death(job)
    if not count_readers(job):
        return
    adapter = job.adapter
    if not isinstance(adapter, Spreads):
        raise TypeError(job.delivery.channel.kind)
    job = replace(job, place=opened_ways.with_key(job.place, adapter))
    replies: list[Reply] = []
    parcel = job.parcel(heard=replies.append)
    with (
        Handover(job.delivery.pk, job.claim.fence) as trail,
        adapter.session(parcel) as session,
        ThreadPoolExecutor(adapter.at_once) as pool,
    ):
        work = Work(job, session, trail, pool, replies)
        work.rate = pace.per_minute(adapter, job.place)
        try:
            work.go()
        except Superseded:
            # Who was told is written down, whoever goes on with the rest.
            tell(job, work.done)
            trail.drop()
            raise
        trail.drop()


# --- what a dead claim left -----------------------------------------------------------


def after_death(job: Job) -> None:
    """Settle the rows that an earlier claim had in hand. One query, mostly."""
    left = Recipient.objects.filter(delivery=job.delivery, status="handing")
    left = left.exclude(fence=job.claim.fence)
    for fence in set(left.values_list("fence", flat=True)):
        trail = handovers.find(job.delivery.pk, fence)
        rows = list(left.filter(fence=fence).select_related("subscription"))
        answers: Answers = {}
        for row in rows:
            died: Answer
            if trail is None or row.pk in trail.started:
                died = Ambiguous(Mishap(Kind.AMBIGUOUS, "looking"))
            else:
                died = Refused(Mishap(Kind.NOT_SENT, "not_sent", said=DIED))
            answers[row.pk] = trail.answers.get(row.pk, died) if trail else died
        with turn(), transaction.atomic():
            hold(job.claim, job.clock.now())
            write_down(job, rows, answers, fence=fence)
        if trail:
            handovers.forget(job.delivery.pk, fence)


# --- whom it is for -------------------------------------------------------------------


def count_readers(job: Job) -> bool:
    """Make a row for each person, once; return whether there is any.

    What was approved anew may be for others: who was not told yet is asked again.
    """
    delivery, said, held = job.delivery, job.post.digest(), job.prepared.get(READERS)
    with turn(), transaction.atomic():
        now = job.clock.now()
        if delivery.status == Delivery.Status.PREPARING:
            hold(job.claim, now)
        else:
            shift(delivery, job.claim, "preparing", now)
        if held and held.facts.get("said") == said:
            return True
        who = audience.readers(delivery.channel.kind, job.post).values_list("pk")
        there = Recipient.objects.filter(delivery=delivery)
        there.filter(status="waiting").exclude(subscription__in=who.order_by()).delete()
        rows = [
            Recipient(delivery=delivery, subscription_id=pk, due_at=now)
            for (pk,) in who
        ]
        Recipient.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        if not there.exists():
            cancel(delivery, "no_readers", by=None, at=now)
            return False
        keep_prepared(delivery, Prepared(READERS, str(len(rows)), {"said": said}))
    return True


# --- handing over ---------------------------------------------------------------------


@dataclass(slots=True)
class Work:
    """One claim: its session, its file, and what became of its people."""

    job: Job
    session: Session
    trail: Handover
    # Its hands speak to the platform alone, never to the database.
    pool: ThreadPoolExecutor
    replies: list[Reply]
    rate: int = 0
    # Before this moment of the monotonic clock the lease holds for certain.
    writes_until: float = 0.0
    key: str = ""
    done: int = 0

    def go(self) -> None:
        """Take batch after batch, until none is left, or time, rate or right is."""
        job, ends = self.job, time.monotonic() + waits.STRETCH_SECONDS
        self.key = keys.own_key()
        while not (tick.STAY.is_over or time.monotonic() > ends):
            try:
                rows = self.take()
            except pace.TooFast as fast:
                go_on(job, fast.until, done=self.done)
                return
            if rows is None:
                # It is due at once, and then told why, or waits for a pause to end.
                tell(job, self.done)
                let_go(job.claim, job.clock.now())
                return
            if not rows:
                finish(job, done=self.done)
                return
            if why := self.hand_all(rows):
                forget_tries(job, done=self.done)
                stand_by(job.delivery, job.claim, job.softly(why), job.clock)
                return
        go_on(job, job.clock.now(), done=self.done)

    def take(self) -> Rows | None:
        """Write the next ones down as being handed over; None when none may go.

        One transaction checks all again: the lease, the approval, the channel, both
        pauses, a recall. Raises Superseded, and TooFast.
        """
        job, started = self.job, time.monotonic()
        with turn(), transaction.atomic():
            now = job.clock.now()
            ours = Delivery.objects.filter(pk=job.delivery.pk, fence=job.claim.fence)
            may = ours.filter(still_may(job), status=Delivery.Status.PREPARING)
            if not may.update(due_at=now + waits.LEASE):
                if not ours.exists():
                    raise Superseded
                return None
            due = Recipient.objects.due(now).filter(delivery=job.delivery)
            waiting = due.select_related("subscription").order_by("due_at", "pk")
            live: Rows = []
            while not live and (found := list(waiting[:BATCH])):
                live = self.sorted_out(found)
            if live:
                # The oldest ones; the rest waits for the rate.
                most = pace.reserve(job.delivery.channel, self.rate, len(live), now)
                live = live[:most]
                numbers = [row.pk for row, _reader in live]
                facts = {"fence": job.claim.fence, "handed_at": now}
                mine = Recipient.objects.filter(pk__in=numbers, status="waiting")
                mine.update(status="handing", **facts)
        self.writes_until = started + waits.LEASE.total_seconds() - waits.MARGIN_SECONDS
        return live

    def sorted_out(self, found: list[Recipient]) -> Rows:
        """Return those who still want it; the others are skipped."""
        live: Rows = []
        gone: list[int] = []
        for row in found:
            who = row.subscription
            if who and who.address and who.status == Subscription.Status.ACTIVE:
                live.append((row, reader_of(row, who, self.key)))
            else:
                gone.append(row.pk)
        Recipient.objects.filter(pk__in=gone).update(status="skipped")
        return live

    def hand_all(self, rows: Rows) -> Refused | None:
        """Hand over a batch and write it down; return a fault that is of all."""
        stops = Event()

        def one(pair: tuple[Recipient, Reader]) -> tuple[int, Answer]:
            row, reader = pair
            if stops.is_set():
                return row.pk, NOTHING
            answer = self.hand(row, reader)
            if is_of_all(answer):
                stops.set()
            return row.pk, answer

        answers = dict(self.pool.map(one, rows))
        with turn(), transaction.atomic():
            people = [row for row, _reader in rows]
            write_down(self.job, people, answers, fence=self.job.claim.fence)
        told = [one for one in answers.values() if not isinstance(one, Refused)]
        self.done += len(told)
        if self.replies:
            channel, clock = self.job.delivery.channel, self.job.clock
            heard(channel, self.job.adapter, self.replies[-1], clock)
            self.replies.clear()
        faults = [one for one in answers.values() if is_of_all(one)]
        return next((one for one in faults if isinstance(one, Refused)), None)

    def hand(self, row: Recipient, reader: Reader) -> Answer:
        """Hand over one message; what was answered is on the disk when this returns."""
        started: list[bool] = []

        def before() -> None:
            # Frozen as long as its lease, it must not write: others may have the row.
            if time.monotonic() > self.writes_until:
                raise OutOfTime("This process stood still for too long.")
            if started:
                raise RuntimeError("An adapter handed over one message twice.")
            self.trail.started(row.pk)
            started.append(True)

        answer: Answer
        try:
            answer = self.session.hand(reader, before)
        except NotSent as fault:
            said = str(fault)[:300]
            answer = Refused(Mishap(Kind.NOT_SENT, "not_sent", said=said))
        except Lost as fault:
            said = str(fault)[:300]
            answer = Ambiguous(Mishap(Kind.AMBIGUOUS, "looking", said=said))
        except Exception:
            logger.exception("An adapter failed", extra={"recipient": row.pk})
            mishap = Mishap(Kind.AMBIGUOUS, "looking")
            bug = Refused(Mishap(Kind.BUG, "bug"))
            answer = Ambiguous(mishap) if started else bug
        self.trail.answered(row.pk, answer)
        return answer


def is_of_all(answer: Answer) -> bool:
    """Return whether a fault is of the whole delivery, and not of one person."""
    refused = isinstance(answer, Refused) and answer is not NOTHING
    return refused and answer.mishap.kind not in OF_ONE  # type: ignore[union-attr]


# --- what became of them --------------------------------------------------------------


def write_down(
    job: Job, rows: list[Recipient], answers: Answers, *, fence: int
) -> None:
    """Write what became of each. An answer is a fact, whoever has the row now."""
    now = job.clock.now()
    maybe = Recipient.objects.filter(fence=fence, status__in=("handing", "uncertain"))
    accepted = [row for row in rows if isinstance(answers[row.pk], Accepted)]
    plain = [row.pk for row in accepted if name_of(row, answers[row.pk]) == ""]
    maybe.filter(pk__in=plain).update(status="sent", code=0)
    for row in accepted:
        if name := name_of(row, answers[row.pk]):
            maybe.filter(pk=row.pk).update(status="sent", code=0, external_id=name)
    well = [row.subscription_id for row in accepted if row.subscription_id]
    Subscription.objects.filter(pk__in=well, refusals__gt=0).update(refusals=0)
    for row in rows:
        answer = answers[row.pk]
        mine = Recipient.objects.filter(pk=row.pk, fence=fence, status="handing")
        if isinstance(answer, Ambiguous):
            mine.update(status="uncertain", code=answer.mishap.code)
        elif isinstance(answer, Refused):
            mine.update(**refused(job, row, answer.mishap, now))


def name_of(row: Recipient, answer: Answer) -> str:
    """Return the name that a platform gave; "" where it is our own."""
    name = answer.external_id if isinstance(answer, Accepted) else ""
    return "" if name == str(row.ref) else name


def refused(
    job: Job, row: Recipient, mishap: Mishap, now: datetime
) -> dict[str, object]:
    """Return what becomes of a row that is known not to be out."""
    if mishap.kind == Kind.LOST and row.subscription:
        at_once = getattr(job.adapter, "gone_at_once", False)
        bounced(row.subscription, at=now, is_gone=at_once)
    if mishap.kind in {Kind.PERMANENT, Kind.LOST, Kind.MEDIA}:
        return {"status": "refused", "code": mishap.code}
    if mishap.kind not in {Kind.RETRY, Kind.NOT_SENT}:
        # The fault is not this person's.
        return {"status": "waiting"}
    if mishap.said == DIED:
        # No fault of hers: it is not counted.
        return {"status": "waiting", "due_at": now}
    if row.tries >= waits.REPEATS:
        return {"status": "refused", "code": mishap.code}
    wait = waits.repeat(row.tries, jitter=random.random())  # noqa: S311
    # A browser's own server names it: it does not hold up the others for longer.
    wait = max(wait, timedelta(seconds=min(mishap.wait_seconds, MOST_WAIT_SECONDS)))
    due_at = now if mishap.kind == Kind.NOT_SENT else now + wait
    return {"status": "waiting", "due_at": due_at, "tries": row.tries + 1}


def forget_tries(job: Job, *, done: int) -> None:
    """Count the repeats of the delivery anew: it got further."""
    if done and job.delivery.tries:
        job.delivery.tries = 0
        Delivery.objects.filter(pk=job.delivery.pk).update(tries=0)


def go_on(job: Job, until: datetime, *, done: int) -> None:
    """Give the row back, to go on at `until`; it is not late by our own slowness."""
    facts = {"due_at": until, "problem": "spreading"}
    facts |= {"problem_facts": counts.of(job.delivery), "tries": 0}
    facts["expected_at"] = max(until, job.delivery.expected_at)
    mine = Delivery.objects.filter(pk=job.delivery.pk, fence=job.claim.fence)
    mine.filter(due_at__isnull=False).update(**facts)
    tell(job, done)


def tell(job: Job, done: int) -> None:
    """Let the attempts tell how many a claim told."""
    if done:
        facts = {"outcome": "accepted", "evidence": {"people": done}}
        note(
            job.delivery,
            job.claim,
            Attempt.Phase.COMMIT,
            at=job.clock.now(),
            fingerprint=job.post.digest(),
            **facts,
        )


def finish(job: Job, *, done: int) -> None:
    """End the delivery, or wait for who is tried again later. Raises Superseded."""
    delivery = job.delivery
    waiting = Recipient.objects.filter(delivery=delivery, status="waiting")
    if first := waiting.order_by("due_at").first():
        go_on(job, first.due_at, done=done)
        return
    told = counts.of(delivery)
    with turn(), transaction.atomic():
        now = job.clock.now()
        hold(job.claim, now)
        tell(job, done)
        if told["sent"] + told["uncertain"]:
            shift(delivery, job.claim, "sending", now)
            why = counts.sentence_of(told)
            publish(delivery, "", job.post.link, at=now, why=why, facts=told)
        elif told["refused"]:
            fail(delivery, "failed", "all_refused", at=now, facts=told)
        else:
            cancel(delivery, "no_readers", by=None, at=now)
