"""First start, second start, memory and the cost of Django's `setup()`.

    python bench/start.py

Installation is measured by `make run` itself on a bare machine. The yardstick of the
schema is Django's own `migrate` on an empty database, in the same run.

Memory is PSS, what is shared being counted once, of the supervisor and all below it,
looked at ten times a second from the first answer until all pages are stored (with the
sizes of their pictures), while staff pages are walked, and then at rest.
"""

import http.cookiejar
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from sasando.core.management.commands.schema import MIGRATE

BUDGETS = {"schema": 1.0, "demo": 20.0, "ready": 8.0, "second start": 10.0}
PSS_MB = 300
LOOK_SECONDS = 0.1
# All pages are stored when nothing new came for so long; never longer than this.
QUIET_SECONDS, FILLED_WITHIN_SECONDS = 12, 300
SASANDO = (sys.executable, "-m", "sasando")
SETUP = "import django; django.setup()"
READY = re.compile(r"Sasando is ready \((\d+\.\d) s\)")
STEP = re.compile(r"  (\w+): (\d+\.\d) s$")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        env = os.environ | {
            "SASANDO_DATA": folder,
            "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "sasando.settings",
        }
        first, memory = start(env, port, lambda office: filled(office, folder))
        second, _ = start(env, port, lambda office: None)
        setup = cpu_of([sys.executable, "-c", SETUP], env)
    figures = {
        "schema": first["schema"],
        "demo": first["demo"],
        "ready": first["all"] - first["schema"] - first["demo"],
        "second start": second["all"],
    }
    print("| what | figure | budget |\n| --- | --- | --- |")
    for name, seconds in figures.items():
        print(f"| {name} | {seconds:.1f} s | {BUDGETS[name]:.0f} s |")
    for name, most in memory.items():
        print(f"| memory {name} | {most:.0f} MB PSS | {PSS_MB} MB |")
    print(f"| django.setup() | {setup:.2f} s CPU | |")
    print(f"| migrate on an empty database | {migrate():.1f} s CPU | the yardstick |")
    over = [name for name, seconds in figures.items() if seconds > BUDGETS[name]]
    return int(bool(over) or max(memory.values()) > PSS_MB)


def start(
    env: dict[str, str], port: int, live: Callable[["Office"], None]
) -> tuple[dict[str, float], dict[str, float]]:
    """Start, ask for the home page, live, stop; return seconds a step and MB of PSS."""
    process = subprocess.Popen(
        [*SASANDO, "start"], env=env, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    seconds: dict[str, float] = {}
    for line in process.stdout:
        if step := STEP.match(line):
            seconds[step[1]] = float(step[2])
        if ready := READY.match(line):
            seconds["all"] = float(ready[1])
            break
    office = Office(process.pid, f"http://127.0.0.1:{port}")
    office.ask("/")
    live(office)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    return seconds, office.memory


class Office:
    """One that runs: what it answers, and the most memory it ever had."""

    def __init__(self, pid: int, url: str) -> None:
        self.pid, self.url = pid, url
        self.memory: dict[str, float] = {}
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(jar)

    def ask(self, path: str, data: bytes | None = None) -> str:
        with self.browser.open(self.url + path, data) as answer:
            return str(answer.read().decode())

    def look(self, name: str, until: Callable[[], bool]) -> None:
        """Note the most memory until something holds; `rest` notes the last."""
        end = time.monotonic() + FILLED_WITHIN_SECONDS
        while not until() and time.monotonic() < end:
            began = time.monotonic()
            now = sum(pss(pid) for pid in family(self.pid)) / 1024
            self.memory[name] = max(now, self.memory.get(name, 0))
            time.sleep(max(0.0, LOOK_SECONDS - (time.monotonic() - began)))


def filled(office: Office, folder: str) -> None:
    """Look while the store of a new office fills, staff work in it, and all rest."""
    quiet = Quiet(Path(folder))
    office.look("while the store fills, most", quiet.long_enough)
    walk = threading.Thread(target=staff, args=(office, folder))
    walk.start()
    office.look("while staff pages are walked, most", lambda: not walk.is_alive())
    time.sleep(QUIET_SECONDS)
    office.look("at rest", lambda: "at rest" in office.memory)


class Quiet:
    """How long nothing new was stored."""

    def __init__(self, data: Path) -> None:
        self.pages, self.count, self.since = data / "site" / "whole", 0, 0.0

    def long_enough(self) -> bool:
        count = sum(1 for _each in self.pages.rglob("*.page"))
        if count != self.count:
            self.count, self.since = count, time.monotonic()
        return bool(self.since) and time.monotonic() - self.since > QUIET_SECONDS


STAFF_PAGES = ("", "pages/", "images/", "documents/", "reports/site-history/")


def staff(office: Office, folder: str) -> None:
    """Come in as the demo's editor, and look at some screens twice."""
    accounts = (Path(folder) / "demo-accounts.txt").read_text().splitlines()
    editor = next(line for line in accounts if line.startswith("Redaktur"))
    *_who, login, password = editor.split(" · ")
    form = office.ask("/kantor/akun/login/")
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[0]
    facts = {"csrfmiddlewaretoken": token, "login": login, "password": password}
    office.ask("/kantor/akun/login/", urlencode(facts).encode())
    for page in STAFF_PAGES * 2:
        office.ask(f"/kantor/{page}")


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def pss(pid: int) -> int:
    """Return kB: what is shared is counted once, divided among its users."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0


def cpu_of(command: list[str], env: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def migrate() -> float:
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "SASANDO_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "sasando.settings",
        }
        return cpu_of([sys.executable, "-c", MIGRATE], env)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
