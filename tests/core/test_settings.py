"""A setting that cannot work stops the start with one sentence, before all else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NONSENSE = {
    "PORT": ["abc", "99999", "-1", "0", "", "8000.5", "１"],
    "SASANDO_DATA": ["/proc/sasando", "/dev/null", "/dev/null/x"],
    "SASANDO_PUBLIC_URL": [
        "humas",
        "ftp://humas",
        "https://",
        "http://a b",
        "http://a:x",
    ],
    "SASANDO_HOSTS": ["https://humas.example.go.id", "a,b"],
    "SASANDO_DATABASE_URL": [
        *("oracle://x", "nonsense", "sqlite://", "postgres://localhost"),
        *("postgres://localhost:abc/x", "postgres://localhost/x?salah=1"),
    ],
    "SASANDO_CACHE_URL": ["memcached://x", "local"],
    "SASANDO_STORAGE_URL": ["s3://x", "media", "file://", "file:////dev/null/x"],
    "SASANDO_MAIL_URL": ["smtp://", "smtp://host:abc", "imap://host", "nonsense"],
    "SASANDO_INBOX_URL": [
        *("imap://mail.example.org/INBOX", "pop3://a:b@localhost", "nonsense"),
        *("imap+tls://mail.example.org", "imap://a@localhost", "imap+tls://a:b@/x"),
    ],
    "SASANDO_MAIL_FROM": ["humas", "@", "a b@c", "humas@a b", "humas@a\nBcc: x@y"],
    "SASANDO_SECRET_KEY": ["rahasia"],
    "SASANDO_FIELD_KEYS": ["kunci", "a" * 44 + " b"],
    "SASANDO_BACKUP_RECIPIENT": ["age1salah", "saya"],
    "SASANDO_FFMPEG": ["/nowhere/ffmpeg"],
    "SASANDO_FIGURES_DAYS": ["", "satu", "91", "10000", "1.5"],
    "SASANDO_PG_DUMP": ["/nowhere/pg_dump"],
    "SASANDO_PROXIES": ["-1", "satu", "1.5", "100"],
    "SASANDO_CHANNEL_HOSTS": ["https://proxy.example.org", "a,b"],
    "SASANDO_ACCESS_LOG": ["sasando.log", "/nowhere/sasando.log", "/tmp"],
    "SASANDO_TIME_ZONE": ["Mars", "../etc/passwd", "Asia", ""],
    "SASANDO_LOG_LEVEL": ["loud", ""],
    "SASANDO_DEBUG": ["maybe", "2", "ya"],
    "SASANDO_OIDC_SERVER": ["id.example.org", "http://id.example.org", "https://x"],
    "SASANDO_OIDC_CLIENT_ID": ["dua kata", "a\nb"],
    "SASANDO_OIDC_CLIENT_SECRET": ["dua kata", "a\tb"],
    "SASANDO_OIDC_NAME": ["a\nb", "x" * 201],
}
CASES = [(name, value) for name, values in NONSENSE.items() for value in values]


def run(
    folder: Path, *command: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    source = {"PYTHONPATH": str(ROOT / "src"), "SASANDO_DATA": str(folder / "var")}
    return subprocess.run(
        [sys.executable, "-m", *command],
        env=kept | source | settings,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def says_one_sentence(done: subprocess.CompletedProcess[str], name: str) -> None:
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    indonesian, english = done.stderr.strip().splitlines()
    assert indonesian.startswith(f"{name}: ")
    assert english.startswith(f"{name}: ")
    assert re.search(r"\b(tulis|isi|jangan)\b", indonesian)
    assert re.search(r"\b(write|set|name)\b", english)


def test_every_setting_has_its_nonsense() -> None:
    text = (ROOT / "docs" / "settings.md").read_text()
    named = set(re.findall(r"^\| `([A-Z_]+)`", text, re.MULTILINE))
    assert named - {"SASANDO_X"} == set(NONSENSE)


@pytest.mark.parametrize(("name", "value"), CASES)
def test_nonsense_stops_the_start_before_all_else(
    tmp_path: Path, name: str, value: str
) -> None:
    says_one_sentence(run(tmp_path, "sasando", "start", **{name: value}), name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["schema", "tick", "doctor"])
def test_each_command_says_so_too(tmp_path: Path, command: str) -> None:
    done = run(tmp_path, "sasando", command, SASANDO_TIME_ZONE="Mars")
    says_one_sentence(done, "SASANDO_TIME_ZONE")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "sasando", "start", SASANDO_SECRET_KEY_FILE="/nowhere")
    says_one_sentence(done, "SASANDO_SECRET_KEY_FILE")


def test_a_password_is_not_shown_again(tmp_path: Path) -> None:
    url = "oracle://sasando:rahasia@localhost/x"
    done = run(tmp_path, "sasando", "start", SASANDO_DATABASE_URL=url)
    says_one_sentence(done, "SASANDO_DATABASE_URL")
    assert "rahasia" not in done.stderr
