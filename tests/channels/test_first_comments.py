"""The first comment: once below its post, or a sentence; the post stays as it is."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.films import film, tube
from tests.channels.stage import LATER, Fleet, Stage, eventually, picture, run

from sasando.channels import comment_plans, commenting, composing, workflow
from sasando.channels.clock import Clock
from sasando.channels.composing import Own, Revision
from sasando.channels.models import Attempt, Channel, Delivery, FirstComment, Variant
from sasando.channels.outcomes import Kind, Mishap
from sasando.channels.workflow import File, Saying
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = ("facebook", "instagram", "youtube")
WORDS = "Rincian dan peta: https://humas.example.org/s/abc"
WRITTEN = {"method": "POST", "path_regex": "/(comments|commentThreads)$"}
LOOKS = (31, 121, 601, 1801)


def open_one(stage: Stage, kind: str) -> Channel:
    return tube(stage) if kind == "youtube" else stage.channel(kind=kind)


def say(
    channel: Channel, folder: Path, text: str = "Jembatan dibuka.", words: str = WORDS
) -> Delivery:
    """Say something with a first comment, approved and due now."""
    now = timezone.now()
    file = File(picture(folder))
    if channel.kind == "youtube":
        file = File(film(folder), "video")
    saying = Saying(text=text, files=[file], channels=[channel.pk])
    content = workflow.write(None, saying, by=None, at=now)
    options = {"first_comment": words}
    Variant.objects.create(content=content, channel=channel, options=options)
    workflow.approve(content, by=None, at=now)
    return content.deliveries.get()


def later(stage: Stage, seconds: float = 0) -> None:
    """Let a worker do what is due so many seconds on."""
    stage.world.shift = seconds
    at = timezone.now() + timedelta(seconds=seconds)
    run(at)
    commenting.run(at)


def comment() -> FirstComment:
    return FirstComment.objects.get()


def is_out(delivery: Delivery) -> bool:
    delivery.refresh_from_db()
    return delivery.status == "published"


@pytest.mark.parametrize("kind", KINDS)
def test_a_comment_follows_its_post_once(
    stage: Stage, tmp_path: Path, kind: str
) -> None:
    row = say(open_one(stage, kind), tmp_path)
    commenting.run(timezone.now())
    assert (stage.comments(), comment().status) == ([], "waiting")
    for seconds in (0, 10, 60, 3600):
        later(stage, seconds)
    assert is_out(row)
    assert stage.comments() == [WORDS]
    [written] = stage.world.comments()
    assert (comment().status, comment().external_id) == ("published", written["id"])
    assert written["post"] == row.external_id


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "fault", ["accept_then_reset", pytest.param("truncate", marks=pytest.mark.soak)]
)
def test_a_lost_answer_is_looked_for_and_never_repeated(
    stage: Stage, tmp_path: Path, kind: str, fault: str
) -> None:
    row = say(open_one(stage, kind), tmp_path)
    stage.fault(fault, match=WRITTEN)
    stage.fault("hide_from_list", match=WRITTEN, seconds=300)
    for seconds in (0, 10, *(10 + look for look in LOOKS)):
        later(stage, seconds)
    assert is_out(row)
    assert stage.comments() == [WORDS]
    assert comment().status == "published"
    assert comment().external_id == stage.world.comments()[0]["id"]


def test_an_error_after_instagram_created_it_leaves_one_comment(
    stage: Stage, tmp_path: Path
) -> None:
    row = say(open_one(stage, "instagram"), tmp_path)
    facts = {"code": 20, "subcode": 1772107, "match": WRITTEN}
    stage.fault("live_but_error", **facts)
    for seconds in (0, 10, 45, 200):
        later(stage, seconds)
    assert is_out(row)
    assert (stage.comments(), comment().status) == ([WORDS], "published")


@pytest.mark.servers
@pytest.mark.parametrize(
    "kind",
    ["facebook", *(pytest.param(one, marks=pytest.mark.soak) for one in KINDS[1:])],
)
def test_a_worker_killed_after_the_comment_was_accepted_leaves_one(
    stage: Stage, workers: Fleet, tmp_path: Path, kind: str
) -> None:
    row = say(open_one(stage, kind), tmp_path)
    stage.fault("accept_then_hang", match=WRITTEN)
    workers.start()
    eventually(lambda: stage.comments() == [WORDS])
    workers.kill()
    assert comment().status == "sending"
    commenting.run(timezone.now())
    assert comment().status == "sending"
    commenting.run(timezone.now() + LATER)
    assert (stage.comments(), comment().status) == ([WORDS], "published")
    assert is_out(row)
    outcomes = Attempt.objects.filter(phase__startswith="comment")
    assert list(outcomes.values_list("outcome", flat=True)) == ["ambiguous", "found"]


@pytest.mark.parametrize(
    ("fault", "facts", "problem"),
    [
        ("error", {"code": 200}, ""),
        ("error", {"code": 100}, "comment_refused"),
        ("refuse_5xx", {}, "comment_unproven"),
    ],
)
def test_what_becomes_of_a_comment_never_changes_its_post(
    stage: Stage, tmp_path: Path, fault: str, facts: Any, problem: str
) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    stage.fault(fault, match=WRITTEN, **facts)
    for seconds in (0, 10, *(10 + look for look in LOOKS)):
        later(stage, seconds)
    assert is_out(row)
    assert (comment().problem, stage.comments()) == (problem, [])
    if problem:
        comment_plans.comment_again(row, by=None, at=timezone.now())
        looked = len(stage.asked("GET", "/comments"))
        commenting.run(timezone.now() + timedelta(seconds=1))
        # Whatever was tried before is looked for before it is tried again.
        assert len(stage.asked("GET", "/comments")) == looked + 1
        assert (stage.comments(), comment().status) == ([WORDS], "published")


def test_what_was_there_after_all_is_not_written_twice(
    stage: Stage, tmp_path: Path
) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    stage.fault("accept_then_reset", match=WRITTEN)
    stage.fault("hide_from_list", match=WRITTEN, seconds=4000)
    for seconds in (0, 10, *(10 + look for look in LOOKS)):
        later(stage, seconds)
    assert comment().problem == "comment_unproven"
    at = timezone.now() + timedelta(seconds=5000)
    stage.world.shift = 5000
    comment_plans.comment_again(row, by=None, at=at)
    commenting.run(at + timedelta(seconds=1))
    assert (stage.comments(), comment().status) == ([WORDS], "published")


def test_equal_words_below_two_posts_are_two_comments(
    stage: Stage, tmp_path: Path
) -> None:
    channel = stage.channel()
    for text in ("Satu.", "Dua."):
        say(channel, tmp_path, text)
    stage.fault("accept_then_reset", match=WRITTEN, times=2)
    for seconds in (0, 10, 45):
        later(stage, seconds)
    assert stage.comments() == [WORDS, WORDS]
    names = set(FirstComment.objects.values_list("external_id", flat=True))
    assert names == {row["id"] for row in stage.world.comments()}


def test_nothing_is_written_during_a_pause_or_below_what_was_taken_back(
    stage: Stage, tmp_path: Path
) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    run()
    workflow.pause(row.channel, by=None, at=timezone.now())
    later(stage, 10)
    assert stage.comments() == []
    row.refresh_from_db()
    workflow.recall(row, by=None, at=timezone.now())
    workflow.resume(row.channel, by=None, at=timezone.now())
    later(stage, 120)
    assert (stage.comments(), comment().status) == ([], "cancelled")
    with pytest.raises(NotAllowed):
        comment_plans.comment_again(row, by=None, at=timezone.now())


@pytest.mark.parametrize("fault", ["accept_then_reset", "error"])
def test_nobody_is_asked_about_a_comment_below_what_was_taken_back(
    stage: Stage, tmp_path: Path, fault: str
) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    run()
    stage.fault(fault, match=WRITTEN, code=100)
    if fault == "error":
        # Taken back in the moment in which it is written.
        at = timezone.now()
        [mine] = FirstComment.objects.select_related("delivery__channel")
        commenting.claim(mine, at)
        workflow.recall(row, by=None, at=at)
        commenting.Sending(mine, Clock(at)).follow(Mishap(Kind.PERMANENT, "refused"))
    else:
        commenting.run(timezone.now())
        assert comment().status == "confirming"
        row.refresh_from_db()
        workflow.recall(row, by=None, at=timezone.now())
    for seconds in (10, 45, 25_000):
        later(stage, seconds)
    assert (comment().status, comment().problem) == ("cancelled", "")
    row.refresh_from_db()
    assert row.status == "recalled"


def test_a_comment_is_a_part_of_what_was_approved(stage: Stage, tmp_path: Path) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    Variant.objects.update(options={"first_comment": "Lain."})
    run()
    commenting.run(timezone.now())
    assert is_out(row)
    assert stage.comments() == [WORDS]


def test_a_comment_that_has_no_room_is_said_before_anything_is_sent(
    stage: Stage, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed, match="2300"):
        say(open_one(stage, "instagram"), tmp_path, words="a" * 2300)


def change(row: Delivery, words: str, **facts: Any) -> None:
    """Let an approved change of a post have other words for its comment."""
    own = {row.channel_id: Own(options={"first_comment": words})}
    revision = Revision(text=row.content.text, own=own, **facts)
    composing.revise(row.content, revision, by=None, at=timezone.now())
    workflow.approve(row.content, by=None, at=timezone.now())


def test_a_comment_that_waits_says_what_a_change_of_its_post_says(
    stage: Stage, tmp_path: Path
) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    run()
    change(row, "Baru.")
    later(stage)
    assert stage.comments() == ["Baru."]


def test_a_comment_that_was_refused_is_written_in_the_words_approved_anew(
    stage: Stage, tmp_path: Path
) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    run()
    stage.fault("error", code=100, match=WRITTEN)
    commenting.run(timezone.now())
    assert (comment().status, stage.comments()) == ("failed", [])
    change(row, "Baru.")
    later(stage)
    assert (stage.comments(), comment().status) == (["Baru."], "published")


def test_a_comment_that_stands_there_is_changed_by_a_person(
    stage: Stage, tmp_path: Path
) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    later(stage)
    change(row, "Baru.")
    later(stage, 60)
    assert stage.comments() == [WORDS]
    assert (comment().status, comment().problem) == ("needs_human", "comment_changed")
    with pytest.raises(NotAllowed):
        # It would stand there beside the earlier one.
        comment_plans.comment_again(row, by=None, at=timezone.now())
    comment_plans.comment_there(row, by=None, at=timezone.now())


def test_a_comment_waits_for_no_person_who_changes_its_post(
    stage: Stage, tmp_path: Path
) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    run()
    change(row, WORDS, files=[File(picture(tmp_path, "red"))])
    run()
    row.refresh_from_db()
    assert (row.status, row.problem) == ("edit_requested", "edit_by_hand")
    later(stage)
    assert stage.comments() == [WORDS]


def test_an_answer_that_was_noted_before_its_worker_died_is_no_riddle(
    stage: Stage, tmp_path: Path
) -> None:
    row = say(open_one(stage, "facebook"), tmp_path)
    later(stage)
    tried = Attempt.objects.get(phase=Attempt.Phase.COMMENT)
    name = comment().external_id
    assert tried.evidence == {"id": name} != {"id": ""}
    # As it stood between the two.
    facts = {"status": "sending", "external_id": "", "published_at": None}
    FirstComment.objects.update(due_at=timezone.now(), **facts)
    stage.fault("refuse_5xx", match={"method": "GET", "path_regex": "/comments$"})
    later(stage, 150)
    assert (comment().status, comment().external_id) == ("published", name)
    assert is_out(row)


def test_a_comment_is_not_looked_for_while_its_account_wants_rest(
    stage: Stage, tmp_path: Path
) -> None:
    channel = stage.channel()
    say(channel, tmp_path)
    stage.fault("accept_then_reset", match=WRITTEN)
    later(stage)
    looks = {"method": "GET", "path_regex": "/comments$"}
    stage.fault("rate", code=4, match=looks)
    later(stage, LOOKS[0])
    asked = len(stage.world.log)
    channel.refresh_from_db()
    assert channel.quiet_until
    later(stage, LOOKS[1])
    assert len(stage.world.log) == asked
    later(stage, LOOKS[0] + 301)
    assert (comment().status, stage.comments()) == ("published", [WORDS])


def test_an_account_that_rests_is_not_asked_for_a_comment(
    stage: Stage, tmp_path: Path
) -> None:
    channel = stage.channel()
    say(channel, tmp_path)
    stage.fault("accept_then_reset", match=WRITTEN)
    later(stage)
    until = timezone.now() + timedelta(minutes=40)
    Channel.objects.update(quiet_until=until)
    asked = len(stage.world.log)
    for seconds in LOOKS:
        later(stage, seconds)
    assert len(stage.world.log) == asked
    assert comment().status == "confirming"
    later(stage, 2401)
    assert comment().status == "published"
