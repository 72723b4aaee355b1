"""Django's SQLite backend, with writers served in the order they came.

SQLite's own busy handler is unfair: under 32 threads one writer in a hundred waits
for seconds, and so does a second process. A first-come queue in front of BEGIN
IMMEDIATE brings the worst wait down to a fraction of a second. Among processes the
heads of their queues meet at two file locks: who holds `turn` is the next to get
`busy`, so that nobody can take it twice in a row while another waits.
"""

import fcntl
import os
from collections import deque
from threading import Lock
from typing import Any

from django.db.backends.sqlite3 import base


class Queue:
    """A lock whose waiters are let in first come, first served, across processes."""

    def __init__(self, name: str) -> None:
        self.gate = Lock()
        self.held = False
        self.waiting: deque[Lock] = deque()
        self.files = files_beside(name)

    def enter(self) -> None:
        """Wait for one's turn."""
        with self.gate:
            turn = Lock()
            if self.held:
                turn.acquire()
                self.waiting.append(turn)
            self.held = True
        turn.acquire()
        if self.files:
            turnstile, busy = self.files
            fcntl.flock(turnstile, fcntl.LOCK_EX)
            fcntl.flock(busy, fcntl.LOCK_EX)
            fcntl.flock(turnstile, fcntl.LOCK_UN)

    def leave(self) -> None:
        """Let the next one in."""
        if self.files:
            fcntl.flock(self.files[1], fcntl.LOCK_UN)
        with self.gate:
            if self.waiting:
                self.waiting.popleft().release()
            else:
                self.held = False


def files_beside(name: str) -> tuple[int, int] | None:
    """Return the two lock files of a database on disk, open for this process's life."""
    if ":memory:" in name or "mode=memory" in name:
        return None
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    return os.open(f"{name}-turn", flags, 0o600), os.open(f"{name}-busy", flags, 0o600)


QUEUES: dict[str, Queue] = {}
QUEUES_GATE = Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds its place in the queue from BEGIN to COMMIT, ROLLBACK or close."""

    in_queue: Queue | None = None

    def _start_transaction_under_autocommit(self) -> None:
        name = str(self.settings_dict["NAME"])
        with QUEUES_GATE:
            if name not in QUEUES:
                QUEUES[name] = Queue(name)
            queue = QUEUES[name]
        if self.in_queue is None:
            queue.enter()
            self.in_queue = queue
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self.leave_queue()
            raise

    def leave_queue(self) -> None:
        queue, self.in_queue = self.in_queue, None
        if queue is not None:
            queue.leave()

    def _commit(self) -> Any:
        committed = super()._commit()  # type: ignore[misc]
        self.leave_queue()
        return committed

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self.leave_queue()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self.leave_queue()
