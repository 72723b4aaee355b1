"""Rates, tokens, files, recalls, outages: nothing doubled, and somebody is told."""

import hashlib
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils import timezone
from tests.channels.stage import PAGE, TOKEN, Stage, only, picture, run, say

from sasando.channels import clock, engine, spool, waits, workflow
from sasando.channels.claims import claim
from sasando.channels.models import Attempt, Channel, Delivery, Medium, Shaped
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


def state_of(channel: Channel) -> str:
    return Delivery.objects.get(channel=channel).status


# --- S3 ---------------------------------------------------------------------------


def test_an_account_that_is_asked_to_rest_is_left_alone_and_others_go_on(
    stage: Stage,
) -> None:
    tired, other = stage.channel(), stage.channel("1002")
    usage = '{"1001": [{"type": "pages", "estimated_time_to_regain_access": 20}]}'
    match = {"path_regex": "/feed$", "account": PAGE}
    headers = {"X-Business-Use-Case-Usage": usage}
    stage.fault("rate", code=80001, headers=headers, match=match)
    say([tired, other])
    say([tired], text="Satu lagi.")
    run()
    began, asked = timezone.now(), len(stage.world.log)
    assert state_of(other) == "published"
    waiting = Delivery.objects.filter(channel=tired, status="waiting_rate").get()
    assert waiting.expected_at > began + 19 * MINUTE
    run(began + 19 * MINUTE)
    assert len(stage.world.log) == asked
    run(began + 21 * MINUTE)
    run(began + 24 * MINUTE)
    assert set(tired.deliveries.values_list("status", flat=True)) == {"published"}
    assert len(stage.posts()) == 3


def test_a_nearly_used_allowance_stops_what_can_wait(stage: Stage) -> None:
    channel = stage.channel()
    stage.world.platforms["facebook"].add({"id": PAGE, "token": TOKEN, "used": 91})
    say([channel])
    run()
    say([channel], text="Satu lagi.")
    run()
    assert len(stage.posts()) == 1
    run(timezone.now() + 6 * MINUTE)
    assert len(stage.posts()) == 2


# --- S5 ---------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "subcode"), [(190, 463), (190, 460), (10, 0)])
def test_after_a_refused_token_all_wait_until_the_same_account_is_connected(
    stage: Stage, code: int, subcode: int
) -> None:
    channel, other = stage.channel(), stage.channel("1002")
    match = {"account": PAGE, "path_regex": ""}
    stage.fault("token", code=code, subcode=subcode, match=match, times=0)
    for number in range(3):
        say([channel, other], text=f"Kabar {number}")
    run()
    channel.refresh_from_db()
    assert channel.status == "needs_reconnect"
    assert {post["account"] for post in stage.posts()} == {"1002"}
    stage.world.faults.clear()
    now = timezone.now()
    new = {"token": TOKEN}
    with pytest.raises(NotAllowed):
        workflow.reconnect(channel, new, account_id="9", by=None, at=now)
    workflow.reconnect(channel, new, account_id=PAGE, by=None, at=now)
    run()
    assert len(stage.posts()) == 6


# --- S6 ---------------------------------------------------------------------------


def test_no_post_has_fewer_pictures_than_were_approved(
    stage: Stage, tmp_path: Path
) -> None:
    colours = ["red", "gold", "teal", "navy", "pink"]
    pictures = [picture(tmp_path, colour) for colour in colours]
    match = {"path_regex": "/photos$", "nth": 3}
    stage.fault("error", code=100, subcode=1366046, match=match)
    say([stage.channel()], pictures=pictures)
    run()
    assert (only().status, only().problem_facts) == ("media_failed", {"item": 3})
    assert stage.posts() == []
    workflow.retry(only(), by=None, at=timezone.now())
    run()
    [post] = stage.posts()
    assert len(post["photos"]) == 5
    assert len(stage.asked("POST", "/photos")) == 6


def test_a_file_that_vanished_after_the_approval_stops_the_post(
    stage: Stage, tmp_path: Path
) -> None:
    content = say([stage.channel()], pictures=[picture(tmp_path)])
    from sasando.channels.payloads import path_of

    path_of(content.media.get().file).unlink()
    run()
    assert (only().status, only().problem) == ("media_failed", "media_gone")
    assert stage.world.log == []


def test_steps_that_nobody_sees_are_repeated_six_times(
    stage: Stage, tmp_path: Path
) -> None:
    stage.fault("refuse_5xx", match={"path_regex": "/photos$"}, times=6)
    say([stage.channel()], pictures=[picture(tmp_path)])
    at = timezone.now()
    for _ in range(25):
        run(at)
        at += 2 * MINUTE
    assert only().status == "published"
    assert len(stage.asked("POST", "/photos")) == 7
    assert len(stage.posts()) == 1


# --- S10, S11 -------------------------------------------------------------------------


def wrong_by(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Let this machine's clock be off; the database's is right."""
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [600, -600, 40, -40])
def test_a_machine_whose_clock_is_wrong_claims_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    say([stage.channel()])
    wrong_by(monkeypatch, seconds)
    with pytest.raises(clock.Skewed):
        run()
    assert stage.world.log == []
    assert only().status == "scheduled"


@pytest.mark.parametrize(("seconds", "posts"), [(20, 0), (-20, 1)])
def test_the_databases_clock_alone_says_what_is_due(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, seconds: int, posts: int
) -> None:
    planned = timezone.now() + timedelta(seconds=-2 if posts else 15)
    say([stage.channel()], scheduled_at=planned)
    wrong_by(monkeypatch, seconds)
    run()
    assert len(stage.posts()) == posts


def test_nothing_goes_out_before_its_time(stage: Stage) -> None:
    now = timezone.now()
    say([stage.channel()], scheduled_at=now + 10 * MINUTE)
    run(now + 9 * MINUTE)
    assert stage.posts() == []
    run(now + 10 * MINUTE + timedelta(seconds=1))
    assert len(stage.posts()) == 1


def test_a_worker_that_lost_its_lease_sends_nothing(stage: Stage) -> None:
    say([stage.channel()])
    times = clock.Clock(timezone.now())
    [(row, old)] = engine.loaded(claim(times.now(), most=1))
    run(timezone.now() + 3 * MINUTE)
    assert len(stage.posts()) == 1
    engine.step(row, old, times)
    assert len(stage.asked("POST", "/feed")) == 1
    assert list(spool.folder().iterdir()) == []


def test_a_process_that_stood_still_writes_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    say([stage.channel()])
    monkeypatch.setattr(waits, "MARGIN_SECONDS", 10_000.0)
    run()
    assert stage.world.log == []
    assert (only().status, only().problem) == ("ready", "not_sent")


# --- S12, S13 -------------------------------------------------------------------------


def test_a_removed_channel_sends_nothing_and_keeps_its_history(stage: Stage) -> None:
    channel = stage.channel()
    say([channel])
    run()
    say([channel], text="Nanti.", scheduled_at=timezone.now() + 10 * MINUTE)
    workflow.disconnect(channel, by=None, at=timezone.now())
    run(timezone.now() + 11 * MINUTE)
    channel.refresh_from_db()
    assert channel.secrets == ""
    states = channel.deliveries.order_by("pk").values_list("status", "problem")
    assert list(states) == [("published", ""), ("cancelled", "channel_removed")]
    assert len(stage.posts()) == 1


def test_a_page_that_is_gone_is_said_so(stage: Stage) -> None:
    channel = stage.channel()
    stage.world.platforms["facebook"].pages.clear()
    say([channel])
    run()
    assert (only().status, only().problem) == ("failed", "100.33")


def test_an_edit_takes_the_approval_away(stage: Stage) -> None:
    content = say([stage.channel()])
    workflow.edit(content, "Jalan ditutup.", by=None, at=timezone.now())
    run()
    assert (only().status, only().problem) == ("draft", "changed")
    workflow.approve(content, by=None, at=timezone.now())
    run()
    assert [post["text"] for post in stage.posts()] == ["Jalan ditutup."]


def test_a_recall_before_it_is_sent_wins(stage: Stage) -> None:
    say([stage.channel()])
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    assert (only().status, stage.world.log) == ("cancelled", [])


def test_a_recall_of_what_is_out_deletes_it_and_looks(stage: Stage) -> None:
    say([stage.channel()])
    run()
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    assert (only().status, stage.posts()) == ("recalled", [])


def test_a_recall_while_it_is_looked_for_is_done_when_it_is_found(
    stage: Stage,
) -> None:
    say([stage.channel()])
    stage.fault("accept_then_reset")
    run()
    workflow.recall(only(), by=None, at=timezone.now())
    run(timezone.now() + MINUTE)
    run(timezone.now() + MINUTE)
    assert (only().status, stage.posts()) == ("recalled", [])


# --- S14 --------------------------------------------------------------------------


def test_only_what_failed_is_tried_again(stage: Stage) -> None:
    channels = [stage.channel(str(number)) for number in range(1001, 1007)]
    for page in ("1002", "1005"):
        match = {"account": page, "path_regex": "/feed$"}
        stage.fault("error", code=100, match=match)
    content = say(channels)
    run()
    rows = content.deliveries
    assert rows.filter(status="published").count() == 4
    for delivery in rows.filter(status="failed"):
        workflow.retry(delivery, by=None, at=timezone.now())
    run()
    assert rows.filter(status="published").count() == 6
    assert len(stage.posts()) == 6
    assert len(stage.asked("POST", "/feed")) == 8


def test_after_an_outage_late_posts_go_one_by_one_and_the_oldest_are_asked_about(
    stage: Stage,
) -> None:
    channel, now = stage.channel(), timezone.now()
    for late in (150, 90, 45, 30, 10):
        at = now - timedelta(minutes=late)
        say([channel], text=f"{late}", scheduled_at=at, at=at)
    run(now)
    asked = channel.deliveries.filter(status="needs_human", problem="late")
    assert asked.count() == 2
    for seconds in range(0, 420, 30):
        run(now + timedelta(seconds=seconds))
    assert [post["text"] for post in stage.posts()] == ["45", "30", "10"]
    commits = Attempt.objects.filter(phase="commit").order_by("pk")
    times = list(commits.values_list("started_at", flat=True))
    assert all(b - a >= waits.SPACING for a, b in pairwise(times))


# --- bad answers ------------------------------------------------------------------


def test_an_answer_of_a_gigabyte_is_not_read(stage: Stage) -> None:
    say([stage.channel()])
    stage.fault("huge_body")
    run()
    assert only().status == "confirming"
    run(timezone.now() + MINUTE)
    assert only().status == "published"
    assert len(stage.posts()) == 1


@pytest.mark.parametrize(
    "error",
    [
        {"code": 506},
        {"code": 1},
        {"code": 2, "status": 503},
        {"code": 100, "subcode": 1363047},
        {"code": 99_999},
    ],
)
def test_an_error_that_came_although_the_post_is_out_is_looked_after(
    stage: Stage, error: dict[str, int]
) -> None:
    say([stage.channel()])
    stage.fault("live_but_error", **error)
    run()
    assert only().status == "confirming"
    run(timezone.now() + MINUTE)
    assert (only().status, len(stage.posts())) == ("published", 1)
    assert len(stage.asked("POST", "/feed")) == 1


def test_the_same_words_twice_are_two_posts_with_their_own_names(
    stage: Stage, tmp_path: Path
) -> None:
    channel = stage.channel()
    stage.fault("accept_then_reset", times=2)
    for _ in range(2):
        say([channel], pictures=[picture(tmp_path)])
    run()
    run(timezone.now() + MINUTE)
    names = set(channel.deliveries.values_list("external_id", flat=True))
    assert names == {post["id"] for post in stage.posts()}
    assert len(names) == 2


def test_a_picture_that_was_mended_goes_out_and_not_the_one_sent_before(
    stage: Stage, tmp_path: Path
) -> None:
    pictures = [picture(tmp_path, colour) for colour in ("red", "gold")]
    match = {"path_regex": "/photos$", "nth": 2}
    stage.fault("error", code=100, subcode=1366046, match=match)
    content = say([stage.channel()], pictures=pictures)
    run()
    assert only().status == "media_failed"
    first, new = content.media.first(), picture(tmp_path, "navy")
    assert first
    content.media.all().delete()
    for ordinal, path in enumerate((new, pictures[1]), 1):
        workflow.keep_file(content, ordinal, workflow.File(path))
    workflow.edit(content, content.text, by=None, at=timezone.now())
    assert only().status == "draft"
    workflow.approve(content, by=None, at=timezone.now())
    run()
    [post], platform = stage.posts(), stage.world.platforms["facebook"]
    shown = [platform.photos[name]["bytes"] for name in post["photos"]]  # type: ignore[attr-defined]
    originals = Medium.objects.filter(content=only().content)
    sent = [Shaped.objects.get(source=one.digest).digest for one in originals]
    assert [hashlib.sha256(one).hexdigest() for one in shown] == sent


def test_a_file_whose_facts_are_known_is_not_kept(stage: Stage) -> None:
    say([stage.channel()])
    run()
    attempt = only().attempts.get()
    with spool.Crumbs(only().pk, attempt.fence) as left:
        left.started()
    run()
    assert list(spool.folder().iterdir()) == []
