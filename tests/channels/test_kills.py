"""Real workers, killed for good at the worst moments: still exactly one post each."""

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from tests.channels.stage import (
    LATER,
    Fleet,
    Stage,
    eventually,
    picture,
    run,
    say,
)
from tests.operations.office import url_of

from sasando.channels import spool
from sasando.channels.models import Channel, Delivery
from sasando.channels.waits import FIRST_REPEAT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]
MANY = [1, pytest.param(3, marks=pytest.mark.soak)]


def states() -> list[str]:
    return sorted(Delivery.objects.values_list("status", flat=True))


def two_posts(stage: Stage, folder: Path) -> Channel:
    """Say one thing in words and one in a picture; return their channel."""
    channel = stage.channel()
    say([channel], text="Dengan kata.")
    say([channel], text="Dengan gambar.", pictures=[picture(folder)])
    return channel


@pytest.mark.parametrize("count", MANY)
def test_a_worker_killed_after_the_platform_accepted_leaves_one_post(
    stage: Stage, workers: Fleet, tmp_path: Path, count: int
) -> None:
    two_posts(stage, tmp_path)
    stage.fault("accept_then_hang", times=2)
    for _ in range(count):
        workers.start()
    eventually(lambda: len(stage.posts()) == 2)
    workers.kill()
    assert states() == ["sending", "sending"]
    run()
    assert states() == ["sending", "sending"]
    run(timezone.now() + LATER)
    assert states() == ["published", "published"]
    ids = set(Delivery.objects.values_list("external_id", flat=True))
    assert ids == {post["id"] for post in stage.posts()}
    assert len(stage.asked("POST", "/feed")) == len(ids) == 2


def test_a_worker_killed_after_instagram_published_leaves_one_post(
    stage: Stage, workers: Fleet, tmp_path: Path
) -> None:
    say([stage.channel(kind="instagram")], pictures=[picture(tmp_path)])
    match = {"method": "POST", "path_regex": "/media_publish$"}
    stage.fault("accept_then_hang", match=match)
    workers.start()
    eventually(lambda: len(stage.posts()) == 1)
    workers.kill()
    assert states() == ["sending"]
    run(timezone.now() + LATER)
    run(timezone.now() + LATER)
    assert states() == ["published"]
    assert Delivery.objects.get().external_id == stage.posts()[0]["id"]
    assert len(stage.asked("POST", "/media_publish")) == 1


@contextmanager
def deaf_port() -> Iterator[int]:
    """Lend a port to which no connection is ever opened: its queue is full."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        port = deaf.getsockname()[1]
        callers = [socket.socket() for _ in range(4)]
        for one in callers:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        yield port
        for one in callers:
            one.close()


@pytest.mark.parametrize("count", MANY)
def test_a_worker_killed_before_a_byte_left_leaves_proof_and_one_post(
    stage: Stage, workers: Fleet, count: int
) -> None:
    channel = stage.channel()
    say([channel])
    with deaf_port() as port:
        Channel.objects.update(base_url=f"http://127.0.0.1:{port}/facebook")
        for _ in range(count):
            workers.start()
        eventually(lambda: states() == ["sending"])
        workers.kill()
    Channel.objects.update(base_url=channel.base_url)
    later = timezone.now() + LATER
    run(later)
    assert states() == ["ready"]
    run(later + 2 * FIRST_REPEAT)
    assert states() == ["published"]
    assert len(stage.posts()) == len(stage.asked("POST", "/feed")) == 1
    outcomes = Delivery.objects.get().attempts.values_list("outcome", flat=True)
    assert list(outcomes) == ["not_sent", "accepted"]


@contextmanager
def database_away() -> Iterator[None]:
    """Let nobody write until the end of this block."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(name, isolation_level=None)) as raw:
            raw.execute("BEGIN EXCLUSIVE")
            yield
            raw.execute("ROLLBACK")
        return
    connection.close()
    allow = f"ALTER DATABASE {name} ALLOW_CONNECTIONS "
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute(allow + "false")  # type: ignore[arg-type]
        server.execute(others, [name])
        yield
        server.execute(allow + "true")  # type: ignore[arg-type]


def answered() -> bool:
    return any(b"Accepted" in path.read_bytes() for path in spool.folder().iterdir())


@pytest.mark.parametrize("count", MANY)
def test_an_answer_that_found_no_database_is_written_down_later(
    stage: Stage, workers: Fleet, count: int
) -> None:
    say([stage.channel()])
    stage.fault("accept_then_wait", seconds=1)
    for _ in range(count):
        workers.start()
    eventually(lambda: len(stage.posts()) == 1)
    with database_away():
        eventually(answered)
        workers.kill()
    assert states() == ["sending"]
    run()
    assert states() == ["published"]
    assert stage.asked("GET", "/feed") == []
    assert list(spool.folder().iterdir()) == []


def test_three_workers_send_each_post_once(stage: Stage, workers: Fleet) -> None:
    channel = stage.channel()
    for number in range(30):
        say([channel], text=f"Kabar {number}")
    for _ in range(3):
        workers.start()
    eventually(lambda: states() == ["published"] * 30)
    texts = [post["text"] for post in stage.posts()]
    assert sorted(texts) == sorted(f"Kabar {number}" for number in range(30))
    assert len(stage.asked("POST", "/feed")) == 30
