"""First start, second start, memory and the cost of Django's `setup()`.

    python bench/start.py

Installation is measured by `make run` itself on a bare machine. The yardstick of the
schema is Django's own `migrate` on an empty database, in the same run.
"""

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from sasando.core.management.commands.schema import MIGRATE

BUDGETS = {"schema": 1.0, "demo": 20.0, "ready": 8.0, "second start": 10.0}
PSS_MB = 300
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
        first, memory = start(env, port)
        second, _ = start(env, port)
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
    print(f"| memory after the home page | {memory:.0f} MB PSS | {PSS_MB} MB |")
    print(f"| django.setup() | {setup:.2f} s CPU | |")
    print(f"| migrate on an empty database | {migrate():.1f} s CPU | the yardstick |")
    over = [name for name, seconds in figures.items() if seconds > BUDGETS[name]]
    return int(bool(over) or memory > PSS_MB)


def start(env: dict[str, str], port: int) -> tuple[dict[str, float], float]:
    """Start, ask for the home page, stop; return the seconds a step, and MB of PSS."""
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
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert answer.status == 200
    time.sleep(3)
    memory = sum(pss(pid) for pid in family(process.pid)) / 1024
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    return seconds, memory


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def pss(pid: int) -> int:
    """Return kB: what is shared is counted once, divided among its users."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
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
