"""An answer that comes late is a fact all the same: what is out is known."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.stage import Stage, only, run, say

from sasando.channels import (
    claims,
    composing,
    editing,
    settling,
    spool,
    workflow,
)
from sasando.channels.claims import Claim
from sasando.channels.clock import Clock
from sasando.channels.composing import Revision
from sasando.channels.models import Attempt, Change, Delivery
from sasando.channels.outcomes import Accepted

pytestmark = pytest.mark.django_db(transaction=True)


def sent_and_lost(stage: Stage) -> tuple[settling.Sent, str]:
    """Let a post be out whose answer is still on its way; return its call and name."""
    say([stage.channel()])
    stage.fault("accept_then_reset")
    run()
    [post], attempt = stage.posts(), only().attempts.get()
    return settling.Sent(Claim(only().pk, attempt.fence), attempt.pk), post["id"]


def draft_again(text: str = "Jalan ditutup.") -> None:
    """Let the row be sent anew, as after a proven absence; then write other words."""
    facts: dict[str, Any] = {"status": "ready", "problem": "", "due_at": None}
    Delivery.objects.update(confirming_since=None, **facts)
    revision = Revision(text=text)
    composing.revise(only().content, revision, by=None, at=timezone.now())
    assert only().status == "draft"


def settle(sent: settling.Sent, name: str) -> None:
    settling.settle(sent, Accepted(name), Clock(timezone.now()))


def test_what_is_out_is_known_though_it_is_a_draft_again(stage: Stage) -> None:
    sent, name = sent_and_lost(stage)
    draft_again()
    settle(sent, name)
    row = only()
    assert (row.status, row.external_id, row.problem) == ("published", name, "")
    assert row.payload["text"] == "Jalan dibuka."
    assert Change.objects.get().payload["text"] == "Jalan ditutup."
    workflow.approve(row.content, by=None, at=timezone.now())
    run()
    assert only().status == "published"
    assert [post["text"] for post in stage.posts()] == ["Jalan ditutup."]
    assert len(stage.asked("POST", "/feed")) == 1


def test_an_answer_in_the_spool_of_a_draft_holds_up_no_other_post(stage: Stage) -> None:
    sent, name = sent_and_lost(stage)
    draft_again()
    told = json.dumps({"Accepted": {"external_id": name, "permalink": ""}})
    file = spool.folder() / f"{sent.claim.delivery}-{sent.claim.fence}"
    file.write_text(f"started\n{told}\n")
    say([only().channel], text="Satu lagi.")
    run()
    assert set(Delivery.objects.values_list("status", flat=True)) == {"published"}
    assert not file.exists()


def test_words_that_were_approved_anew_meanwhile_are_not_said_to_be_out(
    stage: Stage,
) -> None:
    sent, name = sent_and_lost(stage)
    draft_again()
    later = timezone.now() + timedelta(hours=1)
    workflow.approve(only().content, by=None, at=timezone.now())
    Delivery.objects.update(due_at=later, expected_at=later)
    settle(sent, name)
    row = only()
    assert (row.status, row.problem) == ("published", "other_words")
    assert workflow.told(row.problem, row.problem_facts, row.channel)


def test_a_second_post_by_a_late_answer_is_said(stage: Stage) -> None:
    sent, name = sent_and_lost(stage)
    settle(sent, name)
    settle(sent, name)
    assert only().problem == ""
    settle(sent, "1001_999")
    assert (only().external_id, only().problem) == (name, "twice")
    said = workflow.told(only().problem, only().problem_facts, only().channel)
    assert "1001_999" in said


def test_a_late_answer_names_what_a_person_found(stage: Stage) -> None:
    sent, name = sent_and_lost(stage)
    there = "https://www.facebook.com/1001/posts/pfbid02"
    workflow.found(only(), there, by=None, at=timezone.now())
    settle(sent, name)
    row = only()
    assert (row.external_id, row.permalink) == (name, there)
    workflow.recall(row, by=None, at=timezone.now())
    run()
    assert only().status == "recalled"
    assert stage.posts() == []


def test_a_second_post_stays_said_when_the_first_is_taken_back(stage: Stage) -> None:
    sent, name = sent_and_lost(stage)
    settle(sent, name)
    workflow.recall(only(), by=None, at=timezone.now())
    settle(sent, "1001_999")
    run()
    assert (only().status, only().problem) == ("recalled", "twice")
    assert "1001_999" in only().problem_facts["permalink"]


def test_who_lost_a_change_closes_no_attempt_of_who_has_it(stage: Stage) -> None:
    content = say([stage.channel()])
    run()
    composing.revise(content, Revision(text="Lain."), by=None, at=timezone.now())
    workflow.approve(content, by=None, at=timezone.now())
    row, now = only(), timezone.now()
    [one] = claims.claim(now, most=1)
    facts = {"delivery": row, "phase": "edit", "fence": one.fence}
    attempt = Attempt.objects.create(**facts, started_at=now)
    with pytest.raises(claims.Superseded):
        editing.edit(row, Claim(row.pk, one.fence - 1), Clock(now))
    attempt.refresh_from_db()
    assert attempt.ended_at is None
