"""Counting beside the door: in memory, and one write a minute.

A read costs one addition. What was counted since the last write is lost with a process
that is killed; one that is stopped writes first. Without a database the counts wait.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.util import Finalize
from typing import Any

from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from sasando.website.reads import sorting
from sasando.website.reads.rows import Missed

logger = logging.getLogger(__name__)
EVERY_SECONDS = 60.0
# So many different things are told apart between two writes; the rest is summed.
MOST_READS, MOST_MISSED = 10_000, 500
REST = ""


@dataclass(slots=True)
class Tally:
    """What was counted since the last write: reads by address and source."""

    reads: dict[tuple[str, str], int] = field(default_factory=dict)
    missed: dict[tuple[str, str], int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.reads or self.missed)

    def read(self, path: str, source: str, times: int = 1) -> None:
        key, sums = (path, source), self.reads
        if key in sums:
            sums[key] += times
        elif len(sums) < MOST_READS:
            sums[key] = times
        else:
            # Which page is worth more than from where.
            key = (path, sorting.OTHER)
            key = key if len(sums) < 2 * MOST_READS else (REST, sorting.OTHER)
            sums[key] = sums.get(key, 0) + times

    def miss(self, kind: str, words: str, times: int = 1) -> None:
        key, sums = (kind, words), self.missed
        if key not in sums and len(sums) >= MOST_MISSED:
            key = (kind, REST)
        sums[key] = sums.get(key, 0) + times

    def take_in(self, other: "Tally") -> None:
        """Add what another tally holds."""
        for (path, source), times in other.reads.items():
            self.read(path, source, times)
        for (kind, words), times in other.missed.items():
            self.miss(kind, words, times)


class Counter:
    """What one process counts; its thread begins with the first read."""

    def __init__(self, write: Callable[[Tally], None]) -> None:
        self.write = write
        self.tally = Tally()
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None
        self.ended = threading.Event()

    def page(self, said: Mapping[str, str]) -> None:
        """Count one read of a stored page, if a reader asks. 2 µs."""
        path = said["PATH_INFO"]
        if path[-1:] == "/" and sorting.is_reader(said):
            query, referer = said.get("QUERY_STRING", ""), said.get("HTTP_REFERER", "")
            source = sorting.whence(query, referer)
            with self.lock:
                self.tally.read(path, source)
            if self.thread is None:
                self.wake()

    def missing(self, said: Mapping[str, str]) -> None:
        """Count an address that leads nowhere, if a reader asks for it."""
        path = decoded(said["PATH_INFO"])
        if (words := sorting.wanted(path)) and sorting.is_reader(said):
            self.miss(Missed.Kind.ADDRESS, words)

    def sought(self, said: Mapping[str, str], typed: str) -> None:
        """Count a search that found nothing, if a reader made it."""
        if (words := sorting.words_of(typed)) and sorting.is_reader(said):
            self.miss(Missed.Kind.SEARCH, words)

    def miss(self, kind: str, words: str) -> None:
        with self.lock:
            self.tally.miss(kind, words)
        self.wake()

    def listening(
        self, said: Mapping[str, str], start: Callable[..., Any]
    ) -> Callable[..., Any]:
        """Return what begins an answer, and counts by its status."""

        def begin(status: str, *more: Any) -> Any:
            if status.startswith("404"):
                self.missing(said)
            elif status.startswith("200"):
                self.page(said)
            return start(status, *more)

        return begin

    def wake(self) -> None:
        if self.thread is None:
            with self.lock:
                if self.thread is not None:
                    return
                self.thread = threading.Thread(
                    target=self.work, name="reads", daemon=True
                )
            self.thread.start()
            # Not atexit: a process of granian leaves by os._exit, but asks this first.
            Finalize(None, self.flush, exitpriority=0)

    def work(self) -> None:
        while not self.ended.wait(EVERY_SECONDS):
            self.flush()

    def flush(self) -> None:
        """Write what was counted, in one transaction; keep it where that fails."""
        with self.lock:
            tally, self.tally = self.tally, Tally()
        if not tally:
            return
        try:
            self.write(tally)
        except (DatabaseError, InterfaceError):
            with self.lock:
                self.tally.take_in(tally)
        except Exception:
            logger.exception("What was read is not written")
        finally:
            connections.close_all()


def decoded(raw: str) -> str:
    """Return an address of WSGI as it is written, or "" for what is no text."""
    try:
        return raw.encode("latin-1").decode()
    except ValueError:
        return ""


def write_now(tally: Tally) -> None:
    from sasando.website.reads import writing

    at = timezone.now()
    writing.write(tally, day=timezone.localdate(at))


COUNTER = Counter(write_now)
