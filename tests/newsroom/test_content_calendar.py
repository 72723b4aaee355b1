"""The calendar keeps four things apart; moving an approved text voids its approval."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from wagtail.models import Page, Revision, Workflow

from sasando.accounts.models import Unit, User
from sasando.core import approvals, replay, schedule
from sasando.core.models import Approval, Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom import calendar_rows, ideas, moving, parcels
from sasando.newsroom.models import Idea, NewsPage

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def tomorrow(now: datetime) -> datetime:
    """Noon of tomorrow, as the office's clock shows it."""
    noon = timezone.localtime(now).replace(hour=12, minute=0, second=0, microsecond=0)
    return noon + DAY


@pytest.fixture
def scheduled(ratna: User, maria: User, now: datetime, tomorrow: datetime) -> NewsPage:
    page = make.news(by=ratna, title="Sudah disetujui", go_live_at=tomorrow)
    make.approve(page, by=maria)
    assert approvals.publish(page, by=maria, at=now) is False
    return NewsPage.objects.get(pk=page.pk)


def idea(title: str, *, by: User, at: datetime, on: date | None = None) -> Idea:
    facts = {"title": title, "note": "", "wished_on": on}
    unit = Unit.objects.filter(name__contains="Komunikasi").first()
    return ideas.add_idea(unit, by=by, at=at, **facts)


def states(day: date) -> dict[str, str]:
    return {item.title: item.state for item in calendar_rows.items(day, day)}


# --- four things ------------------------------------------------------------


def test_what_is_planned_is_not_what_is_scheduled(
    scheduled: NewsPage, ratna: User, maria: User, now: datetime, tomorrow: datetime
) -> None:
    day = tomorrow.date()
    make.news(by=ratna, title="Belum disetujui", go_live_at=tomorrow)
    make.news(by=ratna, title="Berembargo", embargo_until=tomorrow)
    idea("Ide bertanggal", by=ratna, at=now, on=day)
    idea("Ide saja", by=ratna, at=now)
    out = make.published(by=ratna, approver=maria, title="Sudah terbit")
    Page.objects.filter(pk=out.pk).update(first_published_at=tomorrow)
    assert states(day) == {
        "Belum disetujui": "planned",
        "Berembargo": "planned",
        "Ide bertanggal": "planned",
        "Sudah disetujui": "scheduled",
        "Sudah terbit": "published",
    }
    assert states(day + DAY) == {}
    assert [each.title for each in Idea.objects.undated()] == ["Ide saja"]


def test_the_later_of_hour_and_embargo_counts(ratna: User, tomorrow: datetime) -> None:
    later = tomorrow + 3 * DAY
    make.news(by=ratna, title="Dua", go_live_at=tomorrow, embargo_until=later)
    assert states(tomorrow.date()) == {}
    assert states(later.date()) == {"Dua": "planned"}


def test_a_day_is_the_offices_not_that_of_greenwich(
    ratna: User, tomorrow: datetime
) -> None:
    early = tomorrow.replace(hour=1)
    make.news(by=ratna, title="Dini hari", go_live_at=early)
    assert states(early.date()) == {"Dini hari": "planned"}
    assert states(early.date() - DAY) == {}


def test_a_parcel_stands_for_its_pages(
    ratna: User, maria: User, now: datetime, tomorrow: datetime
) -> None:
    page = make.news(by=ratna, title="Isi", go_live_at=tomorrow)
    facts = {"title": "Paket banjir", "goes_out_at": tomorrow}
    parcel = parcels.make_parcel(page, by=ratna, at=now, **facts)
    assert states(tomorrow.date()) == {"Paket banjir": "planned"}
    make.approve(page, by=maria)
    digest = parcels.digest_of(parcel, parcel.pages())
    parcels.approve_parcel(parcel, by=maria, at=now, digest=digest)
    assert states(tomorrow.date()) == {"Paket banjir": "scheduled"}


def test_the_screen_says_by_shape_and_word_which_is_which(
    scheduled: NewsPage,
    ratna: User,
    now: datetime,
    tomorrow: datetime,
    client: Client,
) -> None:
    make.news(by=ratna, title="Belum disetujui", go_live_at=tomorrow)
    idea("Ide saja", by=ratna, at=now)
    client.force_login(ratna)
    address = reverse("newsroom_calendar")
    for query in ({"bulan": f"{tomorrow:%Y-%m}"}, {"minggu": f"{tomorrow:%Y-%m-%d}"}):
        shown = client.get(address, query).content.decode()
        for sign in ("◇", "■", "○", "Rencana", "Disetujui, terjadwal", "Ide saja"):
            assert sign in shown
        assert "Belum disetujui, tidak akan terbit" in shown
    for odd in ({"bulan": "9999-99"}, {"minggu": "x"}, {"minggu": "0001-01-01"}):
        assert client.get(address, odd).status_code == 200


def test_the_calendar_costs_the_same_at_any_size(
    ratna: User, maria: User, now: datetime, tomorrow: datetime, client: Client
) -> None:
    client.force_login(maria)
    address, month = reverse("newsroom_calendar"), {"bulan": f"{tomorrow:%Y-%m}"}
    client.get(address, month)
    with CaptureQueriesContext(connection) as few:
        client.get(address, month)
    facts = {"owner": ratna, "made_at": now, "title": "x"}
    days = [None, tomorrow.date()]
    rows = [Idea(wished_on=days[n % 2], **facts) for n in range(120)]
    Idea.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as many:
        shown = client.get(address, month).content.decode()
    assert len(many) <= min(len(few) + 1, 10)
    assert "dan 54 lagi" in shown


# --- ideas ------------------------------------------------------------------


def test_an_idea_becomes_a_draft_once(ratna: User, now: datetime) -> None:
    make.section()
    found = idea("Musim tanam", by=ratna, at=now)
    story = ideas.draft_idea(found, by=ratna, at=now, kind="news")
    assert (story.title, story.live, story.owner) == ("Musim tanam", False, ratna)
    assert story.get_latest_revision_as_object().named_authors() == {ratna.pk}
    with pytest.raises(NotAllowed):
        ideas.draft_idea(found, by=ratna, at=now, kind="news")
    with pytest.raises(NotAllowed):
        ideas.draft_idea(found, by=ratna, at=now, kind="release")
    story.delete()
    found = Idea.objects.get(pk=found.pk)
    assert ideas.draft_idea(found, by=ratna, at=now, kind="news").pk
    actions = Entry.objects.for_instance(found).values_list("action", flat=True)
    assert set(actions) == {"idea.added", "idea.drafted"}


def test_a_draft_with_its_own_hour_stands_for_its_idea(
    ratna: User, now: datetime, tomorrow: datetime
) -> None:
    make.section()
    found = idea("Musim tanam", by=ratna, at=now, on=tomorrow.date())
    story = ideas.draft_idea(found, by=ratna, at=now, kind="news")
    assert states(tomorrow.date()) == {"Musim tanam": "planned"}
    moving.move_story(story, by=ratna, at=now, to=tomorrow + DAY)
    assert states(tomorrow.date()) == {}
    assert states(tomorrow.date() + DAY) == {"Musim tanam": "planned"}


def test_an_idea_is_dropped_with_a_reason_and_leaves_the_calendar(
    ratna: User, now: datetime, tomorrow: datetime
) -> None:
    found = idea("Musim tanam", by=ratna, at=now)
    ideas.plan_idea(found, by=ratna, at=now, wished_on=tomorrow.date())
    assert states(tomorrow.date()) == {"Musim tanam": "planned"}
    with pytest.raises(NotAllowed):
        ideas.drop_idea(found, by=ratna, at=now, reason=" ")
    ideas.drop_idea(found, by=ratna, at=now, reason="Sudah lewat musim.")
    assert states(tomorrow.date()) == {}
    with pytest.raises(NotAllowed):
        ideas.plan_idea(found, by=ratna, at=now, wished_on=None)


def test_a_dropped_idea_says_who_dropped_it_and_why(
    ratna: User, client: Client, now: datetime
) -> None:
    found = idea("Musim tanam", by=ratna, at=now)
    ideas.drop_idea(found, by=ratna, at=now, reason="Sudah lewat musim.")
    client.force_login(ratna)
    shown = client.get(reverse("newsroom_idea", args=[found.pk])).content.decode()
    assert "Sudah lewat musim." in shown
    assert "Ratna Contoh, " in shown


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(206, 1, 1), date(9999, 1, 1)])
def test_a_day_that_nobody_means_is_refused(
    ratna: User, now: datetime, day: date
) -> None:
    with pytest.raises(NotAllowed):
        idea("Musim tanam", by=ratna, at=now, on=day)


def test_an_idea_of_another_unit_is_not_planned_by_a_writer(
    ratna: User, bima: User, now: datetime, tomorrow: datetime
) -> None:
    found = idea("Musim tanam", by=ratna, at=now)
    with pytest.raises(NotAllowed):
        ideas.plan_idea(found, by=bima, at=now, wished_on=tomorrow.date())


def test_an_idea_is_kept_planned_drafted_and_dropped_on_the_screens(
    ratna: User, client: Client, tomorrow: datetime
) -> None:
    make.section()
    client.force_login(ratna)
    facts = {"title": "Musim tanam", "note": "Tanya Dinas Pertanian."}
    facts |= {"wished_on": "", "unit": ""}
    new = reverse("newsroom_idea_new")
    client.post(new, facts)
    assert not Idea.objects.exists()
    client.post(new, facts | {"unit": str(Unit.objects.get().pk)})
    found = Idea.objects.get()
    address = reverse("newsroom_idea", args=[found.pk])
    client.post(address, {"wished_on": f"{tomorrow:%d-%m-%Y}"})
    found.refresh_from_db()
    assert found.wished_on == tomorrow.date()
    assert "belum disetujui, tidak akan terbit" in client.get(address).content.decode()
    client.post(address, {"wished_on": "besok"})
    answer = client.post(address, {"draft": "1", "kind": "news"})
    found.refresh_from_db()
    edit = reverse("wagtailadmin_pages:edit", args=[found.story_id])
    assert answer.url == edit  # type: ignore[attr-defined]
    client.post(address, {"drop": "1", "reason": "Ganti rencana."})
    found.refresh_from_db()
    assert found.status == "dropped"


# --- moving -----------------------------------------------------------------


def test_moving_an_approved_text_voids_its_approval_and_tells_its_approver(
    scheduled: NewsPage,
    second_person: Workflow,
    ratna: User,
    tomorrow: datetime,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    now, approver = timezone.now(), Approval.objects.get(page=scheduled).approved_by
    with django_capture_on_commit_callbacks(execute=True):
        moving.move_story(scheduled, by=ratna, at=now, to=tomorrow + DAY)
    assert Approval.objects.get(page=scheduled).voided_at == now
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    told = [letter for letter in mail.outbox if "gugur" in letter.subject]
    assert [letter.to for letter in told] == [[approver.email]]
    actions = Entry.objects.for_instance(scheduled).values_list("action", flat=True)
    assert {"page.voided", "page.moved"} <= set(actions)
    schedule.release_due(tomorrow + 2 * DAY)
    assert not Page.objects.get(pk=scheduled.pk).live
    assert states(tomorrow.date()) == {}
    assert states(tomorrow.date() + DAY) == {"Sudah disetujui": "planned"}
    assert replay.discords() == []


def test_a_moved_text_waits_again_and_goes_out_at_its_new_hour(
    scheduled: NewsPage,
    second_person: Workflow,
    ratna: User,
    maria: User,
    tomorrow: datetime,
) -> None:
    from wagtail.models import WorkflowPage

    root = Page.objects.get(depth=1)
    WorkflowPage.objects.create(workflow=second_person, page=root)
    now = timezone.now()
    moving.move_story(scheduled, by=ratna, at=now, to=tomorrow + DAY)
    page = NewsPage.objects.get(pk=scheduled.pk)
    assert page.workflow_in_progress
    approvals.approve_task(page.current_workflow_task_state, by=maria, at=now)
    assert states(tomorrow.date() + DAY) == {"Sudah disetujui": "scheduled"}
    planned = Revision.objects.get(approved_go_live_at__isnull=False)
    assert planned.approved_go_live_at == tomorrow + DAY
    assert replay.discords() == []


def test_moving_a_draft_leaves_it_unapproved(
    ratna: User, now: datetime, tomorrow: datetime
) -> None:
    page = make.news(by=ratna, title="Naskah")
    assert moving.move_story(page, by=ratna, at=now, to=tomorrow) == []
    assert states(tomorrow.date()) == {"Naskah": "planned"}


def test_an_hour_that_cannot_be_is_refused(
    scheduled: NewsPage, ratna: User, bima: User, now: datetime, tomorrow: datetime
) -> None:
    def move(page: Page, to: datetime, by: User = ratna) -> None:
        moving.move_story(page, by=by, at=now, to=to)

    with pytest.raises(NotAllowed):
        move(scheduled, now - DAY)
    with pytest.raises(NotAllowed, match=r"setahun|a year"):
        move(scheduled, now + 367 * DAY)
    with pytest.raises(NotAllowed):
        move(scheduled, tomorrow + DAY, bima)
    held = make.news(
        by=ratna, title="Embargo", unit=scheduled.unit, embargo_until=tomorrow + 2 * DAY
    )
    with pytest.raises(NotAllowed, match="embargo"):
        move(held, tomorrow)
    ends = make.news(
        by=ratna, title="Berakhir", unit=scheduled.unit, expire_at=tomorrow
    )
    with pytest.raises(NotAllowed):
        move(ends, tomorrow + DAY)
    scheduled.get_latest_revision_as_object().save_revision(user=ratna)
    with pytest.raises(NotAllowed, match=r"lebih baru|newer"):
        move(scheduled, tomorrow + DAY)
    assert Approval.objects.get(page=scheduled).voided_at is None


def test_the_screen_says_before_what_moving_makes_void(
    scheduled: NewsPage, ratna: User, client: Client, tomorrow: datetime
) -> None:
    client.force_login(ratna)
    address = reverse("newsroom_move", args=[scheduled.pk])
    assert "persetujuannya gugur" in client.get(address).content.decode()
    client.post(address, {"to": f"{tomorrow + DAY:%d-%m-%Y %H:%M}"})
    assert Approval.objects.get(page=scheduled).voided_at
    draft = make.news(by=ratna, title="Naskah")
    address = reverse("newsroom_move", args=[draft.pk])
    assert "Belum disetujui, tidak akan terbit" in client.get(address).content.decode()
