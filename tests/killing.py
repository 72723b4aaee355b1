"""What every campaign of kills needs: an office of its own, and scripts run in it."""

import os
import subprocess
import sys
from pathlib import Path


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of an office on SQLite that lives in this folder."""
    return os.environ | {
        "SASANDO_DATA": str(folder),
        "SASANDO_DATABASE_URL": f"sqlite:///{folder}/sasando.db",
        "DJANGO_SETTINGS_MODULE": "sasando.settings",
        "PYTHONPATH": f"src{os.pathsep}.",
    }


def python(code: str, env: dict[str, str]) -> str:
    """Run a script to its end and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
