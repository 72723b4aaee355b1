"""One broken job never stops the others; two workers never run one job together."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event

import pytest
from django.db import connection
from tests import make

from sasando.core import leases, tick
from sasando.core.models import Job

pytestmark = pytest.mark.django_db
ran: list[str] = []


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    ran.clear()
    monkeypatch.setattr(tick, "JOBS", {})


def good(at: datetime) -> None:
    ran.append("good")


def bad(at: datetime) -> None:
    ran.append("bad")
    raise RuntimeError("rusak")


def test_a_broken_job_never_stops_the_others() -> None:
    tick.register("a.bad", bad)
    tick.register("b.good", good)
    assert tick.run(make.NOW) == {"a.bad": "RuntimeError: rusak", "b.good": ""}
    assert ran == ["bad", "good"]
    assert Job.objects.get(name="a.bad").error == "RuntimeError: rusak"
    assert Job.objects.get(name="b.good").leased_until is None


def test_a_job_runs_again_only_when_it_is_due() -> None:
    tick.register("b.good", good, every=timedelta(minutes=1))
    tick.run(make.NOW)
    tick.run(make.NOW + timedelta(seconds=59))
    assert ran == ["good"]
    tick.run(make.NOW + timedelta(seconds=60))
    assert ran == ["good", "good"]


def test_a_job_is_left_alone_while_somebody_holds_its_lock() -> None:
    tick.register("b.good", good)
    with ThreadPoolExecutor(1) as other, held_elsewhere("b.good", other):
        assert tick.run(make.NOW) == {}
    assert ran == []
    assert tick.run(make.NOW) == {"b.good": ""}


def test_a_job_that_never_ended_is_due_at_once() -> None:
    tick.register("b.good", good, every=timedelta(hours=1))
    Job.objects.create(
        name="b.good",
        started_at=make.NOW - timedelta(minutes=1),
        leased_until=make.NOW + timedelta(minutes=4),
    )
    assert tick.due(make.NOW) == ["b.good"]
    assert tick.run(make.NOW) == {"b.good": ""}
    assert tick.due(make.NOW) == []


@contextmanager
def held_elsewhere(name: str, other: ThreadPoolExecutor) -> Iterator[None]:
    """Let another thread, with a connection of its own, hold a job's lock."""
    taken, enough = Event(), Event()

    def hold() -> None:
        with leases.hold(name) as held:
            assert held
            taken.set()
            enough.wait(30)
        connection.close()

    done = other.submit(hold)
    assert taken.wait(30)
    yield
    enough.set()
    done.result()


def test_a_clock_that_was_set_back_does_not_stop_a_job() -> None:
    tick.register("b.good", good)
    tick.run(make.NOW + timedelta(days=400))
    tick.run(make.NOW)
    assert ran == ["good", "good"]


def test_a_job_of_a_killed_worker_with_a_clock_set_back_runs_again() -> None:
    tick.register("b.good", good)
    later = make.NOW + timedelta(days=400)
    Job.objects.create(name="b.good", started_at=later, leased_until=later)
    tick.run(make.NOW)
    assert ran == ["good"]
