"""An assignment of coverage goes from plan to draft, or is called off."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests import make

from sasando.accounts import workflow as accounts
from sasando.accounts.models import Unit, User
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom import coverage as verbs
from sasando.newsroom import drafts
from sasando.newsroom.models import Author, Coverage, NewsPage, Part

pytestmark = pytest.mark.django_db
NOW = make.NOW
BEGINS, DUE = NOW + timedelta(days=2), NOW + timedelta(days=3)
Status = Coverage.Status


@pytest.fixture
def dewi(kominfo: Unit) -> User:
    """The editor who assigns."""
    return make.person("Dewi Contoh", "editor", of=kominfo)


@pytest.fixture
def joni(kominfo: Unit) -> User:
    """The photographer."""
    return make.person("Joni Contoh", "photographer", of=kominfo)


def plan(*people: tuple[User, str], **facts: Any) -> verbs.Plan:
    given = {"title": "Panen di Noelbaki", "starts_at": BEGINS, "deadline_at": DUE}
    return verbs.Plan(**{**given, "people": people, **facts})


def assigned(by: User, *people: tuple[User, str], **facts: Any) -> Coverage:
    return verbs.assign(
        Unit.objects.get(short_name="Dinas Kominfo"),
        plan(*people, **facts),
        by=by,
        at=NOW,
    )


def actions(coverage: Coverage) -> list[str]:
    entries = Entry.objects.for_instance(coverage).order_by("seq")
    return list(entries.values_list("action", flat=True))


# --- to assign ---------------------------------------------------------------


def test_who_is_asked_is_told_by_mail_in_their_language(
    dewi: User, ratna: User, joni: User, django_capture_on_commit_callbacks: Any
) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=joni, preferred_language="en")
    with django_capture_on_commit_callbacks(execute=True):
        assigned(dewi, (ratna, "text"), (joni, "photo"), place="Noelbaki")
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {ratna.email, joni.email}
    assert told[ratna.email].subject.startswith("Tolong liput")
    assert told[joni.email].subject == "Please cover: Panen di Noelbaki"
    assert "WITA" in told[ratna.email].body


def test_a_mail_server_that_is_away_loses_nothing(
    dewi: User, ratna: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        coverage = assigned(dewi, (ratna, "text"))
    assert Coverage.objects.get().pk == coverage.pk


@pytest.mark.parametrize(
    "hours",
    [
        {"ends_at": BEGINS - timedelta(hours=1)},
        {"deadline_at": BEGINS - timedelta(minutes=1)},
        {"ends_at": DUE + timedelta(hours=1)},
        {"starts_at": NOW - timedelta(hours=1)},
        {
            "starts_at": NOW - timedelta(days=2),
            "deadline_at": NOW - timedelta(days=1),
            "has_happened": True,
        },
        {"starts_at": datetime(206, 11, 24, tzinfo=NOW.tzinfo)},
        {"deadline_at": datetime(9999, 12, 30, tzinfo=NOW.tzinfo)},
    ],
)
def test_hours_that_do_not_fit_are_refused(
    hours: dict[str, Any], dewi: User, ratna: User
) -> None:
    with pytest.raises(NotAllowed):
        assigned(dewi, (ratna, "text"), **hours)
    assert not Coverage.objects.exists()


def test_the_past_is_noted_by_who_says_so(dewi: User, ratna: User) -> None:
    past = NOW - timedelta(hours=5)
    coverage = assigned(dewi, (ratna, "text"), starts_at=past, has_happened=True)
    entry = Entry.objects.for_instance(coverage).get()
    assert entry.data["note"]


def test_somebody_whose_role_ended_today_is_not_asked(
    dewi: User, kominfo: Unit, joni: User
) -> None:
    operator = make.person("Operator Contoh", "operator")
    (role,) = joni.assignments.all()
    assert assigned(dewi, (joni, "photo"))
    accounts.dismiss(role, by=operator, at=NOW, ends_on=NOW.date())
    with pytest.raises(NotAllowed, match="Joni"):
        assigned(dewi, (joni, "photo"))
    same_day = {"starts_at": NOW + timedelta(hours=1)}
    same_day["deadline_at"] = NOW + timedelta(hours=2)
    with pytest.raises(NotAllowed, match="Joni"):
        assigned(dewi, (joni, "photo"), **same_day)


def test_a_role_has_to_last_until_the_deadline(dewi: User, kominfo: Unit) -> None:
    person = make.person("Sementara Contoh")
    last = DUE.date() - timedelta(days=1)
    accounts.appoint(
        kominfo,
        person,
        "photographer",
        starts_on=date(2026, 1, 1),
        ends_on=last,
        by=None,
        at=NOW,
    )
    with pytest.raises(NotAllowed):
        assigned(dewi, (person, "photo"))
    assert assigned(dewi, (person, "photo"), deadline_at=BEGINS + timedelta(hours=1))


def test_a_text_is_asked_of_who_writes_for_the_unit(
    dewi: User, bima: User, joni: User
) -> None:
    for person in (bima, joni):
        with pytest.raises(NotAllowed):
            assigned(dewi, (person, "text"))
    assert assigned(dewi, (bima, "photo"))


@pytest.mark.parametrize("twice", [True, False])
def test_nobody_is_named_twice_and_somebody_is_named(
    twice: bool, dewi: User, ratna: User
) -> None:
    people = [(ratna, "text")] * 2 if twice else []
    with pytest.raises(NotAllowed):
        assigned(dewi, *people)


def test_a_writer_assigns_nobody(ratna: User) -> None:
    with pytest.raises(NotAllowed):
        assigned(ratna, (ratna, "text"))


# --- to answer ---------------------------------------------------------------


def test_it_is_accepted_with_the_last_yes(dewi: User, ratna: User, joni: User) -> None:
    coverage = assigned(dewi, (ratna, "text"), (joni, "photo"))
    verbs.accept(coverage, by=ratna, at=NOW)
    assert coverage.status == Status.PLANNED
    verbs.accept(coverage, by=joni, at=NOW)
    assert Coverage.objects.get().status == Status.ACCEPTED
    assert actions(coverage)[-1] == "coverage.settled"
    with pytest.raises(NotAllowed):
        verbs.accept(coverage, by=joni, at=NOW)


def test_nobody_answers_for_another(dewi: User, ratna: User, joni: User) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    for verb in (verbs.accept, verbs.mark_covered, verbs.finish):
        with pytest.raises(NotAllowed):
            verb(coverage, by=joni, at=BEGINS)
    with pytest.raises(NotAllowed):
        verbs.decline(coverage, by=joni, at=NOW, reason="Sakit")
    assert len(actions(coverage)) == 1


def test_a_no_needs_a_reason_and_the_desk_is_told(
    dewi: User, ratna: User, django_capture_on_commit_callbacks: Any
) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    with pytest.raises(NotAllowed):
        verbs.decline(coverage, by=ratna, at=NOW, reason="  ")
    with django_capture_on_commit_callbacks(execute=True):
        verbs.decline(coverage, by=ratna, at=NOW, reason="Sakit sejak pagi")
    assert Coverage.objects.get().status == Status.DECLINED
    [message] = mail.outbox
    assert message.to == [dewi.email]
    assert "Sakit sejak pagi" in message.body


def test_a_part_is_handed_over_to_somebody_who_is_asked(
    dewi: User, ratna: User, joni: User, bima: User
) -> None:
    coverage = assigned(dewi, (ratna, "text"), (joni, "photo"))
    text, photo = coverage.parts.all()
    other = make.person("Tata Contoh", "writer", of=coverage.unit)
    with pytest.raises(NotAllowed):
        verbs.hand_over(text, to=bima, by=ratna, at=NOW)
    with pytest.raises(NotAllowed):
        verbs.hand_over(photo, to=other, by=ratna, at=NOW)
    verbs.accept(coverage, by=ratna, at=NOW)
    verbs.hand_over(text, to=other, by=ratna, at=NOW)
    verbs.hand_over(photo, to=bima, by=dewi, at=NOW)
    asked = {(part.user, part.answer) for part in coverage.parts.all()}
    assert asked == {(other, "asked"), (bima, "asked")}


def test_after_a_no_somebody_else_takes_the_part(
    dewi: User, ratna: User, kominfo: Unit
) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    verbs.decline(coverage, by=ratna, at=NOW, reason="Sakit")
    other = make.person("Tata Contoh", "writer", of=kominfo)
    verbs.hand_over(coverage.parts.get(), to=other, by=dewi, at=NOW)
    assert Coverage.objects.get().status == Status.PLANNED


# --- to cover and to write ---------------------------------------------------


def test_nothing_is_covered_before_it_begins(dewi: User, ratna: User) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    with pytest.raises(NotAllowed):
        verbs.mark_covered(coverage, by=ratna, at=NOW)
    verbs.mark_covered(coverage, by=ratna, at=BEGINS)
    assert Coverage.objects.get().status == Status.COVERED


def test_a_draft_starts_with_title_unit_and_authors(
    dewi: User, ratna: User, joni: User
) -> None:
    make.section()
    coverage = assigned(dewi, (ratna, "text"), (joni, "photo"))
    page = drafts.start_draft(coverage, by=dewi, at=NOW)
    page = NewsPage.objects.get(pk=page.pk)
    assert (page.title, page.unit, page.owner) == (
        coverage.title,
        coverage.unit,
        ratna,
    )
    assert not page.live
    written = page.get_latest_revision_as_object()
    named = {(author.user, author.part) for author in written.authors.all()}
    assert named == {(ratna, Author.Part.TEXT), (joni, Author.Part.PHOTO)}
    assert Coverage.objects.get().story_id == page.pk
    with pytest.raises(NotAllowed):
        drafts.start_draft(coverage, by=ratna, at=NOW)
    assert NewsPage.objects.count() == 1


def test_who_is_not_asked_to_write_starts_no_draft(
    dewi: User, ratna: User, joni: User, kominfo: Unit
) -> None:
    make.section()
    coverage = assigned(dewi, (ratna, "text"), (joni, "photo"))
    other = make.person("Tata Contoh", "writer", of=kominfo)
    for person in (joni, other):
        with pytest.raises(NotAllowed):
            drafts.start_draft(coverage, by=person, at=NOW)
    assert not NewsPage.objects.exists()


def test_the_approval_of_the_story_closes_the_coverage(
    dewi: User, ratna: User, maria: User
) -> None:
    page = make.news(by=ratna)
    coverage = assigned(dewi, (ratna, "text"))
    Coverage.objects.update(story=page)
    make.approve(page, by=maria)
    assert Coverage.objects.get().status == Status.WRITTEN
    assert actions(coverage)[-1] == "coverage.written"


def test_a_deleted_draft_leaves_the_coverage(dewi: User, ratna: User) -> None:
    make.section()
    coverage = assigned(dewi, (ratna, "text"))
    drafts.start_draft(coverage, by=ratna, at=NOW).delete()
    assert Coverage.objects.get().story_id is None
    coverage.refresh_from_db()
    assert drafts.start_draft(coverage, by=ratna, at=NOW)


# --- to change and to call off -----------------------------------------------


def test_who_stays_keeps_the_answer_and_all_are_told(
    dewi: User,
    ratna: User,
    joni: User,
    bima: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    coverage = assigned(dewi, (ratna, "text"), (joni, "photo"))
    verbs.accept(coverage, by=ratna, at=NOW)
    later = plan((ratna, "text"), (bima, "photo"), place="Kupang")
    with django_capture_on_commit_callbacks(execute=True):
        verbs.change(coverage, later, by=dewi, at=NOW)
    answers = {part.user: part.answer for part in coverage.parts.all()}
    assert answers == {ratna: "accepted", bima: "asked"}
    assert {message.to[0] for message in mail.outbox} == {
        ratna.email,
        bima.email,
        joni.email,
    }
    entry = Entry.objects.for_instance(coverage).filter(action="coverage.changed")
    assert entry.get().data["after"] == {"place": "Kupang"}


def test_a_change_that_changes_nothing_is_not_logged(dewi: User, ratna: User) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    verbs.change(coverage, plan((ratna, "text")), by=dewi, at=NOW)
    assert actions(coverage) == ["coverage.assigned"]


def test_a_changed_hour_is_looked_at_like_a_new_one(dewi: User, ratna: User) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    past = plan((ratna, "text"), starts_at=NOW - timedelta(days=1))
    with pytest.raises(NotAllowed):
        verbs.change(coverage, past, by=dewi, at=NOW)
    # What has begun since it was planned may get a later deadline.
    later = plan((ratna, "text"), deadline_at=DUE + timedelta(days=1))
    verbs.change(coverage, later, by=dewi, at=BEGINS + timedelta(hours=1))
    assert Coverage.objects.get().deadline_at == DUE + timedelta(days=1)


def test_it_is_called_off_with_a_reason_once(
    dewi: User, ratna: User, django_capture_on_commit_callbacks: Any
) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    with pytest.raises(NotAllowed):
        verbs.cancel(coverage, by=dewi, at=NOW, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        verbs.cancel(coverage, by=dewi, at=NOW, reason="Hujan lebat")
    assert "Hujan lebat" in mail.outbox[0].body
    kept = Coverage.objects.get()
    assert (kept.status, kept.reason) == (Status.CANCELLED, "Hujan lebat")
    for late in (
        lambda: verbs.cancel(kept, by=dewi, at=NOW, reason="Lagi"),
        lambda: verbs.accept(kept, by=ratna, at=NOW),
        lambda: drafts.start_draft(kept, by=ratna, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            late()


# --- its screens -------------------------------------------------------------


def sent(ratna: User, unit: Unit, **facts: Any) -> dict[str, Any]:
    rows = {
        "orang-TOTAL_FORMS": "2",
        "orang-INITIAL_FORMS": "0",
        "orang-0-user": str(ratna.pk),
        "orang-0-kind": "text",
        "orang-1-user": "",
        "orang-1-kind": "photo",
    }
    form = {
        "title": "Rapat di Kupang",
        "brief": "",
        "unit": str(unit.pk),
        "place": "",
        "starts_at": "24-11-2031 10:00",
        "ends_at": "",
        "deadline_at": "25-11-2031 10:00",
    }
    return {**rows, **form, **facts}


def test_the_form_assigns_and_says_what_does_not_fit(
    client: Client, dewi: User, ratna: User, kominfo: Unit
) -> None:
    client.force_login(dewi)
    address = reverse("coverage_add")
    assert client.get(address).status_code == 200
    past = client.post(address, sent(ratna, kominfo, starts_at="24-11-2020 10:00"))
    assert "Waktunya sudah lewat" in past.content.decode()
    assert not Coverage.objects.exists()
    answer = client.post(address, sent(ratna, kominfo))
    coverage = Coverage.objects.get()
    assert answer.url == coverage.get_absolute_url()
    assert [(part.user, part.kind) for part in coverage.parts.all()] == [
        (ratna, "text")
    ]
    page = client.get(answer.url).content.decode()
    assert "Rapat di Kupang" in page
    change = reverse("coverage_change", args=[coverage.pk])
    assert client.get(change).status_code == 200
    moved = sent(ratna, kominfo, title="Rapat dipindah")
    assert client.post(change, moved).status_code == 302
    assert Coverage.objects.get().title == "Rapat dipindah"


@pytest.mark.parametrize("step", ["terima", "diliput", "naskah", "selesai"])
def test_no_step_is_taken_by_get(
    step: str, client: Client, dewi: User, ratna: User
) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    client.force_login(ratna)
    assert client.get(f"{coverage.get_absolute_url()}{step}/").status_code == 405


def test_each_button_that_is_shown_does_something(
    client: Client, dewi: User, ratna: User
) -> None:
    make.section()
    # The screens go by the clock of the day on which this runs.
    far = {
        "starts_at": BEGINS.replace(year=2090),
        "deadline_at": DUE.replace(year=2090),
    }
    coverage = assigned(dewi, (ratna, "text"), **far)
    client.force_login(ratna)
    page = client.get(coverage.get_absolute_url()).content.decode()
    for name in ("accept", "draft", "decline"):
        assert reverse(f"coverage_{name}", args=[coverage.pk]) in page
    for name in ("covered", "finish", "cancel", "change"):
        assert reverse(f"coverage_{name}", args=[coverage.pk]) not in page
    client.post(reverse("coverage_accept", args=[coverage.pk]))
    assert Coverage.objects.get().status == Status.ACCEPTED
    answer = client.post(reverse("coverage_draft", args=[coverage.pk]))
    story = NewsPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[story.pk])
    client.post(reverse("coverage_decline", args=[coverage.pk]), {"reason": "Sakit"})
    assert Part.objects.get().answer == "declined"


def test_the_desk_hands_over_and_calls_off_on_its_screens(
    client: Client, dewi: User, ratna: User, kominfo: Unit
) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    other = make.person("Tata Contoh", "writer", of=kominfo)
    client.force_login(dewi)
    part = coverage.parts.get()
    address = reverse("coverage_hand_over", args=[part.pk])
    assert client.get(address).status_code == 200
    client.post(address, {"to": other.pk})
    assert coverage.parts.get().user == other
    address = reverse("coverage_cancel", args=[coverage.pk])
    assert client.get(address).status_code == 200
    client.post(address, {"reason": "Hujan"})
    assert Coverage.objects.get().status == Status.CANCELLED


def test_who_has_no_part_in_the_newsroom_sees_no_coverage(
    client: Client, dewi: User, ratna: User, kominfo: Unit
) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    client.force_login(make.person("Meja Depan", "front_desk", of=kominfo))
    step = reverse("coverage_decline", args=[coverage.pk])
    for address in (reverse("coverages"), coverage.get_absolute_url(), step):
        answer = client.get(address, follow=True)
        assert coverage.title not in answer.content.decode()


def test_what_happened_is_told_without_a_code_word(
    client: Client, dewi: User, ratna: User
) -> None:
    coverage = assigned(dewi, (ratna, "text"))
    verbs.accept(coverage, by=ratna, at=NOW)
    client.force_login(ratna)
    page = client.get(coverage.get_absolute_url()).content.decode()
    assert "Dari: Direncanakan" in page
    assert "planned" not in page
    assert "accepted" not in page
