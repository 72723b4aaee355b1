"""Processes of ours: started, watched, started again, ended. Standard library alone."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any, NoReturn, Protocol

from sasando.core.terminal import show

BLINK_SECONDS = 0.2
STOPPED_WITHIN_SECONDS = 10
LONGEST_PAUSE_SECONDS = 60
# Linux then stops the children of a parent that was killed; elsewhere nobody does.
PARENT_DEATH_SIGNAL = 1
# What `ps -o comm` and `top` call a process.
PROCESS_NAME = 15
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Stopped(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


@dataclass(slots=True)
class Watch:
    """Whether somebody asked us to stop."""

    stopped: bool = False

    def listen(self) -> None:
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, self.hear)

    def hear(self, *_: object) -> None:
        self.stopped = True

    def blink(self) -> None:
        """Wait a moment. Raises Stopped when we were asked to stop."""
        time.sleep(BLINK_SECONDS)
        if self.stopped:
            raise Stopped


class Process(Protocol):
    """What a process of ours can be asked, whatever way it began."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self) -> int: ...

    def terminate(self) -> None: ...


@dataclass(slots=True)
class Forked:
    """A process that began as a copy of us, and answers as a Popen does."""

    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        return self.look(os.WNOHANG)

    def wait(self) -> int:
        code = self.look(0)
        return 0 if code is None else code

    def terminate(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)

    def look(self, how: int) -> int | None:
        """Return its exit code; None while it runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, how)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


@dataclass(slots=True)
class Child:
    """One process that must run, and the pause before it is started again."""

    name: str
    begin: Callable[[], Process]
    process: Process | None = None
    started_at: float = 0.0
    pause_seconds: float = 1.0
    again_at: float = 0.0

    def start(self) -> None:
        self.process, self.started_at = self.begin(), time.monotonic()

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def revive(self, now: float) -> None:
        """Start it again if it died: after 1 s, then 2, 4 … at most a minute."""
        if self.ended():
            self.bury(now)
        elif self.process is None and now >= self.again_at:
            self.start()

    def bury(self, now: float) -> None:
        code = self.kill()
        if now - self.started_at > LONGEST_PAUSE_SECONDS:
            self.pause_seconds = 1.0
        pause = f"{self.pause_seconds:.0f}"
        show(
            f"{self.name} berhenti ({code}); dimulai lagi setelah {pause} detik.",
            f"{self.name} stopped ({code}); it starts again after {pause} seconds.",
        )
        self.again_at = now + self.pause_seconds
        self.pause_seconds = min(self.pause_seconds * 2, LONGEST_PAUSE_SECONDS)

    def kill(self) -> int:
        """End what is left of it, its own children too; return its exit code."""
        process, self.process = self.process, None
        if process is None:
            return 0
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


def spawn(
    command: Sequence[str], *, stderr: int | IO[Any] | None = None
) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches the supervisor alone, which stops the rest.
    return subprocess.Popen(  # noqa: S603 - our own interpreter and modules
        command,
        stdin=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


def fork(name: str, work: Callable[[], None]) -> Forked:
    """Let a copy of us do this work; what is loaded here is shared, not paid twice."""
    parent = os.getpid()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    pid = os.fork()
    if not pid:
        be(name, work, parent=parent)
    return Forked(pid)


def be(name: str, work: Callable[[], None], *, parent: int) -> NoReturn:
    """Be the copy, in a session of its own and with nothing of ours held open."""
    code = 1
    try:
        os.setsid()
        # Locks and sockets end with the supervisor, whoever outlives it for a moment.
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(one, signal.SIG_DFL)
        die_with_parent()
        call_it(name)
        if os.getppid() == parent:
            work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - a copy of us returns nowhere
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                stream.flush()
        os._exit(code)


def call_it(name: str) -> None:
    if LIBC is not None:
        LIBC.prctl(PROCESS_NAME, f"sasando-{name}".encode())


def die_with_parent(how: signal.Signals = signal.SIGTERM) -> None:
    if LIBC is not None:
        LIBC.prctl(PARENT_DEATH_SIGNAL, how)


def stop(*children: Child) -> None:
    """Ask each to end, wait, and kill what stays after ten seconds."""
    for child in children:
        if child.process and not child.ended():
            child.process.terminate()
    end = time.monotonic() + STOPPED_WITHIN_SECONDS
    while time.monotonic() < end and any(
        child.process and not child.ended() for child in children
    ):
        time.sleep(BLINK_SECONDS / 4)
    for child in children:
        child.kill()
