"""All that time causes: jobs register here and own their errors.

A job is a function of one moment, safe to run again. Who runs it holds its lock
(`leases`), which ends with the process: two never run one job together, and a killed
one blocks nobody. A broken job never stops the others; `doctor` shows the age and the
error of each.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sasando.core import data_folder, leases
from sasando.core.models import Job

logger = logging.getLogger(__name__)
LIMIT = timedelta(seconds=30)
NO_ANSWER = _("The database does not answer; see the lines above.")


@dataclass(frozen=True, slots=True)
class Registered:
    """One job: what to call, how often, and how long it may take."""

    name: str
    call: Callable[[datetime], None]
    every: timedelta
    limit: timedelta = LIMIT
    # Else it claims its own rows, and any number of workers run it together.
    alone: bool = True


@dataclass(slots=True)
class Stay:
    """How long a job with nothing to do may wait for more, and whether to end now."""

    # `tick` ends at once; the worker gives a job that is not alone some time.
    seconds: float = 0.0
    is_over: bool = False


STAY = Stay()

JOBS: dict[str, Registered] = {}
# Called with the name of each job that ran, in its own process.
AFTER: list[Callable[[str, datetime], None]] = []


def register(
    name: str,
    call: Callable[[datetime], None],
    *,
    every: timedelta = timedelta(seconds=10),
    limit: timedelta = LIMIT,
    alone: bool = True,
) -> None:
    """Let `tick` call `call(at)` about once in `every`. Called in `AppConfig.ready`.

    The worker kills a call that takes longer than `limit`; the next one starts afresh.
    A job that is not `alone` holds no lock: it claims what it works on row by row.
    """
    JOBS[name] = Registered(name, call, every, limit, alone)


def after_each(call: Callable[[str, datetime], None]) -> None:
    """Let `call(name, at)` follow each job: what it changed is shown. In `ready`.

    It may fail no job: what it raises ends the job's child, and is logged there.
    """
    if call not in AFTER:
        AFTER.append(call)


def held_back() -> str | Promise:
    """Return the sentence why no job may run here, or ""; asks no database."""
    if data_folder.is_half_restored(settings.DATA):
        return _("A restore was interrupted; run it again: sasando restore FILE")
    return ""


def run(at: datetime) -> dict[str, str]:
    """Run each job that is due at `at`; return its error, or "", by name.

    In this process, one after another and without limits: for tests and scripts. The
    commands use `forks.Runner`.
    """
    ended = {job.name: attempt(job, at) for job in list(JOBS.values())}
    return {name: error for name, error in ended.items() if error is not None}


def due(at: datetime) -> list[str]:
    """Return the names of the jobs that are due at `at`. One query."""
    rows = {row.name: row for row in Job.objects.all()}
    return [job.name for job in JOBS.values() if is_due(job, rows.get(job.name), at)]


def is_due(job: Registered, row: Job | None, at: datetime) -> bool:
    if row is None or row.started_at is None:
        return True
    # It began and never ended: whoever ran it was killed.
    if row.leased_until is not None:
        return True
    # A start in the future comes from a clock that was set back.
    return row.started_at <= at - job.every or row.started_at > at


def attempt(job: Registered, at: datetime) -> str | None:
    """Run a job and return its error or ""; None when it is not due or runs already."""
    if not job.alone:
        return together(job, at)
    with leases.hold(job.name) as held:
        if not held or not claim(job, at):
            return None
        error = run_one(job, at)
    for call in AFTER:
        call(job.name, at)
    return error


def together(job: Registered, at: datetime) -> str | None:
    """Run a job that others may run at the same time."""
    return run_one(job, at) if claim(job, at) else None


def claim(job: Registered, at: datetime) -> bool:
    """Note that a job begins, if it is due; only who holds its lock may ask."""
    row, _made = Job.objects.get_or_create(name=job.name)
    if not is_due(job, row, at):
        return False
    Job.objects.filter(name=job.name).update(started_at=at, leased_until=at + job.limit)
    return True


def run_one(job: Registered, at: datetime) -> str:
    error = ""
    try:
        job.call(at)
    except Exception as problem:
        logger.exception("A job of tick failed", extra={"job": job.name})
        error = f"{type(problem).__name__}: {problem}"
    with transaction.atomic():
        Job.objects.filter(name=job.name).update(
            ended_at=timezone.now(), leased_until=None, error=error
        )
    return error


def bury(name: str, *, error: str, at: datetime) -> None:
    """Note how a job ended whose process died, unless somebody runs it again."""
    with leases.hold(name) as held:
        if held:
            Job.objects.filter(name=name, leased_until__isnull=False).update(
                ended_at=at, leased_until=None, error=error
            )
