"""Web and worker, started as people start them: real processes on loopback."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Timer
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.conf import settings

from sasando.core import schema, serving, terminal
from sasando.core.management.commands import schema as writing

pytestmark = pytest.mark.servers
ROOT = Path(__file__).parent.parent.parent
READY, PATIENCE_SECONDS = "Ctrl-C stops", 90
WEB, WORKER = "sasando-web", "sasando-worker"


@dataclass
class Office:
    """One installation in a folder of its own, and what its supervisor says."""

    data: Path
    database: dict[str, Any]
    port: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[str] | None = None
    said: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        return {
            **kept,
            "PYTHONPATH": str(ROOT / "src"),
            "SASANDO_DATA": str(self.data),
            "SASANDO_DATABASE_URL": writing.url_of(self.database),
            "PORT": str(self.port),
            **more,
        }

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=self.environment(**more),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def open(self, command: str = "serve") -> None:
        """Start the supervisor and wait until it says that it is ready."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sasando", command],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.hear(READY)

    def hear(self, words: str) -> None:
        """Read what the supervisor says until it says these words."""
        assert self.process is not None
        assert self.process.stdout is not None
        with timer(self.process):
            for line in self.process.stdout:
                self.said += line
                if words in line:
                    return
        raise AssertionError(f"“{words}” was never said:\n{self.said}")

    def jobs(self) -> set[str]:
        with contextlib.closing(schema.connect(self.database)) as raw:
            return {name for (name,) in raw.execute("SELECT name FROM core_job")}

    def healthy(self) -> bool:
        return serving.healthy(self.port)

    def family(self) -> set[int]:
        assert self.process is not None
        return descendants(self.process.pid)

    def close(self, how: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        with timer(self.process):
            self.said += self.process.communicate()[0]
        return self.process.returncode


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with an empty database of the kind under test."""
    with writing.scratch(settings.DATABASES["default"]) as database:
        one = Office(tmp_path / "var", database)
        yield one
        if one.process is not None and one.process.stdout is not None:
            if one.process.poll() is None:
                one.close(signal.SIGTERM)
            one.process.stdout.close()


@pytest.fixture
def ready(office: Office) -> Office:
    """An office with a schema, served without a demo."""
    assert office.run("sasando.core.schema").returncode == 0
    office.open()
    return office


def test_start_makes_the_demo_serves_and_ctrl_c_stops_everything(
    office: Office,
) -> None:
    office.open("start")
    assert office.healthy()
    assert re.search(r"skema: \d+,\d detik\n  schema: \d+\.\d s", office.said)
    assert "Basis data disiapkan.\nThe database is set up.\n" in office.said
    assert re.search(r"Sasando siap \(\d+,\d detik\)", office.said)
    assert f"http://localhost:{office.port}/kantor/" in office.said
    assert "WARNING" not in office.said
    read_together(office.port)
    assert office.healthy()
    family = office.family()
    assert len(family) >= 3
    assert office.close(signal.SIGINT) == 0
    assert not alive(family)
    assert not office.healthy()


def test_sigterm_stops_everything_too(ready: Office) -> None:
    family = ready.family()
    assert ready.close(signal.SIGTERM) == 0
    assert not alive(family)


def test_what_dies_is_started_again(ready: Office) -> None:
    web, worker = (child_of(ready, name) for name in (WEB, WORKER))
    os.kill(worker, signal.SIGKILL)
    ready.hear("worker stopped (-9)")
    eventually(lambda: child_of(ready, WORKER) not in {0, worker})
    for process in descendants(web) or {web}:
        os.kill(process, signal.SIGKILL)
    ready.hear("web stopped")
    eventually(ready.healthy)
    assert child_of(ready, WEB) not in {0, web}


def test_slow_senders_do_not_stop_the_office(ready: Office) -> None:
    head = b"POST /kantor/akun/login/ HTTP/1.1\r\nHost: localhost\r\n"
    head += b"Content-Type: application/x-www-form-urlencoded\r\n"
    head += b"Content-Length: 1000\r\n\r\nlogin="
    with contextlib.ExitStack() as lines:
        for _ in range(48):
            line = socket.create_connection(("127.0.0.1", ready.port), timeout=30)
            lines.enter_context(line)
            line.sendall(head)
        assert all(serving.healthy(ready.port) for _ in range(10))


def test_a_form_is_read_whose_words_come_after_its_head(ready: Office) -> None:
    address = f"http://127.0.0.1:{ready.port}/kantor/akun/login/"
    jar = HTTPCookieProcessor()
    browser = build_opener(jar)
    form = browser.open(address).read().decode()
    [token, *_more] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    facts = {"csrfmiddlewaretoken": token, "login": "siapa@example.org"}
    body = urlencode(facts | {"password": "salah"}).encode()
    cookies = "; ".join(f"{one.name}={one.value}" for one in jar.cookiejar)
    head = (
        "POST /kantor/akun/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    )
    head += f"Cookie: {cookies}\r\nContent-Length: {len(body)}\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with socket.create_connection(("127.0.0.1", ready.port), timeout=30) as line:
        line.sendall(head.encode())
        Event().wait(0.2)
        line.sendall(body)
        said = line.recv(64)
    assert said.startswith(b"HTTP/1.1 200 ")


def test_children_end_when_the_supervisor_is_killed(ready: Office) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux tells a child that its parent died")
    family = ready.family()
    ready.close(signal.SIGKILL)
    eventually(lambda: not alive(family))


def test_a_second_one_on_the_same_folder_is_refused(ready: Office) -> None:
    refused = ready.run("sasando", "serve", PORT=str(free_port()))
    says_one_sentence(refused, "sudah berjalan", "already runs")
    assert ready.healthy()


def test_a_second_one_on_the_same_port_is_refused(
    ready: Office, tmp_path: Path
) -> None:
    other = str(tmp_path / "other")
    refused = ready.run("sasando", "start", SASANDO_DATA=other)
    says_one_sentence(refused, f"Porta {ready.port}", f"Port {ready.port}")


def test_a_taken_port_is_refused(office: Office) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", office.port))
        taken.listen()
        refused = office.run("sasando", "start")
    says_one_sentence(refused, f"Porta {office.port}", f"Port {office.port}")


def test_a_database_that_does_not_answer_is_refused(office: Office) -> None:
    url = f"postgres://sasando@127.0.0.1:{free_port()}/sasando"
    refused = office.run("sasando", "start", SASANDO_DATABASE_URL=url)
    says_one_sentence(refused, "gagal", "failed")


def test_serve_without_a_schema_is_refused(office: Office) -> None:
    refused = office.run("sasando", "serve")
    says_one_sentence(refused, "sasando schema", "sasando schema")
    assert not (office.data / "sasando.db").exists()


def test_start_without_room_on_the_disk_is_refused(
    office: Office, small_disk: Path
) -> None:
    refused = office.run("sasando", "start", SASANDO_DATA=str(small_disk))
    says_one_sentence(refused, "Disk penuh", "The disk is full")
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize(
    "complaint",
    [
        "OSError: [Errno 28] No space left on device",
        "django.db.utils.OperationalError: database or disk is full",
        'DiskFull: could not extend file "base/16389/2610"',
    ],
)
def test_a_disk_that_fills_during_a_step_gets_one_sentence(
    tmp_path: Path, complaint: str
) -> None:
    where = serving.Place(data=tmp_path, port=8000, url="http://localhost:8000")
    traceback = f"Traceback (most recent call last):\n  …\n{complaint}\n"
    fault = serving.fault_of(where, "demo", traceback)
    assert fault.english.startswith("The disk is full")


def test_the_worker_runs_jobs_and_ends_cleanly(office: Office) -> None:
    office.run("sasando.core.schema")
    worker = subprocess.Popen(
        [sys.executable, "-m", "sasando", "worker"], env=office.environment()
    )
    try:
        eventually(lambda: "core.release_due" in office.jobs())
    finally:
        worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=PATIENCE_SECONDS) == 0


def test_tick_prints_the_error_of_each_job_by_name(office: Office) -> None:
    office.run("sasando.core.schema")
    done = office.run("sasando", "tick")
    assert done.returncode == 0
    assert json.loads(done.stdout)["core.release_due"] == ""


def test_another_moment_is_refused_outside_debug_and_tests(office: Office) -> None:
    words = ("sasando", "tick", "--at", "2026-11-24T09:00:00+08:00")
    office.run("sasando.core.schema")
    refused = office.run(*words)
    assert refused.returncode == 1
    assert "--at is refused" in refused.stderr
    assert office.run(*words, SASANDO_DEBUG="1").returncode == 0


def test_the_supervisor_loads_no_django(office: Office) -> None:
    known = "import sys; from sasando.core import serving; serving.place()"
    done = subprocess.run(
        [sys.executable, "-c", f"{known}; print('django' in sys.modules)"],
        env=office.environment(DJANGO_SETTINGS_MODULE="sasando.settings"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"


def test_supervisor_and_schema_agree_on_exit_codes(office: Office) -> None:
    assert office.run("sasando.core.schema", "--check").returncode == serving.EMPTY
    assert schema.CODES["behind"] == serving.BEHIND
    assert schema.CODES["ahead"] == serving.AHEAD


def test_a_step_that_fails_on_a_full_disk_gets_the_same_sentence(
    small_disk: Path,
) -> None:
    where = serving.Place(data=small_disk, port=8000, url="http://localhost:8000")
    with pytest.raises(terminal.Fault, match="The disk is full"):
        serving.fault_of(where, "demo", "OperationalError: disk I/O error")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte."""
    if os.geteuid() != 0:
        pytest.skip("a small disk can be mounted by root only")
    folder = tmp_path / "disk"
    folder.mkdir()
    tmpfs = ["mount", "-t", "tmpfs", "-o", "size=512k", "sasando-test", str(folder)]
    subprocess.run(tmpfs, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def says_one_sentence(
    done: subprocess.CompletedProcess[str], indonesian: str, english: str
) -> None:
    assert done.returncode == 1, done.stdout + done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 2, done.stderr
    assert indonesian in lines[0]
    assert english in lines[1]


def read_together(port: int) -> None:
    """Read home on eight lines that are kept, while some ask for what is not stored."""

    def read(number: int) -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        with contextlib.closing(line):
            for each in range(40):
                line.request("GET", "/cari/?q=a" if each % 10 == number else "/")
                answer = line.getresponse()
                assert answer.status == 200
                assert answer.read().endswith(b"</html>\n")

    with ThreadPoolExecutor(8) as readers:
        list(readers.map(read, range(8)))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def timer(process: subprocess.Popen[str]) -> Iterator[None]:
    """Kill a process that keeps us waiting too long."""
    watchdog = Timer(PATIENCE_SECONDS, process.kill)
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def eventually(holds: Callable[[], bool]) -> None:
    end, pause = time.monotonic() + PATIENCE_SECONDS, Event()
    while time.monotonic() < end:
        if holds():
            return
        pause.wait(0.1)
    raise AssertionError("it never became true")


def parents() -> dict[int, int]:
    """Return the parent of each process that runs, zombies left out."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = entry.read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                found[int(entry.parent.name)] = int(parent)
    return found


def descendants(pid: int) -> set[int]:
    tree = parents()
    family, size = {pid}, 0
    while len(family) > size:
        size = len(family)
        family |= {child for child, parent in tree.items() if parent in family}
    return family - {pid}


def alive(pids: set[int]) -> set[int]:
    return pids & parents().keys()


def child_of(office: Office, name: str) -> int:
    """Return the supervisor's own child of this name, else 0."""
    tree = parents()
    assert office.process is not None
    for pid in sorted(office.family()):
        said = Path(f"/proc/{pid}/comm").read_text().strip()
        if tree.get(pid) == office.process.pid and said == name:
            return pid
    return 0
