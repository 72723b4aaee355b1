"""What time causes: a few links a minute, by night, each host once in a run.

The claim moves the link an hour ahead before anybody is asked: a link that hangs the
run, or a run that is killed, holds up no other. Between two questions to one host lies
at least a minute.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from sasando.newsroom.links import own
from sasando.newsroom.links.answers import Answer, Verdict
from sasando.newsroom.links.rows import Link

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
CLAIMED = timedelta(hours=1)
# In the time of the office, when its line and those of others are idle.
NIGHT_BEGINS, NIGHT_ENDS = 22, 5
OUTSIDE, OURS, WINDOW = 6, 200, 1000


def run(at: datetime) -> None:
    """Ask the links that are due: a job of `tick`."""
    for link in Link.objects.due(at).filter(is_own=True)[:OURS]:
        if claim(link, at=at):
            settle(link, own.ask(link.address), at=at)
    # Here, in the child that runs a job: httpx would cost web and worker 5 MB each.
    from sasando.newsroom.links import asking

    for link in outside(at):
        if claim(link, at=at):
            settle(link, asking.ask(link.address), at=at)


def outside(at: datetime) -> list[Link]:
    """Return the next few links to others: by day only those somebody asked for."""
    due = Link.objects.due(at).filter(is_own=False)
    if not is_night(at):
        due = due.filter(is_urgent=True)
    return list(one_a_host(due.order_by("-is_urgent", "next_at", "pk")[:WINDOW]))


def one_a_host(links: Iterable[Link]) -> Iterator[Link]:
    hosts: set[str | None] = set()
    for link in links:
        host = urlsplit(link.address).hostname
        if host not in hosts:
            hosts.add(host)
            yield link
        if len(hosts) == OUTSIDE:
            return


def is_night(at: datetime) -> bool:
    hour = timezone.localtime(at).hour
    return hour >= NIGHT_BEGINS or hour < NIGHT_ENDS


def claim(link: Link, *, at: datetime) -> bool:
    same = Link.objects.filter(pk=link.pk, next_at=link.next_at)
    return bool(same.update(next_at=at + CLAIMED, is_urgent=False))


def settle(link: Link, answer: Answer, *, at: datetime) -> None:
    """Write down what a link answered, and when it is asked again. One query."""
    facts = {"why": answer.why, "checked_at": at}
    Link.objects.filter(pk=link.pk).update(**facts, **standing(link, answer, at=at))


def standing(link: Link, answer: Answer, *, at: datetime) -> dict[str, object]:
    """Return where a link stands now: dead only when it failed a day before, too."""
    if answer.verdict is Verdict.FINE:
        fine = {"state": Link.State.FINE, "failed_at": None, "next_at": at + A_WEEK}
        return fine | {"ignored_at": None, "ignored_by": None, "ignored_why": ""}
    if answer.verdict is Verdict.UNSURE:
        unsure = {"state": Link.State.UNSURE, "failed_at": None}
        return unsure | {"next_at": at + A_WEEK}
    since = link.failed_at or at
    if at - since < A_DAY:
        failing = {"state": Link.State.FAILING, "failed_at": since}
        return failing | {"next_at": since + A_DAY}
    return {"state": Link.State.DEAD, "failed_at": since, "next_at": at + A_WEEK}
