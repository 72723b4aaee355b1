"""Who answers in granian: its own thread what is ready, ours all that may wait.

A task that goes from one thread to another costs more than a stored page: with 32 that
take turns at Python's lock, twice as much as with two. So granian has two threads, for
what is answered without waiting; for the rest we keep our own, up to 32, and an answer
is given to granian when it is there. A slow sender holds up none that is ready.

granian has no word for this: we stand in the place of one function of its, and where a
release has none of that name it serves us as it serves everybody, with 32 threads.
"""

import logging
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from importlib import import_module
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Protocol

from django.db import connections

logger = logging.getLogger(__name__)
Environ = dict[str, Any]
# Status, headers and body.
Ready = tuple[int, list[tuple[str, str]], bytes]
Call = Callable[[Any, Environ], Any]
Task = Callable[[], Any]
SERVER, SEAM = "granian.server.mp", "_wsgi_call_wrap"
FEW, MOST = 2, 32
IDLE_SECONDS = 30.0
# So long one thread that works lets another wait. Python's own is 0.005: a page that is
# rendered would hold up each that is stored.
TURN_SECONDS = 0.001


class Quick(Protocol):
    """A WSGI application that knows what it can answer without waiting."""

    def at_once(self, environ: Environ) -> Ready | None: ...

    def beyond(self, environ: Environ, start: Any) -> Any: ...


def threads() -> int:
    """Return how many threads granian needs; loads it."""
    return FEW if hasattr(import_module(SERVER), SEAM) else MOST


def take_over() -> None:
    """Stand between granian and the application, if granian has loaded us."""
    server = sys.modules.get(SERVER)
    usual = getattr(server, SEAM, None)
    if usual is not None and not isinstance(usual, partial):
        setattr(server, SEAM, partial(call_of, usual))


def call_of(
    usual: Callable[..., Call], application: Any, options: Any, log: Any = None
) -> Call:
    """Return what granian calls for each request, instead of its own.

    What it does besides (a log of each answer, addresses below another) it does itself.
    """
    sys.setswitchinterval(TURN_SECONDS)
    threads = Threads(MOST)
    if log or options.get("url_path_prefix") or not hasattr(application, "at_once"):
        return partial(threads.hand, usual(application, options, log))
    quick: Quick = application
    at_once, slow = quick.at_once, usual(quick.beyond, options)

    def answer(line: Any, environ: Environ) -> None:
        if (ready := at_once(environ)) is not None:
            line.response_bytes(*ready)
        else:
            threads.hand(slow, line, environ)

    return answer


class Threads:
    """At most so many threads; one more begins when a task finds all others at work."""

    def __init__(self, most: int, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self.most, self.idle_seconds = most, idle_seconds
        self.lock, self.count = Lock(), 0
        self.waiting: deque[Task] = deque()
        # Where threads without work look for some; who came last works first.
        self.free: list[SimpleQueue[Task]] = []

    def hand(self, call: Callable[..., Any], *words: Any) -> None:
        """Let a thread call this; returns at once."""
        task = partial(call, *words)
        with self.lock:
            if self.free:
                self.free.pop().put(task)
                return
            if self.count == self.most:
                self.waiting.append(task)
                return
            self.count += 1
        # Nothing waits for it when the process ends: granian has waited already.
        Thread(target=self.work, args=[task], name="answers", daemon=True).start()

    def work(self, task: Task | None) -> None:
        box: SimpleQueue[Task] = SimpleQueue()
        while task:
            try:
                task()
            except Exception:
                # granian says 500 where no answer came.
                logger.exception("A request was not answered")
            task = None
            with self.lock:
                if self.waiting:
                    task = self.waiting.popleft()
                else:
                    self.free.append(box)
            task = task or self.next(box)
        connections.close_all()

    def next(self, box: SimpleQueue[Task]) -> Task | None:
        """Wait for a task; return None where none comes, and this thread may end."""
        try:
            return box.get(timeout=self.idle_seconds)
        except Empty:
            with self.lock:
                if box in self.free:
                    self.free.remove(box)
                    self.count -= 1
                    return None
            return box.get()
