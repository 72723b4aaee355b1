"""All that time causes: jobs register here and own their errors.

A job is a function of one moment, safe to run again. `run` leases each due job by
compare-and-swap, so that two workers never run one job together, and a broken job
never stops the others; `doctor` shows the age and the error of each.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sasando.core.models import Job

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Registered:
    """One job: what to call, and how often."""

    name: str
    call: Callable[[datetime], None]
    every: timedelta


JOBS: dict[str, Registered] = {}


def register(
    name: str,
    call: Callable[[datetime], None],
    *,
    every: timedelta = timedelta(seconds=10),
) -> None:
    """Let `tick` call `call(at)` about once in `every`. Called in `AppConfig.ready`."""
    JOBS[name] = Registered(name, call, every)


def run(at: datetime) -> dict[str, str]:
    """Run each job that is due at `at`; return its error, or "", by name."""
    return {job.name: run_one(job, at) for job in JOBS.values() if claim(job, at)}


def claim(job: Registered, at: datetime) -> bool:
    """Lease a job that is due and that nobody holds; return whether we have it."""
    Job.objects.get_or_create(name=job.name)
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    # A lease or a start in the far future comes from a clock that was set back.
    free |= Q(leased_until__gt=at + LEASE)
    due = Q(started_at=None) | Q(started_at__lte=at - job.every) | Q(started_at__gt=at)
    return bool(
        Job.objects.filter(free, due, name=job.name).update(
            started_at=at, leased_until=at + LEASE
        )
    )


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
