"""The channels of the demo, and what it said there: at the double, by real calls.

Each platform but one is the double's. It is served while this runs, by the very code of
`sasando sandbox`, and what it then knows is kept for it: so the posts that the office
knows of are the posts that the public sees there.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone
from PIL import Image

from sasando.accounts.models import User
from sasando.channels import answering, faces, payloads, settling, workflow
from sasando.channels.adapters import Measures, Parcel, Place, Search, adapter_of
from sasando.channels.management.commands.sandbox import shelf_folder
from sasando.channels.models import (
    Attempt,
    Channel,
    Content,
    Delivery,
    MetricSnapshot,
)
from sasando.channels.outcomes import Accepted, Found, NotYet, Prepared
from sasando.channels.sandbox import figures
from sasando.channels.sandbox.accounts import ACCOUNTS, PORT, settle_in
from sasando.channels.sandbox.keeping import Shelf
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.server import running
from sasando.channels.sandbox.world import World
from sasando.channels.wire import Line
from sasando.channels.workflow import Connection, File, Saying
from sasando.demo import content, lines
from sasando.demo.content import CONTENT, MEDIA

FOLDER = CONTENT / "channels"
WRITTEN_BEFORE, OUT_AFTER = timedelta(hours=2), timedelta(seconds=40)
# A phone's screen; the drawings are larger.
WIDTH = 1280
COUNTED_DAYS = 30
# Longer than the double works on a film.
WORKS_SECONDS = 10
MADE = {one.kind: one for one in ACCOUNTS}


@dataclass(frozen=True, slots=True)
class Draft:
    """One post as its file says it."""

    text: str
    facts: dict[str, str]
    at: datetime
    goes_at: datetime | None = None

    def names(self, fact: str, sign: str = ",") -> list[str]:
        given = self.facts.get(fact, "").split(sign)
        return [one.strip() for one in given if one.strip()]


def add_posts(*, today: date, at: datetime) -> None:
    """Connect six channels, and let the posts of the demo happen in their order."""
    world, shelf = World(PLATFORMS), Shelf(shelf_folder())
    people = {user.name: user for user in User.objects.all()}
    settle_in(world)
    with running(world) as (_world, address), TemporaryDirectory() as folder:
        there = connect(at)
        for draft in sorted(drafts(today=today), key=lambda each: each.at):
            one = write(draft, there, people, Path(folder))
            if approver := draft.facts["approver"]:
                workflow.approve(one, by=people[approver], at=draft.at)
                send(one, world, address)
        count(there, today=today)
        for kind, channel in there.items():
            if kind in MADE:
                name = f"{kind}/{channel.account_id}"
                faces.fetch(channel, f"{address}/__feed__/face/{name}")
    world.shift = 0.0
    shelf.keep(world)


def count(there: dict[str, Channel], *, today: date) -> None:
    """Let each day since have its figures, as the double counts them."""
    rows = []
    for kind, channel in there.items():
        adapter = adapter_of(kind)
        if not isinstance(adapter, Measures):
            continue
        begins = MADE[kind].facts.get("likes", 100)
        for at in mornings(today, COUNTED_DAYS):
            name, moment = channel.account_id, at.timestamp()
            for metric in adapter.account_metrics:
                value = figures.of_account(name, metric, begins=begins, at=moment)
                rows.append(figure(channel, None, metric, value, at))
        out = channel.deliveries.filter(status="published")
        for one in out.exclude(external_id=""):
            for at in mornings(today, COUNTED_DAYS):
                age = (at - (one.published_at or at)).total_seconds()
                for metric in adapter.post_metrics if age > 0 else ():
                    name = one.external_id
                    value = figures.of_post(name, metric, age_seconds=age)
                    rows.append(figure(channel, one, metric, value, at))
    MetricSnapshot.objects.bulk_create(rows)


def mornings(today: date, days: int) -> list[datetime]:
    """Return six o'clock of the last days, but not of a morning to come."""
    found = [clock(today, str(-day), "06.00") for day in range(days, -1, -1)]
    return [at for at in found if at < timezone.now()]


def figure(
    channel: Channel, row: Delivery | None, metric: str, value: int, at: datetime
) -> MetricSnapshot:
    on = timezone.localdate(at)
    facts = {"metric": metric, "value": value, "on": on, "taken_at": at}
    return MetricSnapshot(channel=channel, delivery=row, **facts)


def drafts(*, today: date) -> list[Draft]:
    """Return every post. Raises Unreadable."""
    found = []
    for file in sorted(FOLDER.glob("*.md")):
        if file.name == "channels.md":
            continue
        _none, front, text = file.read_text("utf-8").split("---\n", 2)
        numbered = list(enumerate(front.splitlines(), start=2))
        facts = lines.facts(numbered, name=file.name)
        at = clock(today, facts["days"], facts["time"])
        goes = clock(today, facts["goes"], facts["hour"]) if "goes" in facts else None
        found.append(Draft(text.strip(), facts, at, goes))
    return found


def clock(today: date, days: str, hour: str) -> datetime:
    hours, minutes = map(int, hour.split("."))
    midnight = content.moment(today + timedelta(days=int(days)))
    return midnight.replace(hour=hours, minute=minutes)


def connect(at: datetime) -> dict[str, Channel]:
    """Connect the channels as the command line does, to where the double answers."""
    there = {}
    for row in content.rows("channels.md", folder=FOLDER):
        made, kind = MADE.get(row["kind"]), row["kind"]
        facts: dict[str, Any] = {"account_id": row["account"]}
        if row["open"]:
            facts["options"] = {"open": row["open"]}
        if made:
            facts = {"account_id": made.number, "tokens": made.tokens}
            facts["base_url"] = f"http://127.0.0.1:{PORT}/{kind}"
        connection = Connection(kind, row["name"], **facts)
        there[kind] = workflow.connect(None, connection, by=None, at=at)
    return there


def write(
    draft: Draft, there: dict[str, Channel], people: dict[str, User], folder: Path
) -> Content:
    """Write a post as its author does."""
    alts = draft.names("alt", ";")
    files = [
        File(photo(MEDIA / name, folder), alt=alt)
        for name, alt in zip(draft.names("pictures"), alts, strict=False)
    ]
    files += [File(MEDIA / name, "video", alts[0]) for name in draft.names("film")]
    saying = Saying(
        text=draft.text,
        files=files,
        channels=[there[kind].pk for kind in draft.names("channels")],
        scheduled_at=draft.goes_at,
        is_draft=True,
    )
    author, at = people[draft.facts["author"]], draft.at - WRITTEN_BEFORE
    return workflow.write(None, saying, by=author, at=at)


def photo(drawing: Path, folder: Path) -> Path:
    """Return a drawing as a phone would have taken it."""
    path = folder / f"{drawing.stem}.jpg"
    with Image.open(drawing) as image:
        image.thumbnail((WIDTH, WIDTH))
        image.convert("RGB").save(path, quality=82)
    return path


def send(one: Content, world: World, address: str) -> None:
    """Let what is due by now go out, each at its hour; by hand it becomes a task."""
    rows = one.deliveries.filter(status="scheduled", due_at__lte=timezone.now())
    for delivery in rows.select_related("channel", "content"):
        at = delivery.expected_at + OUT_AFTER
        if not answering.calls_a_platform(delivery.channel):
            settling.fail(delivery, "needs_human", "by_hand", at=at)
        elif at < timezone.now():
            world.shift = at.timestamp() - timezone.now().timestamp()
            publish(delivery, said(delivery, world, address, at=at), at=at)


def said(delivery: Delivery, world: World, address: str, *, at: datetime) -> Accepted:
    """Say it at the double by the adapter of its platform; return what it is there."""
    channel, post = delivery.channel, payloads.post_of(delivery)
    adapter, kept = adapter_of(channel.kind), payloads.place_of(channel)
    place = Place(f"{address}/{channel.kind}", kept.account_id, kept.tokens)
    prepared: dict[str, Prepared] = {}
    facts: dict[str, Any] = {"line": Line(home=address)}
    facts["lend"] = payloads.lender_of(place)
    while True:
        parcel = Parcel(place, post, prepared=prepared, new=set(prepared), **facts)
        step = adapter.prepare(parcel)
        if not isinstance(step, Prepared):
            break
        prepared[step.name] = step
    while isinstance(wait := adapter.poll(parcel), NotYet):
        # The double's own clock goes on; nobody waits.
        world.shift += wait.seconds
    answer: Any = adapter.commit(parcel)
    if not isinstance(answer, Accepted):
        # A film is shown when the platform has worked on it.
        world.shift += WORKS_SECONDS
        answer = adapter.reconcile(parcel, Search(at, number=1, is_last=False))
    if not isinstance(answer, Accepted | Found):
        raise RuntimeError(f"The double did not take a post of the demo: {answer}")
    back = adapter.read_back(place, parcel.line, answer.external_id)
    return Accepted(answer.external_id, back.permalink if back else "")


def publish(delivery: Delivery, answer: Accepted, *, at: datetime) -> None:
    """Write down that it is out, as a worker does."""
    facts = {"phase": Attempt.Phase.COMMIT, "fence": 1, "started_at": at}
    attempt = Attempt.objects.create(delivery=delivery, **facts)
    settling.close(attempt.pk, answer, at=at)
    delivery.status = Delivery.Status.SENDING
    delivery.save(update_fields=["status"])
    settling.publish(delivery, answer.external_id, answer.permalink, at=at)
