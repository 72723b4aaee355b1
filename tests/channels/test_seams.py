"""Where two rules meet in one delivery: still one post, or a sentence that is true."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.stage import TOKEN, Stage, eventually, only, picture, run, say

from sasando.accounts.models import User
from sasando.channels import changing, composing, engine, moving, settling, workflow
from sasando.channels.claims import Claim, claim
from sasando.channels.clock import Clock
from sasando.channels.composing import Revision
from sasando.channels.models import Change, Channel, Content, Delivery
from sasando.channels.outcomes import Accepted
from sasando.channels.workflow import Saying
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
HALF_A_MINUTE = timedelta(seconds=31)
PHOTOS = {"method": "POST", "path_regex": "/photos$"}


def revise(content: Content, text: str = "Jalan ditutup.", **facts: Any) -> None:
    revision = Revision(text=text, link=content.link, **facts)
    composing.revise(content, revision, by=None, at=timezone.now())


def approve(content: Content) -> None:
    workflow.approve(content, by=None, at=timezone.now())


def texts(stage: Stage) -> list[str]:
    return [post["text"] for post in stage.posts()]


def in_doubt() -> Delivery:
    """Put the only delivery where the engine leaves what it looked for in vain."""
    facts = {"status": "needs_human", "problem": "unproven", "due_at": None}
    Delivery.objects.update(**facts)
    return only()


# --- while it is being sent -----------------------------------------------------------


@contextmanager
def while_it_is_sent(stage: Stage) -> Iterator[None]:
    stage.fault("accept_then_wait", seconds=1)
    worker = Thread(target=run)
    worker.start()
    eventually(lambda: only().status == "sending")
    yield
    worker.join()


def test_a_recall_while_it_is_sent_is_done_when_it_is_out(stage: Stage) -> None:
    say([stage.channel()])
    with while_it_is_sent(stage):
        workflow.recall(only(), by=None, at=timezone.now())
    run()
    assert (only().status, stage.posts()) == ("recalled", [])


def test_an_edit_while_it_is_sent_is_no_second_post_but_a_change(stage: Stage) -> None:
    content = say([stage.channel()])
    with while_it_is_sent(stage):
        revise(content)
    assert (only().status, len(stage.posts())) == ("published", 1)
    approve(content)
    run()
    assert len(stage.asked("POST", "/feed")) == 1
    assert texts(stage) == ["Jalan ditutup."]


def test_a_channel_removed_while_it_is_sent_hides_no_post(stage: Stage) -> None:
    say([channel := stage.channel()])
    with while_it_is_sent(stage):
        workflow.disconnect(channel, by=None, at=timezone.now())
    assert (only().status, len(stage.posts())) == ("published", 1)


@pytest.mark.parametrize("is_recalled", [True, False])
def test_who_still_prepares_a_row_that_was_stopped_changes_nothing_of_it(
    stage: Stage, tmp_path: Path, is_recalled: bool
) -> None:
    content = say([stage.channel()], pictures=[picture(tmp_path)])
    stage.fault("refuse_5xx", match=PHOTOS)
    [mine] = claim(timezone.now(), most=1)
    row = only()
    if is_recalled:
        workflow.recall(only(), by=None, at=timezone.now())
    else:
        revise(content)
    engine.step(row, mine, Clock(timezone.now()))
    ended = ("cancelled", "recalled_in_time") if is_recalled else ("draft", "changed")
    assert (only().status, only().problem) == ended
    assert only().due_at is None


# --- when nobody knows whether it is out ----------------------------------------------


def test_an_edit_of_what_is_looked_for_is_asked_when_it_is_found(stage: Stage) -> None:
    content = say([stage.channel()])
    stage.fault("accept_then_reset")
    run()
    revise(content)
    assert changing.asked_of(content) == []
    run(timezone.now() + HALF_A_MINUTE)
    assert only().status == "published"
    assert len(changing.asked_of(content)) == 1
    approve(content)
    run(timezone.now() + HALF_A_MINUTE)
    assert texts(stage) == ["Jalan ditutup."]


def test_what_was_edited_in_doubt_is_not_sent_again_with_its_old_words(
    stage: Stage,
) -> None:
    content = say([stage.channel()])
    stage.fault("refuse_5xx")
    run()
    revise(content)
    workflow.publish_again(in_doubt(), "Tidak ada.", by=None, at=timezone.now())
    run()
    assert (only().status, only().problem) == ("draft", "changed")
    approve(content)
    run()
    assert texts(stage) == ["Jalan ditutup."]
    assert Change.objects.get().status == Change.Status.DROPPED


def test_who_gives_up_what_may_be_out_is_told_to_look(stage: Stage) -> None:
    say([stage.channel()])
    workflow.recall(in_doubt(), by=None, at=timezone.now())
    assert (only().status, only().problem) == ("cancelled", "cancelled_in_doubt")


def test_what_may_be_out_stays_to_be_looked_for_when_its_channel_is_removed(
    stage: Stage,
) -> None:
    say([channel := stage.channel()])
    in_doubt()
    workflow.disconnect(channel, by=None, at=timezone.now())
    assert (only().status, only().problem) == ("needs_human", "unproven")
    with pytest.raises(NotAllowed):
        # Nobody would ever take it from there.
        workflow.publish_again(only(), "Tidak ada.", by=None, at=timezone.now())


def test_a_recall_that_was_asked_is_done_when_a_person_finds_the_post(
    stage: Stage,
) -> None:
    say([stage.channel()])
    stage.fault("accept_then_reset")
    run()
    workflow.recall(only(), by=None, at=timezone.now())
    there = "https://www.facebook.com/1001/posts/1"
    workflow.found(in_doubt(), there, by=None, at=timezone.now())
    run()
    assert (only().status, only().problem) == ("recall_requested", "delete_by_hand")


# --- while its channel waits for a person ---------------------------------------------


def waiting(
    stage: Stage, *, by: User | None = None, yes: User | None = None
) -> Channel:
    """Let a post that is approved wait for its channel."""
    channel, now = stage.channel(), timezone.now()
    hour = now + timedelta(hours=1)
    saying = Saying(text="Jalan dibuka.", channels=[channel.pk], scheduled_at=hour)
    content = workflow.write(None, saying, by=by, at=now)
    workflow.approve(content, by=yes, at=now)
    Delivery.objects.update(status="blocked_auth", due_at=None)
    Channel.objects.update(status="needs_reconnect")
    return channel


def test_an_edit_of_what_waits_for_its_channel_takes_its_approval(stage: Stage) -> None:
    channel = waiting(stage)
    revise(only().content)
    facts: dict[str, Any] = {"account_id": channel.account_id, "by": None}
    workflow.reconnect(channel, {"token": TOKEN}, at=timezone.now(), **facts)
    run(timezone.now() + timedelta(minutes=61))
    assert (only().status, stage.posts()) == ("draft", [])


def test_its_author_gives_it_no_other_hour_without_another_approval(
    stage: Stage, ratna: User, maria: User
) -> None:
    waiting(stage, by=ratna, yes=maria)
    later = timezone.now() + timedelta(hours=3)
    moving.move_delivery(only(), later, by=ratna, at=timezone.now())
    assert (only().status, only().approved_digest) == ("draft", "")


# --- changes of what is out -----------------------------------------------------------


def out(stage: Stage) -> tuple[Channel, Content]:
    channel = stage.channel()
    content = say([channel])
    run()
    revise(content)
    return channel, content


def test_a_change_approved_after_its_channel_was_removed_is_a_task(
    stage: Stage,
) -> None:
    channel, content = out(stage)
    workflow.disconnect(channel, by=None, at=timezone.now())
    approve(content)
    assert (only().problem, only().due_at) == ("edit_by_hand", None)
    changing.confirm_edited(only(), by=None, at=timezone.now())


def test_a_newer_change_after_its_channel_was_removed_is_the_task(stage: Stage) -> None:
    channel, content = out(stage)
    approve(content)
    workflow.disconnect(channel, by=None, at=timezone.now())
    revise(content, "Jalan ditutup sampai Senin.")
    approve(content)
    assert (only().problem, only().due_at) == ("edit_by_hand", None)
    changing.confirm_edited(only(), by=None, at=timezone.now())
    assert only().payload["text"] == "Jalan ditutup sampai Senin."


def test_a_channel_removed_amid_a_change_leaves_a_task(stage: Stage) -> None:
    channel, content = out(stage)
    approve(content)
    [mine] = claim(timezone.now(), most=1)
    row = only()
    workflow.disconnect(channel, by=None, at=timezone.now())
    engine.step(row, mine, Clock(timezone.now()))
    assert (only().problem, only().due_at) == ("edit_by_hand", None)


def test_a_change_of_what_was_taken_back_bars_no_draft(stage: Stage) -> None:
    content = say([stage.channel()])
    run()
    revise(content, added=[stage.channel("1002").pk])
    workflow.recall(content.deliveries.earliest("pk"), by=None, at=timezone.now())
    approve(content)
    run()
    states = content.deliveries.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["recalled", "published"]


# --- answers that come late -----------------------------------------------------------


@pytest.mark.parametrize("is_given_up", [True, False])
def test_an_answer_that_comes_after_a_person_decided_is_a_fact_all_the_same(
    stage: Stage, is_given_up: bool
) -> None:
    say([stage.channel()])
    stage.fault("accept_then_reset")
    run()
    attempt, [post] = only().attempts.get(), stage.posts()
    row = in_doubt()
    if is_given_up:
        workflow.recall(row, by=None, at=timezone.now())
    else:
        workflow.publish_again(row, "Tidak ada.", by=None, at=timezone.now())
    sent = settling.Sent(Claim(row.pk, attempt.fence), attempt.pk)
    settling.settle(sent, Accepted(post["id"]), Clock(timezone.now()))
    assert only().external_id == post["id"]
    run()
    assert only().status == ("recalled" if is_given_up else "published")
    assert len(stage.asked("POST", "/feed")) == 1


def test_one_post_there_is_found_for_one_delivery(stage: Stage) -> None:
    channel = stage.channel()
    there = "https://www.facebook.com/1001/posts/1"
    workflow.found(say_in_doubt(channel), there, by=None, at=timezone.now())
    with pytest.raises(NotAllowed):
        workflow.found(say_in_doubt(channel), there, by=None, at=timezone.now())


def say_in_doubt(channel: Channel) -> Delivery:
    row = say([channel]).deliveries.get()
    Delivery.objects.filter(pk=row.pk).update(
        status="needs_human", problem="unproven", due_at=None
    )
    row.refresh_from_db()
    return row


def test_a_platform_that_wants_rest_gets_it_before_a_post_is_taken_back(
    stage: Stage,
) -> None:
    say([stage.channel()])
    run()
    stage.fault("rate", code=4, match={"method": "DELETE"})
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    asked = len(stage.asked("DELETE", only().external_id))
    run(timezone.now() + timedelta(minutes=2))
    assert len(stage.asked("DELETE", only().external_id)) == asked == 1
    run(timezone.now() + timedelta(minutes=6))
    assert only().status == "recalled"


@pytest.mark.parametrize("is_by_person", [True, False])
def test_a_look_that_sees_nothing_opens_no_row_that_is_published_meanwhile(
    stage: Stage, is_by_person: bool
) -> None:
    say([stage.channel()])
    stage.fault("accept_then_reset")
    stage.fault("hide_from_list", seconds=600)
    run()
    attempt, at = only().attempts.get(), timezone.now() + HALF_A_MINUTE
    [mine] = claim(at, most=1)
    row = only()
    if is_by_person:
        there = "https://www.facebook.com/1001/posts/1"
        workflow.found(only(), there, by=None, at=at)
    else:
        sent = settling.Sent(Claim(row.pk, attempt.fence), attempt.pk)
        settling.settle(sent, Accepted("1001_1"), Clock(at))
    assert (only().status, only().due_at) == ("published", None)
    engine.step(row, mine, Clock(at))
    assert (only().status, only().due_at) == ("published", None)
