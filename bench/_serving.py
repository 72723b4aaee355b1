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
# A reader and no program: what a read costs to count is counted.
BROWSER = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile"
BEGAN = time.monotonic()


@dataclass(frozen=True, slots=True)
class Server:
    """Something that answers on loopback, and the addresses of the same two pages."""

    name: str
    port: int
    pages: dict[str, str]
    # All processes that work for an answer, by those that began them.
    pids: tuple[int, ...] = ()
    host: str = "localhost"
    encoding: str = "gzip"

    def take(self, page: str, seconds: int) -> "Taken":
        """Return what wrk counts and what it costs; stop where any is no 200."""
        address = f"http://127.0.0.1:{self.port}{self.pages[page]}"
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "60s"]
        command += ["-H", f"Accept-Encoding: {self.encoding}"]
        command += ["-H", f"User-Agent: {BROWSER}"]
        self.ready(page)
        before = self.cpu_ms()
        said = run([*command, "-H", f"Host: {self.host}", address])
        # What wrk did not wait for is done before the next one is measured.
        self.ready(page)
        spent = self.cpu_ms() - before
        if "Non-2xx" in said or "Socket errors" in said:
            sys.exit(f"{self.name}: {said}")
        found = re.search(r"(\d+) requests in ([\d.]+)(m?)s", said)
        count = int(found[1]) if found else 0
        rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
        return Taken(float(rate[1]) if rate else 0.0, spent / (count + UNCOUNTED))

    def ready(self, page: str) -> None:
        wait_for(self.port, self.pages[page], self.host)

    def cpu_ms(self) -> float:
        return sum(spent for pid in self.pids for spent in map(cpu_ms, family(pid)))


# Asked by `ready`, or still asked when wrk stops: as many as there are connections.
UNCOUNTED = CLIENTS + 1


@dataclass(frozen=True, slots=True)
class Taken:
    """Answers a second, and milliseconds of CPU an answer."""

    rate: float
    cpu_ms: float


@dataclass(slots=True)
class Rates:
    """What was taken of each server for each page, a round at a time."""

    found: dict[tuple[str, str], list[Taken]] = field(default_factory=dict)

    def take(self, servers: Sequence[Server], *, rounds: int, seconds: int) -> None:
        """Measure all in turn, forwards and backwards: no one has the quiet minute."""
        for number in range(rounds):
            say(f"round {number + 1} of {rounds}: {len(servers)} servers")
            for server in servers[:: 1 if number % 2 else -1]:
                for page in server.pages:
                    taken = server.take(page, seconds)
                    self.found.setdefault((server.name, page), []).append(taken)

    def rate(self, server: str, page: str) -> float:
        return statistics.median(each.rate for each in self.found[server, page])

    def cpu_ms(self, server: str, page: str) -> float:
        return statistics.median(each.cpu_ms for each in self.found[server, page])


def say(what: str) -> None:
    """Tell who waits what is done now; the figures alone go to stdout."""
    print(f"{time.monotonic() - BEGAN:6.0f} s  {what} …", file=sys.stderr, flush=True)


def family(pid: int) -> list[int]:
    """Return a process and all below it, threads' children too."""
    below = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for each in below for child in each.read_text().split()]
    return [pid, *(one for child in children for one in family(child))]


def cpu_ms(pid: int) -> float:
    """Return what a process and its ended children have spent."""
    facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, facts[11:15])) * 1000 / os.sysconf("SC_CLK_TCK")


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
