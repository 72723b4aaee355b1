"""One installation as an operator drives it: by commands, in real processes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection

MB = 1 << 20


class Office:
    """One installation, driven by commands; on PostgreSQL with its own database."""

    def __init__(self, data: Path, url: str) -> None:
        self.data = data
        self.env = os.environ | {
            "SASANDO_DATA": str(data),
            "SASANDO_DATABASE_URL": url,
            "SASANDO_PUBLIC_URL": "http://localhost",
            "DJANGO_SETTINGS_MODULE": "sasando.settings",
        }

    def start(self, *words: str, **options: Any) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "sasando", *words],
            env=self.env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )

    def run(self, *words: str, **options: Any) -> tuple[int, str, str]:
        process = self.start(*words, **options)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def backup(self) -> Path:
        code, out, err = self.run("backup", "--json")
        assert code == 0, err
        return Path(json.loads(out)["file"])

    @property
    def key(self) -> str:
        return str(self.data / "keys" / "backup.key")


def url_of(name: str) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    facts = connection.settings_dict
    who = quote(facts["USER"]) + (
        f":{quote(facts['PASSWORD'])}" * bool(facts["PASSWORD"])
    )
    where = f"{facts['HOST'] or 'localhost'}:{facts['PORT'] or 5432}"
    return f"postgres://{who}@{where}/{quote(name)}"


def fill(data: Path) -> None:
    (data / "media" / "images").mkdir(parents=True)
    (data / "media" / "dokumen").mkdir()
    (data / "media" / "images" / "pasar.jpg").write_bytes(os.urandom(70_000))
    (data / "media" / "images" / "kosong.jpg").write_bytes(b"")
    (data / "media" / "dokumen" / "surat édaran 1.pdf").write_bytes(os.urandom(300))


def keep(data: Path) -> None:
    """Let a letter and a photo half sent lie beside the uploads."""
    for name in ("surat/1f.eml", "lapangan/7-ab"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(os.urandom(3_000))


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
