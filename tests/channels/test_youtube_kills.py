"""Workers killed while a film goes up, and a film larger than what they may hold."""

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from tests.channels.films import (
    FLIP,
    PUT,
    UNIT,
    digest,
    film,
    films,
    pieces,
    show,
    tube,
)
from tests.channels.stage import LATER, Fleet, Stage, environment, eventually, only, run
from tests.channels.test_kills import answered, database_away, states

from sasando.channels.models import Channel, Delivery

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]
MANY = [1, pytest.param(3, marks=pytest.mark.soak)]
MB = 1024 * 1024


@pytest.mark.parametrize("count", MANY)
@pytest.mark.parametrize(
    "match",
    [
        pytest.param(PUT | {"nth": 2}, marks=pytest.mark.soak, id="piece"),
        pytest.param(PUT | {"nth": 3}, id="end"),
        pytest.param(FLIP, marks=pytest.mark.soak, id="flip"),
    ],
)
def test_a_worker_killed_after_the_platform_took_it_leaves_one_film(
    stage: Stage, workers: Fleet, tmp_path: Path, match: dict[str, Any], count: int
) -> None:
    path, asked = film(tmp_path), match.get("nth", 0)
    show([tube(stage)], path)
    stage.fault("accept_then_hang", match=match)
    for _ in range(count):
        workers.start()
    eventually(lambda: pieces(stage) == asked if asked else stage.posts())
    # Long enough to have been answered, if it were to be.
    eventually(lambda: stage.world.log[-1]["status"])
    workers.kill()
    state = "preparing" if asked else "sending"
    assert only().status == state
    run(timezone.now() + LATER)
    assert only().status == "published"
    [one], [post] = films(stage), stage.posts()
    assert (only().external_id, one["sha256"]) == (post["id"], digest(path))
    # One question where the server stands, no piece twice.
    assert pieces(stage) <= 3 + 1


@pytest.mark.soak
def test_a_worker_killed_in_the_middle_of_a_piece_sends_the_rest(
    stage: Stage, workers: Fleet, tmp_path: Path
) -> None:
    # More than the kernel keeps of it on its way.
    path = film(tmp_path, units=65)
    channel = tube(stage, options={"piece_kib": str(64 * 256)})
    stage.world.halts_after = 5 * UNIT
    show([channel], path)
    workers.start()
    eventually(stage.world.halted.is_set)
    workers.kill()
    stage.world.goes_on.set()
    there: Any = stage.world.platforms["youtube"]
    [session] = there.sessions.values()
    eventually(lambda: session["held"])
    assert 5 * UNIT <= session["held"] < 64 * UNIT
    run(timezone.now() + LATER)
    [one] = films(stage)
    assert (only().status, one["sha256"]) == ("published", digest(path))


@pytest.mark.soak
@pytest.mark.parametrize("count", [1, 3])
def test_an_answer_at_the_hour_that_found_no_database_is_written_down_later(
    stage: Stage, workers: Fleet, tmp_path: Path, count: int
) -> None:
    show([tube(stage)], film(tmp_path))
    stage.fault("accept_then_wait", seconds=1, match=FLIP)
    for _ in range(count):
        workers.start()
    eventually(stage.posts)
    with database_away():
        eventually(answered)
        workers.kill()
    assert only().status == "sending"
    run()
    assert (only().status, only().external_id) == ("published", films(stage)[0]["id"])
    assert len(stage.posts()) == 1


@pytest.mark.soak
def test_three_workers_send_each_film_once(
    stage: Stage, workers: Fleet, tmp_path: Path
) -> None:
    channel = tube(stage)
    for seed in range(12):
        show([channel], film(tmp_path, seed=seed))
    for _ in range(3):
        workers.start()
    eventually(lambda: set(states()) == {"published"})
    hashes = {one["sha256"] for one in films(stage)}
    assert len(films(stage)) == len(hashes) == len(stage.posts()) == 12
    assert pieces(stage) == 12 * 3


def leases_end() -> None:
    """Let what a dead worker had be due now, not in two minutes."""
    Delivery.objects.filter(due_at__isnull=False).update(due_at=timezone.now())


@pytest.mark.soak
def test_after_sixty_deaths_every_film_is_there_once(
    stage: Stage, workers: Fleet, tmp_path: Path
) -> None:
    chance = random.Random(5)
    channel = tube(stage)
    paths = [film(tmp_path, seed=seed) for seed in range(60)]
    for path in paths:
        show([channel], path)
    deaths = 0
    while deaths < 60 and not is_done():
        workers.start()
        seen = len(stage.world.log) + chance.randint(1, 8)
        eventually(lambda seen=seen: len(stage.world.log) >= seen or is_done())
        workers.kill()
        deaths += 1
        leases_end()
    for _ in range(40):
        run()
        leases_end()
    assert is_done()
    assert deaths == 60
    hashes = sorted(one["sha256"] for one in films(stage))
    assert hashes == sorted(map(digest, paths))
    names = set(Delivery.objects.values_list("external_id", flat=True))
    assert names == {post["id"] for post in stage.posts()}
    assert len(names) == 60


def is_done() -> bool:
    return set(states()) == {"published"}


# Sends a film in a process of its own, and says what that took of memory.
SENDER = """
import django
django.setup()
from django.utils import timezone
from sasando.channels import engine, models, wire
def most():
    text = open("/proc/self/status").read()
    return int(text.partition("VmHWM:")[2].split()[0]) // 1024
wire.client()
list(models.Delivery.objects.all())
before = most()
engine.run(timezone.now() + __import__("datetime").timedelta(seconds=%(later)d))
print(most() - before)
"""


def taken(later: int = 0) -> int:
    """Let another process send; return how many MB more than at rest it had."""
    words = [sys.executable, "-c", SENDER % {"later": later}]
    return int(subprocess.check_output(words, env=environment(), text=True))


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Path]:
    """A film of 200 MB, made here and thrown away here."""
    path = tmp_path / "besar.mp4"
    with path.open("wb") as file:
        for number in range(200 * MB // 65536):
            file.write(number.to_bytes(8, "big") * 8192)
    yield path
    path.unlink()


@pytest.mark.soak
def test_a_film_of_200_mb_takes_less_than_64_mb_and_survives_everything(
    stage: Stage, large: Path, record_property: Any
) -> None:
    channel = tube(stage, options={"piece_kib": ""})
    faults: list[dict[str, Any]] = [
        {"do": "accept_then_reset", "match": PUT | {"nth": 5}},
        {"do": "short_range", "match": PUT | {"nth": 12}},
        {"do": "lost_range", "match": PUT | {"nth": 16}},
        {"do": "refuse_5xx", "match": PUT | {"nth": 20}, "times": 1},
        {"do": "session_404", "match": PUT | {"nth": 46}},
    ]
    for fault in faults:
        stage.fault(**fault)
    content = show([channel], large)
    used = [taken(later) for later in (0, 40, 110, 240, 500)]
    [one] = films(stage)
    assert (only().status, one["sha256"]) == ("published", digest(large))
    assert len(stage.posts()) == 1
    record_property("MB", used)
    assert max(used) < 64, used
    Path(settings.MEDIA_ROOT, content.media.get().file).unlink()
    assert Channel.objects.get().status == "open"
