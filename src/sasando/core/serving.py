"""`sasando start` and `sasando serve`: web and worker started, watched and stopped.

`start` sets up the schema and a small demo first; `serve` only serves. Until then the
supervisor is standard library alone. Then it loads the application once, opens nothing
of it, and forks web and worker: what is loaded is in memory once for all of them.
"""

import contextlib
import errno
import gc
import os
import shutil
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from sasando import env
from sasando.core import data_folder
from sasando.core.processes import (
    BLINK_SECONDS,
    LIBC,
    STOPPED_WITHIN_SECONDS,
    Child,
    Stopped,
    Watch,
    fork,
    spawn,
    stop,
)
from sasando.core.terminal import Fault, comma, full, say, show

HOST = "127.0.0.1"
HEALTHY_WITHIN_SECONDS = 60
# The schema, the demo and the log of SQLite fit into it.
FREE_BYTES, ALMOST_NOTHING_BYTES = 64 * 1024 * 1024, 1024 * 1024
PYTHON = (sys.executable, "-m")
SASANDO = (*PYTHON, "sasando")
SCHEMA = (*PYTHON, "sasando.core.schema")
FULL = ("No space left on device", "database or disk is full", "DiskFull")
BEHIND, AHEAD, EMPTY = 3, 4, 5
# Of mallopt in glibc.
M_ARENA_MAX = -8
STEPS = {"schema": "skema", "migrate": "migrasi", "demo": "demo"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where this installation lies and how it is reached."""

    data: Path
    port: int
    url: str


def main(arguments: list[str]) -> int:
    """Run `start` or `serve` until it is stopped.

    Returns 0, or 1 after a fault, or 2 for a setting that cannot work.
    """
    watch = Watch()
    watch.listen()
    try:
        run(watch, prepare=arguments[:1] == ["start"])
    except Stopped:
        return 0
    except Fault as fault:
        show(fault.indonesian, fault.english, to=sys.stderr)
    except env.ConfigError as error:
        show(error.indonesian, error.english, to=sys.stderr)
        return 2
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        show(full().indonesian, full().english, to=sys.stderr)
    return 1


def run(watch: Watch, *, prepare: bool) -> None:
    """Serve for ever. Raises Fault, ConfigError or Stopped."""
    began = time.monotonic()
    where = place()
    with only_one(where.data), free_port(where.port):
        if prepare:
            set_up(watch, where)
        else:
            check_database(watch, where)
        serve(watch, where, began)


def check_database(watch: Watch, where: Place) -> None:
    """Raise Fault where the database is not ready.

    One that is away, or gone, is none: stored pages are read without it. One of another
    release is refused all the same, for who works at the desk would work on it.
    """
    fault = Fault(
        "Basis data belum siap; jalankan dulu: sasando schema",
        "The database is not ready; run first: sasando schema",
    )
    try:
        code = step(watch, where, "schema", (*SCHEMA, "--check"))
        if not code:
            return
    except Fault as found:
        code, fault = EMPTY, found
    if code != EMPTY or not has_pages(where):
        raise fault
    show(fault.indonesian, fault.english, to=sys.stderr)
    show(
        "Halaman yang tersimpan tetap bisa dibaca.",
        "The stored pages are read all the same.",
        to=sys.stderr,
    )


def has_pages(where: Place) -> bool:
    """Return whether readers can be served without a database."""
    return (where.data / data_folder.HOME).exists()


def place() -> Place:
    """Return where to serve, from the settings. Raises Fault or ConfigError."""
    port = env.port("PORT", default=8000)
    os.environ.setdefault("SASANDO_PUBLIC_URL", f"http://localhost:{port}")
    check_room(env.folder("SASANDO_DATA", default="var"))
    # Settings import no Django: they are read here, and once more by each child.
    settings = import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    return Place(data=settings.DATA, port=port, url=settings.PUBLIC_URL)


def check_room(folder: Path, *, wanted: int = FREE_BYTES) -> None:
    """Raise Fault when the disk is full, before a half-written file is left on it."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    usage = shutil.disk_usage(there)
    if usage.total and usage.free < wanted:
        raise full()


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises Fault for one that runs or is half restored."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(data_folder.held(folder))
        except PermissionError as error:
            raise Fault(
                f"Folder {folder} tidak bisa ditulisi; pilih yang lain: SASANDO_DATA.",
                f"Cannot write to the folder {folder}; choose another: SASANDO_DATA.",
            ) from error
        except BlockingIOError as error:
            raise Fault(
                f"Sasando sudah berjalan dengan folder {folder}; hentikan dulu.",
                f"Sasando already runs with the folder {folder}; stop that one first.",
            ) from error
        if data_folder.is_half_restored(folder):
            raise Fault(*data_folder.HALF_RESTORED)
        yield


@contextlib.contextmanager
def free_port(port: int) -> Iterator[None]:
    """Keep the port from another Sasando. Raises Fault when it is not free.

    Granian shares its port with any other granian (SO_REUSEPORT), so two of us must
    meet elsewhere: at a name in Linux's abstract namespace, gone when we are.
    """
    with socket.socket() as one, socket.socket(socket.AF_UNIX) as name:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((HOST, port))
            if LIBC is not None:
                name.bind(f"\0sasando-{port}")
        except OSError as error:
            raise Fault(
                f"Porta {port} tidak bebas; pilih yang lain, misalnya PORT=8001.",
                f"Port {port} is not free; choose another, such as PORT=8001.",
            ) from error
        one.close()
        yield


def set_up(watch: Watch, where: Place) -> None:
    """Make or renew the schema, then the demo if the database is empty."""
    code = step(watch, where, "schema", SCHEMA)
    if code == BEHIND:
        step(watch, where, "migrate", (*SASANDO, "migrate", "--noinput", "-v0"))
    elif code == AHEAD:
        raise Fault(
            "Basis data ini dibuat oleh Sasando yang lebih baru; pasang versi itu.",
            "A newer Sasando made this database; install that release.",
        )
    step(watch, where, "demo", (*SASANDO, "demo", "--if-empty"))


def step(watch: Watch, where: Place, name: str, command: Sequence[str]) -> int:
    """Run one step in a process of its own and show its seconds; return its code.

    Raises Fault when it fails, Stopped when somebody asks us to stop meanwhile.
    """
    began = time.monotonic()
    show(f"→ {STEPS[name]} …", f"  {name} …")
    process = spawn(command, stderr=subprocess.PIPE)
    child = Child(name, lambda: process, process)
    complaint = listen(watch, child, process)
    code = child.kill()
    if code not in {0, BEHIND, AHEAD, EMPTY}:
        raise fault_of(where, name, complaint)
    sys.stderr.write(complaint)
    seconds = time.monotonic() - began
    show(f"  {STEPS[name]}: {comma(seconds)} detik", f"  {name}: {seconds:.1f} s")
    return code


def listen(watch: Watch, child: Child, process: subprocess.Popen[bytes]) -> str:
    """Return what the child wrote to stderr, when it has ended."""
    while True:
        try:
            return process.communicate(timeout=BLINK_SECONDS)[1].decode()
        except subprocess.TimeoutExpired:
            if watch.stopped:
                stop(child)
                raise Stopped from None


def fault_of(where: Place, name: str, complaint: str) -> Fault:
    """Return one sentence for a step that failed; keep the long text in a file."""
    if any(sign in complaint for sign in FULL):
        return full()
    # SQLite says "disk I/O error" when its log finds no room.
    check_room(where.data, wanted=ALMOST_NOTHING_BYTES)
    last = next((line for line in reversed(complaint.splitlines()) if line), "?")
    with contextlib.suppress(OSError):
        (where.data / "start-error.log").write_text(complaint)
    return Fault(
        f"Langkah “{STEPS[name]}” gagal (lihat {where.data}/start-error.log): {last}",
        f"The step “{name}” failed (see {where.data}/start-error.log): {last}",
    )


def serve(watch: Watch, where: Place, began: float) -> None:
    """Run web and worker until we are stopped; nothing is left running."""
    load()
    web = Child("web", lambda: fork("web", lambda: web_server(where.port)))
    worker = Child("worker", lambda: fork("worker", jobs))
    try:
        web.start()
        worker.start()
        wait_for_health(watch, web, where)
        announce(where, time.monotonic() - began)
        while True:
            watch.blink()
            web.revive(time.monotonic())
            worker.revive(time.monotonic())
    finally:
        stop(web, worker)


def load() -> None:
    """Load all that web and worker need, so that they share it.

    A page of memory is shared until one of them writes to it, and Python's collector
    would write to each: what is here already it leaves alone. Raises Fault.
    """
    gc.disable()
    spare_arenas()
    try:
        spare_modules()
        import_module("granian.cli")
        import_module("sasando.wsgi")
        import_module("sasando.core.forks")
        import_module("sasando.core.sqlite.base").DatabaseWrapper.may_begin = False
        # All addresses, and with them every view: 25 MB.
        import_module("django.urls").reverse("wagtailadmin_home")
    except Exception as error:
        traceback.print_exc()
        raise no_web() from error
    gc.collect()
    gc.freeze()
    gc.enable()


def spare_arenas() -> None:
    """Let all threads of a process share two heaps; glibc gives eight a core."""
    if LIBC is not None and hasattr(LIBC, "mallopt"):
        LIBC.mallopt(M_ARENA_MAX, 2)


def spare_modules() -> None:
    """Leave out what no page of ours needs: 7 MB.

    Django REST Framework loads it where it is installed: a painter of source code, and
    the fields of PostgreSQL with its driver, also for an office that has SQLite.
    """
    from django.db import connection

    sys.modules["pygments"] = None  # type: ignore[assignment]
    if connection.vendor != "postgresql":
        sys.modules["psycopg"] = None  # type: ignore[assignment]


def web_server(port: int) -> None:
    """Be granian, as its command line would have it."""
    from granian.cli import entrypoint

    words = web_command(port)
    sys.argv = list(words[words.index("granian") :])
    entrypoint()


def jobs() -> None:
    """Be `sasando worker`."""
    sys.argv = ["sasando", "worker"]
    import_module("sasando.__main__").main()


def web_command(port: int) -> Sequence[str]:
    """Return how granian serves us: one process; a thread waits with a slow sender."""
    words = f"granian --interface wsgi --host {HOST} --port {port} --workers 1 --no-ws "
    words += "--blocking-threads 16 --http1-header-read-timeout 10000 --http 1 "
    # Its warnings speak, in English, of numbers that we chose.
    words += "--log-level error "
    words += f"--workers-kill-timeout {STOPPED_WITHIN_SECONDS - 2}"
    return (*PYTHON, *words.split(), "sasando.wsgi:application")


def wait_for_health(watch: Watch, web: Child, where: Place) -> None:
    """Wait until the web server answers. Raises Fault or Stopped."""
    end = time.monotonic() + HEALTHY_WITHIN_SECONDS
    while not (healthy(where.port) or (has_pages(where) and reads(where))):
        watch.blink()
        if web.ended() or time.monotonic() > end:
            raise no_web()


def no_web() -> Fault:
    return Fault(
        "Server web tidak bisa dimulai; penyebabnya tertulis di atas.",
        "The web server does not start; the reason stands above.",
    )


def reads(where: Place) -> bool:
    """Return whether the web server sends the stored home page."""
    return healthy(where.port, "/")


def healthy(port: int, path: str = "/_health/") -> bool:
    """Return whether this says 200; plain sockets, since http.client loads TLS."""
    ask = f"GET {path} HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((HOST, port), timeout=5) as line:
            line.sendall(ask.encode())
            return b" 200 " in line.recv(64)
    except OSError:
        return False


def announce(where: Place, seconds: float) -> None:
    """Show the addresses and, beside a demo, the accounts by role."""
    show(
        f"\nSasando siap ({comma(seconds)} detik).",
        f"Sasando is ready ({seconds:.1f} s).",
    )
    say(f"\n  situs / site    {where.url}/\n  kantor / staff  {where.url}/kantor/\n")
    with contextlib.suppress(FileNotFoundError):
        say((where.data / "demo-accounts.txt").read_text())
    show("Ctrl-C menghentikan semuanya.", "Ctrl-C stops everything.")
