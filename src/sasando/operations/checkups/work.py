"""The work that time causes: does the worker run, is anything stuck."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from sasando.core import digests, publication, tick
from sasando.core.models import Approval, Job
from sasando.operations.doctor import Finding

PATIENCE = timedelta(minutes=5)
FORGOTTEN = timedelta(days=1)


def jobs(at: datetime) -> Iterator[Finding]:
    """Say the age and the error of each job. One query."""
    rows = {job.name: job for job in Job.objects.all()}
    ages = {name: age(rows.get(name), at) for name in tick.JOBS}
    late = {name for name, job in tick.JOBS.items() if is_late(ages[name], job.every)}
    newest = min((one for one in ages.values() if one is not None), default=None)
    # A worker that runs has called the most frequent job; a daily one says nothing.
    stands = is_late(newest, min(job.every for job in tick.JOBS.values()))
    if stands:
        yield stopped(newest, at)
    for name in tick.JOBS:
        row = rows.get(name)
        if row and row.error:
            yield failed(row)
        elif name in late and not stands:
            yield Finding(
                "warning",
                "job_late",
                _("The job %(name)s has not run for too long.") % {"name": name},
                _("Start the worker again: sasando serve"),
            )
        elif name not in late:
            words = {"name": name, "age": ago(at - (ages[name] or timedelta()), at)}
            yield Finding("ok", "job", _("The job %(name)s ran %(age)s ago.") % words)


def age(row: Job | None, at: datetime) -> timedelta | None:
    if row is None or row.started_at is None:
        return None
    return max(at - row.started_at, timedelta())


def is_late(passed: timedelta | None, every: timedelta) -> bool:
    return passed is None or passed > 2 * every + PATIENCE


def ago(then: datetime, at: datetime) -> str:
    return str(timesince(then, at)).replace("\xa0", " ")


def stopped(passed: timedelta | None, at: datetime) -> Finding:
    todo = _("Start it: sasando serve")
    if passed is None:
        sentence = _("The worker has never run: nothing is sent or published on time.")
        return Finding("error", "worker_stopped", sentence, todo)
    words = {"age": ago(at - passed, at)}
    sentence = _("The worker has stood still for %(age)s.") % words
    return Finding("error", "worker_stopped", sentence, todo)


def failed(row: Job) -> Finding:
    words = {"name": row.name, "error": row.error.splitlines()[0][:200]}
    return Finding(
        "error",
        "job_failed",
        _("The job %(name)s failed: %(error)s") % words,
        _("Look into the log of the worker; the job tries again by itself."),
    )


def schedules(at: datetime) -> Iterator[Finding]:
    """Find planned publications that nobody approved, and those past their time.

    Two to four queries a plan.
    """
    plans = Revision.page_revisions.exclude(approved_go_live_at=None)
    wrong = [found for plan in plans if (found := fault_of(plan, at))]
    yield from wrong
    if not wrong:
        yield Finding("ok", "schedules", _("All planned publications are in order."))


def fault_of(plan: Revision, at: datetime) -> Finding | None:
    text = plan.as_object()
    when = plan.approved_go_live_at
    words = {"title": text.title, "time": f"{timezone.localtime(when):%d-%m-%Y %H.%M}"}
    digest = digests.public_digest(text)
    approved = Approval.objects.in_force().filter(page_id=text.pk, digest=digest)
    if not approved.exists():
        return Finding(
            "error",
            "schedule_unapproved",
            _("“%(title)s” is planned for %(time)s, but nobody approved this text.")
            % words,
            _("Send the page for approval again, or cancel its schedule."),
        )
    if when > at - PATIENCE:
        return None
    if reason := publication.held_back(text, at=at):
        return Finding(
            "warning",
            "page_held",
            _("“%(title)s” was planned for %(time)s and is held back. %(reason)s")
            % (words | {"reason": reason}),
            _("Wait, or let the head of the agency end the freeze."),
        )
    return Finding(
        "error",
        "page_overdue",
        _("“%(title)s” was due at %(time)s and is still not out.") % words,
        _("See whether the worker runs; then open the page and publish it."),
    )


def overdue(at: datetime) -> Iterator[Finding]:
    """Find pages that should have ended, that never went out, that tell of a draft."""
    wrong = [*not_ended(at), *forgotten(at), *below_drafts()]
    yield from wrong
    if not wrong:
        yield Finding("ok", "overdue", _("No page is stuck past its time."))


def not_ended(at: datetime) -> Iterator[Finding]:
    for page in Page.objects.filter(live=True, expire_at__lte=at - PATIENCE):
        yield Finding(
            "error",
            "page_not_ended",
            _("“%(title)s” should have ended and is still out.")
            % {"title": page.title},
            _("See whether the worker runs; then withdraw the page."),
        )


def forgotten(at: datetime) -> Iterator[Finding]:
    planned = Revision.page_revisions.exclude(approved_go_live_at=None)
    waiting = (
        Approval.objects.in_force()
        .filter(revision=None, approved_at__lte=at - FORGOTTEN)
        .exclude(page_id__in=[int(plan.object_id) for plan in planned])
        .select_related("page")
    )
    for approval in waiting:
        yield Finding(
            "warning",
            "page_forgotten",
            _("“%(title)s” was approved, but is neither out nor planned.")
            % {"title": approval.page.get_admin_display_title()},
            _("Open the page and publish it."),
        )


def below_drafts() -> Iterator[Finding]:
    """Find drafts whose name stands in the addresses of public pages. One query.

    An office that published them before drafts held back what lies below.
    """
    for page in publication.drafts_above_public():
        yield Finding(
            "warning",
            "page_below_draft",
            _("Public pages lie below “%(title)s”, which was never published.")
            % {"title": page.get_admin_display_title()},
            _("Its name stands in their addresses. Publish it, or withdraw them."),
        )
