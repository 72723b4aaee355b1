"""The campaign: workers die at random moments, hundreds of times; one post each.

On every platform of the double that has an adapter, by every kind of post it takes,
with one worker and with three. The clock goes on half a minute a round, so that leases
end and looks fall due as in hours of an office. In the end each delivery is exactly one
public post, or a sentence for a person where nothing could be proven; and the ledger
of the double says the same.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from PIL import Image
from tests.channels.stage import TOKEN, Fleet, Stage, eventually, run

from sasando.channels import spool, workflow
from sasando.channels.adapters import Piece, Post, adapter_of, installed
from sasando.channels.adapters.spread import Spreads
from sasando.channels.models import Attempt, Channel, Delivery
from sasando.channels.workflow import Connection, File, Saying

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]
STEP_SECONDS = 30
A_DAY_MINUTES = 24 * 60
# After the first claim of its round: the calls are over by then, mostly.
DIES_WITHIN_SECONDS = 0.7
SLOW_SECONDS = 0.03
# What a platform asks of an account besides a number and a token.
TOKENS = {"token": TOKEN, "refresh_token": "segar", "client_id": "1", "app_secret": "s"}
OPTIONS = {"youtube": {"piece_kib": "256"}}
FILM_BYTES = 600 * 1024


@dataclass(slots=True)
class Campaign:
    """What is said, how far the clock is ahead, and what each death left behind."""

    stage: Stage
    workers: Fleet
    folder: Path
    chance: random.Random
    ahead: float = 0.0
    ways: Iterator[tuple[Channel, list[str]]] = field(init=False)
    numbers: Iterator[int] = field(default_factory=count)
    deaths: Counter[str] = field(default_factory=Counter)
    seen: set[tuple[int, int]] = field(default_factory=set)

    # --- what is said -----------------------------------------------------

    def say(self, many: int) -> None:
        """Say so many things that are due now, each in the way that is next."""
        at = timezone.now() + timedelta(seconds=self.ahead)
        for _ in range(many):
            channel, files = next(self.ways)
            number = next(self.numbers)
            saying = Saying(
                text=f"Kabar {number:04d} dari Kupang",
                files=[self.fresh(file) for file in files],
                channels=[channel.pk],
                late_minutes=A_DAY_MINUTES,
            )
            content = workflow.write(None, saying, by=None, at=at)
            workflow.approve(content, by=None, at=at)

    def connect(self) -> None:
        """Connect all accounts; what is said goes to each in turn."""
        self.ways = cycle(list(self.all_ways()))

    def all_ways(self) -> Iterator[tuple[Channel, list[str]]]:
        """Yield each platform with each kind of post that it takes."""
        there = set(self.stage.world.platforms) & set(installed())
        # What tells people one by one has a campaign of its own.
        public = {one for one in there if not isinstance(adapter_of(one), Spreads)}
        for kind in sorted(public):
            for place, files in enumerate(([], ["jpg"], ["jpg", "jpg"], ["mp4"])):
                if takes(kind, [self.fresh(file) for file in files]):
                    yield self.channel(kind, f"{1001 + place}"), files

    def channel(self, kind: str, account: str) -> Channel:
        # Renewed within the campaign: each by its own, as its platform knows it.
        tokens = TOKENS | {"refresh_token": f"segar-{kind}-{account}"}
        there = tokens | {"id": account, "client_secret": TOKENS["app_secret"]}
        self.stage.world.platforms[kind].add(there)
        facts = Connection(
            kind=kind,
            name=f"{kind} {account}",
            account_id=account,
            base_url=f"{self.stage.address}/{kind}",
            tokens=tokens,
            options=OPTIONS.get(kind, {}),
        )
        return workflow.connect(None, facts, by=None, at=timezone.now())

    def fresh(self, ending: str) -> File:
        """Make a file that no other post has."""
        path = self.folder / f"{self.chance.getrandbits(64):016x}.{ending}"
        if ending == "mp4":
            head = b"\0\0\0\x18ftypmp42" + bytes(12)
            path.write_bytes(head + self.chance.randbytes(FILM_BYTES))
            return File(path, "video")
        colour = tuple(self.chance.randbytes(3))
        Image.new("RGB", (640, 640), colour).save(path)
        return File(path)

    # --- rounds -----------------------------------------------------------

    def go(self, kills: int) -> None:
        """Let workers die until so many are dead, one or three at a time."""
        stays = {"path_regex": "", "method": "POST"}
        self.stage.fault("delay", seconds=SLOW_SECONDS, times=0, match={})
        self.stage.fault("accept_then_wait", seconds=SLOW_SECONDS, times=0, match=stays)
        while sum(self.deaths.values()) < kills:
            self.go_on(STEP_SECONDS)
            many = self.chance.choice((1, 3))
            self.say(many)
            claims = self.claims()
            pids = [self.workers.start(ahead=self.ahead) for _ in range(many)]
            eventually(partial(self.has_claimed, claims))
            self.kill(pids)
        self.stage.world.faults.clear()

    def kill(self, pids: list[int]) -> None:
        """Kill these workers, each at a moment of its own."""
        now = time.monotonic()
        ends = sorted(now + self.chance.uniform(0, DIES_WITHIN_SECONDS) for _ in pids)
        self.chance.shuffle(pids)
        for pid, end in zip(pids, ends, strict=True):
            time.sleep(max(0, end - time.monotonic()))
            self.workers.kill_one(pid)
            self.deaths[self.left()] += 1

    def has_claimed(self, since: int) -> bool:
        return self.claims() > since

    def claims(self) -> int:
        """Return how many claims there were; it grows when a worker begins."""
        return Delivery.objects.aggregate(all=Sum("fence"))["all"] or 0

    def go_on(self, seconds: float) -> None:
        """Let time pass, for us and for the platforms alike."""
        self.ahead += seconds
        self.stage.world.shift = self.ahead

    def left(self) -> str:
        """Return what the worker that just died was at."""
        found = "no call"
        for trail in spool.left():
            if (trail.delivery, trail.fence) not in self.seen:
                self.seen.add((trail.delivery, trail.fence))
                found = "a byte had left" if trail.started else "before a byte"
                found = "answered, not noted" if trail.answer else found
        return found

    def end(self) -> None:
        """Let the engine live, and do what is left, through every look there is."""
        steps = 0
        while Delivery.objects.open().exists():
            self.go_on(2 * STEP_SECONDS)
            run(timezone.now() + timedelta(seconds=self.ahead))
            steps += 1
            assert steps < 600, list(Delivery.objects.open().values())


def takes(kind: str, files: list[File]) -> bool:
    """Return whether a platform takes a post with these files."""
    pieces = tuple(
        Piece(one.kind, one.path, one.path.name, one.path.stat().st_size)  # type: ignore[arg-type]
        for one in files
    )
    post = Post("Kabar 9999 dari Kupang", pieces=pieces)
    return not adapter_of(kind).validate(post)


def is_provable(delivery: Delivery) -> bool:
    """Return whether its platform shows for certain whether it is out."""
    caps = adapter_of(delivery.channel.kind).caps
    with_names = bool(delivery.payload["pieces"]) and caps.evidence == "likely"
    return caps.evidence == "certain" or with_names


def shown(stage: Stage, delivery: Delivery) -> list[dict[str, Any]]:
    """Return what the public sees of a delivery."""
    sign = delivery.content.text
    return [row for row in stage.posts() if sign in json.dumps(row)]


def check(stage: Stage, delivery: Delivery) -> None:
    """See that the ledger and the database say the same of a delivery."""
    posts, problem = shown(stage, delivery), (delivery.status, delivery.problem)
    if delivery.status == "published":
        assert [row["id"] for row in posts] == [delivery.external_id], problem
        return
    told = list(delivery.attempts.values("phase", "outcome", "code", "evidence"))
    assert problem == ("needs_human", "unproven"), (delivery.channel.kind, told)
    assert not is_provable(delivery), delivery.channel.kind
    # Only where a byte may have left and the platform cannot say.
    commits = delivery.attempts.filter(phase="commit")
    assert commits.latest("pk").outcome == "ambiguous"
    most = 1 if adapter_of(delivery.channel.kind).caps.evidence == "none" else 0
    assert len(posts) <= most


FORMS = [
    pytest.param(4, 6, id="short"),
    pytest.param(200, 300, id="long", marks=pytest.mark.soak),
]


@pytest.mark.parametrize(("many", "kills"), FORMS)
def test_workers_that_die_at_random_moments_leave_one_post_each(
    stage: Stage, workers: Fleet, tmp_path: Path, many: int, kills: int
) -> None:
    began = time.monotonic()
    seed = random.randrange(1 << 32) if many > 100 else 5
    campaign = Campaign(stage, workers, tmp_path, random.Random(seed))
    campaign.connect()
    campaign.go(kills)
    campaign.end()
    run(timezone.now() + timedelta(seconds=campaign.ahead))
    deliveries = list(Delivery.objects.select_related("channel", "content"))
    assert len(deliveries) >= many
    for delivery in deliveries:
        check(stage, delivery)
    assert not list(spool.folder().iterdir())
    ends = Counter(f"{one.channel.kind} {one.status}" for one in deliveries)
    facts: dict[str, Any] = {"seed": seed, "deaths": dict(campaign.deaths)}
    facts |= {"ends": dict(ends), "attempts": dict(Counter(outcomes()))}
    print(connection.vendor, f"{time.monotonic() - began:.0f} s", facts)


def outcomes() -> list[str]:
    pairs = Attempt.objects.values_list("phase", "outcome")
    return [" ".join(one) for one in pairs]
