"""Jobs in forked children of the worker, each ended at its time limit.

A fork of the loaded worker costs milliseconds and shares its memory. The parent never
opens the database: it has no connection to hand down, and what hangs, hangs elsewhere.
"""

import contextlib
import json
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from sasando.core import away, terminal, tick
from sasando.core.processes import die_with_parent

logger = logging.getLogger(__name__)
BLINK_SECONDS = 0.25
# One job at a time, until it has had this long; then the next ones run beside it.
PATIENCE_SECONDS = 5.0
# To ask the database what is due, or to note a death in it.
ASKED_WITHIN = timedelta(seconds=30)
Then = Callable[[Any, str], None]


@dataclass(slots=True)
class Fork:
    """One child: what it writes back as JSON, and what to do with that."""

    name: str
    pid: int
    pipe: int
    limit: timedelta
    then: Then
    ends_at: float
    said: bytes = b""
    late: bool = False

    def kill(self) -> None:
        """Kill it and all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def bury(self) -> None:
        """Take its exit code and hand on its answer, or what it died of."""
        os.close(self.pipe)
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.kill()
        if self.late:
            seconds = f"{self.limit.total_seconds():.0f}"
            self.then(None, f"TimeoutError: killed after {seconds} seconds")
        elif code:
            self.then(None, f"ProcessDied: exit code {code}")
        else:
            self.then(json.loads(self.said), "")


@dataclass(slots=True)
class Runner:
    """The children that run now, and the error or "" of each job that ended."""

    forks: dict[str, Fork] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def round(self, at: datetime | None, *, stopped: Callable[[], bool]) -> bool:
        """Start each job that is due; return False if the database did not answer.

        `at` is None where time comes from the clock. Ends when each job has ended or
        has had its share of patience, or when somebody asks us to stop.
        """
        names = self.ask(at)
        # First what waits for nobody: it starts, and the others need not wait for it.
        for name in sorted(names or (), key=lambda name: tick.JOBS[name].alone):
            if stopped():
                break
            if name not in self.forks:
                self.start(tick.JOBS[name], at)
                if not tick.JOBS[name].alone:
                    continue
                self.wait_for(name, seconds=PATIENCE_SECONDS, stopped=stopped)
                self.wake(at)
        return names is not None

    def wake(self, at: datetime | None) -> None:
        """Start anew what always runs, if it ended meanwhile.

        Of many jobs that are due one waits for the other; after a start that takes
        half a minute, in which an approved post would lie there.
        """
        for job in tick.JOBS.values() if tick.STAY.seconds else ():
            if not job.alone and job.name not in self.forks:
                self.start(job, at)

    def ask(self, at: datetime | None) -> list[str] | None:
        """Return the names of the jobs that are due; None without an answer."""
        answer: list[list[str] | None] = []
        self.fork(
            "?",
            lambda: tick.due(at or timezone.now()),
            limit=ASKED_WITHIN,
            then=lambda names, _error: answer.append(names),
        )
        while not answer:
            self.watch()
        return answer[0]

    def start(self, job: tick.Registered, at: datetime | None) -> None:
        """Run one job in a child."""

        def ended(error: str | None, death: str) -> None:
            if death:
                logger.error("A job died", extra={"job": job.name, "how": death})
                self.note(job.name, death)
            if death or error is not None:
                self.errors[job.name] = death or error or ""

        def work() -> str | None:
            return tick.attempt(job, at or timezone.now())

        self.fork(job.name, work, limit=job.limit, then=ended)

    def note(self, name: str, death: str) -> None:
        """Write down why a job died, in a child too: the database may hang."""
        self.fork(
            f"{name}!",
            lambda: tick.bury(name, error=death, at=timezone.now()),
            limit=ASKED_WITHIN,
            then=lambda _nothing, _error: None,
        )

    def fork(
        self, name: str, work: Callable[[], Any], *, limit: timedelta, then: Then
    ) -> None:
        # No connection may be handed down: parent and child would talk on one line.
        connections.close_all()
        reader, writer = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            live(work, writer, limit=limit, parent=parent)
        os.close(writer)
        ends_at = time.monotonic() + limit.total_seconds()
        self.forks[name] = Fork(name, pid, reader, limit, then, ends_at)

    def wait_for(
        self, name: str, *, seconds: float, stopped: Callable[[], bool]
    ) -> None:
        """Wait until one has ended, but not longer than this."""
        end = time.monotonic() + seconds
        while name in self.forks and time.monotonic() < end and not stopped():
            self.watch()

    def wait(self, *, seconds: float, stopped: Callable[[], bool]) -> None:
        """Wait, and see to the children meanwhile."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not stopped():
            self.watch()

    def finish(self, *, seconds: float | None = None) -> None:
        """Wait until all have ended; kill what is left after so many seconds."""
        end = time.monotonic() + seconds if seconds is not None else None
        for one in self.forks.values() if seconds is not None else ():
            with contextlib.suppress(ProcessLookupError):
                os.kill(one.pid, signal.SIGTERM)
        while self.forks and (end is None or time.monotonic() < end):
            self.watch()
        for one in self.forks.values():
            one.kill()
            os.waitpid(one.pid, 0)

    def watch(self) -> None:
        """Listen for a moment; bury who has ended, kill who is over its limit."""
        pipes = {one.pipe: one for one in self.forks.values()}
        for pipe in select.select(list(pipes), [], [], BLINK_SECONDS)[0]:
            if heard := os.read(pipe, 1 << 16):
                pipes[pipe].said += heard
            else:
                # Out of the list first: what it sets off may start another.
                self.forks.pop(pipes[pipe].name).bury()
        for one in list(self.forks.values()):
            if time.monotonic() > one.ends_at:
                one.late = True
                one.kill()


def live(
    work: Callable[[], Any], writer: int, *, limit: timedelta, parent: int
) -> NoReturn:
    """Be the child: do the work, write its answer, end."""
    code = 1
    try:
        settle(limit, parent)
        answer = json.dumps(work()).encode()
        connections.close_all()
        with os.fdopen(writer, "wb") as out:
            out.write(answer)
        code = 0
    except (DatabaseError, InterfaceError) as error:
        # The database is away. The next round asks again; the pages stay readable.
        if sentence := away.why(error):
            terminal.say(sentence, to=sys.stderr)
        else:
            logger.exception("A child of the worker failed")
    except BaseException:
        logger.exception("A child of the worker failed")
    finally:
        os._exit(code)


def be_told(*_: object) -> None:
    """Let a job that waits for more know that the worker ends."""
    tick.STAY.is_over = True


def settle(limit: timedelta, parent: int) -> None:
    """Become a process that ends with its parent or at its limit, whichever is first.

    A group of its own, so that all it starts can be killed with it. The parent decides
    about Ctrl-C, and tells its children when it ends; the kernel's timer is for a
    child that lost its parent
    where the kernel does not tell it.
    """
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, be_told)
    signal.setitimer(signal.ITIMER_REAL, limit.total_seconds() + 1)
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit
