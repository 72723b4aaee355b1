"""Places with uploads: one of this process, an old office and an empty new one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests import make
from tests.operations.office import Office, fill, url_of

from sasando.operations import backup, snapshots
from sasando.operations.archive import BackupError


@pytest.fixture
def programs() -> None:
    if connection.vendor == "postgresql":
        try:
            snapshots.program("pg_restore", at_least=15)
        except BackupError:
            pytest.skip("pg_dump is missing: apt install postgresql-client")


@pytest.fixture
def place(programs: None, settings: Any, tmp_path: Path) -> Path:
    """A data folder of its own, for this process: three uploads and new keys."""
    settings.DATA = tmp_path / "here"
    settings.MEDIA_ROOT = str(settings.DATA / "media")
    settings.KEYS = settings.DATA / "keys"
    settings.BACKUP_RECIPIENT = ""
    fill(settings.DATA)
    return settings.DATA


@pytest.fixture
def made(db: None, place: Path) -> Path:
    return backup.make(at=make.NOW).file


@pytest.fixture
def old(programs: None, transactional_db: None, tmp_path: Path) -> Office:
    """The office whose database is the one this test writes to."""
    fill(tmp_path / "old")
    return Office(tmp_path / "old", url_of(str(connection.settings_dict["NAME"])))


@pytest.fixture
def new(programs: None, transactional_db: None, tmp_path: Path) -> Iterator[Office]:
    """An empty place; on PostgreSQL an empty database."""
    if connection.vendor == "sqlite":
        yield Office(tmp_path / "new", url_of(f"{tmp_path}/new/sasando.db"))
        return
    name = "sasando_restored"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    yield Office(tmp_path / "new", url_of(name))
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")
