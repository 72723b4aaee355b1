"""A campaign: what is said, changed, taken back and told, while workers die at random.

Said on every platform of the double, with first comments where there are any; told by
letters (a real mail server), notices and WhatsApp, one row a person.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import Any

from django.db.models import Q, Sum
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.channels import test_mailing as mailing
from tests.channels import test_webpush as webpush
from tests.channels import test_whatsapp as whatsapp
from tests.channels.post_office import PostOffice
from tests.channels.stage import TOKEN, Fleet, Stage, eventually, run

from sasando.channels import commenting, composing, spool, workflow
from sasando.channels.adapters import Comments, Piece, Post, adapter_of, installed
from sasando.channels.adapters.spread import Spreads
from sasando.channels.models import Attempt, Channel, Delivery, FirstComment
from sasando.channels.people import handovers
from sasando.channels.people.models import Recipient
from sasando.channels.workflow import Connection, File, Saying

STEP_SECONDS = 30
A_DAY_MINUTES = 24 * 60
# A worker dies amid one of so many calls, or a blink after it; or before it made any.
CALLS, DIES_WITHIN_SECONDS = 5, 0.08
# Or when there is nothing to do any more; a busy machine takes a while to begin.
LIVES_SECONDS, IDLE_SECONDS = 8.0, 0.8
SLOW_SECONDS = 0.04
# What a platform asks of an account besides a number and a token.
TOKENS = {"token": TOKEN, "refresh_token": "segar", "client_id": "1", "app_secret": "s"}
OPTIONS = {"youtube": {"piece_kib": "256"}}
FILM_BYTES = 600 * 1024
LINK = "https://humas.example.org/berita/jalan/"
# Each mailing is for so many; one round in six has one.
READERS, MAILS_EVERY = 12, 6
# What people have received is not changed, and not taken back.
TOLD = Q(channel__kind__in=("email", "webpush", "whatsapp"))
OUT = Q(status__in=("published", "edit_requested"))
ON_ITS_WAY = Q(status__in=("scheduled", "preparing", "ready", "sending", "confirming"))


@dataclass(slots=True)
class Campaign:
    """What is said, how far the clock is ahead, and what each death left behind."""

    stage: Stage
    office: PostOffice
    workers: Fleet
    folder: Path
    chance: random.Random
    ahead: float = 0.0
    ways: Iterator[tuple[Channel, list[str]]] = field(init=False)
    mailings: Iterator[Channel] = field(init=False)
    numbers: Iterator[int] = field(default_factory=count)
    deaths: Counter[str] = field(default_factory=Counter)
    # What was found open after a death already.
    seen: set[object] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    # Of the double's log: how far it is read, and how many of its calls do something.
    read: int = 0
    done: int = 0

    @property
    def now(self) -> datetime:
        return timezone.now() + timedelta(seconds=self.ahead)

    # --- what is said -----------------------------------------------------

    def say(self, many: int) -> None:
        """Say so many things that are due now, each in the way that is next."""
        for _ in range(many):
            channel, files = next(self.ways)
            facts = {}
            if isinstance(adapter_of(channel.kind), Comments):
                facts["first_comment"] = "Rincian"
            self.approve(channel, files=[self.fresh(one) for one in files], **facts)

    def tell(self) -> None:
        """Tell all who subscribed, in the way that is next."""
        self.approve(next(self.mailings), link=LINK)

    def approve(self, channel: Channel, first_comment: str = "", **facts: Any) -> None:
        sign = f"{next(self.numbers):04d} dari Kupang"
        saying = Saying(
            text=f"Kabar {sign}",
            first_comment=f"{first_comment} {sign}" if first_comment else "",
            channels=[channel.pk],
            late_minutes=A_DAY_MINUTES,
            **facts,
        )
        content = workflow.write(None, saying, by=None, at=self.now)
        workflow.approve(content, by=None, at=self.now)

    def change_one(self) -> None:
        """Let one say something else that is out, or seldom one on its way."""
        which = (OUT if self.chance.random() < 0.8 else ON_ITS_WAY) & ~TOLD
        row = self.any_of(which & ~Q(pk__in=self.changed))
        if row is not None:
            self.changed.add(row.pk)
            content = row.content
            text = f"{content.text}, diperbarui {next(self.numbers)}"
            revision = composing.Revision(text, content.link)
            composing.revise(content, revision, by=None, at=self.now)
            self.approve_changes()

    def approve_changes(self) -> None:
        """Approve what waits for it: drafts anew, and changes of what is out."""
        rows = Delivery.objects.filter(
            Q(status="draft") | Q(changes__status="asked", status="published")
        )
        for row in rows.select_related("content").distinct():
            workflow.approve(row.content, by=None, at=self.now)

    def take_back_one(self) -> None:
        """Take one back that is out, or seldom one on its way (a mailing too)."""
        which = OUT & ~TOLD if self.chance.random() < 0.8 else ON_ITS_WAY
        if row := self.any_of(which):
            workflow.recall(row, by=None, at=self.now)

    def any_of(self, which: Q) -> Delivery | None:
        """Return one of these that nobody wants back yet."""
        rows = Delivery.objects.filter(which, recall_asked_at=None)
        # Young ones, or all would be taken back in time.
        pks = list(rows.order_by("-pk").values_list("pk", flat=True)[:12])
        both = Delivery.objects.select_related("channel", "content")
        return both.get(pk=self.chance.choice(pks)) if pks else None

    # --- where it is said -------------------------------------------------

    def connect(self, client: Client) -> None:
        """Connect all accounts; what is said goes to each in turn."""
        self.ways = cycle(list(self.all_ways()))
        letters = mailing.mail_channel(self.office)
        notices, phone = (
            webpush.push_channel(self.stage),
            whatsapp.channel_of(self.stage),
        )
        mailing.people(READERS)
        for number in range(READERS):
            webpush.subscribed(client, self.stage, f"b{number:02d}")
        whatsapp.subscribe(*(f"62812345{n:05d}" for n in range(READERS)))
        self.mailings = cycle([letters, notices, phone])

    def all_ways(self) -> Iterator[tuple[Channel, list[str]]]:
        """Yield each platform with each kind of post that it takes."""
        there = set(self.stage.world.platforms) & set(installed())
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
        for method in ("POST", "PUT", "DELETE"):
            stays = {"path_regex": "", "method": method}
            wait = {"seconds": SLOW_SECONDS, "times": 0, "match": stays}
            self.stage.fault("accept_then_wait", **wait)
        self.office.be(slow=SLOW_SECONDS, late=SLOW_SECONDS)
        rounds = 0
        while sum(self.deaths.values()) < kills:
            self.go_on(STEP_SECONDS)
            many = self.chance.choice((1, 3))
            self.say(many)
            self.approve_changes()
            self.change_one()
            if rounds % 3:
                self.take_back_one()
            if rounds % MAILS_EVERY == 0:
                self.tell()
            rounds += 1
            claims, calls = self.claims(), self.calls()
            pids = [self.workers.start(ahead=self.ahead) for _ in range(many)]
            eventually(partial(self.has_claimed, claims))
            self.kill(pids, calls)
        self.stage.world.faults.clear()
        self.office.be()

    def kill(self, pids: list[int], since: int) -> None:
        """Kill these workers, each amid a call, or a blink after one."""
        ends = time.monotonic() + LIVES_SECONDS
        self.chance.shuffle(pids)
        for pid in pids:
            since += self.chance.randrange(CALLS)
            ends = self.wait_for(since, ends)
            time.sleep(self.chance.uniform(0, DIES_WITHIN_SECONDS))
            self.workers.kill_one(pid)
            self.deaths[self.left()] += 1

    def wait_for(self, calls: int, ends: float) -> float:
        """Wait for so many calls, or for an end that comes sooner with each one."""
        had = self.calls()
        while had < calls and time.monotonic() < ends:
            time.sleep(0.01)
            if self.calls() > had:
                had, ends = self.calls(), time.monotonic() + IDLE_SECONDS
        return ends

    def calls(self) -> int:
        """Return how many calls there were that do something, letters included."""
        log = self.stage.world.log
        while self.read < len(log):
            self.done += log[self.read]["method"] in {"POST", "PUT", "DELETE"}
            self.read += 1
        letters = self.office.ledger_file
        return self.done + (
            letters.read_bytes().count(b"\n") if letters.exists() else 0
        )

    def has_claimed(self, since: int) -> bool:
        return self.claims() > since

    def claims(self) -> int:
        """Return how many claims there were; it grows when a worker begins."""
        sums = (
            model.objects.aggregate(all=Sum("fence"))["all"] or 0
            for model in (Delivery, FirstComment)
        )
        return sum(sums)

    def go_on(self, seconds: float) -> None:
        """Let time pass, for us and for the platforms alike."""
        self.ahead += seconds
        self.stage.world.shift = self.ahead

    def left(self) -> str:
        """Return what the worker that just died was at; a call before all else."""
        there = dict(self.under_way())
        found = {what for mark, what in there.items() if mark not in self.seen}
        self.seen |= set(there)
        ranks = ("post", "letters", "change", "comment", "deletion")
        order = [word for rank in ranks for word in sorted(found) if rank in word]
        return order[0] if order else "no call"

    def under_way(self) -> Iterator[tuple[object, str]]:
        """Yield what a death left open, with a mark of its own."""
        for trail in spool.left():
            what = "a post, a byte had left" if trail.started else "a post, no byte yet"
            what = "a post, answered and not noted" if trail.answer else what
            yield (trail.delivery, trail.fence), what
        for path in handovers.folder().iterdir():
            delivery, _dash, fence = path.name.partition("-")
            trail = handovers.find(int(delivery), int(fence))
            handing = Recipient.objects.filter(delivery=delivery, fence=fence)
            if trail and handing.filter(status="handing").exists():
                under = trail.started - set(trail.answers)
                what = "letters, one under way" if under else "letters, between two"
                yield path.name, what
        phases = {"edit": "a change", "comment": "a comment"}
        for row in Attempt.objects.filter(ended_at=None, phase__in=phases):
            yield f"attempt {row.pk}", phases[row.phase]
        gone = {row["id"] for row in self.stage.world.ledger() if not row["visible"]}
        asked = Delivery.objects.filter(status="recall_requested", external_id__in=gone)
        for pk in asked.values_list("pk", flat=True):
            yield f"deletion {pk}", "a deletion, done and not noted"

    def end(self) -> None:
        """Let the engine live, and do what is left, through every look there is."""
        steps = 0
        while self.is_open():
            self.go_on(2 * STEP_SECONDS)
            self.approve_changes()
            run(self.now)
            commenting.run(self.now)
            steps += 1
            rows = [*Delivery.objects.open().values(), *FirstComment.objects.values()]
            assert steps < 600, rows
        run(self.now)

    def is_open(self) -> bool:
        """Return whether the engine has anything left that it can do."""
        stopped = Q(delivery__status__in=Delivery.STOPS, status="waiting")
        comments = FirstComment.objects.filter(due_at__isnull=False).exclude(stopped)
        asked = Delivery.objects.filter(status="published", changes__status="asked")
        drafts = Delivery.objects.filter(status="draft")
        parts = (Delivery.objects.open(), comments, asked, drafts)
        return any(one.exists() for one in parts)


def takes(kind: str, files: list[File]) -> bool:
    """Return whether a platform takes a post with these files."""
    pieces = tuple(
        Piece(one.kind, one.path, one.path.name, one.path.stat().st_size)  # type: ignore[arg-type]
        for one in files
    )
    post = Post("Kabar 9999 dari Kupang", pieces=pieces)
    return not adapter_of(kind).validate(post)
