"""What the newsroom puts on *Hari ini*, for whom, and at what cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from wagtail.models import Workflow

from sasando.accounts.models import Unit, User
from sasando.core import approvals, today
from sasando.core.today import Group
from sasando.newsroom import coverage as verbs
from sasando.newsroom import waiting
from sasando.newsroom.models import Author, Coverage, NewsPage

pytestmark = pytest.mark.django_db
NOW = make.NOW
SOURCES = (
    waiting.to_decide,
    waiting.sent_back,
    waiting.coverage,
    waiting.assigned,
    waiting.to_edit,
    waiting.just_in,
)


@pytest.fixture
def dewi(kominfo: Unit) -> User:
    """The editor."""
    return make.person("Dewi Contoh", "editor", of=kominfo)


def texts(source: Any, user: User, at: Any = NOW) -> list[str]:
    return [line.text for line in source(User.objects.get(pk=user.pk), at)]


def send(page: NewsPage, workflow: Workflow, by: User) -> Any:
    return workflow.start(page, by)


def covered(dewi: User, ratna: User, **facts: Any) -> Coverage:
    begins = NOW + timedelta(days=1)
    given = {"title": "Panen", "starts_at": begins, "deadline_at": begins} | facts
    plan = verbs.Plan(people=((ratna, "text"),), **given)
    return verbs.assign(ratna.assignments.get().unit, plan, by=dewi, at=NOW)


def test_a_text_waits_for_who_may_approve_it_and_did_not_write_it(
    ratna: User, maria: User, dewi: User, second_person: Workflow
) -> None:
    approver = make.person("Petrus Contoh", "approver")
    mine = make.news(by=maria, title="Tulisan kepala")
    theirs = make.news(by=ratna, title="Tulisan Ratna")
    for page, by in ((mine, dewi), (theirs, ratna)):
        send(page, second_person, by)
    assert len(texts(waiting.to_decide, approver)) == 2
    [line] = waiting.to_decide(maria, NOW)
    assert "Tulisan Ratna" in line.text
    assert line.url.endswith(f"/{theirs.pk}/putuskan/")
    assert texts(waiting.to_decide, ratna) == []
    for person in (maria, approver, ratna):
        for page in (mine, theirs):
            may = approvals.may_approve(page, person)
            assert may is (page.title in str(texts(waiting.to_decide, person)))


def test_who_is_named_in_the_text_does_not_decide_on_it(
    ratna: User, maria: User, second_person: Workflow
) -> None:
    page = make.news(by=ratna)
    page.authors = [Author(user=ratna), Author(user=maria, part=Author.Part.EDITING)]
    page.save_revision(user=ratna)
    send(NewsPage.objects.get(pk=page.pk), second_person, ratna)
    assert texts(waiting.to_decide, maria) == []


def test_who_wrote_before_the_last_publication_only_may_decide(
    ratna: User, maria: User, second_person: Workflow
) -> None:
    approver = make.person("Petrus Contoh", "approver")
    page = make.published(by=maria, approver=approver)
    page.authors = [Author(user=ratna)]
    page.summary, page.change = "Jalan dibuka kembali.", "small"
    page.save_revision(user=ratna)
    send(NewsPage.objects.get(pk=page.pk), second_person, ratna)
    assert approvals.may_approve(NewsPage.objects.get(pk=page.pk), maria)
    assert len(texts(waiting.to_decide, maria)) == 1


def test_a_text_planned_for_an_hour_that_has_passed_is_late(
    ratna: User, maria: User, second_person: Workflow
) -> None:
    page = make.news(by=ratna, go_live_at=NOW + timedelta(hours=2))
    send(page, second_person, ratna)
    for at, group in (
        (NOW - timedelta(days=1), Group.WAITS),
        (NOW, Group.TODAY),
        (NOW + timedelta(days=1), Group.LATE),
    ):
        [line] = waiting.to_decide(maria, at)
        assert line.group is group


def test_a_text_that_was_sent_back_returns_with_the_reason(
    ratna: User, maria: User, second_person: Workflow
) -> None:
    page = make.news(by=ratna)
    state = send(page, second_person, ratna)
    state.current_task_state.reject(user=maria, comment="Sebut sumbernya.")
    [said] = texts(waiting.sent_back, ratna)
    assert "Sebut sumbernya." in said
    assert texts(waiting.sent_back, maria) == []
    assert texts(waiting.to_decide, maria) == []


def test_coverage_stands_with_its_deadline_until_the_text_is_sent(
    ratna: User, dewi: User, second_person: Workflow
) -> None:
    coverage = covered(dewi, ratna)
    begins = coverage.starts_at
    for at, group in (
        (NOW, Group.WAITS),
        (begins - timedelta(hours=1), Group.TODAY),
        (begins + timedelta(days=1), Group.LATE),
    ):
        [line] = waiting.coverage(ratna, at)
        assert (line.group, line.due_at) == (group, begins)
    assert texts(waiting.coverage, dewi) == []
    page = make.news(by=ratna)
    Coverage.objects.update(story=page)
    assert len(texts(waiting.coverage, ratna)) == 1
    send(page, second_person, ratna)
    assert texts(waiting.coverage, ratna) == []


def test_a_no_comes_back_to_the_desk_and_leaves_the_person(
    ratna: User, dewi: User
) -> None:
    coverage = covered(dewi, ratna)
    verbs.decline(coverage, by=ratna, at=NOW, reason="Sakit")
    assert texts(waiting.coverage, ratna) == []
    [said] = texts(waiting.assigned, dewi)
    assert "tidak bisa" in said


def test_the_desk_is_told_of_what_it_assigned_and_is_late(
    ratna: User, dewi: User
) -> None:
    coverage = covered(dewi, ratna)
    assert texts(waiting.assigned, dewi) == []
    [line] = waiting.assigned(dewi, coverage.deadline_at)
    assert line.group is Group.LATE
    coverage.parts.update(user=dewi)
    assert texts(waiting.assigned, dewi, at=coverage.deadline_at) == []
    assert len(texts(waiting.coverage, dewi, at=coverage.deadline_at)) == 1


def test_an_editor_has_the_drafts_that_name_them(
    ratna: User, dewi: User, maria: User, second_person: Workflow
) -> None:
    page = make.news(by=ratna)
    Author.objects.create(page=page, user=dewi, part=Author.Part.EDITING)
    Author.objects.create(page=page, user=ratna, part=Author.Part.TEXT)
    assert len(texts(waiting.to_edit, dewi)) == 1
    assert texts(waiting.to_edit, ratna) == []
    send(page, second_person, ratna)
    assert texts(waiting.to_edit, dewi) == []


def test_the_desk_sees_what_just_came_in(
    ratna: User, dewi: User, maria: User, second_person: Workflow
) -> None:
    page = make.news(by=ratna)
    sent_at = send(page, second_person, ratna).current_task_state.started_at
    covered(maria, ratna, title="Rapat")
    covered(dewi, ratna, title="Panen saya sendiri")
    covered(maria, ratna, title="Saya diminta").parts.update(user=dewi)
    said = " ".join(texts(waiting.just_in, dewi, at=NOW))
    assert "Rapat" in said
    assert "Panen" not in said
    assert "Saya diminta" not in said
    assert page.title in " ".join(texts(waiting.just_in, dewi, at=sent_at))
    assert texts(waiting.just_in, ratna) == []
    assert texts(waiting.just_in, dewi, at=sent_at + timedelta(days=900)) == []


def test_nobody_finds_one_text_on_two_lines(
    ratna: User, maria: User, second_person: Workflow
) -> None:
    both = make.person("Semua Contoh", "editor", "approver", "head")
    page = make.news(by=ratna)
    send(page, second_person, ratna)
    day = today.lines(both, NOW)
    lines = [line for group in day.values() for line in group]
    assert len([line for line in lines if page.title in line.text]) == 1


@pytest.mark.parametrize("rows", [3, 12])
def test_each_source_costs_at_most_two_queries(
    rows: int, ratna: User, dewi: User, second_person: Workflow
) -> None:
    everything = make.person("Semua Contoh", "head", "editor", "approver", "writer")
    for number in range(rows):
        page = make.news(by=ratna, title=f"Berita {number}")
        send(page, second_person, ratna)
        draft = make.news(by=ratna, title=f"Draf {number}")
        Author.objects.create(page=draft, user=everything, part=Author.Part.EDITING)
        plan_facts = {"title": f"Liputan {number}"}
        covered(dewi, ratna, **plan_facts)
        Coverage.objects.filter(title=f"Liputan {number}").get().parts.update(
            user=everything
        )
    user = User.objects.get(pk=everything.pk)
    user.has_perm("core.approve_page")
    for source in SOURCES:
        with CaptureQueriesContext(connection) as asked:
            found = list(source(user, NOW))
        assert len(asked) <= 2, (source, [each["sql"] for each in asked])
        assert len(found) <= today.MOST
    assert len(list(waiting.to_decide(user, NOW))) == rows
    assert len(list(waiting.coverage(user, NOW))) == rows
