"""Taking back what is out: deleted where the platform can, by a person where not."""

from typing import Any

from django.db import transaction

from sasando.channels import payloads, tokens, waits
from sasando.channels.adapters import adapter_of
from sasando.channels.claims import Claim, hold
from sasando.channels.clock import Clock
from sasando.channels.models import Attempt, Delivery
from sasando.channels.outcomes import Deleted, Kind, Mishap, Refused, Unsupported
from sasando.channels.settling import heard, leave_alone, note, of_mishap
from sasando.channels.wire import Line, Lost, NotSent
from sasando.core.turns import turn
from sasando.core.workflow import move


def recall(delivery: Delivery, claim: Claim, clock: Clock) -> None:
    """Delete a post, see that it is gone, and write it down. Raises Superseded."""
    answer = delete(delivery, clock)
    facts: dict[str, Any]
    with turn(), transaction.atomic():
        now = clock.now()
        hold(claim, now)
        if isinstance(answer, Deleted):
            note(delivery, claim, Attempt.Phase.RECALL, at=now, outcome="gone")
            facts = {"due_at": None, "problem": "", "problem_facts": {}}
            move(
                delivery,
                "recalled",
                by=None,
                at=now,
                action="delivery.recalled",
                **facts,
            )
        elif isinstance(answer, Refused) and answer.mishap.kind == Kind.RATE:
            # What it asks for counts as no try.
            facts = of_mishap(answer.mishap)
            note(delivery, claim, Attempt.Phase.RECALL, at=now, **facts)
            save(delivery, due_at=leave_alone(delivery.channel, answer.mishap, now))
        elif isinstance(answer, Refused) and delivery.tries < waits.REPEATS:
            note(
                delivery,
                claim,
                Attempt.Phase.RECALL,
                at=now,
                **of_mishap(answer.mishap),
            )
            wait = waits.repeat(delivery.tries, jitter=0)
            save(delivery, due_at=now + wait, tries=delivery.tries + 1)
        else:
            by_hand = {"permalink": delivery.permalink or delivery.external_id}
            ours = adapter_of(delivery.channel.kind).caps.is_ours
            problem = "withdraw_page" if ours else "delete_by_hand"
            save(delivery, due_at=None, problem=problem, problem_facts=by_hand)


def delete(delivery: Delivery, clock: Clock) -> Deleted | Refused | Unsupported:
    """Delete, and read back whether it is gone."""
    channel, adapter = delivery.channel, adapter_of(delivery.channel.kind)
    if not delivery.external_id:
        # A person said that it is out; what it is called there nobody knows.
        return Unsupported()
    line = Line(
        home=channel.base_url,
        heard=lambda reply: heard(channel, adapter, reply, clock),
    )
    renewed = tokens.renew(channel, line, clock.now())
    if isinstance(renewed, Mishap):
        return Refused(renewed)
    place = payloads.place_of(channel)
    try:
        answer = adapter.delete(place, line, delivery.external_id)
        if isinstance(answer, Refused):
            now = clock.now()
            mishap = tokens.soften(channel, answer.mishap, renewed=renewed, at=now)
            return Refused(mishap)
        if not (isinstance(answer, Deleted) and adapter.caps.can_read_back):
            return answer
        if adapter.read_back(place, line, delivery.external_id) is None:
            return answer
        return Refused(Mishap(Kind.RETRY, "retry", said="it is still there"))
    except (NotSent, Lost) as fault:
        return Refused(Mishap(Kind.RETRY, "retry", said=str(fault)[:300]))


def save(delivery: Delivery, **facts: object) -> None:
    for name, value in facts.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=list(facts))
