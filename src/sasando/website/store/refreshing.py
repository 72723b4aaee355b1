"""When pages are rendered again: at once after a change, the rest while nobody waits.

One at a time among all processes: who holds the lease hears, renders and stores. Who
comes second has nothing to do: the first looks for new touches before each page.
"""

import logging
import os
import threading
import time
from datetime import datetime, timedelta
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from sasando.core import leases
from sasando.core.models import Touch
from sasando.core.prepared import prepared
from sasando.website import alerts
from sasando.website.store import (
    gate,
    keeping,
    outside,
    redirects,
    rendering,
    squeezing,
    staleness,
)
from sasando.website.store.rows import (
    PageQuery,
    Query,
    QueryWord,
    RowTag,
    StoredPage,
    StoreState,
)

logger = logging.getLogger(__name__)
LEASE, JOB = "website.stored", "website.store"
AT_ONCE, AT_ONCE_SECONDS = 20, 1.0
# A child of the worker loads the addresses first, which takes most of a second.
AFTER_JOB_SECONDS = 5.0
JOB_SECONDS, SQUEEZE_SECONDS = 20.0, 3.0
TRIES = 3
TRY_AGAIN = timedelta(minutes=1)
# Wagtail keeps the addresses of its sites there for an hour, in each process.
SITES = "wagtail_site_root_paths"
Rank = StoredPage.Rank


def is_on() -> bool:
    """Return whether pages are stored here at all."""
    return settings.PAGE_STORE is not None


def job(at: datetime) -> None:
    """Hear what changed and refresh for some seconds: a job of `tick`."""
    if is_on():
        run(at=at, seconds=JOB_SECONDS)
        if not waits():
            squeezing.some(seconds=SQUEEZE_SECONDS, unless=waits)


def at_once(at: datetime) -> int:
    """Refresh what a change just made stale, up to 20 pages."""
    return run(at=at, most=AT_ONCE, seconds=AT_ONCE_SECONDS)


def run(*, at: datetime, seconds: float, most: int = 1_000_000) -> int:
    """Refresh stale pages, the most important first; return how many were tried.

    Returns 0 where another process does so now.
    """
    end, done = time.monotonic() + seconds, 0
    with leases.hold(LEASE) as ours:
        if not ours:
            return 0
        begin(at=at)
        alerts.show(at)
        expire(at=at)
        cache.delete(SITES)
        while done < most and time.monotonic() < end:
            staleness.hear(at)
            stored = next_stale(at)
            doubts = staleness.in_doubt()
            changed_itself = stored is not None and stored.rank == Rank.ITSELF
            # Home and sections before the others that are known to be stale.
            if doubts and not changed_itself and staleness.ask(at=at, lists=True):
                continue
            if stored is not None:
                refresh(stored, at=at)
                done += 1
            elif not (doubts and staleness.ask(at=at)):
                break
    return done


def next_stale(at: datetime) -> StoredPage | None:
    """Return the page to render next; one that failed waits a minute. One query."""
    return next(iter(first_stale(at - TRY_AGAIN, at)), None)


@prepared
def first_stale(a_minute_ago: datetime, at: datetime) -> QuerySet[StoredPage]:
    waiting = StoredPage.objects.exclude(stale_since=None)
    # From the future they come where the clock was set back.
    just_now = {"stale_since__gt": a_minute_ago, "stale_since__lte": at}
    waiting = waiting.exclude(rank=Rank.LATER, **just_now)
    return waiting.order_by("rank", "stale_since", "pk")[:1]


def expire(*, at: datetime) -> None:
    """Mark the pages that the clock changed, also by being set back. Two queries."""
    over = Q(changes_at__lte=at) | Q(changes_at__isnull=False, stored_at__gt=at)
    staleness.stale(StoredPage.objects.filter(over, stale_since=None), at=at)


def refresh(stored: StoredPage, *, at: datetime) -> None:
    """Render one page and store it; what fails leaves the old bytes where they are."""
    for _each in range(TRIES):
        before = keeping.seen()
        answer = rendering.render(stored.path)
        if answer.status == HTTPStatus.NOT_FOUND:
            return vanish(stored, at=at)
        fault = gate.fault_of(answer)
        if not fault and gate.shows_unapproved(answer):
            fault = gate.SHOWS_UNAPPROVED
        if fault:
            return fail(stored, fault, at=at)
        try:
            keeping.keep(stored, answer, before=before, at=at)
        except keeping.Changed:
            continue
        except OSError as error:
            return fail(stored, f"{type(error).__name__}: {error}", at=at)
        return kept(stored, answer, at=at)
    return fail(stored, gate.TOO_LATE, at=at)


def kept(stored: StoredPage, answer: rendering.Answer, *, at: datetime) -> None:
    """Look where these bytes lead: to pages that nobody has stored yet."""
    staleness.add(rendering.links(answer), at=at)
    if stored.fault == gate.UNAPPROVED:
        # Whatever shows it waited for it.
        waiting = StoredPage.objects.filter(fault=gate.SHOWS_UNAPPROVED)
        waiting.update(rank=Rank.OTHER, stale_since=at)
    if answer.goes_to or stored.goes_to:
        redirects.write()
    if stored.path in outside.HOMES.values():
        outside.write(answer.headers)


def fail(stored: StoredPage, fault: str, *, at: datetime) -> None:
    """Keep the old bytes, and say why; it is tried again in a minute."""
    logger.warning("A page is not stored", extra={"path": stored.path, "why": fault})
    StoredPage.objects.filter(pk=stored.pk).update(
        fault=fault, rank=Rank.LATER, stale_since=at
    )


def vanish(stored: StoredPage, *, at: datetime) -> None:
    """Let an address go that answers 404; home stays, whatever happened."""
    if stored.path == "/":
        return fail(stored, f"{gate.BROKEN} 404", at=at)
    keeping.forget(stored)
    if stored.goes_to:
        redirects.write()
    return None


def begin(*, at: datetime) -> None:
    """See that rows and folder belong together and come from this code. One query.

    After a restore, or with another database, the bytes are another office's: they go,
    and all is stored anew. After a new release everything is rendered again.
    """
    folder, state = keeping.folder(), StoreState.objects.first()
    if state is None or folder.get("token") != state.token.encode():
        state = anew(at=at)
    if state.code != code():
        # Before the first page with new styles.
        outside.write(rendering.render("/").headers)
        staleness.stale(StoredPage.objects.all(), at=at)
        staleness.find(Page.objects.all(), at=at)
        staleness.add(rendering.unled(), at=at)
        redirects.write()
        StoreState.objects.filter(pk=state.pk).update(code=code())


def anew(*, at: datetime) -> StoreState:
    """Begin with an empty folder and no rows."""
    token = token_hex(16)
    with transaction.atomic():
        for rows in (PageQuery, QueryWord, RowTag, Query, StoredPage, StoreState):
            rows._default_manager.all().delete()
        state = StoreState.objects.create(token=token, begun_at=at)
    with keeping.folder().alone():
        keeping.folder().clear()
        keeping.folder().put("token", token.encode())
    return state


KINDS = {".html", ".css", ".py", ".mo", ".js"}
_code: list[str] = []


def code() -> str:
    """Return the digest of all files of the program by name, size and time.

    Once a process, 30 ms; the worker does it before it forks, for all its children.
    """
    if not _code:
        said = blake2b(digest_size=16)
        for file in sorted(Path(settings.HERE).rglob("*")):
            if file.suffix in KINDS:
                facts = file.stat()
                said.update(f"{file} {facts.st_size} {facts.st_mtime_ns}\n".encode())
        _code.append(said.hexdigest())
    return _code[0]


def before_fork() -> None:
    if is_on():
        code()


os.register_at_fork(before=before_fork)


class Leaving(threading.local):
    """The pages that were taken back in the transaction of this thread.

    Those of one that was rolled back stay until the next, and are live.
    """

    def __init__(self) -> None:
        self.pages: set[int] = set()


LEAVING = Leaving()


def page_left(instance: Any, **kwargs: Any) -> None:
    """Receive `page_unpublished`: it is shown nowhere after the commit of its verb."""
    if is_on():
        LEAVING.pages.add(instance.pk)
        transaction.on_commit(take_away, robust=True)


def take_away() -> None:
    """Cut out what a commit took back, all of it at once; then refresh what showed it.

    The cutting needs no lease and takes the time it takes; only then is rendered.
    """
    pages, LEAVING.pages = LEAVING.pages, set()
    if not pages:
        return
    at = timezone.now()
    staleness.cut_out(pages, at=at)
    alerts.show(at)
    # Of many that go one after another, the worker renders the rest.
    if time.monotonic() - _last[0] > AT_ONCE_SECONDS:
        at_once(at)
        _last[0] = time.monotonic()


_last: list[float] = [0.0]


def after_job(name: str, at: datetime) -> None:
    """Refresh what a job of `tick` changed, in its own process. One query mostly."""
    if is_on() and name != JOB and Touch.objects.exists():
        run(at=at, most=AT_ONCE, seconds=AFTER_JOB_SECONDS)


def waits() -> bool:
    """Return whether something is there to do now. Three queries at most."""
    stale = StoredPage.objects.exclude(stale_since=None).exclude(rank=Rank.LATER)
    return Touch.objects.exists() or stale.exists() or staleness.in_doubt()
