"""What every campaign of kills needs: an office of its own, and scripts run in it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from tests.operations.office import url_of


@contextmanager
def office(folder: Path) -> Iterator[dict[str, str]]:
    """Lend the environment of an office in this folder, on the database of this run."""
    with database(folder) as url:
        yield os.environ | {
            "SASANDO_DATA": str(folder),
            "SASANDO_DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "sasando.settings",
            "PYTHONPATH": f"src{os.pathsep}.",
        }


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Lend the URL of an empty database: a file, or one more on the same server."""
    if connection.vendor == "sqlite":
        yield url_of(f"{folder}/sasando.db")
        return
    name = f"killed_{os.getpid()}"
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        try:
            yield url_of(name)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def python(code: str, env: dict[str, str]) -> str:
    """Run a script to its end and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
