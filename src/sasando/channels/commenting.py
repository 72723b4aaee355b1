"""The first comment: written once below a post that is out, by steps of its own.

As a post it is noted before its call, which is made once; what was lost is looked for
by its words, and whatever was tried before is looked for before it is tried again.
Nothing that happens to it changes the post.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F

from sasando.channels import payloads, settling, tokens, waits
from sasando.channels.adapters import Comments, adapter_of
from sasando.channels.clock import Clock
from sasando.channels.comment_plans import STOPPED
from sasando.channels.models import Attempt, Channel, Delivery, FirstComment, Pause
from sasando.channels.outcomes import (
    Accepted,
    Ambiguous,
    Found,
    Kind,
    Mishap,
    NotFoundYet,
    Refused,
)
from sasando.channels.wire import Line, Lost, NotSent, OutOfTime
from sasando.core.models import Entry
from sasando.core.turns import turn

logger = logging.getLogger(__name__)
Status = FirstComment.Status
Answer = Accepted | Refused | Ambiguous
AT_ONCE = 20
SOON, A_WHILE = timedelta(seconds=5), timedelta(minutes=1)
# The post is on its way, or may be out.
ON_ITS_WAY = {"scheduled", "preparing", "ready", "sending", "confirming"}
OUT = {"published", "edit_requested"}
IN_VAIN = {"cancelled", "recall_requested", "recalled"}
MAYBE_OUT = {Kind.AMBIGUOUS, Kind.DUPLICATE, Kind.RETRY, Kind.BUG}


# --- by the clock -------------------------------------------------------------------


def run(at: datetime) -> None:
    """Take each comment that is due one step on. Safe in any number of processes."""
    clock = Clock(at)
    both = FirstComment.objects.select_related("delivery__channel")
    due = both.filter(due_at__lte=clock.now()).order_by("due_at", "pk")
    for row in due[:AT_ONCE]:
        if claim(row, clock.now()):
            step = STEPS.get(row.status, Sending)(row, clock)
            try:
                step.step()
            except Exception:
                logger.exception("A comment failed", extra={"comment": row.pk})
                step.broke()


def claim(row: FirstComment, now: datetime) -> bool:
    """Take a row for two minutes, unless another worker was faster."""
    mine = FirstComment.objects.filter(pk=row.pk, fence=row.fence, due_at=row.due_at)
    taken = mine.update(due_at=now + waits.LEASE, fence=F("fence") + 1)
    row.fence += taken
    return bool(taken)


@dataclass(slots=True)
class Step:
    """One claimed comment, and what its platform is asked."""

    row: FirstComment
    clock: Clock

    @property
    def delivery(self) -> Delivery:
        return self.row.delivery

    @property
    def channel(self) -> Channel:
        return self.row.delivery.channel

    def change(self, **facts: Any) -> bool:
        """Change the row if it is still ours; whoever lost it changes nothing."""
        ours = FirstComment.objects.filter(pk=self.row.pk, fence=self.row.fence)
        return bool(ours.update(**facts))

    def put_off(self, wait: timedelta, **facts: Any) -> None:
        self.change(due_at=self.clock.now() + wait, **facts)

    def stop(self, status: str, problem: str) -> None:
        """Let it end with a sentence for a person; the post stays as it is.

        Below what was taken back there is nothing to look for, nor to write.
        """
        with turn(), transaction.atomic():
            taken_back = Delivery.objects.filter(pk=self.delivery.pk)
            if taken_back.filter(status__in=IN_VAIN).exists():
                status, problem = Status.CANCELLED, ""
            facts = {"due_at": None, "problem": problem, "status": status}
            if self.change(**facts) and status in STOPPED:
                now = self.clock.now()
                Entry.write(self.delivery, "comment.stopped", by=None, at=now)

    def broke(self) -> None:
        """Take a step that broke again by and by, or stop with a sentence."""
        if self.row.tries < waits.REPEATS:
            wait = waits.repeat(self.row.tries, jitter=0)
            self.put_off(wait, tries=self.row.tries + 1)
        elif self.was_tried():
            self.stop(Status.NEEDS_HUMAN, "comment_unproven")
        else:
            self.stop(Status.FAILED, "comment_unreachable")

    def was_tried(self) -> bool:
        """Return whether a byte of it may have left."""
        tried = Attempt.objects.filter(delivery=self.delivery)
        return tried.filter(phase=Attempt.Phase.COMMENT).exists()

    def is_there(self, name: str) -> None:
        """Write down that it is out: a fact, whoever has the row now."""
        now = self.clock.now()
        rows = FirstComment.objects.filter(pk=self.row.pk)
        facts = {"status": Status.PUBLISHED, "external_id": name, "problem": ""}
        with turn(), transaction.atomic():
            open_ones = rows.exclude(status=Status.PUBLISHED)
            if open_ones.update(due_at=None, published_at=now, **facts):
                Entry.write(self.delivery, "comment.published", by=None, at=now)

    def quiet_until(self) -> datetime | None:
        """Return until when its account is not called at all; None for at once."""
        until = self.channel.quiet_until
        return until if until and until > self.clock.now() else None

    def ask(self, call: Callable[[Comments, Line], Any], **line: Any) -> Any:
        """Ask the platform; a fault on the way is a mishap of its kind."""
        adapter = adapter_of(self.channel.kind)
        assert isinstance(adapter, Comments)  # noqa: S101 - for the type
        line["heard"] = lambda reply: settling.heard(
            self.channel, adapter, reply, self.clock
        )
        return call(adapter, Line(home=self.channel.base_url, **line))

    def seen(self) -> Found | NotFoundYet | Refused:
        """Look for it by its words; what cannot be seen proves nothing."""
        place = payloads.place_of(self.channel)
        name, text = self.delivery.external_id, self.row.text
        try:
            found = self.ask(
                lambda adapter, line: adapter.find_comment(place, line, name, text)
            )
        except (NotSent, Lost) as fault:
            found = Refused(Mishap(Kind.RETRY, "retry", said=str(fault)[:300]))
        self.note(found)
        return found

    def note(self, seen: Found | NotFoundYet | Refused) -> None:
        facts: dict[str, Any] = {"outcome": "not_found"}
        if isinstance(seen, Found):
            facts = {"outcome": "found", "evidence": {"id": seen.external_id}}
        elif isinstance(seen, Refused):
            facts = settling.of_mishap(seen.mishap)
        now = self.clock.now()
        Attempt.objects.create(
            delivery=self.delivery,
            phase=Attempt.Phase.COMMENT_LOOK,
            fence=self.row.fence,
            started_at=now,
            ended_at=now,
            **facts,
        )


class Sending(Step):
    """A comment that is not out, as far as we know."""

    def step(self) -> None:
        if self.waits():
            return
        renewed = tokens.renew(
            self.channel, Line(home=self.channel.base_url), self.clock.now()
        )
        if isinstance(renewed, Mishap):
            self.again(renewed)
        elif self.was_tried() and self.was_found():
            return
        else:
            self.send()

    def waits(self) -> bool:
        """Return whether it must not go now, and when it is looked at again."""
        delivery, channel = self.delivery, self.channel
        can = isinstance(adapter_of(channel.kind), Comments)
        if delivery.status in IN_VAIN:
            self.stop(Status.CANCELLED, "")
        elif delivery.status not in OUT:
            self.put_off(SOON if delivery.status in ON_ITS_WAY else A_WHILE)
        elif not (can and delivery.external_id) or channel.status == "removed":
            self.stop(Status.NEEDS_HUMAN, "comment_by_hand")
        elif self.must_rest():
            self.put_off(A_WHILE)
        else:
            return False
        return True

    def must_rest(self) -> bool:
        channel, quiet = self.channel, self.quiet_until() is not None
        paused = not channel.is_in_order or Pause.objects.filter(over_at=None).exists()
        return quiet or paused

    def was_found(self) -> bool:
        """Look before it is tried again; without an answer it is not tried."""
        seen = self.seen()
        if isinstance(seen, Found):
            self.is_there(seen.external_id)
        elif isinstance(seen, Refused):
            self.again(seen.mishap)
        return not isinstance(seen, NotFoundYet)

    def send(self) -> None:
        """Note the try, make the one call, write down what became of it."""
        ends = time.monotonic() + waits.LEASE.total_seconds() - waits.MARGIN_SECONDS
        attempt = self.begin()
        if attempt is None:
            self.put_off(A_WHILE)
            return
        answer = self.call(ends)
        with turn(), transaction.atomic():
            settling.close(attempt, answer, at=self.clock.now())
        if isinstance(answer, Accepted):
            self.is_there(answer.external_id)
        else:
            self.follow(settling.certain(answer).mishap)  # type: ignore[union-attr]

    def begin(self) -> int | None:
        """Write the try down before its first byte; None when it must not go."""
        with turn(), transaction.atomic():
            now = self.clock.now()
            may = FirstComment.objects.filter(
                ~Exists(Pause.objects.filter(over_at=None)),
                pk=self.row.pk,
                fence=self.row.fence,
                status=Status.WAITING,
                # An approved change of its post takes it along.
                text=self.row.text,
                delivery__in=Delivery.objects.filter(
                    status__in=OUT,
                    channel__in=Channel.objects.filter(status="open", paused_at=None),
                ),
            )
            if not may.update(status=Status.SENDING, due_at=now + waits.LEASE):
                return None
            attempt = Attempt.objects.create(
                delivery=self.delivery,
                phase=Attempt.Phase.COMMENT,
                fence=self.row.fence,
                started_at=now,
            )
            return attempt.pk

    def call(self, ends: float) -> Answer:
        sent: list[bool] = []

        def before() -> None:
            if time.monotonic() > ends:
                raise OutOfTime("This process stood still for too long.")
            if sent:
                raise RuntimeError("An adapter made two calls for one comment.")
            sent.append(True)

        place = payloads.place_of(self.channel)
        name, text = self.delivery.external_id, self.row.text
        line = {"before": before, "seconds": waits.COMMIT_SECONDS}
        try:
            answer: Answer = self.ask(
                lambda adapter, way: adapter.comment(place, way, name, text), **line
            )
        except NotSent as fault:
            return Refused(Mishap(Kind.NOT_SENT, "not_sent", said=str(fault)[:300]))
        except Lost as fault:
            return Ambiguous(Mishap(Kind.AMBIGUOUS, "looking", said=str(fault)[:300]))
        except Exception as fault:
            logger.exception("An adapter failed", extra={"comment": self.row.pk})
            said = f"{type(fault).__name__}: {fault}"[:300]
            return Ambiguous(Mishap(Kind.AMBIGUOUS, "looking", said=said))
        return answer

    def follow(self, mishap: Mishap) -> None:
        """Let the row go where this kind of fault leads."""
        now = self.clock.now()
        if mishap.kind in MAYBE_OUT:
            due = waits.next_look(now, after=now)
            facts = {"status": Status.CONFIRMING, "confirming_since": now}
            self.change(due_at=due, problem="looking", **facts)
        else:
            self.again(mishap)

    def again(self, mishap: Mishap) -> None:
        """Try again by and by what is known not to be out, or say why not."""
        now, kind, tries = self.clock.now(), mishap.kind, self.row.tries
        if kind == Kind.RATE:
            wait = waits.rate(tries, named_seconds=mishap.wait_seconds)
            Channel.objects.filter(pk=self.channel.pk).update(quiet_until=now + wait)
            self.put_off(wait, status=Status.WAITING)
        elif kind in {Kind.REAUTH, Kind.BLOCKED}:
            to = "needs_reconnect" if kind == Kind.REAUTH else "blocked"
            with turn(), transaction.atomic():
                settling.close_channel(self.channel, to, mishap.name, at=now)
            self.put_off(A_WHILE, status=Status.WAITING)
        elif kind not in {Kind.NOT_SENT, Kind.RETRY}:
            self.stop(Status.FAILED, "comment_refused")
        elif tries >= waits.REPEATS:
            self.stop(Status.FAILED, "comment_unreachable")
        else:
            wait = waits.repeat(tries, jitter=0)
            self.put_off(wait, status=Status.WAITING, tries=tries + 1)


class Looking(Step):
    """A comment that may be out: only looked for."""

    def step(self) -> None:
        if self.delivery.status in IN_VAIN:
            self.stop(Status.CANCELLED, "")
            return
        if until := self.quiet_until():
            self.change(due_at=until)
            return
        seen, now = self.seen(), self.clock.now()
        if isinstance(seen, Found):
            self.is_there(seen.external_id)
            return
        if isinstance(seen, Refused) and seen.mishap.kind == Kind.RATE:
            until = settling.leave_alone(self.channel, seen.mishap, now)
            self.change(due_at=until)
            return
        since = self.row.confirming_since or now
        later = waits.next_look(since, after=now)
        if isinstance(seen, Refused) and now - since < waits.DISTURBED:
            # A look that could not be made is none.
            later = later or now + waits.LOOKS[2]
        if later:
            self.change(due_at=later)
        else:
            self.stop(Status.NEEDS_HUMAN, "comment_unproven")


class Orphaned(Looking):
    """A comment whose worker died, or stood still, while it was sent."""

    def step(self) -> None:
        now = self.clock.now()
        tries = Attempt.objects.filter(delivery=self.delivery)
        last = tries.filter(phase=Attempt.Phase.COMMENT).order_by("-pk").first()
        since = last.started_at if last else now
        if last and last.outcome == "accepted":
            # Its answer was noted; only the row was not.
            self.is_there(last.evidence.get("id", ""))
            return
        with turn(), transaction.atomic():
            if last:
                died = Mishap(Kind.AMBIGUOUS, "looking", said="the worker died")
                settling.close(last.pk, Refused(died), at=now)
            facts = {"status": Status.CONFIRMING, "confirming_since": since}
            if not self.change(problem="looking", **facts):
                return
        self.row.confirming_since = since
        super().step()


STEPS: dict[str, Any] = {Status.SENDING: Orphaned, Status.CONFIRMING: Looking}
