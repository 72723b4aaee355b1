"""Approvals are set against the log: what was forged past the program shows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests import make
from wagtail.models import Page

from sasando.accounts.models import User
from sasando.core import approvals, publication, replay, schedule, triggers
from sasando.core.models import Approval, Entry
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
        digest=publication.public_digest(text),
        content=publication.public_content(text),
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
