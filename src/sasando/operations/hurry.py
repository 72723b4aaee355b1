"""A connection that does not wait: for a look that must end while others hold on."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from django.db import DatabaseError, connection

WAIT_SECONDS = 3
# lock_not_available, query_canceled
POSTGRESQL_BUSY = {"55P03", "57014"}
SQLITE_BUSY = ("database is locked", "database table is locked")
TIMEOUTS = ("lock_timeout", "statement_timeout")


class TimeUp(BaseException):
    """No check may go on; not an Exception, so that none swallows it."""


@contextmanager
def impatient() -> Iterator[None]:
    """Let no lock and no statement of this connection wait more than 3 seconds."""
    if connection.vendor == "sqlite":
        with impatient_sqlite():
            yield
        return
    kept = {}
    with suppress(DatabaseError), connection.cursor() as cursor:
        for name in TIMEOUTS:
            cursor.execute(f"SHOW {name}")
            kept[name] = cursor.fetchone()[0]
            cursor.execute(f"SET {name} = '{WAIT_SECONDS}s'")
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            for name, value in kept.items():
                cursor.execute(f"SET {name} = '{value}'")


@contextmanager
def impatient_sqlite() -> Iterator[None]:
    options = connection.settings_dict["OPTIONS"]
    kept = options.get("timeout", 5)
    options["timeout"] = WAIT_SECONDS
    connection.patience_seconds = WAIT_SECONDS  # type: ignore[attr-defined]
    wait(WAIT_SECONDS)
    try:
        yield
    finally:
        options["timeout"] = kept
        connection.patience_seconds = None  # type: ignore[attr-defined]
        wait(kept)


def wait(seconds: float) -> None:
    if connection.connection is not None:
        connection.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TimeUp inside after `seconds`; only the main thread can be stopped so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def stop(number: int, frame: FrameType | None) -> None:
    raise TimeUp


def is_busy(error: BaseException) -> bool:
    """Return whether the database did not refuse but was held by somebody else."""
    if getattr(error.__cause__, "sqlstate", "") in POSTGRESQL_BUSY:
        return True
    return any(words in str(error) for words in SQLITE_BUSY)
