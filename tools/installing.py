"""Installs what the lock files name into `.venv`: with uv if it can be had, else pip.

Nothing is installed without a hash; nothing is done twice (a stamp in `.venv`). No
editable install, which would fetch a build backend: a `.pth` file names `src`.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OWN_UV = VENV / "uv"
STAMP = VENV / "sasando.stamp"
UV_LOCK = ROOT / "requirements-uv.lock"
LOCKS = {
    "run": ROOT / "requirements.lock",
    "test": ROOT / "requirements-dev.lock",
}
Command = Sequence[str | Path]
LAUNCHER = '#!/bin/sh\nexec "$(dirname "$0")/python" -m sasando "$@"\n'
FULL = ("No space left on device", "os error 28", "Errno 28")


class Fault(Exception):
    """Why the environment cannot be made: Indonesian, then English."""


def main(arguments: list[str]) -> int:
    """Make the environment for "run" or "test"; return 0, or 1 with one sentence."""
    purpose = arguments[0] if arguments else "run"
    try:
        make(purpose)
    except Fault as fault:
        print(*fault.args, sep="\n", file=sys.stderr)
    except OSError as error:
        print(*sentences_of(str(error)), sep="\n", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    else:
        return 0
    return 1


def make(purpose: str) -> None:
    """Bring `.venv` to what the lock file says; quick when nothing changed."""
    if not works(PYTHON):
        with timed("venv"):
            make_venv()
    if not installed(purpose):
        STAMP.unlink(missing_ok=True)
        install(LOCKS[purpose])
        STAMP.write_text(stamp(purpose))
    point_to_source()


def works(python: Path) -> bool:
    return python.exists() and not run([python, "-c", ""])


def installed(purpose: str) -> bool:
    """Return whether this was done; what tests need holds all that running needs."""
    done = STAMP.read_text() if STAMP.exists() else ""
    return done in {stamp(purpose), stamp("test")}


def stamp(purpose: str) -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for lock in LOCKS.values():
        digest.update(lock.read_bytes())
    return f"{purpose} {digest.hexdigest()}"


def make_venv() -> None:
    """Make an empty environment. Raises Fault when Python's venv is not whole."""
    if VENV.exists():
        shutil.rmtree(VENV)
    if uv := shutil.which("uv"):
        demand([uv, "venv", "-q", "--python", sys.executable, VENV], "venv")
        return
    if not venv_is_whole():
        add_venv()
    demand([sys.executable, "-m", "venv", VENV], "venv")


def venv_is_whole() -> bool:
    # Debian takes ensurepip out of its python3.
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def add_venv() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    package = "python3-venv" if debian_python() else f"python{version}-venv"
    if os.geteuid() or not shutil.which("apt-get"):
        raise Fault(
            f"Python di sini belum lengkap; pasang dulu: apt-get install {package}",
            f"This Python is not complete; install first: apt-get install {package}",
        )
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with timed(f"apt-get install {package}"):
        for words in ("update", f"install -y --no-install-recommends {package}"):
            demand(["apt-get", "-qq", *words.split()], "apt-get", environment=quiet)
    importlib.invalidate_caches()


def debian_python() -> bool:
    return Path(sys.executable).resolve() == Path("/usr/bin/python3").resolve()


def install(lock: Path) -> None:
    """Install exactly what the lock names. Raises Fault."""
    wanted = os.environ.get("SASANDO_INSTALLER", "uv")
    if wanted != "pip" and (uv := find_uv()):
        # Compiled now, on all cores, rather than by the first start on one.
        words = "pip sync -q --require-hashes --compile-bytecode --python"
        environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
        with timed(f"uv: {lock.name}"):
            code = run([uv, *words.split(), PYTHON, lock], environment=environment)
        if not code:
            return
        if any(sign in code for sign in FULL):
            raise Fault(*sentences_of(code))
        print(f"  uv: {last_line(code)}; pip …", flush=True)
    with timed(f"pip: {lock.name}"):
        demand([*pip(), "--require-hashes", "-r", lock], "pip")


def find_uv() -> str | None:
    """Return uv: ours, the machine's, or fetched with its hash; None without it."""
    own = OWN_UV / "bin" / "uv"
    if own.exists() or (found := shutil.which("uv")) is None:
        found = str(own)
    if Path(found).exists():
        return found
    with timed("pip: uv"):
        words = ["--require-hashes", "--target", OWN_UV, "-r", UV_LOCK]
        failed = run([*pip(), *words])
    return None if failed else found


def pip() -> Command:
    """Return how pip installs here, after making sure that it is there."""
    if run([PYTHON, "-m", "pip", "--version"]):
        demand([PYTHON, "-m", "ensurepip"], "ensurepip")
    options = "install -q --disable-pip-version-check --no-input"
    # As root pip warns of the system's own packages; these are not.
    return [PYTHON, "-m", "pip", *options.split(), "--root-user-action=ignore"]


def point_to_source() -> None:
    """Let Python find `src`, and make the `sasando` command."""
    for packages in (VENV / "lib").glob("python3*/site-packages"):
        write(packages / "sasando.pth", f"{ROOT / 'src'}\n")
    name_entry_points()
    write(VENV / "bin" / "sasando", LAUNCHER).chmod(0o755)


def name_entry_points() -> None:
    """Declare our entry points as an installed package does, from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = []
    for group, points in project.get("entry-points", {}).items():
        lines += [f"[{group}]", *(f"{name} = {at}" for name, at in points.items()), ""]
    info = ROOT / "src" / "sasando.egg-info"
    info.mkdir(exist_ok=True)
    about = f"Metadata-Version: 2.1\nName: sasando\nVersion: {project['version']}\n"
    write(info / "PKG-INFO", about)
    write(info / "entry_points.txt", "\n".join(lines))


def write(path: Path, text: str) -> Path:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    return path


def demand(
    command: Command, name: str, *, environment: dict[str, str] | None = None
) -> None:
    """Run a command. Raises Fault with its last line when it fails."""
    if complaint := run(command, environment=environment):
        raise Fault(*sentences_of(complaint, name))


def run(command: Command, *, environment: dict[str, str] | None = None) -> str:
    """Return "" when the command went well, else what it complained of."""
    done = subprocess.run(
        command,
        env=environment,
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return (done.stdout.strip() or f"{command[0]}") if done.returncode else ""


def sentences_of(complaint: str, name: str = "") -> tuple[str, str]:
    if any(sign in complaint for sign in FULL):
        return (
            "Disk penuh; sediakan ruang kosong, lalu jalankan lagi.",
            "The disk is full; make some room, then start again.",
        )
    last = f"{name} {last_line(complaint)}".strip()
    return (
        f"Lingkungan Python tidak bisa dibuat: {last}",
        f"The Python environment cannot be made: {last}",
    )


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "?"


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Show a step and its seconds."""
    print(f"→ {name} …", flush=True)
    began = time.monotonic()
    yield
    print(f"  {name}: {time.monotonic() - began:.1f} s", flush=True)
