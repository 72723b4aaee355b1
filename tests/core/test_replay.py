"""Approvals are set against the log: what was forged past the program shows."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests import make
from wagtail.models import Page, PageViewRestriction

from sasando.accounts.models import User
from sasando.core import approvals, digests, publication, replay, schedule, triggers
from sasando.core.models import Approval, Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria)


def said() -> list[tuple[int, str]]:
    return [(discord.page, discord.what) for discord in replay.discords()]


def past_the_program(change: Callable[[], Any]) -> None:
    triggers.lift()
    change()
    triggers.install()


def approval_of(page: Page) -> Any:
    return Approval.objects.filter(page=page)


def next_text(page: NewsPage, *, by: User) -> NewsPage:
    page = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.summary += " Lanjutan."
    page.change = "small"
    page.save_revision(user=by)
    return page


def test_a_whole_life_agrees_with_its_log(
    live: NewsPage, ratna: User, maria: User
) -> None:
    text = next_text(live, by=ratna)
    make.approve(text, by=maria)
    assert said() == []
    approvals.publish(text, by=maria, at=make.NOW)
    make.approve(next_text(text, by=ratna), by=maria)
    make.approve(next_text(text, by=ratna), by=maria)
    assert said() == []
    page = NewsPage.objects.get(pk=live.pk)
    approvals.withdraw(page, by=maria, at=make.NOW, reason="Keliru.")
    assert said() == []
    make.approve(next_text(page, by=ratna), by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    assert said() == []


def test_a_page_that_ended_by_its_date_agrees(ratna: User, maria: User) -> None:
    page = make.news(by=ratna, expire_at=make.NOW + timedelta(minutes=1))
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    schedule.release_due(make.NOW + timedelta(minutes=2))
    assert not Page.objects.get(pk=page.pk).live
    assert Entry.objects.for_instance(page).filter(action="page.ended").exists()
    assert said() == []


def test_an_approval_that_no_verb_gave_is_found(ratna: User, maria: User) -> None:
    page = make.news(by=ratna)
    text = page.get_latest_revision_as_object()
    Approval.objects.create(
        page=page,
        act=Approval.PUBLISH,
        digest=digests.public_digest(text),
        content=digests.public_content(text),
        approved_by=maria,
        approved_at=make.NOW,
        via="desk",
    )
    assert said() == [(page.pk, replay.FORGED)]


def test_an_approval_that_vanished_is_found(live: NewsPage) -> None:
    past_the_program(lambda: approval_of(live)._raw_delete("default"))
    assert said() == [(live.pk, replay.GONE)]


@pytest.mark.parametrize(
    "change",
    [
        {"via": "link"},
        {"reason": "Lain."},
        {"approved_by": None},
        {"approved_at": make.NOW + timedelta(seconds=1)},
        {"voided_at": make.NOW},
        {"revision": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_approval_is_found(live: NewsPage, change: Any) -> None:
    past_the_program(lambda: approval_of(live).update(**change))
    assert (live.pk, replay.ALTERED) in said()


def test_a_text_under_another_hash_is_found(live: NewsPage) -> None:
    past_the_program(lambda: approval_of(live).update(content={"title": "Lain"}))
    assert said() == [(live.pk, replay.OTHER_TEXT)]


def test_a_page_taken_back_past_the_program_is_found(live: NewsPage) -> None:
    past_the_program(lambda: Page.objects.filter(pk=live.pk).update(live=False))
    assert said() == [(live.pk, replay.NOT_OUT)]


@pytest.mark.parametrize("data", [[], {}, {"approval": [1]}, "x"])
def test_an_entry_without_sense_is_named_not_stumbled_over(
    live: NewsPage, data: Any
) -> None:
    entries = Entry.objects.for_instance(live).filter(action="page.approved")
    past_the_program(lambda: entries.update(data=data))
    assert (live.pk, replay.UNREAD) in said()


def test_a_void_approval_stays_void(live: NewsPage, ratna: User, maria: User) -> None:
    text = next_text(live, by=ratna)
    make.approve(text, by=maria)
    approvals.publish(text, by=maria, at=make.NOW)
    void = approval_of(live).exclude(voided_at=None)
    for change in ({"voided_at": None}, {"revision": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            void.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        approval_of(live).update(via="link")


def test_a_page_that_came_back_needs_a_new_withdrawal(
    live: NewsPage, ratna: User, maria: User
) -> None:
    approvals.withdraw(live, by=maria, at=make.NOW, reason="Keliru.")
    make.approve(next_text(live, by=ratna), by=maria)
    approvals.publish(live, by=maria, at=make.NOW)
    in_force = approval_of(live).filter(voided_at=None)
    assert [each.act for each in in_force] == [Approval.PUBLISH]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
def test_replacing_an_approval_is_refused(live: NewsPage) -> None:
    columns = [f.column for f in Approval._meta.concrete_fields]
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            f"REPLACE INTO core_approval ({', '.join(columns)}) "
            f"SELECT {', '.join(columns)} FROM core_approval"
        )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's alone")
def test_truncating_approvals_is_refused(live: NewsPage) -> None:
    with connection.cursor() as cursor:
        # What still waits to be checked would refuse it before the trigger does.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("TRUNCATE core_approval CASCADE")
    assert approval_of(live).exists()


def later(page: Page, *, hours: int, by: User, approver: User) -> Any:
    """Approve the next text of a page, planned for some hours on."""
    text = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    text.summary, text.change = text.summary + " Lanjutan.", "small"
    text.go_live_at, text.expire_at = make.NOW + timedelta(hours=hours), None
    text.save_revision(user=by)
    make.approve(text, by=approver)
    approvals.publish(text, by=approver, at=make.NOW)
    return text


def test_a_text_that_waits_after_a_withdrawal_agrees(
    live: NewsPage, ratna: User, maria: User
) -> None:
    approvals.withdraw(live, by=maria, at=make.NOW, reason="Keliru.")
    later(live, hours=5, by=ratna, approver=maria)
    assert said() == []
    schedule.release_due(make.NOW + timedelta(hours=6))
    assert Page.objects.get(pk=live.pk).live
    assert said() == []


def test_a_page_with_a_planned_text_can_be_withdrawn(
    live: NewsPage, ratna: User, maria: User
) -> None:
    later(live, hours=5, by=ratna, approver=maria)
    approvals.withdraw(live, by=maria, at=make.NOW, reason="Keliru.")
    schedule.release_due(make.NOW + timedelta(hours=6))
    assert not Page.objects.get(pk=live.pk).live
    assert said() == []


def test_a_text_planned_to_follow_one_that_ends_goes_out(
    ratna: User, maria: User
) -> None:
    page = make.news(by=ratna, expire_at=make.NOW + timedelta(hours=1))
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    text = later(page, hours=3, by=ratna, approver=maria)
    schedule.release_due(make.NOW + timedelta(hours=2))
    assert not Page.objects.get(pk=page.pk).live
    assert said() == []
    schedule.release_due(make.NOW + timedelta(hours=4))
    assert NewsPage.objects.get(pk=page.pk, live=True).summary == text.summary
    assert said() == []


def test_any_order_of_steps_agrees_with_its_log(ratna: User, maria: User) -> None:
    chance, page = Random(7), make.news(by=ratna)
    for step in range(60):
        at = make.NOW + timedelta(minutes=step)
        page = NewsPage.objects.get(pk=page.pk)
        with suppress(NotAllowed):
            match chance.choice(["write", "approve", "publish", "withdraw", "tick"]):
                case "write":
                    text = page.get_latest_revision_as_object()
                    text.summary, text.change = f"Ringkasan {step}.", "small"
                    text.expire_at = chance.choice([None, at + timedelta(minutes=9)])
                    text.go_live_at = chance.choice([None, at + timedelta(minutes=5)])
                    text.save_revision(user=ratna)
                case "approve":
                    make.approve(page, by=maria, at=at)
                case "publish":
                    approvals.publish(page, by=maria, at=at)
                case "withdraw":
                    approvals.withdraw(page, by=maria, at=at, reason="Keliru.")
                case _:
                    schedule.release_due(at)
        assert said() == [], step
    assert Entry.objects.for_instance(page).filter(action="page.published").exists()


def test_a_waiting_text_brought_out_by_hand_is_found(
    live: NewsPage, ratna: User, maria: User
) -> None:
    text = later(live, hours=5, by=ratna, approver=maria)
    NewsPage.objects.filter(pk=live.pk).update(
        summary=text.summary, go_live_at=text.go_live_at
    )
    assert publication.unapproved(Page.objects.all())[0].pk == live.pk


def test_a_page_that_was_never_out_is_found_live(ratna: User) -> None:
    page = make.news(by=ratna)
    past_the_program(lambda: Page.objects.filter(pk=page.pk).update(live=True))
    assert said() == [(page.pk, replay.NOT_OUT)]


def test_a_second_root_is_refused_and_found(ratna: User) -> None:
    page = make.news(by=ratna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Page(
            title="Palsu", slug="palsu", path="0009", depth=1, live=True,
            content_type_id=page.content_type_id, locale_id=page.locale_id,
        ).save_base(raw=True)  # fmt: skip
    where = {"depth": 1, "path": "0009", "live": True}
    past_the_program(lambda: Page.objects.filter(pk=page.pk).update(**where))
    assert said() == [(page.pk, replay.NOT_OUT)]


def test_a_page_is_not_hidden_behind_a_restriction(live: NewsPage) -> None:
    def hide() -> None:
        PageViewRestriction.objects.bulk_create([PageViewRestriction(page=live)])

    with pytest.raises(IntegrityError), transaction.atomic():
        hide()
    past_the_program(hide)
    assert said() == [(live.pk, replay.HIDDEN)]


def test_approvals_are_taken_over_once_and_first(live: NewsPage) -> None:
    Entry.write(
        live, "page.adopted", by=None, at=make.NOW, data={"approvals": [], "out": None}
    )
    assert (live.pk, replay.UNREAD) in said()


def test_an_entry_of_no_page_is_named(live: NewsPage) -> None:
    last = Entry.objects.for_instance(live).latest("seq")
    past_the_program(lambda: Entry.objects.filter(pk=last.pk).update(object_id="x"))
    assert said()


def test_who_wrote_a_text_stays_on_record(live: NewsPage, maria: User) -> None:
    for change in ({"user": maria}, {"user": None}, {"object_id": "1"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            live.revisions.update(**change)
