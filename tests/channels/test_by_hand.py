"""A channel by hand: after approval a task, closed by the link of what was posted."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.channels import saying
from tests.channels.stage import only, picture, run, say

from sasando.accounts.models import User
from sasando.channels import answering, composing, workflow
from sasando.channels.composing import Own, Revision
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.workflow import Connection, Saying
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db
# The engine works in threads of its own.
engine = pytest.mark.django_db(transaction=True)
LINK = "https://www.instagram.com/p/contoh1/"


@pytest.fixture
def channel(db: None) -> Channel:
    facts = Connection(kind="by_hand", name="Instagram Humas", account_id="@humas")
    return workflow.connect(None, facts, by=None, at=timezone.now())


@engine
def test_an_approved_post_becomes_a_task_and_ends_with_its_link(
    channel: Channel, tmp_path: Path
) -> None:
    say([channel], pictures=[picture(tmp_path)])
    run()
    task = only()
    assert (task.status, task.problem, task.due_at) == ("needs_human", "by_hand", None)
    run(timezone.now() + timedelta(days=1))
    answering.posted(only(), LINK, by=None, at=timezone.now())
    done = only()
    assert (done.status, done.permalink) == ("published", LINK)
    assert done.published_at is not None
    assert Entry.objects.for_instance(done)[0].action == "delivery.by_hand"
    channel.refresh_from_db()
    assert channel.last_ok_at is not None


@engine
def test_before_its_hour_it_is_no_task(channel: Channel) -> None:
    say([channel], scheduled_at=timezone.now() + timedelta(hours=1))
    run()
    assert only().status == "scheduled"


@pytest.mark.parametrize("link", ["", "sudah", "javascript:alert(1)", "ftp://x/y"])
@engine
def test_a_task_is_not_closed_without_an_address(channel: Channel, link: str) -> None:
    say([channel])
    run()
    with pytest.raises(NotAllowed):
        answering.posted(only(), link, by=None, at=timezone.now())
    assert only().status == "needs_human"


@engine
def test_one_link_stands_for_one_post(channel: Channel) -> None:
    first, second = say([channel], text="Satu"), say([channel], text="Dua")
    run()
    answering.posted(first.deliveries.get(), LINK, by=None, at=timezone.now())
    with pytest.raises(NotAllowed):
        answering.posted(second.deliveries.get(), LINK, by=None, at=timezone.now())
    # Nor is one task closed twice.
    with pytest.raises(NotAllowed):
        answering.posted(first.deliveries.get(), f"{LINK}2", by=None, at=timezone.now())


@engine
def test_a_post_by_hand_is_taken_back_by_hand(channel: Channel) -> None:
    say([channel])
    run()
    answering.posted(only(), LINK, by=None, at=timezone.now())
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    asked = only()
    assert (asked.status, asked.problem) == ("recall_requested", "delete_by_hand")
    assert asked.problem_facts == {"permalink": LINK}
    workflow.confirm_deleted(only(), by=None, at=timezone.now())
    assert only().status == "recalled"


@engine
def test_a_task_that_is_changed_must_be_approved_again(channel: Channel) -> None:
    content = say([channel])
    run()
    composing.revise(content, Revision("Lain"), by=None, at=timezone.now())
    assert (only().status, only().problem) == ("draft", "changed")
    with pytest.raises(NotAllowed):
        answering.posted(only(), LINK, by=None, at=timezone.now())


# --- who writes does not approve, and what is approved is what was read -----------


def written(channel: Channel, by: User, text: str = "Jalan dibuka.") -> Content:
    saying = Saying(text=text, channels=[channel.pk], is_draft=True)
    return workflow.write(None, saying, by=by, at=timezone.now())


def test_whoever_wrote_or_changed_it_does_not_approve(
    channel: Channel, ratna: User, maria: User
) -> None:
    content = written(channel, ratna)
    now = timezone.now()
    with pytest.raises(NotAllowed):
        workflow.approve(content, by=ratna, at=now)
    Entry.write(content, "content.edited", by=maria, at=now)
    with pytest.raises(NotAllowed):
        workflow.approve(content, by=maria, at=now)


def test_a_text_that_changed_while_it_was_read_is_not_approved(
    channel: Channel, ratna: User, maria: User
) -> None:
    content = written(channel, ratna)
    delivery, now = content.deliveries.get(), timezone.now()
    with pytest.raises(NotAllowed):
        workflow.approve(content, by=maria, at=now, read={delivery.pk: "lain"})
    assert only().status == "draft"
    workflow.approve(content, by=maria, at=now, read=digests(content))
    assert only().status == "scheduled"


def digests(content: Content) -> dict[int, str]:
    from sasando.channels import payloads

    rows = content.deliveries.select_related("channel")
    return {row.pk: payloads.draft_of(content, row.channel).digest() for row in rows}


def test_a_draft_is_kept_with_its_faults_but_never_approved(
    channel: Channel, ratna: User, maria: User
) -> None:
    content = written(channel, ratna, text="")
    with pytest.raises(NotAllowed):
        workflow.approve(content, by=maria, at=timezone.now())


@engine
def test_what_waited_long_for_its_approver_is_not_late(
    channel: Channel, ratna: User, maria: User
) -> None:
    content, later = written(channel, ratna), timezone.now() + timedelta(hours=3)
    workflow.approve(content, by=maria, at=later)
    run(later + timedelta(seconds=1))
    assert only().problem == "by_hand"


def test_a_writer_changes_only_the_own_words(
    channel: Channel, ratna: User, bima: User
) -> None:
    content = written(channel, ratna)
    with pytest.raises(NotAllowed):
        composing.revise(content, Revision("Lain"), by=bima, at=timezone.now())
    composing.revise(content, Revision("Lain"), by=ratna, at=timezone.now())
    content.refresh_from_db()
    assert content.text == "Lain"


def test_a_change_for_one_channel_voids_its_approval_alone(
    channel: Channel, ratna: User, maria: User
) -> None:
    facts = Connection(kind="by_hand", name="WhatsApp")
    other = workflow.connect(None, facts, by=None, at=timezone.now())
    later = timezone.now() + timedelta(hours=1)
    saying = Saying(text="Sama", channels=[channel.pk, other.pk], scheduled_at=later)
    content = workflow.write(None, saying, by=ratna, at=timezone.now())
    workflow.approve(content, by=maria, at=timezone.now())
    revision = Revision("Sama", own={other.pk: Own(text="Khusus")})
    voided = composing.revise(content, revision, by=ratna, at=timezone.now())
    states = dict(content.deliveries.values_list("channel", "status"))
    assert voided == 1
    assert states == {channel.pk: "scheduled", other.pk: "draft"}


def test_an_edit_is_never_sent_by_a_retry(channel: Channel) -> None:
    content = say([channel])
    Delivery.objects.update(status="needs_human", problem="late", due_at=None)
    saying.edited(content, "Lain sama sekali")
    with pytest.raises(NotAllowed):
        workflow.retry(only(), by=None, at=timezone.now())


def test_what_may_be_out_stays_with_what_was_approved(channel: Channel) -> None:
    content = say([channel])
    Delivery.objects.update(status="needs_human", problem="unproven", due_at=None)
    saying.edited(content, "Lain sama sekali")
    assert only().status == "needs_human"
    workflow.publish_again(only(), "Tidak ada", by=None, at=timezone.now())
    assert only().payload["text"] == "Jalan dibuka."


# --- live or only a double ----------------------------------------------------------


def test_a_double_is_never_seen_live(db: None) -> None:
    facts = Connection(
        kind="facebook",
        name="Humas",
        account_id="1",
        base_url="http://127.0.0.1:8800/facebook",
        tokens={"token": "x"},
    )
    double = workflow.connect(None, facts, by=None, at=timezone.now())
    with pytest.raises(NotAllowed):
        answering.see_live(double, by=None, at=timezone.now())
    assert answering.is_untried(double)


def test_a_live_check_asks_for_a_real_post(db: None) -> None:
    facts = Connection("facebook", "Humas", "1", tokens={"token": "x"})
    real = workflow.connect(None, facts, by=None, at=timezone.now())
    with pytest.raises(NotAllowed):
        answering.see_live(real, by=None, at=timezone.now())
    say([real])
    Delivery.objects.update(status="published", permalink="https://example.org/1")
    answering.see_live(real, by=None, at=timezone.now())
    assert not answering.is_untried(Channel.objects.get(pk=real.pk))
