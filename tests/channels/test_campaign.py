"""The campaign: workers die at random moments, hundreds of times; all once, or said so.

On every platform of the double that has an adapter, by every kind of post it takes,
with one worker and with three; first comments below posts, changes and deletions of
what is out, letters, notices and messages to people. The clock goes on half a minute a
round, so that leases end and looks fall due as in hours of an office. In the end each
of them happened exactly once, or is a sentence for a person where nothing could be
proven; and the ledgers of the double and of the mail server say the same.
"""

import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from tests.channels import test_whatsapp as whatsapp
from tests.channels.campaign import Campaign
from tests.channels.post_office import PostOffice
from tests.channels.stage import Fleet, Stage

from sasando.channels import changing, payloads, spool
from sasando.channels.adapters import adapter_of, shown
from sasando.channels.adapters.spread import Spreads
from sasando.channels.models import Attempt, Channel, Delivery, FirstComment
from sasando.channels.people.models import Recipient

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]


def is_told(delivery: Delivery) -> bool:
    return isinstance(adapter_of(delivery.channel.kind), Spreads)


def is_provable(delivery: Delivery) -> bool:
    """Return whether its platform shows for certain whether it is out."""
    caps = adapter_of(delivery.channel.kind).caps
    with_names = bool(delivery.payload["pieces"]) and caps.evidence == "likely"
    return caps.evidence == "certain" or with_names


def rows_of(ledger: list[dict[str, Any]], delivery: Delivery) -> list[dict[str, Any]]:
    """Return what the public ever saw of a delivery."""
    sign = delivery.content.text[len("Kabar ") :][: len("0000 dari Kupang")]
    return [row for row in ledger if f"Kabar {sign}" in json.dumps(row)]


# --- posts, changes, deletions --------------------------------------------------------


def check(ledger: list[dict[str, Any]], delivery: Delivery) -> str:
    """See that the ledger and the database say the same; return how it ended."""
    ever = rows_of(ledger, delivery)
    there = [row for row in ever if row["visible"]]
    facts = (delivery.channel.kind, delivery.status, delivery.problem, delivery.pk)
    told = facts, list(delivery.attempts.values("phase", "outcome", "code", "evidence"))
    assert delivery.due_at is None, told
    caps = adapter_of(delivery.channel.kind).caps
    how = f"{delivery.status} {delivery.problem}".strip()
    if delivery.status in {"published", "edit_requested", "recall_requested"}:
        assert [row["id"] for row in there] == [delivery.external_id] != [""], told
        assert len(ever) == 1, told
        check_words(there[0], delivery)
    elif delivery.status in {"recalled", "cancelled"}:
        assert there == [], told
        assert len(ever) == (delivery.status == "recalled"), told
    if delivery.status == "published":
        assert delivery.recall_asked_at is None, told
        assert not delivery.changes.filter(status__in=changing.OPEN).exists(), told
        return how
    if delivery.status == "edit_requested":
        assert (delivery.problem, caps.can_edit) == ("edit_by_hand", False), told
    elif delivery.status == "recall_requested":
        assert (delivery.problem, caps.can_delete) == ("delete_by_hand", False), told
    elif delivery.status == "cancelled":
        assert delivery.problem == "recalled_in_time", told
    elif delivery.status != "recalled":
        check_unproven(there, delivery, told)
    return how


def check_words(row: dict[str, Any], delivery: Delivery) -> None:
    """See that the public reads what the database says that it reads."""
    post = shown(delivery.channel.kind, payloads.post_of(delivery))
    said = f"{row['text']}\n"
    assert said.startswith(f"{post.text}\n"), (row, delivery.payload)


def check_unproven(
    there: list[dict[str, Any]], delivery: Delivery, told: object
) -> None:
    """See that a person is asked only where a byte may have left, and none can say."""
    assert (delivery.status, delivery.problem) == ("needs_human", "unproven"), told
    assert not is_provable(delivery), told
    commits = delivery.attempts.filter(phase="commit")
    assert commits.latest("pk").outcome == "ambiguous", told
    most = 1 if adapter_of(delivery.channel.kind).caps.evidence == "none" else 0
    assert len(there) <= most, told


# --- first comments -------------------------------------------------------------------


def check_comment(written: list[dict[str, Any]], row: FirstComment) -> str:
    """See that a comment was written once, or is a sentence; return how it ended."""
    names = [one["id"] for one in written if one["text"] == row.text]
    told = (row.status, row.problem, row.delivery.status, names)
    tried = Attempt.objects.filter(delivery=row.delivery, phase="comment")
    assert not tried.filter(ended_at=None).exists(), told
    assert len(names) <= 1, told
    if row.status == "published":
        assert names == [row.external_id], told
    elif row.status == "needs_human":
        assert row.problem == "comment_unproven", told
        assert tried.filter(outcome="ambiguous").exists(), told
        assert names == [], told
    elif row.status == "waiting":
        assert row.delivery.status == "needs_human", told
        assert not tried.exists(), told
    else:
        # Whoever takes back a post wants no comment below it.
        assert row.status == "cancelled", told
        assert row.delivery.status in {"cancelled", "recalled", "recall_requested"}
    return f"{row.status} {row.problem}".strip()


# --- letters, notices, messages -------------------------------------------------------


def messages(campaign: Campaign) -> dict[str, list[tuple[str, str]]]:
    """Return what people ever got, by the way it came: who, and the words."""
    platforms: Any = campaign.stage.world.platforms
    letters, notices = campaign.office.letters(), platforms["webpush"].notices
    texts = platforms["whatsapp"].messages
    return {
        "email": [(one["to"], one["raw"]) for one in letters],
        "webpush": [(one["browser"], one["said"]["title"]) for one in notices],
        "whatsapp": [(one["to"], one["fields"][0]) for one in texts],
    }


def check_people(got: list[tuple[str, str]], delivery: Delivery) -> Counter[str]:
    """See that nobody was told twice, and each row says what is true."""
    mine = Counter(who for who, said in got if delivery.content.text in said)
    assert not mine or max(mine.values()) == 1, (delivery.channel.kind, mine)
    ends: Counter[str] = Counter()
    for row in Recipient.objects.filter(delivery=delivery).select_related(
        "subscription"
    ):
        assert row.subscription
        where = row.subscription.address
        times = sum(n for who, n in mine.items() if who == where or f'/{who}"' in where)
        told = (delivery.channel.kind, delivery.status, row.status, times)
        states = {"sent", "uncertain"}
        if delivery.status == "cancelled":
            states.add("waiting")
        assert row.status in states, told
        assert row.status == "uncertain" or times == (row.status == "sent"), told
        ends[f"{row.status} {times}"] += 1
    return ends


FORMS = [
    pytest.param((4, 6), id="short"),
    pytest.param((200, 300), id="long", marks=pytest.mark.soak),
]


@pytest.mark.parametrize("size", FORMS)
def test_workers_that_die_at_random_moments_leave_one_of_each(
    stage: Stage,
    post_office: PostOffice,
    workers: Fleet,
    client: Client,
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    cache.clear()
    (many, kills), began = size, time.monotonic()
    seed = random.randrange(1 << 32) if many > 100 else 5
    campaign = Campaign(stage, post_office, workers, tmp_path, random.Random(seed))
    campaign.connect(client)
    print({"seed": seed})
    campaign.go(kills)
    campaign.end()
    # What WhatsApp says of each message is signed, and proves what was lost.
    whatsapp.hear(client, stage, Channel.objects.get(kind="whatsapp"))
    deliveries = list(Delivery.objects.select_related("channel", "content"))
    assert len(deliveries) >= many
    ledger, got = stage.world.ledger(), messages(campaign)
    ends: Counter[str] = Counter()
    people: dict[str, Counter[str]] = {}
    for delivery in deliveries:
        kind = delivery.channel.kind
        if is_told(delivery):
            ends[f"{kind} {delivery.status} {delivery.problem}"] += 1
            found = check_people(got[kind], delivery)
            people[kind] = people.get(kind, Counter()) + found
        else:
            ends[f"{kind} {check(ledger, delivery)}"] += 1
    written = stage.world.comments()
    rows = FirstComment.objects.select_related("delivery")
    comments = Counter(check_comment(written, row) for row in rows)
    assert not list(spool.folder().iterdir())
    facts: dict[str, Any] = {"seed": seed, "deaths": dict(campaign.deaths)}
    facts |= {"ends": dict(sorted(ends.items())), "comments": dict(comments)}
    facts |= {"people": {kind: dict(one) for kind, one in people.items()}}
    facts |= {"attempts": dict(Counter(outcomes()))}
    print(connection.vendor, f"{time.monotonic() - began:.0f} s", facts)


def outcomes() -> list[str]:
    pairs = Attempt.objects.values_list("phase", "outcome")
    return [" ".join(one) for one in pairs]
