"""What is true in the double: its clock, its platforms, the faults that are set."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from threading import Event, RLock
from typing import Any, Protocol


@dataclass(slots=True)
class Request:
    """One request as it came, without its token."""

    number: int
    method: str
    # Below the platform's own address, and without a version: "1001/feed".
    path: str
    params: dict[str, str]
    headers: Mapping[str, str]
    files: dict[str, bytes] = field(default_factory=dict)
    body: bytes = b""
    platform: str = ""
    # A fault may ask the platform to do it, but otherwise.
    wish: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Reply:
    """What is answered: a status, JSON or bytes, headers."""

    status: int = 200
    facts: Any = None
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json"


@dataclass(slots=True)
class Fault:
    """A fault that waits for the requests it is meant for."""

    do: str
    facts: dict[str, Any]
    method: str = ""
    path_regex: str = ""
    account: str = ""
    # Only the nth request that fits, from 1; 0 for each one.
    nth: int = 0
    # So many times; 0 for ever.
    times: int = 1
    met: int = 0
    done: int = 0

    def fits(self, request: Request) -> bool:
        """Return whether it happens to this request; counts those that fit."""
        if self.times and self.done >= self.times:
            return False
        if self.method and self.method != request.method:
            return False
        if not re.search(self.path_regex, f"{request.platform}/{request.path}"):
            return False
        if self.account and not request.path.startswith(f"{self.account}/"):
            return False
        self.met += 1
        if self.nth and self.met != self.nth:
            return False
        self.done += 1
        return True


class Platform(Protocol):
    """One platform of the double: all that happened on it, and how it answers."""

    name: str

    def answer(self, request: Request) -> Reply:
        """Do what a request asks. Called by one thread at a time."""

    def error(self, facts: Mapping[str, Any]) -> Reply:
        """Return an error of this platform's own shape."""

    def usage(self, request: Request) -> dict[str, str]:
        """Return the headers that count the allowance."""

    def ledger(self) -> list[dict[str, Any]]:
        """Return all that the public ever saw, with the number of its request."""

    def add(self, facts: Mapping[str, Any]) -> None:
        """Make an account."""


class World:
    """Everything that the double knows."""

    def __init__(self, platforms: list[Callable[["World"], Platform]]) -> None:
        self.lock = RLock()
        self.shift = 0.0
        self.faults: list[Fault] = []
        self.log: list[dict[str, Any]] = []
        self.numbers = count(1)
        self.names = count(7_000_000_001)
        # Set when the double ends: whoever hangs on a fault lets go.
        self.over = Event()
        # The next body longer than so many bytes is read so far, and on when told.
        self.halts_after = 0
        self.halted, self.goes_on = Event(), Event()
        made = [make(self) for make in platforms]
        self.platforms = {one.name: one for one in made}

    def now(self) -> float:
        """Return the double's own time, in seconds since 1970."""
        return time.time() + self.shift

    def name(self) -> str:
        """Return a name that nothing else has: longer than a float holds, as theirs."""
        return f"1220{next(self.names):014d}"

    def faults_for(self, request: Request) -> list[Fault]:
        """Return the faults that happen to this request."""
        with self.lock:
            return [one for one in self.faults if one.fits(request)]

    def note(self, request: Request) -> dict[str, Any]:
        """Put a request into the log; return its line, to be ended with the answer."""
        shown = {name: value[:500] for name, value in request.params.items()}
        shown.pop("access_token", None)
        line = {
            "number": request.number,
            "at": self.now(),
            "platform": request.platform,
            "method": request.method,
            "path": request.path,
            "params": shown,
            "files": {name: len(value) for name, value in request.files.items()},
            "status": None,
        }
        with self.lock:
            self.log.append(line)
        return line

    def comments(self) -> list[dict[str, Any]]:
        """Return every comment that was ever written, on whatever platform."""
        with self.lock:
            return [
                dict(row) | {"platform": one.name}
                for one in self.platforms.values()
                for row in (one.below.ledger() if hasattr(one, "below") else ())
            ]

    def ledger(self, platform: str = "", account: str = "") -> list[dict[str, Any]]:
        """Return what the public ever saw; `visible` says whether it does still."""
        with self.lock:
            return [
                row | {"platform": one.name}
                for one in self.platforms.values()
                if platform in {"", one.name}
                for row in one.ledger()
                if account in {"", row["account"]}
            ]
