"""Lines of the scenarios S1 to S14 and of bad input that no other file proves.

Which line stands where: docs/rooms/channels.md, *Which test proves what*.
"""

import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.stage import LATER, PAGE, TOKEN, Stage, only, picture, run, say

from sasando.channels import workflow
from sasando.channels.models import Delivery
from sasando.channels.payloads import path_of

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)
LOOKS = (31, 121, 601, 1801)


@pytest.mark.parametrize(
    ("fault", "facts"),
    [
        ("refuse_5xx", {"status": 500, "as": "json"}),
        ("refuse_5xx", {"status": 200}),
        ("error_200", {"code": 2}),
        ("error_200", {"code": 1}),
    ],
)
def test_what_no_answer_proves_is_looked_for_and_never_sent_again(
    stage: Stage, fault: str, facts: dict[str, Any]
) -> None:
    """S2, on a commit: a page or an error, with 200 or 5xx."""
    say([stage.channel()])
    stage.fault(fault, **facts)
    run()
    assert only().status == "confirming"
    began = timezone.now()
    for seconds in LOOKS:
        run(began + timedelta(seconds=seconds))
    assert (only().status, only().problem) == ("needs_human", "unproven")
    assert len(stage.asked("POST", "/feed")) == 1


@pytest.mark.parametrize("code", [4, 17, 32, 613])
def test_a_rate_limit_is_waited_for_and_counts_as_no_try(
    stage: Stage, code: int
) -> None:
    """S3."""
    say([stage.channel()])
    stage.fault("rate", code=code)
    run()
    assert (only().status, only().tries) == ("waiting_rate", 0)
    assert only().expected_at > timezone.now()
    asked = len(stage.world.log)
    run(timezone.now() + MINUTE)
    assert len(stage.world.log) == asked
    run(only().expected_at + timedelta(seconds=1))
    assert (only().status, len(stage.posts())) == ("published", 1)


@pytest.mark.parametrize(("code", "subcode"), [(368, 1404082), (100, 1366051)])
def test_an_error_of_a_post_that_is_there_already_is_no_failure(
    stage: Stage, tmp_path: Path, code: int, subcode: int
) -> None:
    """S4: adopted by a look, never shown as failed before it."""
    say([stage.channel()], pictures=[picture(tmp_path)])
    stage.fault("live_but_error", code=code, subcode=subcode)
    run()
    assert only().status not in {"failed", "media_failed"}
    run(timezone.now() + MINUTE)
    assert (only().status, len(stage.posts())) == ("published", 1)
    assert only().external_id == stage.posts()[0]["id"]


@pytest.mark.parametrize(("code", "subcode"), [(190, 492), (200, 0)])
def test_a_role_or_a_right_that_was_taken_away_closes_the_channel(
    stage: Stage, code: int, subcode: int
) -> None:
    """S5: once, and nothing is lost."""
    channel = stage.channel()
    stage.fault("token", code=code, subcode=subcode, times=0)
    say([channel])
    run()
    channel.refresh_from_db()
    assert channel.status in {"needs_reconnect", "blocked"}
    assert only().status == "blocked_auth"
    stage.world.faults.clear()
    tokens = {"token": TOKEN}
    facts: dict[str, Any] = {"by": None, "at": timezone.now()}
    workflow.reconnect(channel, tokens, account_id=PAGE, **facts)
    run()
    assert (only().status, len(stage.posts())) == ("published", 1)


def test_a_file_that_vanishes_while_the_others_go_up_leaves_no_post(
    stage: Stage, tmp_path: Path
) -> None:
    """§7: after the approval, after the first picture went up."""
    pictures = [picture(tmp_path, colour) for colour in ("red", "teal")]
    content = say([stage.channel()], pictures=pictures)
    stage.fault("refuse_5xx", match={"path_regex": "/photos$", "nth": 2})
    run()
    assert (only().status, only().prepared.count()) == ("preparing", 1)
    path_of(content.media.get(ordinal=2).file).unlink()
    run(timezone.now() + LATER)
    assert (only().status, only().problem) == ("media_failed", "media_gone")
    assert only().problem_facts["item"] == 2
    assert stage.posts() == []


def test_a_channel_that_is_added_again_sends_nothing_old(stage: Stage) -> None:
    """S12."""
    channel = stage.channel()
    say([channel])
    workflow.disconnect(channel, by=None, at=timezone.now())
    stage.channel()
    run()
    run(timezone.now() + LATER)
    assert (only().status, only().problem) == ("cancelled", "channel_removed")
    assert stage.world.log == []


def test_what_somebody_else_deleted_is_taken_back_all_the_same(stage: Stage) -> None:
    """S13: the second deletion is a success."""
    say([stage.channel()])
    run()
    platform: Any = stage.world.platforms["facebook"]
    platform.posts[only().external_id]["deleted_at"] = stage.world.now()
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    assert (only().status, only().problem) == ("recalled", "")


def test_a_post_of_an_event_is_never_out_after_it(stage: Stage) -> None:
    """S14: after an outage, though it is not late yet."""
    now = timezone.now()
    say([stage.channel()], useless_at=now + 30 * MINUTE)
    run(now + 31 * MINUTE)
    assert (only().status, only().problem) == ("needs_human", "useless")
    assert stage.world.log == []


def test_four_of_six_are_out_and_never_touched_again(stage: Stage) -> None:
    """S14: two fail; what failed is sent again, and nothing else."""
    channels = [stage.channel(f"{1001 + n}") for n in range(6)]
    for number in (2, 5):
        match = {"method": "POST", "account": f"{1000 + number}", "path_regex": "feed$"}
        stage.fault("error", code=100, match=match)
    content = say(channels)
    run()
    out = set(content.deliveries.filter(status="published").values_list("pk", "fence"))
    assert len(out) == len(stage.posts()) == 4
    for row in Delivery.objects.filter(status="failed"):
        workflow.retry(row, by=None, at=timezone.now())
    run()
    assert len(stage.posts()) == 6
    assert len(stage.asked("POST", "/feed")) == 8
    assert out <= set(content.deliveries.values_list("pk", "fence"))


def test_an_answer_of_a_gigabyte_takes_no_memory(stage: Stage) -> None:
    """§7: on a look and on a commit alike."""
    say([stage.channel()])
    stage.fault("huge_body", bytes=1 << 30)
    match = {"method": "GET", "path_regex": r"/feed$"}
    stage.fault("huge_body", bytes=1 << 30, match=match)
    tracemalloc.start()
    try:
        run()
        run(timezone.now() + MINUTE)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 32 * 1024 * 1024
    for seconds in LOOKS[1:]:
        run(timezone.now() + timedelta(seconds=seconds))
    assert (only().status, len(stage.posts())) == ("published", 1)
