"""How many of a delivery's people were told, were not, and of how many nobody knows."""

from django.db.models import Count

from sasando.channels.models import Delivery
from sasando.channels.people.models import Recipient

Counts = dict[str, int]


def of(delivery: Delivery) -> Counts:
    """Return the counts of one delivery; empty where it has no people. One query."""
    rows = Recipient.objects.filter(delivery=delivery).order_by()
    found = dict(rows.values_list("status").annotate(n=Count("pk")))
    if not found:
        return {}
    # Who unsubscribed before it was sent is none of those it is for.
    skipped = found.pop("skipped", 0)
    facts = {name: found.get(name, 0) for name in ("sent", "refused", "waiting")}
    # Handed over by one who died may be out.
    facts["uncertain"] = found.get("uncertain", 0) + found.get("handing", 0)
    return facts | {"all": sum(found.values()), "skipped": skipped}


def has_told(delivery: Delivery) -> bool:
    """Return whether anybody has it, or may have it. One query."""
    counts = of(delivery)
    return bool(counts and counts["sent"] + counts["uncertain"])


def sentence_of(counts: Counts) -> str:
    """Return the name of the sentence that says how it ended."""
    if counts["uncertain"] and counts["refused"]:
        return "spread_mixed"
    if counts["uncertain"]:
        return "spread_doubt"
    return "spread_refused" if counts["refused"] else "spread"


def when_stopped(delivery: Delivery, problem: str) -> tuple[str, Counts]:
    """Return why a delivery is cancelled: one that some people have says so."""
    counts = of(delivery)
    if counts and counts["sent"] + counts["uncertain"]:
        return "stopped_partly", counts
    return problem, {}


def refresh(delivery: Delivery) -> None:
    """Write the counts anew where a delivery has ended; evidence came later."""
    counts = of(delivery)
    if delivery.problem.startswith("spread") and delivery.status == "published":
        facts = {"problem": sentence_of(counts), "problem_facts": counts}
    elif delivery.problem == "stopped_partly":
        facts = {"problem_facts": counts}
    else:
        return
    Delivery.objects.filter(pk=delivery.pk).update(**facts)


def wait_again(delivery: Delivery) -> None:
    """Let those be tried anew who were refused: a person mended the channel."""
    refused = Recipient.objects.filter(delivery=delivery, status="refused")
    refused.update(status="waiting", tries=0)
