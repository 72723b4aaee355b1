"""What every test of deliveries needs: the double, a channel on it, workers to kill."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from PIL import Image
from tests.operations.office import url_of

from sasando.channels import engine, workflow
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.sandbox import sim
from sasando.channels.sandbox.world import World
from sasando.channels.workflow import Connection, File, Saying

PAGE, TOKEN = "1001", "rahasia"
PATIENCE_SECONDS = 120
# Longer than a lease: what a dead worker had is due again.
LATER = timedelta(minutes=3)


class Stage:
    """One double, one Facebook page on it, and what happened there."""

    def __init__(self, world: World, address: str) -> None:
        self.world, self.address = world, address

    def channel(
        self, page: str = PAGE, *, kind: str = "facebook", **facts: Any
    ) -> Channel:
        """Connect an account of the double."""
        self.world.platforms[kind].add({"id": page, "token": TOKEN})
        facts.setdefault("base_url", f"{self.address}/{kind}")
        connection = Connection(
            kind=kind,
            name=f"Halaman {page}",
            account_id=page,
            tokens={"token": TOKEN},
            **facts,
        )
        return workflow.connect(None, connection, by=None, at=timezone.now())

    def fault(self, do: str, **facts: Any) -> None:
        """Set a fault for the next request that fits `match`."""
        facts.setdefault("match", {"method": "POST", "path_regex": r"/feed$"})
        sim.set_fault(self.world, {"do": do, **facts})

    def comments(self) -> list[str]:
        """Return the words of every comment that was ever written."""
        return [row["text"] for row in self.world.comments()]

    def posts(self) -> list[dict[str, Any]]:
        """Return what the public sees."""
        return [row for row in self.world.ledger() if row["visible"]]

    def asked(self, method: str, path: str) -> list[dict[str, Any]]:
        """Return the requests of a kind."""
        return [
            line
            for line in self.world.log
            if line["method"] == method and line["path"].endswith(path)
        ]


def picture(folder: Path, colour: str = "teal") -> Path:
    path = folder / f"{colour}.jpg"
    Image.new("RGB", (64, 64), colour).save(path)
    return path


def say(channels: list[Channel], text: str = "Jalan dibuka.", **facts: Any) -> Content:
    """Write a content for these channels and approve it, now."""
    now = facts.pop("at", None) or timezone.now()
    files = [File(path) for path in facts.pop("pictures", ())]
    numbers = [one.pk for one in channels]
    saying = Saying(text=text, files=files, channels=numbers, **facts)
    content = workflow.write(None, saying, by=None, at=now)
    workflow.approve(content, by=None, at=now)
    return content


def run(at: datetime | None = None) -> None:
    """Let the engine do all that is due, in this process."""
    engine.run(at or timezone.now())


def only() -> Delivery:
    return Delivery.objects.select_related("channel", "content").get()


def eventually(holds: Callable[[], object], why: str = "") -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, why or "it never happened"
        time.sleep(0.01)


# Loads Sasando once and forks a real worker for each line it reads: how many seconds
# its clock is ahead. One that is ahead runs what a worker runs, at that moment.
FLEET = """
import os, sys
from datetime import timedelta
import django
from django.conf import settings
if os.environ.get("WITHOUT_FILMS"):
    settings.FFMPEG = None
django.setup()
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from sasando.channels import commenting, engine, shaping, wire
from sasando.channels.adapters import adapter_of, installed
from sasando.channels.people import spreading
from sasando.core import tick
from sasando.core.forks import Runner
from sasando.core.management.commands.worker import STAYS_SECONDS
def work(ahead):
    if not ahead:
        call_command("worker")
    tick.STAY.seconds, runner = STAYS_SECONDS, Runner()
    while True:
        at = timezone.now() + timedelta(seconds=ahead)
        runner.round(at, stopped=lambda: False)
        runner.wait(seconds=1, stopped=lambda: False)
for name in set(tick.JOBS) - {"channels.deliver", "channels.comments"}:
    del tick.JOBS[name]
# What a worker loads with its first call: hundreds of them are to be killed.
for kind in installed():
    adapter_of(kind)
wire.context()
print("ready", flush=True)
for line in sys.stdin:
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        work(float(line))
        os._exit(0)
    print(pid, flush=True)
"""


class Fleet:
    """Real workers on the database of this test."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.pids = process, list[int]()

    def start(self, *, ahead: float = 0) -> int:
        """Start a worker, on the clock or so many seconds ahead of it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{ahead}\n")
        self.process.stdin.flush()
        self.pids.append(int(self.process.stdout.readline()))
        return self.pids[-1]

    def kill(self) -> None:
        """SIGKILL every worker; what they had in hand dies with them."""
        for pid in list(self.pids):
            self.kill_one(pid)

    def kill_one(self, pid: int) -> None:
        children = Path(f"/proc/{pid}/task/{pid}/children")
        below = [int(word) for word in children.read_text().split()]
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: all(is_gone(one) for one in below))
        self.pids.remove(pid)


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        threads = len(os.listdir(f"/proc/{pid}/task"))
    except FileNotFoundError:
        return True
    # Its files are closed, and their locks free, when the last thread has gone.
    return state == "Z" and threads <= 1


def environment() -> dict[str, str]:
    """Return what lets another process work on this test's database and files."""
    name = str(connection.settings_dict["NAME"])
    url = f"sqlite:///{name}" if connection.vendor == "sqlite" else url_of(name)
    return os.environ | {
        "SASANDO_DATA": str(settings.DATA),
        "SASANDO_DATABASE_URL": url,
        "SASANDO_LOG_LEVEL": "CRITICAL",
        "DJANGO_SETTINGS_MODULE": "sasando.settings",
    }


@contextmanager
def fleet() -> Iterator[Fleet]:
    """Lend a fleet of no workers yet; all of them end with it."""
    process = subprocess.Popen(
        [sys.executable, "-c", FLEET],
        env=environment()
        | {"WITHOUT_FILMS": "" if settings.FFMPEG is not None else "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    lent = Fleet(process)
    try:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield lent
    finally:
        lent.kill()
        process.kill()
        process.communicate()


def told(*words: str) -> Any:
    """Return what a command of the room answers."""
    from io import StringIO

    from django.core.management import call_command

    out = StringIO()
    call_command(*words, stdout=out)
    return json.loads(out.getvalue())
