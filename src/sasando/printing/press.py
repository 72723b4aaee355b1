"""Sends one paper to a limited child process and takes its PDF."""

import json
import logging
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from sasando.printing.characters import FONTS, printable
from sasando.printing.faults import (
    FIELDS,
    LAYOUT,
    TOO_LARGE,
    TOO_SLOW,
    UNAVAILABLE,
    PrintError,
    wrong_field,
)

logger = logging.getLogger(__name__)

ROOM = Path(__file__).parent
TEMPLATES = ROOM / "templates"
PACKAGES = ROOM / "packages"
CHILD = ROOM / "child.py"
NAME = re.compile(r"[a-z][a-z0-9_-]*")
Language = Literal["id", "en"]

# One thread and two arenas: on a machine of many cores the pools alone would
# reserve more address space than the limit allows. The proxy leads nowhere: typst
# would fetch a package from the network if a layout asked for one.
ENVIRONMENT = {
    "RAYON_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "ALL_PROXY": "http://127.0.0.1:9",
}
SLOW_SIGNALS = (-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL)
LARGE_SIGNALS = (-signal.SIGABRT, -signal.SIGSEGV)
LARGE_STATUS = 4
FAULT_STATUS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one render may use; a paper beyond that is refused."""

    memory_bytes: int = 1024 * 1024 * 1024
    cpu_seconds: int = 20
    wall_seconds: int = 60


LIMITS = Limits()


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    language: Language,
    folder: Path = TEMPLATES,
    limits: Limits = LIMITS,
) -> bytes:
    """The paper `folder/template.typ` filled with `data`: PDF/A-2a and PDF/UA-1.

    `data["date"]` (a date, or ISO text) dates the paper and the file, so that the
    same data give the same bytes. Values are text, never markup. One process a
    call, 0.1 s for a letter: not inside a transaction. Raises PrintError.
    """
    content = printable(data)
    printed_on = _date_of(content)
    job = {
        "main": str(_main_file(template, folder=folder)),
        "root": str(folder),
        "fonts": str(FONTS),
        "packages": str(PACKAGES),
        "data": json.dumps({**content, "date": printed_on.isoformat()}),
        "language": language,
        "timestamp": _timestamp(printed_on),
    }
    return _print(json.dumps(job).encode(), template=template, limits=limits)


def _date_of(content: Any) -> date:
    if not isinstance(content, dict):
        raise wrong_field("data", kind="value")
    try:
        return date.fromisoformat(content.get("date"))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise wrong_field("date", kind="date") from None


def _timestamp(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _main_file(template: str, *, folder: Path) -> Path:
    main = folder / f"{template}.typ"
    if NAME.fullmatch(template) and main.is_file():
        return main
    raise _refused(LAYOUT, template=template, reason="no such template")


def _print(job: bytes, *, template: str, limits: Limits) -> bytes:
    sizes = (limits.memory_bytes, limits.cpu_seconds, limits.wall_seconds)
    command = [sys.executable, "-I", "-B", str(CHILD), *map(str, sizes)]
    try:
        done = subprocess.run(  # noqa: S603 (our own file, no shell, no user input)
            command,
            input=job,
            capture_output=True,
            env=ENVIRONMENT,
            timeout=limits.wall_seconds,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refused(TOO_SLOW, template=template, reason="wall clock") from None
    except OSError as error:
        reason = error.strerror or "no process"
        raise _refused(UNAVAILABLE, template=template, reason=reason) from error
    if done.returncode == 0:
        return done.stdout
    raise _explained(done, template=template)


def _explained(
    done: subprocess.CompletedProcess[bytes], *, template: str
) -> PrintError:
    if done.returncode == FAULT_STATUS:
        return _fault(json.loads(done.stdout), template=template)
    reason = f"status {done.returncode}: {done.stderr[-500:].decode(errors='replace')}"
    if done.returncode in SLOW_SIGNALS:
        return _refused(TOO_SLOW, template=template, reason=reason)
    if done.returncode == LARGE_STATUS or done.returncode in LARGE_SIGNALS:
        return _refused(TOO_LARGE, template=template, reason=reason)
    return _refused(UNAVAILABLE, template=template, reason=reason)


def _fault(fault: dict[str, Any], *, template: str) -> PrintError:
    if fault.get("kind") in FIELDS:
        return wrong_field(fault["field"], kind=fault["kind"])
    reason = f"{fault.get('reason')} {fault.get('trace')}"
    return _refused(LAYOUT, template=template, reason=reason)


def _refused(sentence: Any, *, template: str, reason: str) -> PrintError:
    """The error for the person; the reason goes to the log alone."""
    logger.error("Printing failed", extra={"template": template, "reason": reason})
    return PrintError(sentence)
