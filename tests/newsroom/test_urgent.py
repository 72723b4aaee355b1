"""Terbit segera: who may publish alone, when, and what stands until it is reviewed."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.newsroom.test_releases import again, release
from wagtail.models import Page, TaskState, Workflow

from sasando.accounts.models import User
from sasando.core import (
    approvals,
    digests,
    entries,
    mending,
    publication,
    replay,
    today,
)
from sasando.core.models import Approval, Entry, Freeze
from sasando.core.workflow import NotAllowed
from sasando.newsroom import urgent, urgent_screens
from sasando.newsroom.models import NewsPage, NewsroomSettings, UrgentPublication

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASON = "Banjir di Takari: warga harus tahu jalan mana yang putus."


@pytest.fixture
def editor(db: None) -> User:
    return make.person("Elvis Contoh", "editor")


@pytest.fixture
def sent(second_person: Workflow, ratna: User, maria: User) -> NewsPage:
    """A text that was sent for approval just now."""
    page = make.news(by=ratna, title="Jalan Takari putus")
    second_person.start(page, ratna)
    return NewsPage.objects.get(pk=page.pk)


def started(page: Page) -> Any:
    return TaskState.objects.for_instance(page).latest("started_at").started_at


def alone(page: Page, *, by: User, **facts: Any) -> UrgentPublication:
    """Publish this page alone, an hour and a minute after it was sent."""
    text = page.specific.get_latest_revision_as_object()
    facts.setdefault("digest", digests.public_digest(text))
    facts.setdefault("reason", REASON)
    facts.setdefault("at", timezone.now() + HOUR + timedelta(minutes=1))
    return urgent.publish_urgent(page, by=by, **facts)


def is_live(page: Page) -> bool:
    return Page.objects.filter(pk=page.pk, live=True).exists()


def office(**facts: Any) -> None:
    site = make.section().get_site()
    NewsroomSettings.objects.update_or_create(site=site, defaults=facts)


# --- allowed, and what it leaves ------------------------------------------


def test_what_nobody_answered_goes_out_alone_and_is_on_record(
    sent: NewsPage, editor: User
) -> None:
    done = alone(sent, by=editor)
    assert is_live(sent)
    approval = Approval.objects.get(page=sent)
    assert (approval.via, approval.reason) == ("urgent", REASON)
    assert done.approval == approval
    actions = [one.action for one in Entry.objects.for_instance(sent).order_by("seq")]
    assert actions[-2:] == ["page.urgent", "page.published"]
    assert TaskState.objects.for_instance(sent).get().status == "cancelled"
    assert entries.verify(Entry).faults == ()
    assert replay.discords() == []
    assert publication.unapproved(Page.objects.all()) == []


def test_head_editors_and_approvers_are_told_at_once(
    sent: NewsPage,
    editor: User,
    maria: User,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        alone(sent, by=editor)
    told = {address for letter in mail.outbox for address in letter.to}
    assert {editor.email, maria.email} <= told
    assert REASON in mail.outbox[-1].body
    assert sent.title in mail.outbox[-1].subject


def test_an_editor_may_publish_alone_what_the_same_editor_wrote(
    second_person: Workflow, editor: User, maria: User
) -> None:
    page = make.news(by=editor)
    second_person.start(page, editor)
    done = alone(NewsPage.objects.get(pk=page.pk), by=editor)
    assert is_live(page)
    assert done.wrote == [editor.pk]


def test_a_link_that_nobody_answered_counts_as_sent(
    ratna: User, maria: User, editor: User
) -> None:
    page, now = make.news(by=ratna), timezone.now()
    approvals.ask_by_link(page, by=ratna, at=now, approver=maria)
    with pytest.raises(NotAllowed):
        alone(page, by=editor, at=now + HOUR - timedelta(seconds=1))
    alone(page, by=editor, at=now + HOUR)
    assert is_live(page)


def test_a_release_gets_its_number_in_the_same_step(
    second_person: Workflow, ratna: User, maria: User, editor: User
) -> None:
    page = release(by=ratna, signatory=maria)
    second_person.start(page, ratna)
    text, later = page.get_latest_revision_as_object(), timezone.now() + 2 * HOUR
    assert urgent_screens.why_not(page, text, at=later) == []
    alone(page, by=editor)
    page.refresh_from_db()
    assert page.live
    assert page.number.startswith("001")


# --- refused --------------------------------------------------------------


@pytest.mark.parametrize("minutes", [0, 59])
def test_before_the_offices_time_has_passed_it_is_refused(
    sent: NewsPage, editor: User, minutes: int
) -> None:
    at = started(sent) + timedelta(minutes=minutes)
    with pytest.raises(NotAllowed, match=r"masih bisa|may still"):
        alone(sent, by=editor, at=at)
    assert not is_live(sent)
    assert not UrgentPublication.objects.exists()
    alone(sent, by=editor, at=started(sent) + HOUR)
    assert is_live(sent)


def test_a_clock_set_back_opens_nothing(sent: NewsPage, editor: User) -> None:
    with pytest.raises(NotAllowed):
        alone(sent, by=editor, at=started(sent) - 5 * HOUR)


def test_an_office_may_forbid_it_or_wait_longer(sent: NewsPage, editor: User) -> None:
    office(urgent_after_minutes=0)
    with pytest.raises(NotAllowed, match=r"tidak mengizinkan|does not allow"):
        alone(sent, by=editor, at=timezone.now() + 1000 * HOUR)
    office(urgent_after_minutes=120)
    with pytest.raises(NotAllowed):
        alone(sent, by=editor)
    assert not is_live(sent)


def test_what_was_never_sent_is_refused(ratna: User, editor: User) -> None:
    page = make.news(by=ratna)
    with pytest.raises(NotAllowed):
        alone(page, by=editor)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_it_is_refused(
    sent: NewsPage, editor: User, reason: str
) -> None:
    with pytest.raises(NotAllowed):
        alone(sent, by=editor, reason=reason)


@pytest.mark.parametrize("role", ["writer", "approver", "head", "operator"])
def test_only_editors_publish_alone(sent: NewsPage, role: str) -> None:
    with pytest.raises(NotAllowed):
        alone(sent, by=make.person("Lain Contoh", role))


def test_after_an_approver_asked_for_changes_it_is_refused(
    sent: NewsPage, editor: User, maria: User
) -> None:
    sent.current_workflow_task_state.reject(user=maria)
    with pytest.raises(NotAllowed):
        alone(NewsPage.objects.get(pk=sent.pk), by=editor)


def test_after_an_approver_asked_for_changes_an_older_link_opens_nothing(
    sent: NewsPage, ratna: User, editor: User, maria: User
) -> None:
    approvals.ask_by_link(sent, by=ratna, at=timezone.now(), approver=maria)
    sent.current_workflow_task_state.reject(user=maria)
    with pytest.raises(NotAllowed):
        alone(NewsPage.objects.get(pk=sent.pk), by=editor)


@pytest.mark.parametrize("way", ["workflow", "link"])
def test_words_that_an_approver_sent_back_never_go_out_alone(
    sent: NewsPage,
    second_person: Workflow,
    ratna: User,
    editor: User,
    maria: User,
    way: str,
) -> None:
    ally = make.person("Kawan Contoh", "approver")
    task = sent.current_workflow_task_state
    mending.send_back(task, by=maria, at=timezone.now(), comment="Ini fitnah.")
    page = NewsPage.objects.get(pk=sent.pk)
    if way == "workflow":
        page.current_workflow_state.resume(user=ratna)
    else:
        approvals.ask_by_link(page, by=ratna, at=timezone.now(), approver=ally)
    page = NewsPage.objects.get(pk=sent.pk)
    with pytest.raises(NotAllowed, match="perbaikan"):
        alone(page, by=editor)
    if state := page.current_workflow_state:
        state.cancel(user=ratna)
    second_person.start(again(page, by=ratna, summary="Putus di km 72."), ratna)
    alone(NewsPage.objects.get(pk=sent.pk), by=editor)
    assert is_live(sent)


def test_nobody_profits_from_a_shorter_time_at_once(
    sent: NewsPage, client: Client
) -> None:
    both = make.person("Dua Peran", "editor", "approver")
    site = make.section().get_site()
    kept = NewsroomSettings.for_site(site)
    where = ["newsroom", "newsroomsettings", site.pk]
    address = reverse("wagtailsettings:edit", args=where)
    client.force_login(both)
    form = client.get(address).context["form"]
    facts = {name: form[name].value() for name in form.fields}
    answer = client.post(address, facts | {"urgent_after_minutes": 1})
    assert "15 menit" in answer.content.decode()
    assert client.post(address, facts | {"urgent_after_minutes": 15}).status_code == 302
    kept.refresh_from_db()
    assert kept.urgent_after_minutes == 15
    changed = Entry.objects.for_instance(kept).latest("timestamp").timestamp
    TaskState.objects.for_instance(sent).update(started_at=changed - 2 * HOUR)
    for minutes, refused in ((14, True), (16, False)):
        at = changed + timedelta(minutes=minutes)
        if refused:
            with pytest.raises(NotAllowed):
                alone(sent, by=both, at=at)
        else:
            alone(sent, by=both, at=at)
    assert is_live(sent)


def test_a_time_written_before_there_was_a_least_one_counts_as_the_least(
    sent: NewsPage, editor: User
) -> None:
    office(urgent_after_minutes=1)
    assert urgent.waiting_time(sent) == timedelta(minutes=15)


@pytest.mark.parametrize("name", ["newsroom_urgent", "newsroom_move", "core_ask"])
def test_the_root_of_all_pages_is_refused_without_a_fault(
    client: Client, editor: User, name: str
) -> None:
    client.force_login(editor)
    root = Page.get_first_root_node()
    for ask in (client.get, client.post):
        answer = ask(reverse(name, args=[root.pk]))
        assert answer.status_code == 302
        assert answer["Location"] == reverse("wagtailadmin_home")


def test_what_an_approver_approved_is_not_published_alone_too(
    sent: NewsPage, editor: User, maria: User
) -> None:
    make.approve(sent, by=maria)
    with pytest.raises(NotAllowed, match=r"sudah menyetujui|approved"):
        alone(sent, by=editor)


def test_a_text_that_changed_since_it_was_sent_is_refused(
    sent: NewsPage, editor: User, ratna: User
) -> None:
    sent.title = "Jalan Takari putus total"
    sent.save_revision(user=ratna)
    with pytest.raises(NotAllowed):
        alone(NewsPage.objects.get(pk=sent.pk), by=editor)


def test_a_text_other_than_the_one_read_is_refused(
    sent: NewsPage, editor: User
) -> None:
    with pytest.raises(NotAllowed):
        alone(sent, by=editor, digest="0" * 64)
    assert not UrgentPublication.objects.exists()


def test_embargo_freeze_and_a_planned_hour_hold(
    second_person: Workflow, ratna: User, maria: User, editor: User
) -> None:
    now = timezone.now()
    later = now + 48 * HOUR
    for number, facts in enumerate(({"embargo_until": later}, {"go_live_at": later})):
        page = make.news(by=ratna, title=f"Nanti {number}", **facts)
        second_person.start(page, ratna)
        with pytest.raises(NotAllowed):
            alone(NewsPage.objects.get(pk=page.pk), by=editor)
        assert not is_live(page)
    page = make.news(by=ratna, title="Masa tenang")
    second_person.start(page, ratna)
    Freeze.objects.create(reason="Masa tenang", starts_at=now)
    with pytest.raises(NotAllowed, match="Masa tenang"):
        alone(NewsPage.objects.get(pk=page.pk), by=editor)


def test_what_was_taken_back_does_not_return_alone(
    second_person: Workflow, ratna: User, maria: User, editor: User
) -> None:
    page = make.published(by=ratna, approver=maria)
    approvals.withdraw(page, by=maria, at=timezone.now(), reason="Data pribadi.")
    page = NewsPage.objects.get(pk=page.pk)
    page.change, page.change_note = "real", "Nama dihapus."
    page.save_revision(user=ratna)
    second_person.start(page, ratna)
    with pytest.raises(NotAllowed, match=r"ditarik|taken back"):
        alone(NewsPage.objects.get(pk=page.pk), by=editor)


def test_a_text_that_lacks_something_is_refused(
    second_person: Workflow, ratna: User, maria: User, editor: User
) -> None:
    page = make.news(by=ratna, summary=" ")
    # Sent again by the house itself: a person is refused before it waits.
    second_person.start(page, None)
    with pytest.raises(NotAllowed):
        alone(NewsPage.objects.get(pk=page.pk), by=editor)


def test_what_goes_past_the_verb_meets_the_triggers(
    sent: NewsPage, editor: User, maria: User
) -> None:
    facts = {"page": sent, "act": "publish", "digest": "0" * 64, "via": "urgent"}
    facts |= {"approved_by": editor, "approved_at": make.NOW}
    with pytest.raises(IntegrityError, match="says why"), transaction.atomic():
        Approval.objects.create(**facts)
    with pytest.raises(IntegrityError, match="on record first"), transaction.atomic():
        Approval.objects.create(**facts, reason=REASON)
    done = alone(sent, by=editor)
    rows = UrgentPublication.objects.filter(pk=done.pk)
    for change in ({"reason": "Lain"}, {"by": maria}, {"approval": None}):
        with pytest.raises(IntegrityError, match="on record"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError, match="on record"), transaction.atomic():
        rows._raw_delete("default")


def test_an_approval_alone_that_the_log_calls_an_approval_is_found(
    sent: NewsPage, editor: User
) -> None:
    alone(sent, by=editor)
    story = replay.Story()
    facts = Approval.objects.get(page=sent).facts()
    story.hear("page.approved", facts, at="")
    assert not story.read


# --- the review -----------------------------------------------------------


def test_neither_author_nor_publisher_reviews(
    sent: NewsPage, ratna: User, editor: User, maria: User
) -> None:
    from sasando.accounts import workflow

    done = alone(sent, by=editor)
    for person in (ratna, editor):
        facts = {"starts_on": make.NOW.date(), "by": None, "at": make.NOW}
        workflow.appoint(None, person, "approver", **facts)
        by = User.objects.get(pk=person.pk)
        with pytest.raises(NotAllowed):
            urgent.review_urgent(done, by=by, at=timezone.now(), verdict="fine")
    urgent.review_urgent(done, by=maria, at=timezone.now(), verdict="fine")
    assert UrgentPublication.objects.get().reviewed_by == maria
    assert Entry.objects.for_instance(sent).latest("seq").action == "page.reviewed"
    assert replay.discords() == []


def test_a_review_is_written_once_and_says_what_has_to_be_done(
    sent: NewsPage, editor: User, maria: User
) -> None:
    done, at = alone(sent, by=editor), timezone.now()
    with pytest.raises(NotAllowed):
        urgent.review_urgent(done, by=maria, at=at, verdict="correct", note=" ")
    with pytest.raises(NotAllowed):
        urgent.review_urgent(done, by=maria, at=at, verdict="entah")
    note = "Nama desa salah."
    urgent.review_urgent(done, by=maria, at=at, verdict="correct", note=note)
    with pytest.raises(NotAllowed):
        urgent.review_urgent(done, by=maria, at=at, verdict="fine")
    with pytest.raises(IntegrityError), transaction.atomic():
        UrgentPublication.objects.update(verdict="fine")


def test_it_stands_red_until_reviewed_and_is_late_after_the_next_working_day(
    sent: NewsPage, editor: User, maria: User, ratna: User
) -> None:
    done = alone(sent, by=editor)
    soon = done.at + timedelta(minutes=1)
    (line,) = urgent.red_lines(maria, soon)
    assert line.is_alarm
    # Due tomorrow or later, so it does not stand under “Due today”.
    assert (line.group, line.verb) == (today.Group.WAITS, "Periksa")
    noon = timezone.make_aware(datetime.combine(done.due_on, time(12)))
    (due,) = urgent.red_lines(maria, noon)
    assert due.group == today.Group.TODAY
    (mine,) = urgent.red_lines(editor, soon)
    assert mine.verb == "Baca"
    assert list(urgent.red_lines(ratna, soon)) == []
    (late,) = urgent.red_lines(maria, soon + timedelta(days=7))
    assert late.group == today.Group.LATE
    urgent.review_urgent(done, by=maria, at=soon, verdict="fine")
    assert list(urgent.red_lines(maria, soon)) == []


def test_the_review_is_due_on_the_next_working_day() -> None:
    from sasando.core.models import Holiday

    friday = make.NOW.replace(month=12, day=4)
    assert str(urgent.due_on(friday)) == "2026-12-07"
    facts = {"name": "Libur daerah", "kind": "regional", "source": "SK Gubernur"}
    Holiday.objects.create(date="2026-12-07", **facts)
    assert str(urgent.due_on(friday)) == "2026-12-08"


# --- the screens ----------------------------------------------------------


def test_an_editor_publishes_and_the_head_reviews_on_the_screens(
    sent: NewsPage, editor: User, maria: User, client: Client
) -> None:
    client.force_login(editor)
    address = reverse("newsroom_urgent", args=[sent.pk])
    early = client.get(address).content.decode()
    assert "<button" not in early.split("text-to-approve")[1].split("</form>")[0]
    TaskState.objects.update(started_at=timezone.now() - 2 * HOUR)
    shown = client.get(address)
    assert sent.summary in shown.content.decode()
    facts = {"digest": shown.context["digest"], "reason": REASON}
    answer = client.post(address, facts)
    done = UrgentPublication.objects.get()
    assert answer.url == reverse("newsroom_review_alone", args=[done.pk])  # type: ignore[attr-defined]
    assert REASON in client.get(answer.url).content.decode()  # type: ignore[attr-defined]
    client.force_login(maria)
    client.post(answer.url, {"verdict": "fine"})  # type: ignore[attr-defined]
    done.refresh_from_db()
    assert done.reviewed_by == maria


def test_the_report_of_the_month_counts_each_and_costs_the_same(
    sent: NewsPage, editor: User, maria: User, client: Client
) -> None:
    done = alone(sent, by=editor)
    client.force_login(maria)
    address = reverse("newsroom_urgent_report")
    month = {"bulan": f"{timezone.localtime(done.at):%Y-%m}"}
    client.get(address, month)
    with CaptureQueriesContext(connection) as few:
        shown = client.get(address, month)
    assert (shown.context["number"], shown.context["open"]) == (1, 1)
    facts = {"title": "x", "reason": "x", "by": editor, "digest": "", "page": sent}
    facts |= {"asked_at": done.at, "at": done.at, "due_on": done.due_on}
    rows = [UrgentPublication(**facts) for _ in range(60)]
    UrgentPublication.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address, month).context["number"] == 61
    assert len(many) <= len(few) + 1
    assert len(many) <= 10
    for odd in ("2026-13", "x", "99999-01", "0001-01"):
        assert client.get(address, {"bulan": odd}).status_code == 200


def test_who_has_no_part_in_it_sees_neither_screen(
    sent: NewsPage, ratna: User, editor: User, client: Client
) -> None:
    done = alone(sent, by=editor)
    client.force_login(ratna)
    for address in (
        reverse("newsroom_urgent_report"),
        reverse("newsroom_review_alone", args=[done.pk]),
        reverse("newsroom_urgent", args=[sent.pk]),
    ):
        assert client.get(address).status_code in (302, 403)
