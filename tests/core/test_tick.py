"""One broken job never stops the others; two workers never run one job together."""

from datetime import datetime, timedelta

import pytest
from tests import make

from sasando.core import tick
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


def test_a_leased_job_is_left_alone_until_its_lease_is_over() -> None:
    tick.register("b.good", good)
    Job.objects.create(
        name="b.good",
        started_at=make.NOW - timedelta(minutes=1),
        leased_until=make.NOW + timedelta(minutes=1),
    )
    tick.run(make.NOW)
    assert ran == []
    tick.run(make.NOW + timedelta(minutes=2))
    assert ran == ["good"]


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
