"""A parcel goes out whole, at one second, or not at all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.newsroom.test_releases import again
from wagtail.models import Locale, Page, Revision, Workflow

from sasando.accounts.models import Unit, User
from sasando.core import (
    approvals,
    digests,
    entries,
    publication,
    replay,
    schedule,
    today,
)
from sasando.core.models import Approval, Entry, Freeze
from sasando.core.workflow import NotAllowed
from sasando.newsroom import parcel_lines, parcel_release, parcels, urgent
from sasando.newsroom.models import Member, NewsPage, Parcel

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def pages(ratna: User) -> list[NewsPage]:
    return [make.news(by=ratna, title=f"Naskah {number}") for number in range(3)]


@pytest.fixture
def parcel(pages: list[NewsPage], ratna: User, now: datetime) -> Parcel:
    """A parcel of two pages that may go out as soon as it is approved."""
    first, second, _third = pages
    facts = {"title": "Jalan Takari", "goes_out_at": None}
    parcel = parcels.make_parcel(first, by=ratna, at=now, **facts)
    parcels.add_to_parcel(parcel, by=ratna, at=now, page=second)
    return parcel


def approve_texts(parcel: Parcel, *, by: User) -> None:
    for page in parcel.pages():
        make.approve(page, by=by)
        approvals.publish(page, by=by, at=timezone.now())


def approve(parcel: Parcel, *, by: User, at: datetime) -> Parcel:
    """Approve the whole as this person reads it."""
    parcel.refresh_from_db()
    digest = parcels.digest_of(parcel, parcel.pages())
    parcels.approve_parcel(parcel, by=by, at=at, digest=digest)
    return Parcel.objects.get(pk=parcel.pk)


@pytest.fixture
def approved(parcel: Parcel, maria: User, now: datetime) -> Parcel:
    approve_texts(parcel, by=maria)
    return approve(parcel, by=maria, at=now)


def live(*pages: Page) -> list[bool]:
    return [Page.objects.get(pk=page.pk).live for page in pages]


# --- all --------------------------------------------------------------------


def test_an_approved_parcel_goes_out_at_one_second(
    approved: Parcel, pages: list[NewsPage], now: datetime
) -> None:
    at = now + timedelta(seconds=5)
    parcel_release.release_due(at)
    assert live(*pages) == [True, True, False]
    out = Page.objects.filter(live=True, pk__in=[page.pk for page in pages])
    for field in ("first_published_at", "last_published_at"):
        assert set(out.values_list(field, flat=True)) == {at}
    assert {each.published_at for each in Approval.objects.filter(page__in=out)} == {at}
    approved.refresh_from_db()
    assert (approved.status, approved.out_at) == ("out", at)
    assert not Member.objects.current().exists()
    assert [page.pk for page in approved.pages()] == [page.pk for page in pages[:2]]
    assert entries.verify(Entry).faults == ()
    assert replay.discords() == []
    assert publication.unapproved(Page.objects.all()) == []


def test_both_languages_go_out_together(
    ratna: User, maria: User, now: datetime
) -> None:
    english, _made = Locale.objects.get_or_create(language_code="en")
    page = make.news(by=ratna)
    section = page.get_parent().specific
    section.get_parent().specific.copy_for_translation(english)
    above = section.copy_for_translation(english)
    # A section is out before what lies below it.
    Page.objects.filter(pk=above.pk).update(first_published_at=now)
    twin = page.copy_for_translation(english)
    twin.save_revision(user=ratna)
    facts = {"title": "Dua bahasa", "goes_out_at": None}
    parcel = parcels.make_parcel(page, by=ratna, at=now, **facts)
    parcels.add_to_parcel(parcel, by=ratna, at=now, page=twin)
    approve_texts(parcel, by=maria)
    approve(parcel, by=maria, at=now)
    parcel_release.release_due(now)
    assert live(page, twin) == [True, True]


def test_it_waits_for_its_hour_and_goes_out_after_a_stop_of_a_day(
    parcel: Parcel, pages: list[NewsPage], ratna: User, maria: User, now: datetime
) -> None:
    hour = now + HOUR
    parcels.time_parcel(parcel, by=ratna, at=now, goes_out_at=hour)
    approve_texts(parcel, by=maria)
    approve(parcel, by=maria, at=now)
    parcel_release.release_due(hour - timedelta(seconds=1))
    assert live(*pages[:2]) == [False, False]
    parcel_release.release_due(hour + timedelta(days=1))
    assert live(*pages[:2]) == [True, True]


def test_an_hour_gone_or_more_than_a_year_ahead_is_refused(
    parcel: Parcel, ratna: User, now: datetime
) -> None:
    for hour in (now, now.replace(year=2099)):
        with pytest.raises(NotAllowed):
            parcels.time_parcel(parcel, by=ratna, at=now, goes_out_at=hour)
    in_a_year = now + timedelta(days=366)
    parcels.time_parcel(parcel, by=ratna, at=now, goes_out_at=in_a_year)
    parcel.refresh_from_db()
    assert parcel.goes_out_at == in_a_year


# --- or none ----------------------------------------------------------------


def test_a_page_of_a_parcel_goes_out_no_other_way(
    parcel: Parcel,
    pages: list[NewsPage],
    second_person: Workflow,
    ratna: User,
    maria: User,
    now: datetime,
) -> None:
    page = pages[0]
    state = second_person.start(page, ratna)
    task = state.current_task_state
    task.task.specific.on_action(task, maria, "approve")
    assert live(page) == [False]
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    with pytest.raises(NotAllowed, match="Jalan Takari"):
        page.get_latest_revision().publish()
    schedule.release_due(now + HOUR)
    assert live(page) == [False]


def test_one_text_without_approval_keeps_all_in_and_says_so(
    approved: Parcel, pages: list[NewsPage], ratna: User, now: datetime
) -> None:
    again(pages[1], by=ratna, title="Diubah kemudian")
    parcel_release.release_due(now)
    assert live(*pages) == [False, False, False]
    approved.refresh_from_db()
    assert "Diubah kemudian" in parcel_release.sentence(approved.held)
    found = list(parcel_lines.stuck(now + HOUR))
    assert [one.code for one in found] == ["parcel_held"]
    assert "Diubah kemudian" in found[0].sentence


def test_a_text_approved_anew_still_needs_the_whole_to_be_approved_again(
    approved: Parcel, pages: list[NewsPage], ratna: User, maria: User, now: datetime
) -> None:
    make.approve(again(pages[1], by=ratna, title="Diubah kemudian"), by=maria)
    parcel_release.release_due(now)
    assert live(*pages) == [False, False, False]
    approve(approved, by=maria, at=now)
    parcel_release.release_due(now)
    assert live(*pages) == [True, True, False]


def test_freeze_and_the_embargo_of_one_keep_all_in(
    ratna: User, maria: User, now: datetime
) -> None:
    plain = make.news(by=ratna, title="Tanpa embargo")
    later = make.news(by=ratna, title="Berembargo", embargo_until=now + HOUR)
    facts = {"title": "Paket", "goes_out_at": None}
    parcel = parcels.make_parcel(plain, by=ratna, at=now, **facts)
    parcels.add_to_parcel(parcel, by=ratna, at=now, page=later)
    approve_texts(parcel, by=maria)
    parcel = approve(parcel, by=maria, at=now)
    parcel_release.release_due(now)
    parcel.refresh_from_db()
    assert "Berembargo" in parcel_release.sentence(parcel.held)
    freeze = Freeze.objects.create(reason="Masa tenang", starts_at=now)
    parcel_release.release_due(now + 2 * HOUR)
    parcel.refresh_from_db()
    assert "Masa tenang" in parcel_release.sentence(parcel.held)
    assert live(plain, later) == [False, False]
    freeze.ends_at = now + HOUR
    freeze.save()
    parcel_release.release_due(now + 2 * HOUR)
    assert live(plain, later) == [True, True]


def test_a_fault_in_the_second_page_takes_the_first_back(
    approved: Parcel, pages: list[NewsPage], now: datetime
) -> None:
    # Somebody took its address: Wagtail refuses the page as it goes out.
    taken = pages[2]
    Page.objects.filter(pk=taken.pk).update(slug=pages[1].slug)
    parcel_release.release_due(now)
    assert live(*pages) == [False, False, False]
    assert not Entry.objects.filter(action="page.published", user=None).filter(
        object_id__in=[str(page.pk) for page in pages]
    )
    approved.refresh_from_db()
    assert approved.status == "approved"
    assert approved.held["code"] == "fault"
    Page.objects.filter(pk=taken.pk).update(slug="lain")
    parcel_release.release_due(now)
    assert live(*pages) == [True, True, False]


def test_one_parcel_that_is_held_never_holds_another(
    approved: Parcel, pages: list[NewsPage], ratna: User, maria: User, now: datetime
) -> None:
    again(pages[0], by=ratna, title="Berubah")
    facts = {"title": "Lain", "goes_out_at": None}
    other = parcels.make_parcel(pages[2], by=ratna, at=now, **facts)
    approve_texts(other, by=maria)
    approve(other, by=maria, at=now)
    parcel_release.release_due(now)
    assert live(*pages) == [False, False, True]


# --- what makes an approval void --------------------------------------------


@pytest.mark.parametrize("change", ["add", "remove", "hour"])
def test_a_change_of_an_approved_parcel_voids_its_approval_and_tells_who_gave_it(
    approved: Parcel,
    pages: list[NewsPage],
    ratna: User,
    change: str,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    now, approver = timezone.now(), approved.approved_by
    facts = {"by": ratna, "at": now}
    changes = {
        "add": lambda: parcels.add_to_parcel(approved, page=pages[2], **facts),
        "remove": lambda: parcels.remove_from_parcel(approved, page=pages[0], **facts),
        "hour": lambda: parcels.time_parcel(approved, goes_out_at=now + HOUR, **facts),
    }
    with django_capture_on_commit_callbacks(execute=True):
        changes[change]()
    approved.refresh_from_db()
    assert (approved.status, approved.approved_by) == ("open", None)
    assert [letter.to for letter in mail.outbox] == [[approver.email]]
    assert Entry.objects.for_instance(approved).filter(action="parcel.voided").exists()
    parcel_release.release_due(now + 2 * HOUR)
    assert live(*pages) == [False, False, False]
    assert replay.discords() == []


def test_what_is_taken_out_needs_its_own_approval_again(
    approved: Parcel, pages: list[NewsPage], ratna: User, maria: User, now: datetime
) -> None:
    parcels.remove_from_parcel(approved, by=ratna, at=now, page=pages[0])
    schedule.release_due(now + HOUR)
    with pytest.raises(NotAllowed):
        approvals.publish(pages[0], by=maria, at=now)
    assert live(pages[0]) == [False]
    make.approve(pages[0], by=maria)
    assert approvals.publish(pages[0], by=maria, at=now)
    assert replay.discords() == []


def test_a_dropped_parcel_lets_nothing_out(
    approved: Parcel, pages: list[NewsPage], ratna: User, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        parcels.drop_parcel(approved, by=ratna, at=now, reason=" ")
    parcels.drop_parcel(approved, by=ratna, at=now, reason="Batal.")
    parcel_release.release_due(now + HOUR)
    schedule.release_due(now + HOUR)
    assert live(*pages) == [False, False, False]
    with pytest.raises(NotAllowed):
        parcels.add_to_parcel(approved, by=ratna, at=now, page=pages[2])
    assert replay.discords() == []


# --- refused ----------------------------------------------------------------


def test_the_whole_is_not_approved_by_an_author_nor_before_each_text(
    parcel: Parcel, maria: User, now: datetime
) -> None:
    with pytest.raises(NotAllowed, match=r"belum disetujui|not approved"):
        approve(parcel, by=maria, at=now)
    approve_texts(parcel, by=maria)
    late = parcel.pages()[0]
    late.save_revision(user=maria)
    with pytest.raises(NotAllowed, match=r"menulis|wrote"):
        approve(parcel, by=maria, at=now)


def test_a_parcel_is_approved_as_it_was_read(
    parcel: Parcel, pages: list[NewsPage], ratna: User, maria: User, now: datetime
) -> None:
    approve_texts(parcel, by=maria)
    read = parcels.digest_of(parcel, parcel.pages())
    parcels.time_parcel(parcel, by=ratna, at=now, goes_out_at=now + HOUR)
    with pytest.raises(NotAllowed):
        parcels.approve_parcel(parcel, by=maria, at=now, digest=read)
    approve(parcel, by=maria, at=now)
    with pytest.raises(NotAllowed):
        approve(parcel, by=maria, at=now)


def test_a_page_lies_in_one_parcel_and_only_while_it_has_something_to_publish(
    parcel: Parcel, pages: list[NewsPage], ratna: User, maria: User, now: datetime
) -> None:
    facts = {"title": "Kedua", "goes_out_at": None, "by": ratna, "at": now}
    with pytest.raises(NotAllowed, match="Jalan Takari"):
        parcels.make_parcel(pages[0], **facts)
    out = make.published(by=ratna, approver=maria, title="Sudah terbit")
    with pytest.raises(NotAllowed):
        parcels.make_parcel(out, **facts)
    past = facts | {"goes_out_at": now - HOUR}
    with pytest.raises(NotAllowed):
        parcels.make_parcel(pages[2], **past)
    assert Parcel.objects.count() == 1


def test_a_planned_page_that_joins_waits_for_the_parcel(
    pages: list[NewsPage], ratna: User, maria: User, now: datetime
) -> None:
    page = make.news(by=ratna, title="Besok", go_live_at=now + HOUR)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=now)
    facts = {"title": "Paket", "goes_out_at": now + 5 * HOUR}
    parcels.make_parcel(page, by=ratna, at=now, **facts)
    schedule.release_due(now + 2 * HOUR)
    assert live(page) == [False]


def test_who_approved_an_hour_and_who_owns_the_text_hear_of_its_parcel(
    ratna: User,
    maria: User,
    kominfo: Unit,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    later = timezone.now() + timedelta(hours=1)
    page = make.news(by=ratna, title="Terjadwal", go_live_at=later)
    make.approve(page, by=maria, at=timezone.now())
    approvals.publish(page, by=maria, at=timezone.now())
    other = make.person("Rekan Contoh", "writer", of=kominfo)
    facts = {"by": other, "at": timezone.now(), "goes_out_at": None}
    with django_capture_on_commit_callbacks(execute=True):
        parcels.make_parcel(page, title="Lain", **facts)
    told = {address for message in mail.outbox for address in message.to}
    assert told == {ratna.email, maria.email}
    assert "Terjadwal" in mail.outbox[0].subject
    assert "Lain" in mail.outbox[0].body


def test_a_page_of_a_parcel_is_not_published_alone(
    parcel: Parcel,
    pages: list[NewsPage],
    second_person: Workflow,
    ratna: User,
    maria: User,
) -> None:
    second_person.start(pages[0], ratna)
    page = NewsPage.objects.get(pk=pages[0].pk)
    digest = digests.public_digest(page.get_latest_revision_as_object())
    editor, at = make.person("Elvis Contoh", "editor"), timezone.now() + 2 * HOUR
    facts = {"digest": digest, "reason": "Banjir."}
    with pytest.raises(NotAllowed, match="Jalan Takari"):
        urgent.publish_urgent(page, by=editor, at=at, **facts)


def test_a_colleague_of_another_unit_changes_nothing_in_it(
    parcel: Parcel, pages: list[NewsPage], bima: User, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        parcels.add_to_parcel(parcel, by=bima, at=now, page=pages[2])
    with pytest.raises(NotAllowed):
        parcels.remove_from_parcel(parcel, by=bima, at=now, page=pages[0])


# --- Hari ini and the screens -----------------------------------------------


def test_today_names_the_stuck_and_those_that_wait_for_the_whole(
    parcel: Parcel, ratna: User, maria: User, bima: User, now: datetime
) -> None:
    assert list(parcel_lines.lines(maria, now)) == []
    approve_texts(parcel, by=maria)
    (line,) = parcel_lines.lines(maria, now)
    assert line.group == today.Group.WAITS
    assert list(parcel_lines.lines(ratna, now)) == []
    approve(parcel, by=maria, at=now)
    Freeze.objects.create(reason="Masa tenang", starts_at=now)
    parcel_release.release_due(now)
    (late,) = parcel_lines.lines(ratna, now + HOUR)
    assert late.group == today.Group.LATE
    assert "Masa tenang" in late.text


def test_the_screens_make_fill_and_approve_a_parcel(
    pages: list[NewsPage], ratna: User, maria: User, client: Client
) -> None:
    client.force_login(ratna)
    new = reverse("newsroom_parcel_new")
    assert pages[0].title in client.get(new, {"halaman": pages[0].pk}).content.decode()
    facts = {"title": "Paket", "page": pages[0].pk, "goes_out_at": ""}
    address = client.post(new, facts).url  # type: ignore[attr-defined]
    parcel = Parcel.objects.get()

    def step(name: str, **said: Any) -> Any:
        there = reverse("newsroom_parcel_step", args=[parcel.pk, name])
        return client.post(there, said, follow=True)

    step("tambah", page=pages[1].pk)
    step("tambah", page=pages[2].pk)
    step("keluarkan", page=pages[2].pk)
    assert [page.pk for page in parcel.pages()] == [page.pk for page in pages[:2]]
    approve_texts(parcel, by=maria)
    client.force_login(maria)
    shown = client.get(address)
    step("setujui", digest=shown.context["digest"])
    parcel.refresh_from_db()
    assert parcel.approved_by == maria
    assert client.get(reverse("newsroom_parcel_step", args=[parcel.pk, "jam"])).url  # type: ignore[attr-defined]
    assert step("entah").status_code == 200


def test_the_list_of_parcels_costs_the_same_at_any_size(
    parcel: Parcel, maria: User, client: Client, now: datetime
) -> None:
    client.force_login(maria)
    address = reverse("newsroom_parcels")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    more = [Parcel(title="x", made_by=maria, made_at=now) for _ in range(60)]
    Parcel.objects.bulk_create(more)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200
    assert len(many) <= min(len(few) + 1, 10)
