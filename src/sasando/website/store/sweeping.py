"""The proof by night: each page is rendered and compared with the bytes that are read.

A difference without a touch means that something changed unheard. It is mended at once,
and `doctor` is red until the page proved itself again.
"""

import os
import time
from datetime import datetime, timedelta

from django.db.models import F

from sasando.core import leases
from sasando.website.store import (
    gate,
    keeping,
    pictures,
    pruning,
    refreshing,
    rendering,
    squeezing,
    staleness,
)
from sasando.website.store.rows import PageQuery, Query, StoredPage

AT_MOST_SECONDS = timedelta(minutes=50).total_seconds()
# Readers and the desk come first.
NICE = 10


def nightly(at: datetime) -> None:
    """Prove what is stored, in a child of the worker: a job of `tick`."""
    if refreshing.is_on():
        os.nice(NICE)
        sweep(at)


def sweep(at: datetime) -> None:
    """Prove every stored page once, those first that wait longest."""
    end = time.monotonic() + AT_MOST_SECONDS
    tidy(at=at)
    keys = StoredPage.objects.order_by(F("proved_at").asc(nulls_first=True), "pk")
    for pk in list(keys.values_list("pk", flat=True)):
        if time.monotonic() > end:
            break
        prove(pk, at=at)


def tidy(*, at: datetime) -> None:
    """Let go of what no page asks or names any more, while nobody stores."""
    with leases.hold(refreshing.LEASE) as ours:
        if ours:
            asked = PageQuery.objects.values("query_id")
            Query.objects.exclude(pk__in=asked).delete()
            pictures.tidy(keeping.folder())
            pruning.prune(keeping.folder(), at=at)


def prove(pk: int, *, at: datetime) -> None:
    """Compare one page, unless it is known to be stale or somebody refreshes now."""
    with leases.hold(refreshing.LEASE) as ours:
        if not ours:
            return
        staleness.settle(at)
        stored = StoredPage.objects.filter(pk=pk, stale_since=None).first()
        if stored is None:
            return
        before = keeping.seen()
        answer = rendering.render(stored.path)
        if keeping.missed(before) & answer.words or is_kept(stored, answer):
            StoredPage.objects.filter(pk=pk).update(proved_at=at, leaked_at=None)
            keeping.mend_plain(stored.path)
            if not stored.is_squeezed:
                squeezing.squeeze(stored.path)
        elif not gate.fault_of(answer).startswith(gate.BROKEN):
            StoredPage.objects.filter(pk=pk).update(leaked_at=at)
            refreshing.refresh(stored, at=at)


def is_kept(stored: StoredPage, answer: rendering.Answer) -> bool:
    """Return whether the disk holds just these bytes."""
    there = keeping.folder().read(stored.path)
    new, digest = keeping.packed(answer)
    return there is not None and there.etag == new.etag and digest == stored.digest
