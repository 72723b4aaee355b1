"""Django's SQLite backend, with writers served in the order they came.

SQLite's own busy handler is unfair: under 32 threads one writer in a hundred waits
for seconds. A first-come queue in front of BEGIN IMMEDIATE brings the worst wait down
to a fraction of a second. Another process (the worker) still meets the busy handler.
"""

from collections import deque
from threading import Lock
from typing import Any

from django.db.backends.sqlite3 import base


class Queue:
    """A lock whose waiters are let in first come, first served."""

    def __init__(self) -> None:
        self.gate = Lock()
        self.held = False
        self.waiting: deque[Lock] = deque()

    def enter(self) -> None:
        """Wait for one's turn."""
        with self.gate:
            if not self.held:
                self.held = True
                return
            turn = Lock()
            turn.acquire()
            self.waiting.append(turn)
        turn.acquire()

    def leave(self) -> None:
        """Let the next one in."""
        with self.gate:
            if self.waiting:
                self.waiting.popleft().release()
            else:
                self.held = False


QUEUES: dict[str, Queue] = {}
QUEUES_GATE = Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds its place in the queue from BEGIN to COMMIT, ROLLBACK or close."""

    in_queue: Queue | None = None

    def _start_transaction_under_autocommit(self) -> None:
        with QUEUES_GATE:
            queue = QUEUES.setdefault(str(self.settings_dict["NAME"]), Queue())
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
