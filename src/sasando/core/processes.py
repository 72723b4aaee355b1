"""Processes of ours: started, watched, started again, ended. Standard library alone."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from sasando.core.terminal import show

BLINK_SECONDS = 0.2
STOPPED_WITHIN_SECONDS = 10
LONGEST_PAUSE_SECONDS = 60
# Linux then stops the children of a parent that was killed; elsewhere nobody does.
PARENT_DEATH_SIGNAL = 1
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


@dataclass(slots=True)
class Child:
    """One process that must run, and the pause before it is started again."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause_seconds: float = 1.0
    again_at: float = 0.0

    def start(self) -> None:
        self.process, self.started_at = spawn(self.command), time.monotonic()

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
