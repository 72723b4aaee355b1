"""Workers die while a mailing goes out: nobody gets a letter twice, and nobody none.

Each letter that the server took stands in its ledger before it answers. In the end each
person is `sent` or `uncertain`; who is `sent` has one letter, who is `uncertain` one or
none, and only deaths and lost answers make somebody uncertain.
"""

import random
import time
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.channels import test_whatsapp as whatsapp
from tests.channels.post_office import PostOffice
from tests.channels.stage import Fleet, Stage, eventually, only, run, say
from tests.channels.test_mailing import mail_channel, people, states

from sasando.channels import workflow as channels
from sasando.channels.models import Delivery
from sasando.channels.people import counts, handovers
from sasando.channels.people.models import Recipient

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]
STEP = timedelta(minutes=3)


def check(office: PostOffice, addresses: list[str]) -> Counter[str]:
    """See that the ledger and the rows say the same of each person."""
    letters = Counter(office.addresses())
    assert max(letters.values()) == 1, letters.most_common(3)
    ends: Counter[str] = Counter()
    for row in Recipient.objects.select_related("subscription"):
        assert row.subscription
        got = letters[row.subscription.address]
        assert row.status in {"sent", "uncertain"}, row.status
        assert got == 1 or row.status == "uncertain"
        ends[f"{row.status} {got}"] += 1
    assert sum(ends.values()) == len(addresses)
    return ends


def got_on(there: PostOffice | Stage, had: int) -> bool:
    """Return whether a worker sent another one, or found that none is left."""
    isnt_open = not Delivery.objects.open().exists()
    rows = there.posts() if isinstance(there, Stage) else there.letters()
    return len(rows) > had or isnt_open


def end(ahead: float) -> None:
    """Let the engine live, and do what is left."""
    steps = 0
    while Delivery.objects.open().exists():
        ahead += 60
        run(timezone.now() + timedelta(seconds=ahead))
        steps += 1
        assert steps < 60


def test_a_worker_killed_in_a_mailing_tells_nobody_twice_and_all_the_others(
    post_office: PostOffice, workers: Fleet
) -> None:
    addresses = people(40)
    # Taken, and then answered late: the worker dies between the two.
    post_office.be(late=0.05)
    say([mail_channel(post_office)], late_minutes=600)
    workers.start()
    eventually(lambda: len(post_office.letters()) >= 5)
    workers.kill()
    left = states()
    assert left["handing"] >= 1
    post_office.be()
    # Nothing happens before the lease of the dead one ends.
    had = len(post_office.letters())
    run()
    assert len(post_office.letters()) == had
    end(STEP.total_seconds())
    ends = check(post_office, addresses)
    # Of the one that was under way nobody knows; of no other.
    assert ends["uncertain 0"] + ends["uncertain 1"] <= 1
    assert only().status == "published"
    assert not list(handovers.folder().iterdir())


def test_a_mailing_recalled_after_its_worker_died_says_who_has_it(
    post_office: PostOffice, workers: Fleet
) -> None:
    people(40)
    post_office.be(late=0.05)
    say([mail_channel(post_office)], late_minutes=600)
    workers.start()
    eventually(lambda: len(post_office.letters()) >= 5)
    workers.kill()
    assert states()["handing"] > 1
    channels.recall(only(), by=None, at=timezone.now())
    assert only().status == "cancelled"
    run(timezone.now() + STEP)
    told, ends = counts.of(only()), states()
    assert (only().problem, only().problem_facts) == ("stopped_partly", told)
    # Of the one letter under way nobody knows; of every other the file does.
    assert (ends.get("handing", 0), only().due_at) == (0, None)
    assert ends.get("uncertain", 0) <= 1
    got = len(post_office.letters())
    assert ends["sent"] <= got <= ends["sent"] + ends.get("uncertain", 0)
    assert not list(handovers.folder().iterdir())


@pytest.mark.soak
def test_sixty_deaths_in_one_mailing_after_another(
    post_office: PostOffice, workers: Fleet
) -> None:
    chance, ahead, kills = random.Random(), 0.0, 0
    addresses = people(600)
    channel = mail_channel(post_office)
    began = time.monotonic()
    post_office.be(late=0.02, slow=0.01)
    say([channel], late_minutes=6000)
    while kills < 66 and Delivery.objects.open().exists():
        many = chance.choice((1, 3))
        pids = [workers.start(ahead=ahead) for _ in range(many)]
        had = len(post_office.letters())
        eventually(partial(got_on, post_office, had))
        for pid in pids:
            time.sleep(chance.uniform(0, 0.15))
            workers.kill_one(pid)
            kills += 1
        ahead += STEP.total_seconds()
    assert kills >= 60, Counter(Recipient.objects.values_list("status", flat=True))
    post_office.be()
    end(ahead)
    ends = check(post_office, addresses)
    assert ends["uncertain 0"] + ends["uncertain 1"] <= kills
    seconds = f"{time.monotonic() - began:.0f} s"
    print(connection.vendor, seconds, {"kills": kills, "ends": dict(ends)})


@pytest.mark.soak
def test_five_thousand_letters_go_out_in_steps_within_leases(
    post_office: PostOffice,
) -> None:
    addresses = people(5000)
    say([mail_channel(post_office)], late_minutes=600)
    began, ahead = time.monotonic(), 0.0
    while Delivery.objects.open().exists():
        run(timezone.now() + timedelta(seconds=ahead))
        ahead += 1
    ends = check(post_office, addresses)
    assert ends == {"sent 1": 5000}
    seconds = time.monotonic() - began
    rate = f"{5000 / seconds:.0f} a second"
    fences = only().fence
    print(connection.vendor, f"{seconds:.0f} s", rate, f"{fences} claims")


@pytest.mark.soak
def test_deaths_among_whatsapp_messages_are_proven_by_their_statuses(
    stage: Stage, workers: Fleet, client: Client
) -> None:
    """What the ledger has is told by signed statuses; the rest was never out."""
    chance, ahead, kills = random.Random(), 0.0, 0
    channel = whatsapp.channel_of(stage)
    numbers = [f"62812345{n:05d}" for n in range(160)]
    whatsapp.subscribe(*numbers)
    slowly = {"method": "POST", "path_regex": "/messages$"}
    stage.fault("accept_then_wait", seconds=0.05, times=0, match=slowly)
    say([channel], text="Jalan dibuka", link=whatsapp.LINK, late_minutes=6000)
    while kills < 20 and Delivery.objects.open().exists():
        pid = workers.start(ahead=ahead)
        had = len(stage.posts())
        eventually(partial(got_on, stage, had))
        time.sleep(chance.uniform(0, 0.1))
        workers.kill_one(pid)
        kills += 1
        ahead += STEP.total_seconds()
    stage.world.faults.clear()
    end(ahead)
    before = dict(states())
    whatsapp.hear(client, stage, channel)
    got = Counter(one["to"] for one in whatsapp.phone_of(stage).messages)
    assert max(got.values()) == 1
    for row in Recipient.objects.select_related("subscription"):
        assert row.subscription
        told = got[row.subscription.address] == 1
        assert row.status == ("sent" if told else "uncertain")
    print(connection.vendor, {"kills": kills, "before": before, "after": states()})
