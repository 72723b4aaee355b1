"""A killed worker blocks no job; a job that hangs or dies holds up no other."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.conf import settings

from sasando.core import schema
from sasando.core.management.commands import schema as writing

pytestmark = pytest.mark.servers
ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 60
JOBS = """
import os, signal, subprocess, sys
from datetime import timedelta
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from sasando.core import forks, tick
from sasando.core.models import Job

here = Path(os.environ["HERE"])
forks.PATIENCE_SECONDS = 0.3
tick.JOBS.clear()

def note(name):
    with (here / name).open("a") as out:
        out.write(f"{os.getpid()}\\n")

def hang(at):
    note("hang")
    if not (here / "free").exists():
        # Nobody ever writes into it. Its child hangs too.
        subprocess.run(["cat", here / "fifo"])

def dies(at):
    note("dies")
    os.kill(os.getpid(), signal.SIGKILL)

def good(at):
    Job.objects.count()
    note("good")

def always(at):
    with (here / "order").open("a") as out:
        out.write("always\\n")

def slow(at):
    with (here / "order").open("a") as out:
        out.write("slow\\n")

hour = timedelta(hours=1)
now = timedelta(0)
limit = timedelta(seconds=float(os.environ.get("LIMIT", "300")))
known = {
    "hang": lambda: tick.register("a.hang", hang, every=hour, limit=limit),
    "dies": lambda: tick.register("b.dies", dies, every=hour),
    "always": lambda: tick.register("d.always", always, every=now, alone=False),
    "slow": lambda: [tick.register(f"e{n}", slow, every=hour) for n in range(3)],
    "good": lambda: tick.register("c.good", good, every=hour),
}
for name in os.environ["JOBS"].split():
    known[name]()
call_command(sys.argv[1])
"""


@dataclass
class Place:
    """A database, and processes that run these jobs on it."""

    folder: Path
    database: dict[str, Any]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def open(self, command: str, *jobs: str, **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", JOBS, command],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "src"),
                "DJANGO_SETTINGS_MODULE": "sasando.settings",
                "SASANDO_DATA": str(self.folder / "var"),
                "SASANDO_DATABASE_URL": writing.url_of(self.database),
                "HERE": str(self.folder),
                "JOBS": " ".join(jobs),
                **more,
            },
            stdout=subprocess.PIPE if command == "tick" else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.started.append(process)
        return process

    def tick(self, *jobs: str) -> dict[str, str]:
        said, _ = self.open("tick", *jobs).communicate(timeout=PATIENCE_SECONDS)
        errors: dict[str, str] = json.loads(said)
        return errors

    def ran(self, name: str) -> list[int]:
        with contextlib.suppress(FileNotFoundError):
            return [int(line) for line in (self.folder / name).read_text().split()]
        return []

    def rows(self) -> dict[str, tuple[str, bool]]:
        """Return the error of each job, and whether it began and has not ended."""
        query = "SELECT name, error, leased_until IS NOT NULL FROM core_job"
        with contextlib.closing(schema.connect(self.database)) as raw:
            found = raw.execute(query).fetchall()
        return {name: (error, bool(open_)) for name, error, open_ in found}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    os.mkfifo(tmp_path / "fifo")
    with writing.scratch(settings.DATABASES["default"]) as database:
        schema.set_up(database)
        one = Place(tmp_path, database)
        try:
            yield one
        finally:
            for process in one.started:
                process.kill()
                process.communicate()
            free(tmp_path / "fifo")


def free(fifo: Path) -> None:
    """End what still reads it."""
    with contextlib.suppress(OSError):
        os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))


def eventually(holds: Callable[[], object]) -> None:
    end, pause = time.monotonic() + PATIENCE_SECONDS, Event()
    while not holds():
        assert time.monotonic() < end, "it never became true"
        pause.wait(0.05)


def gone(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError):
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state == "Z"
    return True


def test_a_job_whose_worker_was_killed_runs_again_at_the_next_tick(
    place: Place,
) -> None:
    worker = place.open("worker", "hang")
    eventually(lambda: place.ran("hang"))
    worker.send_signal(signal.SIGKILL)
    worker.wait(PATIENCE_SECONDS)
    (place.folder / "free").touch()
    assert place.tick("hang") == {"a.hang": ""}
    assert len(place.ran("hang")) == 2
    assert place.rows() == {"a.hang": ("", False)}


def test_what_a_killed_worker_was_doing_dies_with_it(place: Place) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux tells a child that its parent died")
    worker = place.open("worker", "hang")
    eventually(lambda: place.ran("hang"))
    worker.send_signal(signal.SIGKILL)
    eventually(lambda: gone(place.ran("hang")[0]))


def test_two_workers_never_run_one_job_at_once(place: Place) -> None:
    place.open("worker", "hang")
    eventually(lambda: place.ran("hang"))
    assert place.tick("hang", "good") == {"c.good": ""}
    assert len(place.ran("hang")) == 1


def test_a_job_that_hangs_holds_up_no_other(place: Place) -> None:
    place.open("worker", "hang", "good")
    eventually(lambda: place.ran("good"))
    assert not gone(place.ran("hang")[0])
    assert place.rows()["a.hang"] == ("", True)


def test_what_always_runs_is_started_anew_between_two_others(place: Place) -> None:
    place.open("worker", "always", "slow")
    order = place.folder / "order"
    eventually(lambda: order.exists() and order.read_text().count("slow") == 3)
    between = order.read_text().partition("slow")[2].rpartition("slow")[0]
    assert "always" in between


def test_a_job_over_its_limit_is_ended_with_all_it_started(place: Place) -> None:
    worker = place.open("worker", "hang", LIMIT="1")
    error = "TimeoutError: killed after 1 seconds"
    eventually(lambda: place.rows().get("a.hang") == (error, False))
    assert gone(place.ran("hang")[0])
    fifo = os.fsencode(place.folder / "fifo")
    commands = [*Path("/proc").glob("[0-9]*/cmdline")]
    assert not [one for one in commands if cat_on(fifo, one)]
    assert worker.poll() is None


def cat_on(fifo: bytes, command: Path) -> bool:
    with contextlib.suppress(OSError):
        return command.read_bytes().startswith(b"cat\0" + fifo)
    return False


def test_a_job_that_dies_is_noted_and_waits_for_its_time(place: Place) -> None:
    died = {"b.dies": "ProcessDied: exit code -9"}
    assert place.tick("dies", "good") == {**died, "c.good": ""}
    assert place.rows()["b.dies"] == (died["b.dies"], False)
    assert place.tick("dies", "good") == {}


def test_a_worker_that_is_asked_to_stop_ends_its_jobs(place: Place) -> None:
    worker = place.open("worker", "hang")
    eventually(lambda: place.ran("hang"))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE_SECONDS) == 0
    assert gone(place.ran("hang")[0])
