"""Figures of a day: read once, one metric a call, and only while there is allowance.

Whatever fails here changes nothing else: no post, no channel. A metric that a platform
no longer has is remembered and asked for again after a week.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from sasando.channels import payloads, settling, waits
from sasando.channels.adapters import Measures, adapter_of, installed
from sasando.channels.changing import OUT
from sasando.channels.clock import Clock
from sasando.channels.models import Channel, DeadMetric, Delivery, MetricSnapshot
from sasando.channels.outcomes import Kind, MetricGone, Refused
from sasando.channels.wire import Line, Lost, NotSent

logger = logging.getLogger(__name__)
# Percent of the allowance: from here on only posts are sent.
SPARED = 75
# So long a post is followed, and so many of a channel at once.
FOLLOWED, POSTS = timedelta(days=30), 100
ASKED_AGAIN = timedelta(days=7)
# So many calls of a channel in one run; the next run goes on.
CALLS = 200
# Older days are kept one a week.
THINNED = timedelta(days=92)
SUNDAY = 7


def measure(at: datetime) -> None:
    """Read today's figures of every channel that has some, as far as they lack."""
    rows = Channel.objects.filter(status=Channel.Status.OPEN, kind__in=installed())
    for channel in rows.exclude(quiet_until__gt=at).order_by("pk"):
        adapter = adapter_of(channel.kind)
        if isinstance(adapter, Measures):
            try:
                Round(channel, adapter, at).take()
            except Exception:
                logger.exception("An adapter failed", extra={"channel": channel.pk})
    thin(timezone.localdate(at))


@dataclass(slots=True)
class Round:
    """One channel on one day."""

    channel: Channel
    adapter: Measures
    at: datetime
    on: date = field(init=False)
    calls: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.on = timezone.localdate(self.at)

    def take(self) -> None:
        """Ask for each figure that lacks, until the platform had enough of it."""
        place, line = payloads.place_of(self.channel), self.line()
        for delivery, name, metric in self.lacking():
            if self.channel.used_percent >= SPARED or self.calls >= CALLS:
                return
            self.calls += 1
            try:
                answer = self.adapter.measure(place, line, metric, name)
            except (NotSent, Lost):
                return
            if isinstance(answer, Refused):
                self.rest(answer)
                return
            if isinstance(answer, MetricGone):
                self.bury(metric, of_post=bool(name))
            elif answer is not None:
                self.keep(delivery, metric, answer)

    def line(self) -> Line:
        channel, adapter = self.channel, adapter_of(self.channel.kind)
        clock = Clock(self.at)
        return Line(
            home=channel.base_url,
            heard=lambda reply: settling.heard(channel, adapter, reply, clock),
        )

    def lacking(self) -> Iterator[tuple[int | None, str, str]]:
        """Yield what is not known of today yet: the account first, then new posts."""
        mine = MetricSnapshot.objects.filter(channel=self.channel, on=self.on)
        known = set(mine.values_list("delivery_id", "metric"))
        things: list[tuple[int | None, str]] = [(None, ""), *self.posts()]
        for delivery, name in things:
            metrics = (
                self.adapter.post_metrics if name else self.adapter.account_metrics
            )
            for metric in metrics:
                # Asked anew each time: it may have gone with the post before.
                if (delivery, metric) not in known and not self.is_dead(metric, name):
                    yield delivery, name, metric

    def posts(self) -> list[tuple[int | None, str]]:
        out = Delivery.objects.filter(
            channel=self.channel,
            status__in=OUT,
            published_at__gt=self.at - FOLLOWED,
        ).exclude(external_id="")
        newest = out.order_by("-published_at").values_list("pk", "external_id")
        return list(newest[:POSTS])

    def is_dead(self, metric: str, name: str) -> bool:
        dead = DeadMetric.objects.filter(
            channel=self.channel,
            of_post=bool(name),
            metric=metric,
            asked_at__gt=self.at - ASKED_AGAIN,
        )
        return dead.exists()

    def bury(self, metric: str, *, of_post: bool) -> None:
        """Remember that a metric is gone."""
        facts: dict[str, Any] = {"channel": self.channel, "metric": metric}
        facts["of_post"] = of_post
        DeadMetric.objects.update_or_create(**facts, defaults={"asked_at": self.at})

    def keep(self, delivery: int | None, metric: str, value: int) -> None:
        row = MetricSnapshot(channel=self.channel, delivery_id=delivery, metric=metric)
        row.on, row.value, row.taken_at = self.on, value, self.at
        # Another worker may have been faster.
        MetricSnapshot.objects.bulk_create([row], ignore_conflicts=True)

    def rest(self, answer: Refused) -> None:
        """Leave an account alone that asks for it; all else is tried next time."""
        if answer.mishap.kind == Kind.RATE:
            wait = waits.rate(0, named_seconds=answer.mishap.wait_seconds)
            row = Channel.objects.filter(pk=self.channel.pk)
            row.update(quiet_until=self.at + wait)


def thin(today: date) -> None:
    """Erase what is too old, and keep one day a week of what is old. Two statements."""
    rows = MetricSnapshot.objects.all()
    rows.filter(on__lt=today - timedelta(days=settings.FIGURES_DAYS)).delete()
    rows.filter(on__lt=today - THINNED).exclude(on__iso_week_day=SUNDAY).delete()
