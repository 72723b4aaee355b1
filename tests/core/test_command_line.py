"""What `sasando` says at the command line: sentences, never a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sasando import __main__ as program
from sasando.core import manual

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.once


def run(
    data: Path, *words: str, database: str = ""
) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "SASANDO_DATA": str(data),
    }
    if database:
        environment["SASANDO_DATABASE_URL"] = database
    return subprocess.run(
        [sys.executable, "-m", "sasando", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def says(done: subprocess.CompletedProcess[str], indonesian: str, english: str) -> None:
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert indonesian in done.stderr
    assert english in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("foi", "due", "--from", "2026-11-24", "--days", "10"),
        ("holidays", "import"),
        ("verify", "--json"),
        ("demo",),
        ("tick",),
        ("worker",),
    ],
)
def test_without_a_schema_each_command_says_what_to_do(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    done = run(tmp_path / "var", *words)
    says(done, "Basis data belum siap", "run first: sasando schema")
    assert done.stdout == ""


@pytest.mark.parametrize("word", ["verify", "tick"])
def test_without_a_database_each_command_says_so(word: str, tmp_path: Path) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        url = f"postgres://sasando@127.0.0.1:{one.getsockname()[1]}/sasando"
        done = run(tmp_path / "var", word, database=url)
    says(done, "Basis data tidak menjawab", "The database does not answer")


def test_words_that_do_not_fit_get_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path / "var", "holidays", "import", "--year", "abc")
    says(done, "tidak bisa dipahami", "Help: sasando holidays --help")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert "usage" not in done.stderr


def test_help_of_a_command_calls_the_program_by_its_name(tmp_path: Path) -> None:
    done = run(tmp_path / "var", "holidays", "--help")
    assert done.stdout.startswith("usage: sasando holidays")


@pytest.mark.parametrize("words", [[], ["--help"], ["help"]])
def test_help_lists_our_commands_in_both_languages(
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["__main__.py", *words])
    program.main()
    said = capsys.readouterr().out
    for name in ("start", "serve", "schema", "doctor", "worker"):
        assert f"\n  {name}" in said
    for name in ("flush", "publish_scheduled", "purge_revisions", "django help"):
        assert name not in said
    assert said.index("Pemakaian") < said.index("Usage: sasando COMMAND")


@pytest.mark.parametrize("name", ["start", "serve"])
def test_start_and_serve_only_explain_themselves_when_asked(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ([name, "--help"], ["help", name], [name, "-h"]):
        monkeypatch.setattr(sys, "argv", ["sasando", *words])
        with pytest.raises(SystemExit) as end:
            program.main()
        assert end.value.code == 0
        assert f"sasando {name}" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["start", "serve"])
def test_start_and_serve_refuse_words_they_do_not_know(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert manual.answer([name, "--port", "9000"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "tidak mengenal “--port 9000”" in said.err
    assert f"Help: sasando {name} --help" in said.err


def test_start_and_serve_run_when_nothing_else_is_said() -> None:
    assert manual.answer(["start"]) is None
