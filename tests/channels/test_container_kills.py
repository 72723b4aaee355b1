"""Workers of Instagram and Threads, killed at the worst moments: one post each."""

import random
import time
from pathlib import Path
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from tests.channels.stage import LATER, Fleet, Stage, eventually, picture, run, say
from tests.channels.test_kills import answered, database_away, states

from sasando.channels import spool
from sasando.channels.models import Attempt, Delivery, PreparedMedia

# The shortest of them stands in `test_kills`, whose workers are there already.
pytestmark = [
    *(pytest.mark.django_db(transaction=True), pytest.mark.servers, pytest.mark.soak)
]
ONE_AND_THREE = [(kind, count) for kind in ("instagram", "threads") for count in (1, 3)]


def two_pictures(stage: Stage, folder: Path, kind: str) -> str:
    """Say two things with a picture each; return what publishes there."""
    channel = stage.channel(kind=kind)
    for colour in ("teal", "gold"):
        say([channel], text=f"Kabar {colour}.", pictures=[picture(folder, colour)])
    publish: str = stage.world.platforms[kind].publish  # type: ignore[attr-defined]
    return publish


def at_publication(publish: str) -> dict[str, str]:
    return {"method": "POST", "path_regex": f"/{publish}$"}


@pytest.mark.parametrize(("kind", "count"), ONE_AND_THREE)
def test_a_worker_killed_after_the_publication_leaves_one_post(
    stage: Stage, workers: Fleet, tmp_path: Path, kind: str, count: int
) -> None:
    publish = two_pictures(stage, tmp_path, kind)
    stage.fault("accept_then_hang", times=2, match=at_publication(publish))
    for _ in range(count):
        workers.start()
    eventually(lambda: len(stage.posts()) == 2)
    workers.kill()
    assert states() == ["sending", "sending"]
    later = timezone.now() + LATER
    run(later)
    run(later)
    assert states() == ["published", "published"]
    ids = set(Delivery.objects.values_list("external_id", flat=True))
    assert ids == {post["id"] for post in stage.posts()}
    assert len(stage.asked("POST", f"/{publish}")) == len(ids) == 2


@pytest.mark.parametrize(("kind", "count"), ONE_AND_THREE)
def test_a_worker_killed_while_nothing_was_published_leaves_one_post(
    stage: Stage, workers: Fleet, tmp_path: Path, kind: str, count: int
) -> None:
    """Bytes left, so it may be out; the container says twice that it is not."""
    publish = two_pictures(stage, tmp_path, kind)
    stage.fault("hang", times=2, match=at_publication(publish))
    for _ in range(count):
        workers.start()
    eventually(lambda: len(stage.asked("POST", f"/{publish}")) == 2)
    workers.kill()
    assert (states(), stage.posts()) == (["sending", "sending"], [])
    later = timezone.now() + LATER
    run(later)
    run(later)
    assert states() == ["confirming", "confirming"]
    for _ in range(2):
        later += LATER
        run(later)
    assert states() == ["published", "published"]
    ids = set(Delivery.objects.values_list("external_id", flat=True))
    assert ids == {post["id"] for post in stage.posts()}
    assert PreparedMedia.objects.count() == len(ids) == 2


@pytest.mark.parametrize(("kind", "count"), ONE_AND_THREE)
def test_a_worker_killed_while_it_prepares_leaves_one_post(
    stage: Stage, workers: Fleet, tmp_path: Path, kind: str, count: int
) -> None:
    publish = two_pictures(stage, tmp_path, kind)
    create = stage.world.platforms[kind].create  # type: ignore[attr-defined]
    match = {"method": "POST", "path_regex": f"/{create}$"}
    stage.fault("accept_then_hang", times=2, match=match)
    for _ in range(count):
        workers.start()
    eventually(lambda: len(stage.asked("POST", f"/{create}")) == 2)
    workers.kill()
    assert (states(), stage.posts()) == (["scheduled", "scheduled"], [])
    run(timezone.now() + LATER)
    assert states() == ["published", "published"]
    assert len(stage.posts()) == len(stage.asked("POST", f"/{publish}")) == 2


@pytest.mark.parametrize(("kind", "count"), ONE_AND_THREE)
def test_an_answer_that_found_no_database_is_written_down_later(
    stage: Stage, workers: Fleet, tmp_path: Path, kind: str, count: int
) -> None:
    channel = stage.channel(kind=kind)
    say([channel], pictures=[picture(tmp_path)])
    publish = stage.world.platforms[kind].publish  # type: ignore[attr-defined]
    stage.fault("accept_then_wait", seconds=1, match=at_publication(publish))
    for _ in range(count):
        workers.start()
    eventually(lambda: len(stage.posts()) == 1)
    with database_away():
        eventually(answered)
        workers.kill()
    assert states() == ["sending"]
    run()
    assert states() == ["published"]
    assert len(stage.asked("POST", f"/{publish}")) == len(stage.posts()) == 1
    assert list(spool.folder().iterdir()) == []


# What happens to the publications of a campaign, besides the kills: at each of so many.
WEATHER: tuple[tuple[int, dict[str, Any]], ...] = (
    (1, {"do": "accept_then_wait", "seconds": 0.3}),
    (7, {"do": "accept_then_reset"}),
    (8, {"do": "accept_then_5xx"}),
    (9, {"do": "refuse_5xx"}),
    (10, {"do": "live_but_error", "code": 4, "subcode": 2207051}),
    (11, {"do": "hang"}),
)


# All that is left may wait for half a minute until it is repeated.
IDLE_SECONDS, MOST_ROUNDS = 20, 500


def storm(stage: Stage) -> None:
    for each, facts in WEATHER:
        for nth in range(each, 200, each * 2):
            match = {"method": "POST", "path_regex": "_publish$", "nth": nth}
            stage.fault(match=match, **facts)


def kill_in_the_middle(stage: Stage, workers: Fleet, after_seconds: float) -> None:
    """Kill the workers a moment after they began to publish, or had nothing to do."""
    before, end = len(stage.asked("POST", "_publish")), time.monotonic() + IDLE_SECONDS
    while len(stage.asked("POST", "_publish")) == before and at_work():
        if time.monotonic() > end:
            break
        time.sleep(0.01)
    time.sleep(after_seconds)
    workers.kill()
    # What the dead had in hand, and what waits to be repeated, is due at once.
    leased().update(due_at=timezone.now())


def leased() -> QuerySet[Delivery]:
    """Return what is still to be sent."""
    return Delivery.objects.exclude(status__in=["confirming", "published"]).open()


def at_work() -> bool:
    return leased().exists()


@pytest.mark.parametrize("count", [1, 3])
def test_killed_again_and_again_each_is_exactly_one_post(
    stage: Stage, workers: Fleet, tmp_path: Path, count: int
) -> None:
    chance = random.Random(count)
    channels = [stage.channel(kind=kind) for kind in ("instagram", "threads")]
    for number in range(20):
        say(channels, text=f"Kabar {number}", pictures=[picture(tmp_path)])
    storm(stage)
    for _each in range(MOST_ROUNDS):
        if not at_work():
            break
        for _ in range(count):
            workers.start()
        kill_in_the_middle(stage, workers, chance.uniform(0, 0.3))
    at = timezone.now()
    for _ in range(20):
        at += LATER
        stage.world.shift += LATER.total_seconds()
        run(at)
    assert set(states()) == {"published"}
    assert Attempt.objects.filter(evidence__said="the worker died").count() > count
    posts = {post["id"]: post["text"] for post in stage.posts()}
    assert len(posts) == 40
    for row in Delivery.objects.select_related("content"):
        assert posts[row.external_id] == row.content.text
