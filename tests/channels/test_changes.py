"""What is out is changed there, or by a person with its link, and open until then."""

from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.channels import films
from tests.channels.saying import by_hand
from tests.channels.stage import (
    LATER,
    Fleet,
    Stage,
    eventually,
    only,
    picture,
    run,
    say,
)

from sasando.accounts.models import User
from sasando.channels import answering, changing, composing, waits, workflow
from sasando.channels.composing import Revision
from sasando.channels.models import Attempt, Change, Content
from sasando.channels.workflow import Saying
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
EDITS = {"method": "POST", "path_regex": r"facebook/\d+_\d+$"}


def revise(content: Content, text: str, *, by: Any = None, **facts: Any) -> None:
    revision = Revision(text=text, link=content.link, **facts)
    composing.revise(content, revision, by=by, at=timezone.now())


def approve(content: Content, *, by: Any = None, at: datetime | None = None) -> None:
    workflow.approve(content, by=by, at=at or timezone.now())


def edits() -> list[Attempt]:
    return list(only().attempts.filter(phase=Attempt.Phase.EDIT))


def out(stage: Stage, **facts: Any) -> Content:
    content = say([stage.channel(**facts)], text="Jalan dibuka.")
    run()
    assert only().status == "published"
    return content


@pytest.mark.parametrize("kind", ["facebook", "telegram"])
def test_a_change_goes_to_the_post_when_it_is_approved_and_not_before(
    stage: Stage, kind: str
) -> None:
    page = "1001" if kind == "facebook" else "-1001"
    content = out(stage, page=page, kind=kind)
    name = only().external_id
    revise(content, "Jalan ditutup.")
    run()
    assert [post["text"] for post in stage.posts()] == ["Jalan dibuka."]
    assert only().status == "published"
    approve(content)
    run()
    [post] = stage.posts()
    assert post["text"] == "Jalan ditutup."
    assert (only().status, only().external_id) == ("published", name)
    assert only().payload["text"] == "Jalan ditutup."
    assert [one.outcome for one in edits()] == ["accepted"]
    assert Change.objects.get().status == Change.Status.DONE


def test_a_text_that_is_changed_back_asks_for_nothing(stage: Stage) -> None:
    content = out(stage)
    revise(content, "Jalan ditutup.")
    revise(content, "Jalan dibuka.")
    assert changing.asked_of(content) == []


def test_who_changed_it_does_not_approve_and_an_older_reading_is_refused(
    stage: Stage, ratna: User, maria: User
) -> None:
    saying = Saying(text="Jalan dibuka.", channels=[stage.channel().pk])
    content = workflow.write(None, saying, by=ratna, at=timezone.now())
    workflow.approve(content, by=maria, at=timezone.now())
    run()
    revise(content, "Jalan ditutup.", by=ratna)
    [change] = changing.asked_of(content)
    with pytest.raises(NotAllowed):
        approve(content, by=ratna)
    revise(content, "Jalan ditutup sampai Senin.", by=ratna)
    read = {only().pk: change.digest}
    with pytest.raises(NotAllowed):
        workflow.approve(content, by=maria, at=timezone.now(), read=read)
    run()
    assert [post["text"] for post in stage.posts()] == ["Jalan dibuka."]


@pytest.mark.parametrize("fault", ["accept_then_reset", "refuse_5xx"])
def test_after_a_lost_answer_the_post_is_read_and_changed_only_if_it_is_not(
    stage: Stage, fault: str
) -> None:
    content = out(stage)
    revise(content, "Jalan ditutup.")
    stage.fault(fault, match=EDITS)
    approve(content)
    run()
    assert only().status == "edit_requested"
    run(timezone.now() + timedelta(seconds=40))
    assert only().status == "published"
    assert [post["text"] for post in stage.posts()] == ["Jalan ditutup."]
    asked = stage.asked("POST", only().external_id)
    assert len(asked) == (1 if fault == "accept_then_reset" else 2)


def test_a_worker_that_died_amid_a_change_leaves_an_attempt_that_is_closed(
    stage: Stage,
) -> None:
    content = out(stage)
    revise(content, "Jalan ditutup.")
    approve(content)
    Attempt.objects.create(
        delivery=only(), phase=Attempt.Phase.EDIT, fence=9, started_at=timezone.now()
    )
    run()
    assert [one.outcome for one in edits()] == ["ambiguous", "accepted"]
    assert only().status == "published"


def test_other_pictures_are_a_task_that_stays_open_until_a_person_confirms(
    stage: Stage, tmp_path: Path
) -> None:
    content = say([stage.channel()], pictures=[picture(tmp_path)])
    run()
    link = only().permalink
    revise(content, "Jalan dibuka.", files=[workflow.File(picture(tmp_path, "red"))])
    approve(content)
    for _again in range(2):
        run()
    row = only()
    assert (row.status, row.problem) == ("edit_requested", "edit_by_hand")
    assert link in workflow.told(row.problem, row.problem_facts, row.channel)
    assert len(stage.asked("POST", row.external_id)) == 0
    changing.confirm_edited(row, by=None, at=timezone.now())
    assert only().status == "published"
    assert len(only().payload["pieces"]) == 2


def test_threads_knows_no_change_so_a_person_gets_the_link(stage: Stage) -> None:
    content = say([stage.channel(kind="threads")], text="Jalan dibuka.")
    run()
    asked = len(stage.world.log)
    revise(content, "Jalan ditutup.")
    approve(content)
    run()
    row = only()
    assert (row.status, row.problem) == ("edit_requested", "edit_by_hand")
    assert row.permalink in workflow.told(row.problem, row.problem_facts, row.channel)
    assert len(stage.world.log) == asked
    assert row.payload["text"] == "Jalan dibuka."


@pytest.mark.parametrize("fault", ["", "accept_then_reset"])
def test_a_film_gets_its_new_title_and_words(
    stage: Stage, tmp_path: Path, fault: str
) -> None:
    content = films.show([films.tube(stage)], films.film(tmp_path))
    run()
    revise(content, "Jembatan ditutup\nMaaf.")
    if fault:
        match = {"method": "PUT", "path_regex": "youtube/v3/videos$"}
        stage.fault(fault, match=match)
    approve(content)
    run()
    run(timezone.now() + timedelta(seconds=40))
    [one] = films.films(stage)
    assert one["snippet"]["title"] == "Jembatan ditutup"
    assert only().status == "published"
    # The commit was one, the change another; none was made twice.
    puts = [one for one in stage.asked("PUT", "/videos") if "upload" not in one["path"]]
    assert len(puts) == 2


def test_a_newer_change_waits_for_the_one_that_is_being_brought_there(
    stage: Stage,
) -> None:
    """Two at once could arrive in another order: readers would keep the older one."""
    content = out(stage)
    revise(content, "Jalan ditutup.")
    approve(content)
    stage.fault("delay", seconds=1, match=EDITS)
    worker = Thread(target=run)
    worker.start()
    eventually(lambda: stage.asked("POST", only().external_id))
    revise(content, "Jalan ditutup sampai Senin.")
    approve(content)
    run()
    worker.join()
    run()
    assert [post["text"] for post in stage.posts()] == ["Jalan ditutup sampai Senin."]
    assert (only().status, len(edits())) == ("published", 2)
    assert only().payload["text"] == "Jalan ditutup sampai Senin."


def test_a_process_that_stood_still_changes_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = out(stage)
    revise(content, "Jalan ditutup.")
    approve(content)
    monkeypatch.setattr(waits, "MARGIN_SECONDS", 10_000.0)
    run()
    assert stage.asked("POST", only().external_id) == []
    assert [one.outcome for one in edits()] == ["not_sent"]
    assert only().status == "edit_requested"


@pytest.mark.servers
@pytest.mark.soak
def test_a_real_worker_killed_amid_a_change_leaves_it_to_the_next(
    stage: Stage, workers: Fleet
) -> None:
    content = out(stage)
    revise(content, "Jalan ditutup.")
    stage.fault("accept_then_hang", match=EDITS)
    approve(content)
    workers.start()
    eventually(lambda: stage.posts()[0]["text"] == "Jalan ditutup.")
    workers.kill()
    assert (only().status, [one.outcome for one in edits()]) == ("edit_requested", [""])
    run(timezone.now() + LATER)
    assert only().status == "published"
    assert [one.outcome for one in edits()] == ["ambiguous", "accepted"]
    assert len(stage.asked("POST", only().external_id)) == 1


def test_what_nobody_knows_the_name_of_is_changed_and_deleted_by_a_person(
    stage: Stage,
) -> None:
    content = say([stage.channel()], text="Jalan dibuka.")
    stage.fault("refuse_5xx")
    run()
    content.deliveries.update(status="needs_human", problem="unproven", due_at=None)
    workflow.found(only(), "https://facebook.example.org/1", by=None, at=timezone.now())
    asked = len(stage.world.log)
    revise(content, "Jalan ditutup.")
    approve(content)
    run()
    assert only().problem == "edit_by_hand"
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    assert only().problem == "delete_by_hand"
    assert len(stage.world.log) == asked


def test_what_was_posted_by_hand_is_changed_by_hand() -> None:
    content = say([by_hand()])
    run()
    answering.posted(only(), "https://example.org/p/1", by=None, at=timezone.now())
    revise(content, "Jalan ditutup.")
    approve(content)
    run()
    assert only().problem == "edit_by_hand"


def test_a_token_that_is_refused_amid_a_change_lets_it_wait_for_the_channel(
    stage: Stage,
) -> None:
    content = out(stage)
    channel = only().channel
    revise(content, "Jalan ditutup.")
    stage.fault("token", code=190, subcode=463, status=401, match=EDITS)
    approve(content)
    run()
    channel.refresh_from_db()
    assert channel.status == "needs_reconnect"
    assert only().status == "edit_requested"
    tokens = {"token": "rahasia"}
    facts = {"account_id": channel.account_id, "by": None, "at": timezone.now()}
    workflow.reconnect(channel, tokens, **facts)
    run()
    assert only().status == "published"
    assert [post["text"] for post in stage.posts()] == ["Jalan ditutup."]


def test_an_account_that_asks_for_rest_is_left_alone_and_the_change_comes_later(
    stage: Stage,
) -> None:
    content = out(stage)
    revise(content, "Jalan ditutup.")
    stage.fault("rate", code=4, match=EDITS)
    approve(content)
    run()
    channel = only().channel
    assert channel.quiet_until is not None
    assert (only().status, only().due_at) == ("edit_requested", channel.quiet_until)
    assert only().tries == 0
    run(channel.quiet_until + timedelta(seconds=1))
    assert only().status == "published"
    assert [post["text"] for post in stage.posts()] == ["Jalan ditutup."]


def test_nothing_is_changed_while_all_is_paused_and_a_recall_wins(stage: Stage) -> None:
    content = out(stage)
    revise(content, "Jalan ditutup.")
    workflow.pause_all(None, "Duka", by=None, at=timezone.now())
    approve(content)
    run()
    assert [post["text"] for post in stage.posts()] == ["Jalan dibuka."]
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    assert (only().status, stage.posts()) == ("recalled", [])


def test_a_channel_that_is_removed_leaves_the_change_to_a_person(stage: Stage) -> None:
    content = out(stage)
    revise(content, "Jalan ditutup.")
    approve(content)
    workflow.disconnect(only().channel, by=None, at=timezone.now())
    run()
    assert (only().status, only().problem) == ("edit_requested", "edit_by_hand")


def test_a_newer_change_overtakes_one_on_its_way(stage: Stage) -> None:
    content = out(stage)
    stage.fault("refuse_5xx", match=EDITS)
    for text in ("Jalan ditutup.", "Jalan ditutup sampai Senin."):
        revise(content, text)
        approve(content)
        run()
    assert [post["text"] for post in stage.posts()] == ["Jalan ditutup sampai Senin."]
    assert [one.status for one in Change.objects.order_by("pk")] == ["dropped", "done"]


def test_the_screen_shows_the_change_its_task_and_the_button(
    client: Client, stage: Stage, tmp_path: Path, maria: User
) -> None:
    content = say([stage.channel()], pictures=[picture(tmp_path)])
    run()
    revise(content, "Jalan ditutup.", files=[workflow.File(picture(tmp_path, "red"))])
    client.force_login(maria)
    there = reverse("channels_content", args=[content.pk])
    page = client.get(there).content.decode()
    assert "Jalan ditutup." in page
    listed = client.get(f"{reverse('channels_contents')}?tampil=setuju")
    assert there in listed.content.decode()
    [change] = changing.asked_of(content)
    said = {f"baca-{only().pk}": change.digest}
    client.post(reverse("channels_approve", args=[content.pk]), said)
    run()
    step = reverse("channels_delivery_step", args=[only().pk, "sudah-diubah"])
    task = client.get(there).content.decode()
    assert step in task
    # It is out, whatever it shall say.
    assert "1 dari 1 tayang" in task
    client.post(step)
    assert only().status == "published"
