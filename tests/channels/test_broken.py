"""What breaks in an adapter ends with a sentence, not with tries for ever."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.stage import PAGE, TOKEN, Stage, only, picture, run, say

from sasando.channels import commenting, spool, workflow
from sasando.channels.adapters import Parcel
from sasando.channels.adapters.facebook import Facebook
from sasando.channels.models import Delivery, FirstComment
from sasando.channels.outcomes import Prepared

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)
Break = Callable[..., list[Any]]


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Let a method of a platform's adapter raise what nobody expects of it."""

    def let(adapter: type, name: str) -> list[Any]:
        calls: list[Any] = []

        def method(*given: Any, **_named: Any) -> None:
            calls.append(given)
            raise ZeroDivisionError("rahasia")

        monkeypatch.setattr(adapter, name, method, raising=False)
        return calls

    return let


def for_a_day(at: datetime | None = None) -> None:
    """Let the engine look every ten minutes for a day of its clock."""
    at = at or timezone.now()
    for number in range(24):
        run(at + number * 10 * MINUTE)


@pytest.mark.parametrize("step", ["prepare", "poll"])
def test_a_step_that_breaks_before_anything_is_out_fails_after_seven_tries(
    stage: Stage, breaks: Break, step: str
) -> None:
    say([stage.channel()], late_minutes=600)
    calls = breaks(Facebook, step)
    for_a_day()
    assert (only().status, only().problem) == ("failed", "bug")
    assert only().due_at is None
    assert len(calls) == 7
    assert stage.posts() == []
    said = [one.evidence["said"] for one in only().attempts.all()]
    assert said == 7 * ["ZeroDivisionError"]


def test_a_look_that_breaks_asks_a_person(stage: Stage, breaks: Break) -> None:
    say([stage.channel()])
    stage.fault("accept_then_reset")
    breaks(Facebook, "reconcile")
    for_a_day()
    assert (only().status, only().problem) == ("needs_human", "unproven")
    assert len(stage.asked("POST", "/feed")) == 1


@pytest.mark.parametrize("step", ["delete", "read_back"])
def test_a_recall_that_breaks_is_given_to_a_person(
    stage: Stage, breaks: Break, step: str
) -> None:
    say([stage.channel()])
    run()
    calls = breaks(Facebook, step)
    workflow.recall(only(), by=None, at=timezone.now())
    for_a_day()
    assert (only().status, only().problem) == ("recall_requested", "delete_by_hand")
    assert only().problem_facts["permalink"]
    assert (only().due_at, len(calls)) == (None, 7)


def test_what_cannot_be_discarded_is_said(
    stage: Stage, breaks: Break, tmp_path: Path
) -> None:
    say([stage.channel()], pictures=[picture(tmp_path)])
    stage.fault("rate", code=4)
    run()
    calls = breaks(Facebook, "discard")
    assert only().prepared.exists()
    workflow.recall(only(), by=None, at=timezone.now())
    for_a_day()
    assert (only().status, only().problem) == ("cancelled", "left_there")
    assert (only().due_at, len(calls)) == (None, 7)


def test_a_token_whose_renewal_breaks_lets_the_post_fail(
    stage: Stage, breaks: Break
) -> None:
    say([stage.channel()], late_minutes=600)
    calls = breaks(Facebook, "refresh")
    for_a_day()
    assert (only().status, only().problem) == ("failed", "bug")
    assert len(calls) == 7


def test_a_first_comment_whose_look_breaks_asks_a_person(
    stage: Stage, breaks: Break
) -> None:
    say([stage.channel()], first_comment="Sumber: kami.")
    run()
    match = {"method": "POST", "path_regex": "/comments$"}
    stage.fault("accept_then_reset", match=match)
    commenting.run(timezone.now())
    calls = breaks(Facebook, "find_comment")
    for number in range(1, 24):
        commenting.run(timezone.now() + number * 10 * MINUTE)
    row = FirstComment.objects.get()
    assert (row.status, row.problem) == ("needs_human", "comment_unproven")
    assert len(calls) == 7
    assert only().status == "published"


def test_what_failed_by_a_mistake_is_sent_when_it_is_mended(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, breaks: Break
) -> None:
    say([stage.channel()], late_minutes=600)
    with monkeypatch.context() as once:
        once.setattr(Facebook, "poll", lambda *_: 1 / 0)
        for_a_day()
    workflow.retry(only(), by=None, at=timezone.now())
    run()
    assert only().status == "published"
    assert len(stage.posts()) == 1


@pytest.mark.parametrize(
    "left", [b"started\n{}\n", b'started\n{"Refused": 1}\n', b"started\nhalf"]
)
def test_a_file_that_nobody_can_read_stops_no_other_post(
    stage: Stage, left: bytes
) -> None:
    (spool.folder() / "lost+found").write_bytes(left)
    say([stage.channel()])
    stage.fault("accept_then_reset")
    run()
    attempt = only().attempts.get()
    (spool.folder() / f"{only().pk}-{attempt.fence}").write_bytes(left)
    say([only().channel], text="Satu lagi.")
    run(timezone.now() + 5 * MINUTE)
    assert set(Delivery.objects.values_list("status", flat=True)) == {"published"}
    assert len(stage.posts()) == 2
    (spool.folder() / "lost+found").unlink()


# --- a recall whose token is refused --------------------------------------------------


@pytest.mark.parametrize(
    ("code", "subcode", "to"), [(190, 463, "needs_reconnect"), (368, 0, "blocked")]
)
def test_a_recall_whose_token_is_refused_waits_for_the_channel(
    stage: Stage, code: int, subcode: int, to: str
) -> None:
    channel = stage.channel()
    say([channel])
    run()
    refused = {"match": {"method": "DELETE"}, "times": 0}
    stage.fault("token", code=code, subcode=subcode, **refused)
    workflow.recall(only(), by=None, at=timezone.now())
    for_a_day()
    channel.refresh_from_db()
    name = f"{code}.{subcode}" if subcode else str(code)
    assert (channel.status, only().status) == (to, "recall_requested")
    assert workflow.told(only().problem, {}, channel)
    assert only().problem.startswith(name)
    assert len(stage.asked("DELETE", only().external_id)) == 1
    stage.world.faults.clear()
    new = {"token": TOKEN}
    workflow.reconnect(channel, new, account_id=PAGE, by=None, at=timezone.now())
    run()
    assert only().status == "recalled"
    assert stage.posts() == []


def test_a_recall_of_a_removed_channel_is_a_task_at_once(stage: Stage) -> None:
    channel = stage.channel()
    say([channel])
    run()
    workflow.disconnect(channel, by=None, at=timezone.now())
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    assert (only().status, only().problem) == ("recall_requested", "delete_by_hand")


def test_a_person_may_delete_what_waits_for_its_channel(stage: Stage) -> None:
    channel = stage.channel()
    say([channel])
    run()
    stage.fault("token", code=190, subcode=463, match={"method": "DELETE"}, times=0)
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    workflow.confirm_deleted(only(), by=None, at=timezone.now())
    assert (only().status, only().due_at) == ("recalled", None)


def test_a_platform_that_makes_the_same_thing_for_ever_is_given_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Prepared] = []

    def prepare(*_: Any) -> Prepared:
        made.append(Prepared("photo-1", str(len(made))))
        return made[-1]

    monkeypatch.setattr(Facebook, "prepare", prepare)
    say([stage.channel()], late_minutes=600)
    for_a_day()
    assert (only().status, only().problem) == ("failed", "unreachable")
    assert len(made) == 7 * 7


def test_an_upload_that_went_back_and_forth_goes_on_when_the_platform_is_well(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ill = [True]

    def prepare(_self: Any, parcel: Parcel) -> Prepared | None:
        held = parcel.prepared.get("film")
        offset = int(held.facts["offset"]) if held else 0
        if held and "film" in parcel.new:
            if offset >= 40:
                return None
            offset = (20 if offset < 20 else 10) if ill[0] else offset + 10
        return Prepared("film", "sesi", {"offset": offset})

    monkeypatch.setattr(Facebook, "prepare", prepare)
    say([stage.channel()], late_minutes=600)
    run()
    assert (only().status, only().problem) == ("preparing", "retry")
    ill[0] = False
    run(timezone.now() + 5 * MINUTE)
    assert only().status == "published"
