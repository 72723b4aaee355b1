"""Figures of a day: one metric a call, and what is gone never stops the others."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.saying import facebook, put
from tests.channels.stage import PAGE, Stage, picture, run, say

from sasando.accounts.models import User
from sasando.channels import measuring
from sasando.channels.adapters import Measures, adapter_of, kinds
from sasando.channels.models import Channel, DeadMetric, Delivery, MetricSnapshot
from sasando.channels.screens.figures import NAMES

DAY = timedelta(days=1)
GONE = {"do": "invalidate_metric", "metric": "post_clicks", "times": 0}


def insights(stage: Stage) -> list[dict[str, Any]]:
    return [one for one in stage.world.log if one["path"].endswith("/insights")]


def a_post(stage: Stage) -> Channel:
    """Return a channel with one post that is out."""
    channel = stage.channel()
    say([channel])
    run()
    assert Delivery.objects.get().status == "published"
    return channel


@pytest.mark.parametrize("status", ["published", "edit_requested"])
def test_each_figure_is_read_once_a_day_by_a_call_of_its_own(
    stage: Stage, status: str
) -> None:
    a_post(stage)
    # Also for as long as a person takes to change it there.
    Delivery.objects.update(status=status)
    now = timezone.now()
    measuring.measure(now)
    rows = MetricSnapshot.objects.all()
    of_post = set(rows.exclude(delivery=None).values_list("metric", flat=True))
    adapter = adapter_of("facebook")
    assert isinstance(adapter, Measures)
    assert of_post == set(adapter.post_metrics)
    of_page = rows.filter(delivery=None).values_list("metric", flat=True)
    assert set(of_page) == set(adapter.account_metrics)
    calls = insights(stage)
    assert len(calls) == rows.count()
    assert all("," not in one["params"]["metric"] for one in calls)
    measuring.measure(now + timedelta(minutes=1))
    assert len(insights(stage)) == len(calls)
    measuring.measure(now + DAY)
    assert rows.count() == 2 * len(calls)


def test_a_dead_metric_stops_no_other_and_is_asked_again_in_a_week(
    stage: Stage,
) -> None:
    a_post(stage)
    now = timezone.now()
    stage.fault(**GONE, match={"path_regex": "insights$"})
    measuring.measure(now)
    metrics = MetricSnapshot.objects.exclude(delivery=None)
    assert "post_clicks" not in set(metrics.values_list("metric", flat=True))
    assert metrics.count() == 3
    assert DeadMetric.objects.get().metric == "post_clicks"
    asked = [one for one in insights(stage) if one["params"]["metric"] == "post_clicks"]
    assert len(asked) == 1
    measuring.measure(now + 6 * DAY)
    again = [one for one in insights(stage) if one["params"]["metric"] == "post_clicks"]
    assert len(again) == 1
    stage.world.faults.clear()
    measuring.measure(now + 8 * DAY)
    assert metrics.filter(metric="post_clicks").count() == 1


def test_when_the_allowance_runs_low_only_posts_are_sent(stage: Stage) -> None:
    channel = a_post(stage)
    stage.world.platforms["facebook"].pages[PAGE]["used"] = 76  # type: ignore[attr-defined]
    measuring.measure(timezone.now())
    # The first answer tells it.
    assert len(insights(stage)) <= 1
    say([channel], "Satu lagi.")
    run()
    assert Delivery.objects.filter(status="published").count() == 2
    measuring.measure(timezone.now())
    assert len(insights(stage)) <= 1


def test_an_account_that_asks_for_rest_is_left_alone(stage: Stage) -> None:
    channel = a_post(stage)
    now = timezone.now()
    stage.fault("rate", code=4, match={"path_regex": "insights$"})
    measuring.measure(now)
    channel.refresh_from_db()
    assert channel.quiet_until
    assert channel.status == "open"
    calls = len(insights(stage))
    measuring.measure(now + timedelta(minutes=1))
    assert len(insights(stage)) == calls


@pytest.mark.parametrize(
    "fault",
    [{"do": "refuse_5xx"}, {"do": "error", "code": 10}, {"do": "hang", "seconds": 0}],
)
def test_what_fails_here_changes_no_channel_and_no_post(
    stage: Stage, fault: dict[str, Any]
) -> None:
    a_post(stage)
    before = list(Delivery.objects.values("status", "problem", "due_at"))
    stage.fault(**fault, times=0, match={"path_regex": "insights$"})
    measuring.measure(timezone.now())
    assert Channel.objects.get().status == "open"
    assert list(Delivery.objects.values("status", "problem", "due_at")) == before


@pytest.mark.parametrize("kind", ["instagram", "threads"])
def test_the_figures_of_a_post_grow(stage: Stage, kind: str, tmp_path: Any) -> None:
    channel, now = stage.channel(kind=kind), timezone.now()
    say([channel], pictures=[picture(tmp_path)])
    run()
    for days in (1, 2, 3):
        stage.world.shift += DAY.total_seconds()
        measuring.measure(now + days * DAY)
    values = MetricSnapshot.objects.filter(metric="views").exclude(delivery=None)
    grown = list(values.order_by("on").values_list("value", flat=True))
    assert grown[0] < grown[1] < grown[2]


def test_threads_counts_the_followers_of_the_account(stage: Stage) -> None:
    channel, now = stage.channel(kind="threads"), timezone.now()
    say([channel])
    run()
    for days in (1, 2):
        stage.world.shift += DAY.total_seconds()
        measuring.measure(now + days * DAY)
    of_account = MetricSnapshot.objects.filter(delivery=None)
    followers = list(
        of_account.filter(metric="followers_count")
        .order_by("on")
        .values_list("value", flat=True)
    )
    assert followers[0] < followers[1]
    assert of_account.filter(metric="views").count() == 2
    assert not DeadMetric.objects.exists()
    asked = [one for one in stage.world.log if "insights" in one["path"]]
    edges = {one["path"].split("/")[-1] for one in asked}
    assert edges == {"threads_insights", "insights"}


def test_a_metric_of_threads_that_is_gone_stops_no_other(stage: Stage) -> None:
    stage.channel(kind="threads")
    gone = {"do": "invalidate_metric", "metric": "views", "times": 0}
    stage.fault(**gone, match={"path_regex": "threads_insights$"})
    measuring.measure(timezone.now())
    assert MetricSnapshot.objects.get().metric == "followers_count"
    assert DeadMetric.objects.get().metric == "views"


def test_youtube_counts_films_and_subscribers(stage: Stage, tmp_path: Any) -> None:
    from tests.channels.films import film, show, tube

    channel = tube(stage)
    show([channel], film(tmp_path, units=0.5))
    run()
    run(timezone.now() + timedelta(minutes=2))
    assert Delivery.objects.get().status == "published"
    measuring.measure(timezone.now())
    names = set(MetricSnapshot.objects.values_list("metric", flat=True))
    assert names == {"subscriberCount", "viewCount", "likeCount", "commentCount"}


@pytest.mark.django_db
def test_old_days_are_kept_one_a_week_and_then_erased(settings: Any) -> None:
    channel, today = facebook(), timezone.localdate()
    settings.FIGURES_DAYS = 200
    for days in range(300):
        on = today - days * DAY
        MetricSnapshot.objects.create(
            channel=channel, metric="views", on=on, value=1, taken_at=timezone.now()
        )
    measuring.thin(today)
    left = list(MetricSnapshot.objects.values_list("on", flat=True))
    assert min(left) >= today - 200 * DAY
    old = [on for on in left if on < today - 92 * DAY]
    assert all(on.isoweekday() == 7 for on in old)
    assert len(old) in range(14, 17)
    assert len([on for on in left if on >= today - 92 * DAY]) == 93


def test_every_metric_has_a_name_that_people_read() -> None:
    for kind in kinds():
        adapter = adapter_of(kind)
        if isinstance(adapter, Measures):
            for metric in (*adapter.account_metrics, *adapter.post_metrics):
                assert metric in NAMES, metric


# --- screens ------------------------------------------------------------------------


def counted(channel: Channel, ratna: User, *, posts: int, days: int) -> None:
    from tests.channels.saying import draft

    now, today = timezone.now(), timezone.localdate()
    rows = []
    for number in range(posts):
        row = put(draft(channel, by=ratna, text=f"Kabar {number}"), "published")
        Delivery.objects.filter(pk=row.pk).update(
            external_id=f"e{row.pk}", published_at=now
        )
        for day in range(days):
            on = today - day * DAY
            facts = {"channel": channel, "on": on, "taken_at": now}
            for metric in ("post_media_view", "post_clicks"):
                facts |= {"metric": metric, "value": 900 - day}
                rows.append(MetricSnapshot(delivery=row, **facts))
    for day in range(days):
        facts = {"channel": channel, "on": today - day * DAY, "taken_at": now}
        rows.append(MetricSnapshot(metric="page_follows", value=1234 - day, **facts))
    MetricSnapshot.objects.bulk_create(rows)


@pytest.mark.django_db
def test_a_chart_says_what_it_shows_and_has_its_numbers(
    client: Client, ratna: User
) -> None:
    admin = make.person("Adam Contoh", "channel_admin")
    channel = facebook()
    counted(channel, ratna, posts=1, days=8)
    client.force_login(admin)
    answer = client.get(reverse("channel_figures", args=[channel.pk]))
    page = answer.content.decode()
    assert "Pengikut: 1.234, 7 lebih banyak daripada 7 hari sebelumnya" in page
    assert page.count('class="line line--1"') >= 1
    assert ">1.227</td>" in page
    content = Delivery.objects.get().content_id
    there = reverse("channels_figures", args=[content])
    assert there in client.get(f"/kantor/kiriman/{content}/").content.decode()
    page = client.get(there).content.decode()
    assert "Dilihat: 900" in page
    assert '<th scope="col">Klik</th>' in page
    assert not re.search(r"<[^>]+ style=", page.split("<main")[1])


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["channel_figures", "channels_figures"])
def test_figures_cost_the_same_at_any_size(
    client: Client, ratna: User, view: str
) -> None:
    client.force_login(make.person("Adam Contoh", "channel_admin"))
    counts = []
    for posts in (3, 40):
        channel = facebook(f"Facebook {posts}", posts)
        counted(channel, ratna, posts=posts, days=5)
        content = Delivery.objects.filter(channel=channel).first()
        assert content
        number = channel.pk if view == "channel_figures" else content.content_id
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(view, args=[number])).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0]
    assert counts[1] <= 10


@pytest.mark.django_db
def test_who_may_not_see_posts_sees_no_figures(client: Client) -> None:
    client.force_login(make.person("Yusuf Contoh", "front_desk"))
    channel = facebook()
    assert client.get(reverse("channel_figures", args=[channel.pk])).status_code in {
        302,
        403,
    }
