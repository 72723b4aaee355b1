"""On SQLite every writer waits for its turn, also outside a transaction; no reader."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from sasando.core.models import Job
from sasando.core.sqlite import base

PATIENCE_SECONDS = 30


on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL has no queue"
)


@pytest.fixture
def other() -> Iterator[Callable[[Callable[[], Any]], Future[Any]]]:
    """Run something in another thread, with a connection of its own."""

    def alone(work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        yield lambda work: pool.submit(alone, work)


def queue() -> base.Queue:
    return base.queue_of(str(connection.settings_dict["NAME"]))


@contextmanager
def queued(waiters: int) -> Iterator[None]:
    """Hold the queue until so many wait, then let them in."""
    with transaction.atomic():
        yield
        end, pause = time.monotonic() + PATIENCE_SECONDS, Event()
        while len(queue().waiting) < waiters:
            assert time.monotonic() < end, "nobody queued"
            pause.wait(0.01)


@pytest.mark.parametrize(
    ("query", "may_write"),
    [
        ("SELECT 1", False),
        ("  (SELECT 1)", False),
        ("-- why\n/* INSERT */ select replace('a', 'b', 'c')", False),
        ("WITH a AS (SELECT 1) SELECT replace(x, 'a', 'b') FROM a", False),
        ("PRAGMA foreign_keys", False),
        ("EXPLAIN DELETE FROM t", False),
        ("BEGIN IMMEDIATE", False),
        ('INSERT INTO "t" VALUES (1)', True),
        ("/* it */ update t set a = 1", True),
        ("WITH a AS (SELECT 1) INSERT OR IGNORE INTO t SELECT * FROM a", True),
        ("WITH a AS (SELECT 1)\nUPDATE t\nSET b = 1", True),
        ("WITH a AS (SELECT 1) DELETE FROM t", True),
        ("REPLACE INTO t VALUES (1)", True),
        ("CREATE TABLE t (a)", True),
        ("VACUUM", True),
    ],
)
def test_what_may_write_is_told_from_what_cannot(query: str, may_write: bool) -> None:
    assert base.writes(query) is may_write


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_single_statement_waits_for_its_turn(
    other: Callable[[Callable[[], Any]], Future[Any]],
) -> None:
    with queued(3):
        made = other(lambda: Job.objects.create(name="a"))
        changed = other(lambda: Job.objects.filter(name="b").update(error="x"))
        many = other(
            lambda: connection.cursor().executemany(
                "INSERT INTO core_job (name, error) VALUES (%s, '')", [["c"], ["d"]]
            )
        )
    for one in (made, changed, many):
        one.result(PATIENCE_SECONDS)
    assert set(Job.objects.values_list("name", flat=True)) == {"a", "c", "d"}


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_reader_does_not_wait(
    other: Callable[[Callable[[], Any]], Future[Any]],
) -> None:
    with transaction.atomic():
        Job.objects.create(name="a")
        assert other(Job.objects.count).result(PATIENCE_SECONDS) == 0


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_statement_that_fails_lets_the_next_one_in(
    other: Callable[[Callable[[], Any]], Future[Any]],
) -> None:
    with pytest.raises(Exception, match="no such table"):
        connection.cursor().execute("INSERT INTO nowhere VALUES (1)")
    other(lambda: Job.objects.create(name="a")).result(PATIENCE_SECONDS)


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_statement_that_returns_rows_lets_the_next_one_write(
    other: Callable[[Callable[[], Any]], Future[Any]],
) -> None:
    insert = "INSERT INTO core_job (name, error) VALUES ('a', ''), ('b', ''), ('c', '')"

    def write_at_once() -> None:
        connection.cursor().execute("PRAGMA busy_timeout = 0")
        Job.objects.create(name="d")

    with connection.cursor() as cursor:
        cursor.execute(f"{insert} RETURNING name")
        other(write_at_once).result(PATIENCE_SECONDS)
        assert cursor.fetchone() == ("a",)
        assert cursor.fetchmany(1) == [("b",)]
        assert cursor.fetchall() == [("c",)]
        assert cursor.fetchone() is None
        cursor.execute("SELECT name FROM core_job ORDER BY name")
        assert [name for (name,) in cursor] == ["a", "b", "c", "d"]


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_forked_child_queues_behind_its_parent() -> None:
    name = str(connection.settings_dict["NAME"])
    queue().enter()
    try:
        pid = os.fork()
        if pid == 0:
            try:
                files = base.queue_of(name).files or (0, 0)
                fcntl.flock(files[1], fcntl.LOCK_EX | fcntl.LOCK_NB)
                os._exit(1)
            except BlockingIOError:
                os._exit(0)
            finally:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    finally:
        queue().leave()
