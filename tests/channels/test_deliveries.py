"""One content on one channel: sent once, whatever the answer was."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from tests import make
from tests.channels.stage import PAGE, Stage, only, picture, run, say

from sasando.channels import composing, notices, workflow
from sasando.channels.composing import Revision
from sasando.channels.models import Attempt

pytestmark = pytest.mark.django_db(transaction=True)
HALF_A_MINUTE = timedelta(seconds=31)


def test_a_text_goes_out_once(stage: Stage) -> None:
    say([stage.channel()], link="https://example.org/jalan")
    run()
    delivery = only()
    [post] = stage.posts()
    assert (delivery.status, delivery.external_id) == ("published", post["id"])
    assert delivery.permalink == post["permalink"]
    assert (post["text"], post["link"]) == (
        "Jalan dibuka.",
        "https://example.org/jalan",
    )
    run()
    assert len(stage.asked("POST", "/feed")) == 1
    assert delivery.attempts.get().outcome == "accepted"


@pytest.mark.parametrize("colours", [["teal"], ["teal", "red", "gold"]])
def test_pictures_go_up_unseen_and_out_as_one_post(
    stage: Stage, tmp_path: Path, colours: list[str]
) -> None:
    pictures = [picture(tmp_path, colour) for colour in colours]
    say([stage.channel()], pictures=pictures)
    run()
    [post] = stage.posts()
    assert only().status == "published"
    assert len(post["photos"]) == len(colours)
    assert [one.name for one in only().prepared.all()] == [
        f"photo-{number}" for number in range(1, len(colours) + 1)
    ]


def test_beside_pictures_the_link_stands_in_the_text(
    stage: Stage, tmp_path: Path
) -> None:
    link = "https://example.org/jalan"
    say([stage.channel()], link=link, pictures=[picture(tmp_path)])
    run()
    [post] = stage.posts()
    assert (post["text"], post["link"]) == (f"Jalan dibuka.\n\n{link}", "")


@pytest.mark.parametrize("with_picture", [False, True])
@pytest.mark.parametrize(
    "fault", ["accept_then_reset", "accept_then_close", "accept_then_5xx", "truncate"]
)
def test_a_lost_answer_is_found_by_looking(
    stage: Stage, tmp_path: Path, fault: str, with_picture: bool
) -> None:
    say([stage.channel()], pictures=[picture(tmp_path)] * with_picture)
    stage.fault(fault)
    run()
    assert only().status == "confirming"
    run(timezone.now() + timedelta(seconds=20))
    assert stage.asked("GET", "/feed") == []
    run(timezone.now() + HALF_A_MINUTE)
    [post] = stage.posts()
    assert (only().status, only().external_id) == ("published", post["id"])
    assert len(stage.asked("POST", "/feed")) == 1
    found = only().attempts.get(phase=Attempt.Phase.LOOK_UP)
    assert found.evidence["said"] == "answer lost, found by look-up"


def test_a_post_that_is_listed_late_is_found_at_the_look_after_ten_minutes(
    stage: Stage,
) -> None:
    say([stage.channel()])
    stage.fault("hide_from_list", seconds=600)
    stage.fault("accept_then_reset")
    run()
    began = timezone.now()
    for seconds in (31, 121):
        run(began + timedelta(seconds=seconds))
        assert only().status == "confirming"
    stage.world.shift = 601
    run(began + timedelta(seconds=601))
    assert only().status == "published"
    assert len(stage.posts()) == len(stage.asked("POST", "/feed")) == 1


def test_words_that_were_never_seen_are_a_persons_to_decide(stage: Stage) -> None:
    say([stage.channel()])
    stage.fault("refuse_5xx")
    run()
    began = timezone.now()
    for seconds in (31, 121, 601, 1801, 4000):
        run(began + timedelta(seconds=seconds))
    assert (only().status, only().problem) == ("needs_human", "unproven")
    assert stage.posts() == []
    assert len(stage.asked("POST", "/feed")) == 1


def test_photos_that_no_post_shows_are_sent_once_more(
    stage: Stage, tmp_path: Path
) -> None:
    say([stage.channel()], pictures=[picture(tmp_path)])
    stage.fault("refuse_5xx")
    run()
    began = timezone.now()
    for seconds in (31, 121, 601):
        run(began + timedelta(seconds=seconds))
        assert only().status == "confirming"
    run(began + timedelta(seconds=1801))
    assert only().status == "published"
    assert len(stage.posts()) == 1
    assert len(stage.asked("POST", "/photos")) == 1


def test_a_platform_that_cannot_be_reached_is_tried_again(stage: Stage) -> None:
    channel = stage.channel(base_url="http://127.0.0.1:9/facebook")
    say([channel])
    run()
    assert (only().status, only().problem) == ("ready", "not_sent")
    channel.base_url = f"{stage.address}/facebook"
    channel.save()
    run(timezone.now() + timedelta(minutes=1))
    assert (only().status, only().problem) == ("published", "")
    assert len(stage.posts()) == 1


def test_a_token_that_is_refused_closes_the_channel_once(stage: Stage) -> None:
    admin, channel = make.person("Adam Contoh", "channel_admin"), stage.channel()
    make.person("Ratna Contoh", "writer")
    for number in range(3):
        say([channel], text=f"Kabar {number}")
    stage.fault("token", code=190, subcode=463, status=401, times=0)
    run()
    channel.refresh_from_db()
    assert channel.status == "needs_reconnect"
    assert stage.posts() == []
    assert channel.account_id == PAGE
    # Told once, not once a post; and where it is mended.
    for _again in range(2):
        notices.tell(timezone.now())
    [letter] = mail.outbox
    assert letter.to == [admin.email]
    assert f"/kantor/kanal/{channel.pk}/" in letter.body


def test_a_picture_that_went_up_with_other_words_goes_up_again(
    stage: Stage, tmp_path: Path
) -> None:
    content = say([stage.channel()], pictures=[picture(tmp_path)])
    stage.fault("rate", code=4)
    run()
    assert only().status == "waiting_rate"
    alts = {content.media.get().pk: "Jembatan Oelamasi"}
    revision = Revision(text=content.text, alts=alts)
    composing.revise(content, revision, by=None, at=timezone.now())
    workflow.approve(content, by=None, at=timezone.now())
    run(timezone.now() + timedelta(minutes=6))
    assert (only().status, len(stage.posts())) == ("published", 1)
    assert len(stage.asked("POST", "/photos")) == 2
