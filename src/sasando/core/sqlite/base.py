"""Django's SQLite backend, with writers served in the order they came.

SQLite's own busy handler is unfair: under 32 threads one writer in a hundred waits
for seconds, and so does a second process. A first-come queue in front of BEGIN
IMMEDIATE brings the worst wait down to a fraction of a second. Among processes the
heads of their queues meet at two file locks: who holds `turn` is the next to get
`busy`, so that nobody can take it twice in a row while another waits.

A transaction holds its place from BEGIN to its end, a single statement outside of one
for as long as it runs. Who only reads never waits.
"""

import fcntl
import os
import re
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Lock
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

# In SQLite's own words, as its callers know them.
BUSY, AWAY = "database is locked", "unable to open database file"
BLINK_SECONDS = 0.02

# What cannot write, or rules a transaction itself. All else queues, known to us or not.
READS = {"SELECT", "VALUES", "EXPLAIN", "PRAGMA", "ATTACH", "DETACH"}
RULES = {"BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"}
NOTHING: Iterator[Any] = iter(())
FIRST_WORD = re.compile(r"(?:\s+|--[^\n]*|/\*.*?\*/|\()*(\w*)", re.DOTALL)
WITH_A_WRITE = re.compile(
    r"\b(?:INSERT|REPLACE)\s+(?:OR\s+\w+\s+)?INTO\b|\bUPDATE\b.+\bSET\b|\bDELETE\s+FROM\b",
    re.IGNORECASE | re.DOTALL,
)


class Queue:
    """A lock whose waiters are let in first come, first served, across processes."""

    def __init__(self, name: str) -> None:
        self.gate = Lock()
        self.held = False
        self.waiting: deque[Lock] = deque()
        self.files = files_beside(name)

    def enter(self, *, patience_seconds: float | None = None) -> None:
        """Wait for one's turn. Raises OperationalError when patience ends."""
        with self.gate:
            turn = Lock()
            if self.held:
                turn.acquire()
                self.waiting.append(turn)
            self.held = True
        if patience_seconds is None:
            turn.acquire()
            self.hold_files(fcntl.LOCK_EX)
        else:
            self.enter_soon(turn, time.monotonic() + patience_seconds)

    def enter_soon(self, turn: Lock, end: float) -> None:
        if not turn.acquire(timeout=max(end - time.monotonic(), 0)):
            with self.gate:
                if turn in self.waiting:
                    self.waiting.remove(turn)
                    raise OperationalError(BUSY)
            # Our turn came while we gave up.
        while True:
            try:
                self.hold_files(fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError as error:
                if time.monotonic() > end:
                    self.leave()
                    raise OperationalError(BUSY) from error
                time.sleep(BLINK_SECONDS)

    def hold_files(self, how: int) -> None:
        if not self.files:
            return
        turnstile, busy = self.files
        fcntl.flock(turnstile, how)
        try:
            fcntl.flock(busy, how)
        finally:
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


def queue_of(name: str) -> Queue:
    """Return the one queue of this process for a database."""
    with QUEUES_GATE:
        if name not in QUEUES:
            QUEUES[name] = Queue(name)
        return QUEUES[name]


def forget_queues() -> None:
    """In a forked child: open the lock files anew.

    A lock belongs to the opened file, which fork hands down: children of one parent
    would all hold it at once, and one would give it up for all.
    """
    global QUEUES_GATE
    QUEUES_GATE = Lock()
    for queue in QUEUES.values():
        for handle in queue.files or ():
            os.close(handle)
    QUEUES.clear()


os.register_at_fork(after_in_child=forget_queues)


def writes(query: str) -> bool:
    """Return whether a statement may write. When in doubt, it may."""
    found = FIRST_WORD.match(query)
    word = found[1].upper() if found else ""
    if word == "WITH":
        return WITH_A_WRITE.search(query) is not None
    return word not in READS | RULES


class Cursor(base.SQLiteCursorWrapper):
    """Lets a single statement that writes wait for its turn."""

    rows: Iterator[Any] = NOTHING

    def __init__(self, raw: Any, wrapper: "DatabaseWrapper") -> None:
        super().__init__(raw)
        self.wrapper = wrapper

    def execute(self, query: str, params: Any = None) -> Any:
        self.rows = NOTHING
        if not self.wrapper.must_queue(query):
            return super().execute(query, params)
        with self.wrapper.turn():
            done = super().execute(query, params)
            # RETURNING: SQLite ends the statement, and lets the next one write, when
            # the last row was read.
            self.rows = iter(super().fetchall() if self.description else ())
            return done

    def executemany(self, query: str, param_list: Any) -> Any:
        if not self.wrapper.must_queue(query):
            return super().executemany(query, param_list)
        with self.wrapper.turn():
            return super().executemany(query, param_list)

    def fetchone(self) -> Any:
        row = next(self.rows, None)
        return super().fetchone() if row is None else row

    def fetchmany(self, size: int | None = None) -> list[Any]:
        size = self.arraysize if size is None else size
        return list(islice(self.rows, size)) or super().fetchmany(size)

    def fetchall(self) -> list[Any]:
        return [*self.rows, *super().fetchall()]

    def __next__(self) -> Any:
        row = next(self.rows, None)
        return super().__next__() if row is None else row


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds its place in the queue from BEGIN to COMMIT, ROLLBACK or close."""

    in_queue: Queue | None = None
    # A writer waits for ever, so that the queue stays fair; a mere look does not.
    patience_seconds: float | None = None
    # Who serves begins no database: an empty one in the place of one that is away would
    # be theirs, and stay so when it comes back.
    may_begin = True

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.may_begin and not os.path.exists(conn_params["database"]):
            raise OperationalError(AWAY)
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=lambda raw: Cursor(raw, self))

    def must_queue(self, query: str) -> bool:
        """Return whether this statement writes and stands in no transaction."""
        if self.in_queue is not None or not self.autocommit:
            return False
        # A BEGIN by hand may hold the lock that the head of the queue waits for.
        return not self.connection.in_transaction and writes(query)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a place in the queue for one statement."""
        self.in_queue = self.enter_queue()
        try:
            yield
        finally:
            self.leave_queue()

    def enter_queue(self) -> Queue:
        queue = queue_of(str(self.settings_dict["NAME"]))
        queue.enter(patience_seconds=self.patience_seconds)
        return queue

    def _start_transaction_under_autocommit(self) -> None:
        if self.in_queue is None:
            self.in_queue = self.enter_queue()
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
