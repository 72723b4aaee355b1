"""Pages that name an ended unit, or an official of then, wait for a decision."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.newsroom import many
from wagtail.models import Page, Workflow, WorkflowPage

from sasando.accounts.models import Assignment, Unit, User
from sasando.core import approvals, revoking
from sasando.core.models import Approval, Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom.ended import finding, workflow
from sasando.newsroom.models import KeptAsHistory, NewsPage
from sasando.website.models import Official, StandardPage

pytestmark = pytest.mark.django_db
TODAY = make.NOW.date()


@pytest.fixture
def oka(kominfo: Unit) -> User:
    return make.person("Oka Contoh", "editor")


@pytest.fixture
def page(
    ratna: User, maria: User, kominfo: Unit, second_person: Workflow
) -> StandardPage:
    """A page of a bureau that ended yesterday; the agency took over."""
    WorkflowPage.objects.create(workflow=second_person, page=Page.get_first_root_node())
    bureau = make.unit("Biro Humas")
    page = make.standing(by=ratna, approver=maria, below=make.site(), unit=bureau)
    end(bureau, successor=kominfo)
    return page


def end(unit: Unit, *, successor: Unit | None = None) -> None:
    facts = {"valid_until": TODAY - timedelta(days=1), "successor": successor}
    Unit.objects.filter(pk=unit.pk).update(**facts)


def unit_texts(user: User) -> list[str]:
    return [line.text for line in finding.unit_lines(user, make.NOW)]


def official_texts(user: User) -> list[str]:
    return [line.text for line in finding.official_lines(user, make.NOW)]


# --- units ----------------------------------------------------------------


def test_a_live_page_of_an_ended_unit_stands_on_today(
    page: StandardPage, oka: User, bima: User
) -> None:
    [text] = unit_texts(oka)
    assert "Biro Humas" in text
    assert unit_texts(bima) == []


def test_a_unit_lasts_to_the_end_of_its_last_day(page: StandardPage, oka: User) -> None:
    Unit.objects.filter(name="Biro Humas").update(valid_until=TODAY)
    assert unit_texts(oka) == []


def test_drafts_and_revoked_pages_are_left_out(
    page: StandardPage, ratna: User, maria: User, oka: User
) -> None:
    revoking.revoke(page, by=maria, at=make.NOW, reason="Tidak berlaku.")
    assert unit_texts(oka) == []


def test_a_story_of_an_ended_unit_stands_there_too(
    ratna: User, maria: User, oka: User, dinkes: Unit
) -> None:
    make.published(by=ratna, approver=maria, unit=dinkes)
    end(dinkes)
    [text] = unit_texts(oka)
    assert "Dinkes" in text


def test_handing_over_writes_a_draft_that_a_second_person_approves(
    page: StandardPage, oka: User, maria: User, kominfo: Unit
) -> None:
    workflow.assign_successor(page, by=oka, at=make.NOW)
    stored = StandardPage.objects.get(pk=page.pk)
    assert stored.unit.name == "Biro Humas"
    assert stored.workflow_in_progress
    assert stored.get_latest_revision_as_object().unit == kominfo
    entry = Entry.objects.for_instance(page).first()
    assert (entry.action, entry.user) == ("page.unit_succeeded", oka)
    with pytest.raises(NotAllowed):
        make.approve(stored, by=oka)
    task = stored.current_workflow_task_state
    approvals.approve_task(task, by=maria, at=make.NOW)
    assert StandardPage.objects.get(pk=page.pk).unit == kominfo
    assert unit_texts(oka) == []


def test_a_story_tells_its_readers_which_unit_took_over(
    page: StandardPage, ratna: User, maria: User, oka: User, dinkes: Unit
) -> None:
    story = make.published(by=ratna, approver=maria, unit=dinkes)
    end(dinkes, successor=Unit.objects.get(short_name="Dinas Kominfo"))
    workflow.assign_successor(story, by=oka, at=make.NOW)
    text = NewsPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert text.change == "real"
    assert "Dinas Komunikasi dan Informatika" in text.change_note
    assert text.lacks() == []


def test_the_successor_of_the_successor_takes_over_when_that_one_has_ended(
    page: StandardPage, oka: User, kominfo: Unit, dinkes: Unit
) -> None:
    end(kominfo, successor=dinkes)
    assert workflow.assign_successor(page, by=oka, at=make.NOW) == dinkes


def test_units_that_succeed_each_other_in_a_circle_end_the_search(
    page: StandardPage, oka: User, kominfo: Unit
) -> None:
    end(kominfo, successor=Unit.objects.get(name="Biro Humas"))
    with pytest.raises(NotAllowed):
        workflow.assign_successor(page, by=oka, at=make.NOW)


def test_a_draft_of_somebody_else_is_not_sent_with_it(
    page: StandardPage, oka: User, ratna: User
) -> None:
    page.intro = "Belum selesai."
    page.save_revision(user=ratna)
    before = page.revisions.count()
    with pytest.raises(NotAllowed):
        workflow.assign_successor(page, by=oka, at=make.NOW)
    assert page.revisions.count() == before


def test_of_two_who_hand_over_the_second_is_refused(
    page: StandardPage, oka: User, maria: User
) -> None:
    workflow.assign_successor(page, by=oka, at=make.NOW)
    with pytest.raises(NotAllowed):
        workflow.assign_successor(page, by=maria, at=make.NOW)


def test_a_page_whose_unit_exists_is_not_handed_over(
    ratna: User, maria: User, oka: User
) -> None:
    page = make.standing(by=ratna, approver=maria, below=make.site())
    with pytest.raises(NotAllowed):
        workflow.assign_successor(page, by=oka, at=make.NOW)


def test_what_stays_as_history_takes_a_reason_and_leaves_today(
    page: StandardPage, oka: User, ratna: User
) -> None:
    unit = Unit.objects.get(name="Biro Humas")
    facts: dict[str, Any] = {"at": make.NOW, "unit": unit}
    for by, reason in ((oka, " "), (ratna, "Begitu namanya dulu.")):
        with pytest.raises(NotAllowed):
            workflow.keep_as_history(page, by=by, reason=reason, **facts)
    workflow.keep_as_history(page, by=oka, reason="Begitu namanya dulu.", **facts)
    assert unit_texts(oka) == []
    entry = Entry.objects.for_instance(page).first()
    assert entry.data == {"unit": unit.pk, "reason": "Begitu namanya dulu."}
    with pytest.raises(NotAllowed):
        workflow.keep_as_history(page, by=oka, reason="Lagi.", **facts)
    assert KeptAsHistory.objects.count() == 1


def test_a_renamed_unit_is_no_ended_one(
    ratna: User, maria: User, oka: User, kominfo: Unit, client: Client
) -> None:
    page = make.standing(by=ratna, approver=maria, below=make.site(), unit=kominfo)
    Unit.objects.filter(pk=kominfo.pk).update(name="Dinas Kominfo Digital")
    assert unit_texts(oka) == []
    assert "Dinas Kominfo Digital" in client.get(page.url).content.decode()
    digest = Approval.objects.in_force().get(page=page).digest
    from sasando.core.digests import public_digest

    assert public_digest(StandardPage.objects.get(pk=page.pk)) == digest


# --- officials ------------------------------------------------------------


@pytest.fixture
def named(ratna: User, maria: User, kominfo: Unit) -> StandardPage:
    """A page that names Yohanes as acting head of a bureau, a term that is open."""
    yohanes = make.person("Yohanes Contoh", "writer", of=kominfo)
    Assignment.objects.create(
        user=yohanes,
        role="approver",
        acting="plt",
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 1, 1),
    )
    page = make.standard(by=ratna, below=make.site(), title="Pejabat")
    page.officials = [Official(user=yohanes, position="Plt. Kepala Biro")]
    page.save_revision(user=ratna)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    Page.objects.filter(pk=page.pk).update(last_published_at=make.NOW)
    return StandardPage.objects.get(pk=page.pk)


def end_term(days: int = 1) -> None:
    acting = Assignment.objects.filter(acting="plt")
    acting.update(ends_on=TODAY - timedelta(days=days))
    Page.objects.filter(title="Pejabat").update(
        last_published_at=make.NOW - timedelta(days=30)
    )


def test_a_page_that_names_an_official_of_then_stands_on_today(
    named: StandardPage, oka: User
) -> None:
    assert official_texts(oka) == []
    end_term()
    [text] = official_texts(oka)
    assert "Yohanes Contoh" in text


def test_a_term_that_was_given_anew_has_not_ended(
    named: StandardPage, oka: User
) -> None:
    end_term()
    old = Assignment.objects.get(acting="plt")
    facts = {"user": old.user, "role": old.role, "acting": "plt"}
    later = date(2027, 3, 1)
    Assignment.objects.create(**facts, starts_on=TODAY, ends_on=later)
    assert official_texts(oka) == []


def test_a_term_that_was_over_when_the_page_went_out_was_known(
    named: StandardPage, oka: User
) -> None:
    end_term(days=60)
    assert official_texts(oka) == []


def test_an_official_who_may_not_sign_in_any_more_has_left(
    named: StandardPage, oka: User
) -> None:
    User.objects.filter(name="Yohanes Contoh").update(is_active=False)
    assert len(official_texts(oka)) == 1


def test_an_official_of_then_may_stay_as_history(
    named: StandardPage, oka: User
) -> None:
    end_term()
    person = User.objects.get(name="Yohanes Contoh")
    facts: dict[str, Any] = {"at": make.NOW, "reason": "Daftar pejabat tahun 2026."}
    workflow.keep_as_history(named, by=oka, person=person, **facts)
    assert official_texts(oka) == []


def test_authors_and_signatories_are_history_from_the_first_day(
    ratna: User, maria: User, oka: User
) -> None:
    make.published(by=ratna, approver=maria)
    User.objects.filter(pk=ratna.pk).update(is_active=False)
    assert official_texts(oka) == []


# --- the screen -----------------------------------------------------------


def test_the_screen_hands_over_and_leaves_as_history(
    page: StandardPage, oka: User, client: Client
) -> None:
    client.force_login(oka)
    shown = client.get(reverse("newsroom_ended")).content.decode()
    assign = reverse("newsroom_ended_assign", args=[page.pk])
    assert assign in shown
    unit = Unit.objects.get(name="Biro Humas")
    keep, mark = reverse("newsroom_ended_keep"), f"{page.pk}-{unit.pk}"
    client.post(keep, {"jenis": "unit", "halaman": mark, "alasan": ""})
    client.post(keep, {"jenis": "unit", "halaman": "x-²", "alasan": "Alasan."})
    client.post(keep, {"jenis": "unit", "halaman": f"{page.pk}-0", "alasan": "A."})
    assert KeptAsHistory.objects.count() == 0
    assert client.post(assign).status_code == 302
    assert StandardPage.objects.get(pk=page.pk).workflow_in_progress
    again = client.get(reverse("newsroom_ended")).content.decode()
    assert assign not in again
    assert "menunggu persetujuan" in again
    client.post(keep, {"jenis": "unit", "halaman": mark, "alasan": "Dulu begitu."})
    assert KeptAsHistory.objects.get().reason == "Dulu begitu."


def test_a_writer_sees_neither_screen_nor_button(
    page: StandardPage, ratna: User, client: Client
) -> None:
    client.force_login(ratna)
    assert client.get(reverse("newsroom_ended")).status_code != 200
    client.post(reverse("newsroom_ended_assign", args=[page.pk]))
    assert not StandardPage.objects.get(pk=page.pk).workflow_in_progress


@pytest.mark.soak
def test_the_list_and_the_lines_cost_the_same_at_any_size(
    ratna: User, maria: User, oka: User, dinkes: Unit, client: Client
) -> None:
    story = make.published(by=ratna, approver=maria, unit=dinkes)
    end(dinkes)
    client.force_login(oka)
    costs = []
    for size in (60, 6000):
        section = story.get_parent()
        many.stories(section, upto=size, by=ratna, approver=maria)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE newsroom_story SET unit_id = %s", [dinkes.pk])
        counted = []
        for kind in ("unit", "official"):
            client.get(reverse("newsroom_ended"), {"jenis": kind})
            with CaptureQueriesContext(connection) as listed:
                client.get(reverse("newsroom_ended"), {"jenis": kind})
            counted.append(len(listed))
        user = User.objects.get(pk=oka.pk)
        assert user.has_perm("newsroom.keep_as_history")
        with CaptureQueriesContext(connection) as offered:
            [line] = finding.unit_lines(user, make.NOW)
        assert str(size) in line.text
        costs.append((*counted, len(offered)))
    assert costs[0] == costs[1]
    assert max(costs[1][:2]) <= 10
    assert costs[1][2] <= 2
