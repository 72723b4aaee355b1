"""Killed at each step of a withdrawal, web server and worker leave no byte of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.killing import office

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("way", ["verb", "clock", "hearing"])
def test_whoever_is_killed_while_cutting_leaves_nothing_that_tells(
    way: str, tmp_path: Path
) -> None:
    """By the verb, by its end in the worker, and by the worker that comes after."""
    words = [sys.executable, "tests/website/cutting_killed.py", way]
    with office(tmp_path) as env:
        done = subprocess.run(words, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    steps = int(done.stdout.splitlines()[-1])
    print(f"{way}: killed at each of {steps} steps")
    assert steps > 20
