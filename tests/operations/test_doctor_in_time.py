"""`sasando doctor` ends and names the fault, whatever lies in its way."""

import fcntl
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import OperationalError, connection
from tests import make
from tests.operations.office import Office

from sasando.core.sqlite.base import Queue
from sasando.operations import backup, doctor
from sasando.operations.checkups import machine

HOLD = """
import fcntl, os, sys
for name in sys.argv[1:]:
    fcntl.flock(os.open(name, os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""
BEGIN = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute(sys.argv[2])
held.execute("BEGIN IMMEDIATE")
held.execute("UPDATE core_job SET error = ''")
print("held", flush=True)
sys.stdin.read()
"""
LOCK = """
import psycopg, sys
held = psycopg.connect(sys.argv[1])
held.execute("LOCK TABLE " + sys.argv[2] + " IN ACCESS EXCLUSIVE MODE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_by_another(code: str, *words: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield
    finally:
        process.kill()
        process.communicate()


def timed(office: Office) -> set[str]:
    process = office.start("doctor", "--json")
    try:
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 2, err
    return {one["code"] for one in json.loads(out)["findings"]}


@pytest.mark.servers
@pytest.mark.parametrize("how", ["queue", "turn", "writer", "alone"])
def test_doctor_ends_while_another_holds_sqlite(old: Office, how: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has these locks")
    name = str(connection.settings_dict["NAME"])
    connection.close()
    holder = {
        "queue": (HOLD, f"{name}-busy"),
        "turn": (HOLD, f"{name}-turn", f"{name}-busy"),
        "writer": (BEGIN, name, "PRAGMA locking_mode = NORMAL"),
        "alone": (BEGIN, name, "PRAGMA locking_mode = EXCLUSIVE"),
    }[how]
    with held_by_another(*holder):
        assert "database_busy" in timed(old)
    assert "database_busy" not in timed(old)


@pytest.mark.servers
@pytest.mark.parametrize("table", ["core_job", "core_entry", "wagtailcore_page"])
def test_doctor_ends_while_another_holds_postgresql(old: Office, table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL locks tables")
    from psycopg import conninfo

    params = connection.get_connection_params()
    kept = {
        key: params[key]
        for key in ("dbname", "user", "host", "port", "password")
        if key in params
    }
    with held_by_another(LOCK, conninfo.make_conninfo(**kept), table):
        assert "database_busy" in timed(old)
    assert "database_busy" not in timed(old)


def test_a_writer_without_patience_gives_its_place_back(tmp_path: Path) -> None:
    queue = Queue(str(tmp_path / "x.db"))
    queue.enter()
    with pytest.raises(OperationalError):
        queue.enter(patience_seconds=0.05)
    queue.leave()
    handle = os.open(tmp_path / "x.db-busy", os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(OperationalError):
        queue.enter(patience_seconds=0.05)
    fcntl.flock(handle, fcntl.LOCK_UN)
    queue.enter(patience_seconds=0.05)
    queue.leave()
    queue.enter()
    queue.leave()
    os.close(handle)


def test_what_a_look_may_not_wait_for_others_still_may(db: None) -> None:
    before = timeouts()
    doctor.examine(make.NOW)
    assert timeouts() == before


def timeouts() -> list[Any]:
    names = {"sqlite": ["PRAGMA busy_timeout"]}.get(
        connection.vendor, ["SHOW lock_timeout", "SHOW statement_timeout"]
    )
    with connection.cursor() as cursor:
        found = [cursor.execute(name).fetchone()[0] for name in names]
    return [*found, getattr(connection, "patience_seconds", None)]


def test_checks_that_take_too_long_are_left_out_and_told(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "SECONDS", 0.2)
    quiet, other = socket.socketpair()

    def waits(at: Any) -> list[doctor.Finding]:
        quiet.recv(1)
        return []

    monkeypatch.setattr(doctor, "CHECKS", {"x.y": doctor.Registered(waits, False)})
    with quiet, other:
        found = doctor.examine(make.NOW)
    assert [one.code for one in found["core.time"]] == ["doctor_out_of_time"]


def test_a_mail_server_that_is_slow_at_each_word_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "MAIL_TIMEOUT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        accepted = Thread(target=server.accept, daemon=True)
        accepted.start()
        with pytest.raises(OSError, match=r".+"):
            machine.greet("127.0.0.1", server.getsockname()[1])
        accepted.join()


NAIVE = {"file": "/x", "at": "2026-11-24T09:00:00", "size": 1}
ODD: dict[str, bytes] = {
    "empty": b"",
    "list": b"[]",
    "number": b"3",
    "null": b"null",
    "text": b"\xff\xfe",
    "deep": b"[" * 60_000,
    "huge": b'{"last": "' + b"x" * (2 << 20) + b'"}',
    "last is a list": b'{"last": [1]}',
    "last is a text": b'{"last": "kemarin"}',
    "no time": b'{"last": {"file": "/x", "size": 1}}',
    "time is a number": b'{"last": {"file": "/x", "size": 1, "at": 5}}',
    "no zone": json.dumps({"last": NAIVE}).encode(),
    "size is a text": json.dumps({"last": NAIVE | {"size": "1"}}).encode(),
    "checked is a list": b'{"checked": ["x"]}',
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_record_of_backups_is_one_finding(
    db: None, place: Path, name: str
) -> None:
    backup.prepared(None)
    backup.record_file().write_bytes(ODD[name])
    found = doctor.examine(make.NOW)
    assert [one.code for one in found["core.backups"]] == ["backup_record_odd"]
    codes = {one.code for group in found.values() for one in group}
    assert "check_broken" not in codes
    assert backup.make(at=make.NOW).file.exists()
    assert backup.record()["last"]


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_a_record_that_is_no_file_is_one_finding(
    db: None, place: Path, kind: str
) -> None:
    backup.prepared(None)
    file = backup.record_file()
    os.mkfifo(file) if kind == "pipe" else file.mkdir()
    found = doctor.examine(make.NOW)
    assert [one.code for one in found["core.backups"]] == ["backup_record_odd"]


@pytest.mark.parametrize("kind", [TypeError, AttributeError, KeyError, RecursionError])
def test_whatever_breaks_a_check_is_a_finding(
    db: None, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def breaks(at: Any) -> list[doctor.Finding]:
        raise kind("ganjil")

    monkeypatch.setitem(doctor.CHECKS, "x.y", doctor.Registered(breaks, False))
    assert [one.code for one in doctor.examine(make.NOW)["x.y"]] == ["check_broken"]
