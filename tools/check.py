"""`make test`, `audit`, `soak`, `bench`, `schema` and `lock`: one step after another.

Run by `.venv/bin/python` after `tools/environment.py test`. The first step that fails
ends the run with its output. What this machine cannot have is left out with one line
that says how to get it; with CI=true that is a failure.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import installing
import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
IN_CI = os.environ.get("CI", "") not in {"", "0", "false"}
PYTEST = (str(BIN / "python"), "-m", "pytest", "-q", "--durations=5", "--create-db")
# pytest says so when no test was chosen.
NO_TESTS = 5
# Playwright's driver is a Node that needs libatomic, which a bare Debian lacks.
BROWSER = ("chromium", "libatomic1")
SERVERS = {
    "nginx": ("nginx", "libnginx-mod-http-brotli-static"),
    "caddy": ("caddy",),
}
# The judges of pages, from npm: the newest that run on Debian 12's and 13's Node.
JUDGES = ("html-validate@9.7.1", "vnu-jar@26.9.27", "lighthouse@12.8.2")
HOUSE = "not browser and not audit and not soak"
PAGES = "browser and not audit and not soak"
# What says the same on every database is tried on one; screens later, by `make soak`.
AGAIN = f"{HOUSE} and not once and not later"
LATER = "soak or (later and not browser and not audit)"
# One more than cores: a test waits now and then, for a child, a disk or a browser.
LANES = 3
# The tests of one database in three parts, none much longer than the others.
NEWSROOM, CHANNELS = (
    ("tests/newsroom", "tests/imports", "tests/files"),
    "tests/channels",
)
REST = ("tests", *(f"--ignore={folder}" for folder in (*NEWSROOM, CHANNELS)))
# A test's files are lost anyway: they stand in memory where it has this much room.
MEMORY, ROOM_BYTES = Path("/dev/shm"), 4_000_000_000  # noqa: S108


class Failed(Exception):
    """A step failed; its output has been shown."""


@dataclass(slots=True)
class Run:
    """What all steps of one run share: their environment and what was left out."""

    environment: dict[str, str]
    left_out: list[str] = field(default_factory=list)

    def step(self, name: str, command: Sequence[str | Path], *, shown: bool) -> int:
        """Run one step and return its exit code; `shown` lets its output through."""
        print(f"→ {name}", flush=True)
        began = time.monotonic()
        output = None if shown else subprocess.PIPE
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        seconds = f"{time.monotonic() - began:.1f} s"
        if done.returncode and done.stdout:
            sys.stdout.write(done.stdout.decode(errors="replace"))
        print(f"  {name}: {seconds}", flush=True)
        return done.returncode

    def must(
        self, name: str, command: Sequence[str | Path], *, shown: bool = False
    ) -> None:
        """Run one step. Raises Failed."""
        if self.step(name, command, shown=shown):
            raise Failed(name)

    def pytest(self, name: str, *words: str) -> None:
        """Run tests. Raises Failed, also when there was none to run in CI."""
        code = self.step(name, [*PYTEST, *words], shown=True)
        if code == NO_TESTS:
            self.leave_out(f"{name}: there is no such test yet")
        elif code:
            raise Failed(name)

    def together(self, *suites: "Suite") -> None:
        """Run these `LANES` at a time, the longest first; show each when it ends.

        Raises Failed when all that began have ended, and begins nothing after a fault.
        """
        failed: list[str] = []

        def take(suite: Suite) -> None:
            if failed:
                return
            code, output = suite.run()
            if code:
                failed.append(suite.name)
            print(f"{output}  {suite.name}", flush=True)

        with ThreadPoolExecutor(LANES) as pool:
            list(pool.map(take, suites))
        if failed:
            raise Failed(", ".join(failed))

    def suite(self, name: str, *command: str | Path) -> "Suite":
        """Return a command to run beside others, as our environment stands now."""
        # Two suites in one folder would take each other's files.
        folder = Path(self.environment["SASANDO_DATA"], name.replace(" ", "-"))
        folder.mkdir()
        more = {"SASANDO_DATA": str(folder)}
        return Suite(name, command, self.environment | more)

    def leave_out(self, why: str) -> None:
        """Note what could not be tried here. Raises Failed in CI."""
        print(f"  left out: {why}", flush=True)
        self.left_out.append(why)
        if IN_CI:
            raise Failed(f"{why} (in CI nothing may be left out)")

    @contextlib.contextmanager
    def on_postgres(self, *, quick: bool = True) -> Iterator[bool]:
        """Let the steps inside use a private PostgreSQL; lend whether there is one.

        With `quick` it does not wait for the disk.
        """
        before = self.environment
        try:
            with postgres.server(quick=quick) as url:
                pg_dump = str(postgres.find(install=False) / "pg_dump")
                more = {"SASANDO_DATABASE_URL": url, "SASANDO_PG_DUMP": pg_dump}
                self.environment = before | more
                yield True
        except postgres.Missing as missing:
            self.leave_out(f"PostgreSQL: {missing}")
            yield False
        finally:
            self.environment = before


@dataclass(frozen=True, slots=True)
class Suite:
    """A command that runs beside others; its output is kept until it ends."""

    name: str
    command: Sequence[str | Path]
    environment: dict[str, str]

    def run(self) -> tuple[int, str]:
        """Return the exit code and all that was written, with the time at the end."""
        print(f"→ {self.name}", flush=True)
        began = time.monotonic()
        done = subprocess.run(
            self.command,
            cwd=ROOT,
            env=self.environment,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        written = done.stdout.decode(errors="replace")
        return done.returncode, f"{written}  {time.monotonic() - began:.1f} s:"


def marked(mark: str) -> list[Path]:
    """Return the files in which this mark stands: to open the others takes seconds."""
    files = sorted(ROOT.glob("tests/**/test_*.py"))
    return [file for file in files if f"mark.{mark}" in file.read_text()]


def test(run: Run) -> None:
    """Everything but audit, soak and bench; at most 15 minutes on two cores."""
    look(run)
    here = (*PYTEST, "-m", f"{HOUSE} and not servers")
    offices = (*PYTEST, "-m", f"{HOUSE} and servers", *marked("servers"))
    suites = [
        # It waits more than it works: alone at the end it would leave a core idle.
        run.suite("offices in processes", *offices),
        run.suite("the rest on SQLite", *here, *REST),
        run.suite("newsroom on SQLite", *here, *NEWSROOM),
        run.suite("channels on SQLite", *here, CHANNELS),
    ]
    program(run, "ffmpeg")
    if chromium(run):
        pages = (*PYTEST, "-m", PAGES, *marked("browser"))
        suites.append(run.suite("pages in Chromium", *pages))
    suites.append(run.suite("mypy", BIN / "mypy"))
    with run.on_postgres() as there:
        if there:
            again = run.suite("tests on PostgreSQL", *PYTEST, "-m", AGAIN)
            suites.insert(0, again)
        run.together(*suites)


def look(run: Run) -> None:
    """What is said in seconds without running: style, layers, dependencies."""
    templates = sorted(ROOT.glob("src/sasando/**/*.html"))
    run.must("ruff check", [BIN / "ruff", "check", "."])
    run.must("ruff format", [BIN / "ruff", "format", "--check", "."])
    djade = [BIN / "djade", "--check", "--target-version", "5.2"]
    run.must("djade", [*djade, *templates])
    djlint = [BIN / "djlint", "src/sasando", "--lint", "--profile=django", "--quiet"]
    run.must("djlint", djlint)
    run.must("import-linter", [BIN / "lint-imports"])
    run.must("deptry", [BIN / "deptry", "."])
    makemigrations = [BIN / "sasando", "makemigrations", "--check", "--dry-run"]
    run.must("makemigrations", makemigrations)


def audit(run: Run) -> None:
    """Every page, every language, every theme; and the samples of `deploy/`."""
    for name in SERVERS:
        program(run, name)
    chromium(run)
    judges(run)
    # What needs one of them is skipped where it is missing.
    run.pytest("audit", "-m", "audit")


def soak(run: Run) -> None:
    """Campaigns of kills and lists of 6,000 rows; on PostgreSQL the screens too."""
    run.environment["SASANDO_SOAK"] = "1"
    run.pytest("soak on SQLite", "-m", "soak")
    with run.on_postgres() as there:
        if there:
            run.pytest("soak on PostgreSQL", "-m", LATER)


def bench(run: Run) -> None:
    """Each script in bench/; it prints the figures for docs/benchmarks.md."""
    for script in sorted(ROOT.glob("bench/[!_]*.py")):
        run.must(script.name, [BIN / "python", script], shown=True)
    with run.on_postgres(quick=False) as there:
        if there:
            for name in ("verbs.py", "channels.py"):
                script = [BIN / "python", ROOT / "bench" / name]
                run.must(f"{name} on PostgreSQL", script, shown=True)


def schema(run: Run) -> None:
    """Write the SQL text of both databases again."""
    write = [BIN / "sasando", "schema", "--write"]
    run.must("sqlite.sql", write)
    with run.on_postgres() as there:
        if not there:
            raise Failed("postgresql.sql")
        run.must("postgresql.sql", write)


def lock(run: Run) -> None:
    """Write the lock files again: hashes, no addresses."""
    uv = installing.find_uv()
    if uv is None:
        raise Failed("lock: uv cannot be had here")
    words = "--universal --generate-hashes --no-emit-index-url --no-emit-find-links"
    words += " --no-annotate --no-header --python-version 3.11 --upgrade --quiet"
    wanted = Path(run.environment["SASANDO_DATA"], "uv.in")
    wanted.write_text("uv\n")
    for name, source in {
        "requirements.lock": ["pyproject.toml"],
        "requirements-dev.lock": ["--extra", "dev", "pyproject.toml"],
        "requirements-uv.lock": [wanted],
    }.items():
        run.must(name, [uv, "pip", "compile", *words.split(), *source, "-o", name])


def chromium(run: Run) -> bool:
    """Return whether pages can be walked; as root on Debian install what that takes."""
    if browser_works(run):
        return True
    why = f"install Chromium (Debian: apt-get install {' '.join(BROWSER)})"
    if can_install():
        try:
            with installing.timed(f"apt-get install {' '.join(BROWSER)}"):
                postgres.apt_install(*BROWSER)
        except postgres.Missing as missing:
            why = str(missing)
    if browser_works(run):
        return True
    run.leave_out(f"pages: {why}")
    return False


def program(run: Run, name: str) -> None:
    """See that there is an nginx, a Caddy, an ffmpeg; as root on Debian install it."""
    packages = SERVERS.get(name, (name,))
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    why = f"install {name} (Debian: apt-get install {' '.join(packages)})"
    if not shutil.which(name, path=path) and can_install():
        try:
            with installing.timed(f"apt-get install {' '.join(packages)}"):
                postgres.apt_install(*packages)
        except postgres.Missing as missing:
            why = str(missing)
    if not shutil.which(name, path=path):
        run.leave_out(f"{name}: {why}")


def judges(run: Run) -> None:
    """Install what judges mark-up and speed into a cache folder, and tell the tests."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(cache, "sasando", "-".join(JUDGES).replace("@", "-"))
    words = "--ignore-scripts --no-audit --no-fund --loglevel=error"
    ready = folder / "ready"
    if not ready.exists() and (npm := shutil.which("npm")):
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", *words.split(), "--prefix", folder, *JUDGES]
        if not run.step("npm install", install, shown=False):
            ready.touch()
    if not ready.exists():
        run.leave_out("html-validate, vnu, Lighthouse: install Node 18 or newer, npm")
        return
    if not shutil.which("java"):
        run.leave_out(
            "vnu: install Java (Debian: apt-get install default-jre-headless)"
        )
    run.environment["SASANDO_AUDIT_TOOLS"] = str(folder)


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def browser_works(run: Run) -> bool:
    """Return whether there is a Chromium and a driver that starts."""
    there = os.environ.get("CHROMIUM") or shutil.which("chromium")
    driver = [BIN / "playwright", "--version"]
    return (
        bool(there)
        and not subprocess.run(
            driver, env=run.environment, check=False, capture_output=True
        ).returncode
    )


TARGETS = {one.__name__: one for one in (test, audit, soak, bench, schema, lock)}


def stay_in_memory() -> None:
    """Let our temporary files stand in memory, where there is room and they may run."""
    with contextlib.suppress(OSError):
        may_run = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
        room = shutil.disk_usage(MEMORY).free >= ROOM_BYTES
        if may_run and room and os.access(MEMORY, os.W_OK | os.X_OK):
            os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def clean_environment(folder: str) -> dict[str, str]:
    """Return our environment without an office's settings, with a folder to lose."""
    ours = {
        key: value
        for key, value in os.environ.items()
        if (not key.startswith("SASANDO_") or key == "SASANDO_BENCH_DATA")
        and key not in {"PORT", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE"}
    }
    path = f"{BIN}{os.pathsep}{ours.get('PATH', '')}"
    return ours | {"SASANDO_DATA": folder, "PATH": path}


def main(arguments: list[str]) -> int:
    """Run one target; return 0, or 1 when a step failed."""
    began = time.monotonic()
    if arguments[0] == "test":
        stay_in_memory()
    with tempfile.TemporaryDirectory(prefix="sasando-check-") as folder:
        run = Run(clean_environment(folder))
        try:
            TARGETS[arguments[0]](run)
        except Failed as failed:
            print(f"\nFailed: {failed}", flush=True)
            return 1
        except KeyboardInterrupt:
            return 130
    for why in run.left_out:
        print(f"Left out: {why}")
    print(f"{arguments[0]}: all well in {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
