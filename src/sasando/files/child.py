"""One limited child process for the work on one file.

Decoders are written in C and read what strangers send. When one of them breaks, loops
or asks for all memory, the child dies and the office goes on. The child gets no
environment of ours, no file but the two it is handed, and the limits of `Allowance`.

A worker is a script with `answer(order, source, product) -> dict`; it may import what
is installed but nothing of Sasando, so that it starts in a tenth of a second.
"""

import json
import logging
import os
import resource
import runpy
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

logger = logging.getLogger(__name__)

_COMPLAINT_BYTES = 2_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one child may use before the system stops it."""

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 60
    wall_seconds: int = 120
    product_bytes: int = 96_000_000
    open_files: int = 64
    # Who is nicest waits for all others.
    niceness: int = 10


# What is freed goes back to the system at once: an encoder's memory is not kept beside
# the next one's.
_MALLOC = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}
DEFAULT_ALLOWANCE = Allowance()


class Died(Exception):
    """The child gave no answer: it broke, was stopped, or took too long."""


def run(
    worker: Path,
    order: dict[str, Any],
    *,
    source: IO[bytes],
    product: IO[bytes],
    allowance: Allowance = DEFAULT_ALLOWANCE,
) -> dict[str, Any]:
    """Return the answer of `worker` to `order`; it reads `source`, writes `product`.

    Both are real files. Takes about 0.1 s beyond the work itself. Raises `Died`.
    """
    source.seek(0)
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
            [
                *(sys.executable, "-I", __file__, str(worker)),
                *(str(product.fileno()), json.dumps(order)),
                json.dumps(asdict(allowance)),
            ],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=complaints,
            pass_fds=(product.fileno(),),
            env=_MALLOC,
            start_new_session=True,
        )
        answer = _wait(child, allowance.wall_seconds)
        if child.returncode == 0:
            return dict(json.loads(answer))
        complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - _COMPLAINT_BYTES))
        complaint = complaints.read().decode(errors="replace")
    facts = {"worker": worker.stem, "code": child.returncode, "complaint": complaint}
    logger.warning("A child process died at its file", extra=facts)
    raise Died(f"{worker.stem}: {child.returncode}")


def _wait(child: subprocess.Popen[bytes], seconds: int) -> bytes:
    try:
        return child.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        return child.communicate()[0]


def _main(worker: str, product: str, order: str, allowance: str) -> None:
    _limit(Allowance(**json.loads(allowance)))
    answer = runpy.run_path(worker)["answer"]
    with os.fdopen(int(product), "wb") as file:
        said = answer(json.loads(order), sys.stdin.buffer, file)
    sys.stdout.write(json.dumps(said))


def _limit(allowance: Allowance) -> None:
    # Set here and not between fork and exec, which is unsafe beside other threads.
    limits = {
        resource.RLIMIT_AS: allowance.memory_bytes,
        resource.RLIMIT_CPU: allowance.cpu_seconds,
        resource.RLIMIT_FSIZE: allowance.product_bytes,
        resource.RLIMIT_NOFILE: allowance.open_files,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in limits.items():
        resource.setrlimit(name, (value, value))
    os.nice(allowance.niceness)


if __name__ == "__main__":
    _main(*sys.argv[1:])
