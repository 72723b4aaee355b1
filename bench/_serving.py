"""What the yardsticks of stored pages share: servers in processes, wrk, a table."""

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

CLIENTS = 32


@dataclass(frozen=True, slots=True)
class Server:
    """Something that answers on loopback, and the addresses of the same two pages."""

    name: str
    port: int
    pages: dict[str, str]
    host: str = "localhost"
    encoding: str = "gzip"

    def rate(self, page: str, seconds: int) -> float:
        """Return answers a second, as wrk counts them; stop where any is no 200."""
        address = f"http://127.0.0.1:{self.port}{self.pages[page]}"
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "20s"]
        command += [
            "-H",
            f"Accept-Encoding: {self.encoding}",
            "-H",
            f"Host: {self.host}",
        ]
        said = run([*command, address])
        if "Non-2xx" in said or "Socket errors" in said:
            sys.exit(f"{self.name}: {said}")
        found = re.search(r"Requests/sec:\s+([\d.]+)", said)
        return float(found[1]) if found else 0.0

    def ready(self) -> None:
        """Ask each page until it comes, so that nobody's first answer is measured."""
        for path in self.pages.values():
            wait_for(self.port, path, self.host)


@dataclass(slots=True)
class Rates:
    """The answers a second of each server for each page, a round at a time."""

    found: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def take(self, servers: Sequence[Server], *, rounds: int, seconds: int) -> None:
        """Measure all in turn, forwards and backwards: no one has the quiet minute."""
        for server in servers:
            server.ready()
        for number in range(rounds):
            for server in servers[:: 1 if number % 2 else -1]:
                for page in server.pages:
                    rate = server.rate(page, seconds)
                    self.found.setdefault((server.name, page), []).append(rate)

    def middle(self, server: str, page: str) -> float:
        return statistics.median(self.found[server, page])


@contextmanager
def running(
    command: Sequence[str],
    env: dict[str, str] | None = None,
    *,
    cwd: Path | None = None,
) -> Iterator[int]:
    """Lend a process that ends, with all it started, at the end of the block."""
    process = subprocess.Popen(
        command, env=env, cwd=cwd, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        yield process.pid
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(port: int, path: str = "/", host: str = "localhost") -> None:
    question = Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host})
    why = ""
    for _each in range(600):
        try:
            with urlopen(question, timeout=30) as answer:
                answer.read()
                return
        except HTTPError as error:
            why = f"{error.code} {error.read()[:300]!r}"
        except OSError as error:
            why = str(error)
        time.sleep(0.1)
    sys.exit(f"{host}:{port}{path} does not answer: {why}")


def run(
    command: Sequence[str],
    env: dict[str, str] | None = None,
    *,
    cwd: Path | None = None,
) -> str:
    done = subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command}: {done.stdout[-1000:]}{done.stderr[-2000:]}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
