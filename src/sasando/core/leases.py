"""Who runs a job holds its lock, and the lock ends with the process that holds it.

Nothing is written down that could outlive a `kill -9`: on SQLite the kernel's lock on
a file beside the database, on PostgreSQL a session's advisory lock on the very
connection that does the work, so that who loses the lock can write nothing more.
"""

import fcntl
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error, connections

# Our class of advisory locks; the second number is the job's.
LOCKS = 7411093


@contextmanager
def hold(name: str, *, using: str = "default") -> Iterator[bool]:
    """Hold the lock of this job if it is free; lend whether we have it. Never waits."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        held = in_session(connection, name)
    else:
        held = on_file(folder_of(str(connection.settings_dict["NAME"])) / name)
    with held as ours:
        yield ours


@contextmanager
def in_session(connection: Any, name: str) -> Iterator[bool]:
    """Hold an advisory lock; the server drops it when this connection ends."""
    key = [LOCKS, zlib.crc32(name.encode()) - (1 << 31)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        [held] = cursor.fetchone()
    try:
        yield held
    finally:
        # A connection that broke has no lock to give back.
        with suppress(Error):
            if held:
                give_back(connection, key)


def give_back(connection: Any, key: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


@contextmanager
def on_file(path: Path) -> Iterator[bool]:
    """Hold the kernel's lock on a file; it is dropped when this process ends."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        yield False
        return
    try:
        yield True
    finally:
        # Not by closing alone: a child of the job may have inherited the handle.
        fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)


def folder_of(database: str) -> Path:
    """Return the folder of locks beside a database on disk."""
    if ":memory:" in database or "mode=memory" in database:
        return Path(settings.DATA) / "memory-jobs"
    return Path(f"{database}-jobs")
