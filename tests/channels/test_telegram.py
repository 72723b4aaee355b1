"""A bot posts once; where an answer is lost nobody can know, so a person is asked."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.films import film
from tests.channels.stage import (
    LATER,
    TOKEN,
    Fleet,
    Stage,
    eventually,
    only,
    picture,
    run,
)

from sasando.channels import payloads, workflow
from sasando.channels.adapters import adapter_of
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.outcomes import Account, Deleted, Edited, Unsupported
from sasando.channels.wire import Line
from sasando.channels.workflow import Connection, File, Saying

pytestmark = pytest.mark.django_db(transaction=True)
CHAT, BOT = "-1001001", f"123:{TOKEN}"
SEND = {"method": "POST", "path_regex": r"/send\w+$"}
MINUTE = timedelta(minutes=1)


def chat(stage: Stage, name: str = CHAT, **there: Any) -> Channel:
    """Connect a channel of the double."""
    stage.world.platforms["telegram"].add({"id": name, "token": BOT} | there)
    connection = Connection(
        kind="telegram",
        name=f"Kanal {name}",
        account_id=name,
        base_url=f"{stage.address}/telegram",
        tokens={"token": BOT},
    )
    return workflow.connect(None, connection, by=None, at=timezone.now())


def tell(channels: list[Channel], text: str = "Jalan dibuka.", **facts: Any) -> Content:
    now, numbers = timezone.now(), [one.pk for one in channels]
    saying = Saying(text=text, channels=numbers, **facts)
    content = workflow.write(None, saying, by=None, at=now)
    workflow.approve(content, by=None, at=now)
    return content


def states() -> list[str]:
    return sorted(Delivery.objects.values_list("status", flat=True))


def test_a_text_goes_out_once_with_its_link(stage: Stage) -> None:
    tell([chat(stage, username="humas_ntt")], link="https://example.org/jalan")
    run()
    run()
    [post] = stage.posts()
    assert (only().status, only().external_id) == ("published", post["id"])
    assert only().permalink == f"https://t.me/humas_ntt/{post['id']}"
    assert post["text"] == "Jalan dibuka.\n\nhttps://example.org/jalan"


def test_pictures_and_films_go_out_as_one_post(stage: Stage, tmp_path: Path) -> None:
    channel = chat(stage)
    tell([channel], files=[File(picture(tmp_path))])
    tell([channel], files=[File(film(tmp_path), "video")])
    both = [File(picture(tmp_path)), File(film(tmp_path), "video")]
    tell([channel], files=both)
    run()
    assert states() == ["published"] * 3
    kinds = sorted(post["photos"] for post in stage.posts())
    assert kinds == [["photo"], ["photo", "video"], ["video"]]
    album = Delivery.objects.get(external_id__contains=",")
    assert album.permalink.startswith("https://t.me/c/1001/")


# --- S2, S7, S8 -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "count"),
    [
        ({"do": "accept_then_reset"}, 1),
        ({"do": "refuse_5xx"}, 0),
        pytest.param({"do": "accept_then_5xx"}, 1, marks=pytest.mark.soak),
        pytest.param({"do": "error_200", "code": 500}, 0, marks=pytest.mark.soak),
        pytest.param({"do": "truncate"}, 1, marks=pytest.mark.soak),
    ],
    ids=lambda one: one["do"] if isinstance(one, dict) else "",
)
def test_a_lost_answer_is_a_persons_to_decide_after_one_look(
    stage: Stage, fault: dict[str, Any], count: int
) -> None:
    tell([chat(stage)])
    stage.fault(**fault, match=SEND)
    run()
    assert only().status == "confirming"
    run(timezone.now() + MINUTE)
    assert (only().status, only().problem) == ("needs_human", "unproven")
    run(timezone.now() + 60 * MINUTE)
    assert len(stage.asked("POST", "/sendMessage")) == 1
    assert len(stage.posts()) == count


@pytest.mark.servers
@pytest.mark.soak
@pytest.mark.parametrize("count", [1, 3])
def test_a_worker_killed_after_telegram_took_it_asks_a_person(
    stage: Stage, workers: Fleet, count: int
) -> None:
    tell([chat(stage)])
    stage.fault("accept_then_hang", match=SEND)
    for _ in range(count):
        workers.start()
    eventually(stage.posts)
    workers.kill()
    assert only().status == "sending"
    later = timezone.now() + LATER
    run(later)
    run(later)
    assert only().status == "needs_human"
    assert len(stage.posts()) == len(stage.asked("POST", "/sendMessage")) == 1


def test_what_never_left_is_sent_again(stage: Stage) -> None:
    channel = chat(stage)
    tell([channel])
    Channel.objects.update(base_url="http://127.0.0.1:9/telegram")
    run()
    assert only().status == "ready"
    Channel.objects.update(base_url=channel.base_url)
    run(timezone.now() + MINUTE)
    assert (only().status, len(stage.posts())) == ("published", 1)


# --- S3, S5 -----------------------------------------------------------------------


def test_a_bot_that_is_asked_to_rest_rests_as_long_as_it_is_told(stage: Stage) -> None:
    tired, other = chat(stage), chat(stage, "-1001002")
    stage.fault("rate", code=429, retry_after=840, match=SEND | {"nth": 1})
    first = tell([tired])
    run()
    tell([other])
    run()
    assert states() == ["published", "waiting_rate"]
    asked = len(stage.world.log)
    run(timezone.now() + 13 * MINUTE)
    assert len(stage.world.log) == asked
    run(timezone.now() + 15 * MINUTE)
    assert first.deliveries.get().status == "published"
    assert len(stage.posts()) == 2


@pytest.mark.parametrize(
    "change",
    [{"token": "123:new"}, {"status": "kicked"}, {"can_post_messages": False}],
    ids=["token", "kicked", "right"],
)
def test_a_bot_that_may_not_write_closes_the_channel_once(
    stage: Stage, change: dict[str, Any]
) -> None:
    channel = chat(stage)
    there: Any = stage.world.platforms["telegram"]
    before = dict(there.chats[CHAT])
    there.chats[CHAT] |= change
    for number in range(2):
        tell([channel], text=f"Kabar {number}")
    run()
    channel.refresh_from_db()
    assert channel.status == "needs_reconnect"
    there.chats[CHAT] = before
    now = timezone.now()
    workflow.reconnect(channel, {"token": BOT}, account_id=CHAT, by=None, at=now)
    run()
    assert states() == ["published", "published"]
    assert len(stage.posts()) == 2


def test_a_picture_that_telegram_cannot_read_stops_the_post(
    stage: Stage, tmp_path: Path
) -> None:
    tell([chat(stage)], files=[File(picture(tmp_path))])
    said = "Bad Request: IMAGE_PROCESS_FAILED"
    stage.fault("error", code=400, message=said, match={"path_regex": "sendPhoto"})
    run()
    assert (only().status, only().problem) == ("media_failed", "400.8")
    assert only().problem_facts == {"item": 1}


# --- afterwards -------------------------------------------------------------------


def test_a_post_is_edited_and_taken_back(stage: Stage, tmp_path: Path) -> None:
    channel, adapter = chat(stage), adapter_of("telegram")
    album = [File(picture(tmp_path)), File(film(tmp_path), "video")]
    for files in ([], album):
        content = tell([channel], files=files)
        run()
        delivery = content.deliveries.get()
        content.text = "Jalan ditutup."
        post = payloads.draft_of(content, channel)
        parcel = payloads.parcel_of(delivery, post, Line())
        for _ in range(2):
            assert adapter.edit(parcel, delivery.external_id) == Edited()
        assert stage.posts()[0]["text"] == "Jalan ditutup."
        workflow.recall(delivery, by=None, at=timezone.now())
        run()
        delivery.refresh_from_db()
        assert (delivery.status, stage.posts()) == ("recalled", [])
        place = payloads.place_of(channel)
        assert adapter.delete(place, Line(), delivery.external_id) == Deleted()


def test_what_telegram_keeps_becomes_a_task_with_the_link(stage: Stage) -> None:
    tell([chat(stage)])
    run()
    stage.fault("too_old", match={"path_regex": "/deleteMessage$"}, times=2)
    place = payloads.place_of(only().channel)
    adapter = adapter_of("telegram")
    assert adapter.delete(place, Line(), only().external_id) == Unsupported()
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    assert (only().status, only().problem) == ("recall_requested", "delete_by_hand")
    assert only().problem_facts == {"permalink": only().permalink}


def test_the_rights_that_a_bot_lacks_are_named(stage: Stage) -> None:
    place = payloads.place_of(chat(stage, title="Humas NTT"))
    adapter = adapter_of("telegram")
    assert adapter.check(place, Line()) == Account(CHAT, "Humas NTT")
    there: Any = stage.world.platforms["telegram"]
    there.chats[CHAT]["can_post_messages"] = False
    checked = adapter.check(place, Line())
    assert isinstance(checked, Account)
    assert checked.lacks == ("can_post_messages",)


def test_no_log_holds_the_token_of_the_address(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    tell([chat(stage)])
    with caplog.at_level(logging.DEBUG):
        run()
    assert len(stage.posts()) == 1
    assert TOKEN not in caplog.text
