"""The morning message: once a working day, to head and editors, never twice."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from tests import make
from wagtail.models import Site
from wagtail.users.models import UserProfile

from sasando.accounts import workflow as accounts
from sasando.accounts.models import Unit, User
from sasando.core import approvals, tick, today
from sasando.core.models import Holiday
from sasando.newsroom import morning
from sasando.newsroom.models import Coverage, MorningMessage, NewsroomSettings, Part

pytestmark = pytest.mark.django_db
# Tuesday, 24 November 2026, 07.00 in Kupang.
SEVEN = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def dewi(kominfo: Unit) -> User:
    """The editor."""
    return make.person("Dewi Contoh", "editor", of=kominfo)


def told() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def test_head_and_editors_are_told_and_nobody_else(
    dewi: User, maria: User, ratna: User
) -> None:
    morning.send_due(SEVEN)
    assert told() == sorted([dewi.email, maria.email])


def test_nobody_is_told_twice_on_one_day(dewi: User) -> None:
    for minutes in (0, 5, 60):
        morning.send_due(SEVEN + timedelta(minutes=minutes))
    assert len(mail.outbox) == 1
    morning.send_due(SEVEN + DAY)
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        (SEVEN - timedelta(minutes=1), 0),
        (SEVEN + timedelta(hours=5, minutes=59), 1),
        (SEVEN + timedelta(hours=6), 0),
    ],
)
def test_it_comes_in_the_morning_or_not_at_all(
    at: datetime, sent: int, dewi: User
) -> None:
    morning.send_due(at)
    assert len(mail.outbox) == sent


def test_after_a_stop_of_a_day_only_todays_message_comes(dewi: User) -> None:
    morning.send_due(SEVEN)
    morning.send_due(SEVEN + 2 * DAY + 3 * HOUR)
    assert len(mail.outbox) == 2
    assert set(MorningMessage.objects.values_list("day", flat=True)) == {
        date(2026, 11, 24),
        date(2026, 11, 26),
    }


def test_the_office_rests_on_days_off(dewi: User) -> None:
    kind = Holiday.Kind.REGIONAL
    day = date(2026, 11, 24)
    Holiday.objects.create(date=day, name="HUT", kind=kind, source="SE 1")
    saturday = SEVEN + 4 * DAY
    for at in (SEVEN, saturday, saturday + DAY):
        morning.send_due(at)
    assert mail.outbox == []
    morning.send_due(saturday + 2 * DAY)
    assert len(mail.outbox) == 1


def test_the_office_chooses_the_hour(dewi: User) -> None:
    make.site()
    site = Site.objects.get(is_default_site=True)
    NewsroomSettings.objects.create(site=site, morning_hour=9)
    morning.send_due(SEVEN + HOUR)
    assert mail.outbox == []
    morning.send_due(SEVEN + 2 * HOUR)
    assert len(mail.outbox) == 1


def test_an_empty_day_says_so_or_is_not_sent(dewi: User) -> None:
    make.site()
    site = Site.objects.get(is_default_site=True)
    choice = NewsroomSettings.objects.create(site=site)
    morning.send_due(SEVEN)
    assert "Tidak ada yang" in mail.outbox[0].body
    choice.morning_when_empty = False
    choice.save()
    morning.send_due(SEVEN + DAY)
    assert len(mail.outbox) == 1
    # What comes in later that day is on the page; there is no second morning.
    late = {"starts_at": SEVEN, "deadline_at": SEVEN, "assigned_at": SEVEN}
    unit = Unit.objects.get()
    row = Coverage.objects.create(title="x", unit=unit, assigned_by=dewi, **late)
    Part.objects.create(coverage=row, user=dewi)
    morning.send_due(SEVEN + DAY + HOUR)
    assert len(mail.outbox) == 1


def test_who_wishes_no_mail_and_whose_role_ended_is_not_told(
    dewi: User, kominfo: Unit
) -> None:
    UserProfile.objects.create(user=dewi, submitted_notifications=False)
    gone = make.person("Lama Contoh")
    accounts.appoint(
        kominfo,
        gone,
        "editor",
        starts_on=date(2020, 1, 1),
        ends_on=date(2026, 11, 23),
        by=None,
        at=make.NOW,
    )
    morning.send_due(SEVEN)
    assert mail.outbox == []


def test_it_names_what_is_late_due_and_planned_and_counts_the_last_working_day(
    dewi: User, ratna: User, maria: User
) -> None:
    friday = SEVEN - 3 * DAY
    page = make.news(by=ratna, title="Terbit Jumat")
    make.approve(page, by=maria, at=friday)
    with_clock = approvals.publish(page, by=maria, at=friday)
    assert with_clock
    planned = make.news(by=ratna, title="Terbit sore", go_live_at=SEVEN + 9 * HOUR)
    make.approve(planned, by=maria, at=SEVEN)
    approvals.publish(planned, by=maria, at=SEVEN)
    facts = {"starts_at": friday, "unit": Unit.objects.first(), "assigned_by": maria}
    for title, due in (("Terlambat ini", -2 * DAY), ("Hari ini", 4 * HOUR)):
        row = Coverage.objects.create(
            title=title, deadline_at=SEVEN + due, assigned_at=friday, **facts
        )
        Part.objects.create(coverage=row, user=dewi)
    morning.send_due(SEVEN)
    [body] = [each.body for each in mail.outbox if each.to == [dewi.email]]
    assert "Terlambat (1)" in body
    assert "terlambat 2 hari" in body
    assert "16.00: Terbit sore" in body
    assert "Senin, 23 November 2026" in body
    assert "/kantor/" in body
    subject = mail.outbox[0].subject
    assert "Selasa, 24 November 2026" in subject


def test_it_speaks_the_readers_language(dewi: User) -> None:
    UserProfile.objects.create(user=dewi, preferred_language="en")
    morning.send_due(SEVEN)
    assert mail.outbox[0].subject.startswith("Tuesday, 24 November 2026")
    assert "Nothing is late" in mail.outbox[0].body


def test_a_mail_server_that_is_away_is_tried_again_and_nobody_counts_as_told(
    dewi: User, settings: Any
) -> None:
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    job = tick.JOBS["newsroom.morning"]
    assert "Error" in str(tick.attempt(job, SEVEN))
    assert not MorningMessage.objects.exists()
    settings.EMAIL_BACKEND = kept
    tick.attempt(job, SEVEN + timedelta(minutes=5))
    assert len(mail.outbox) == 1


def test_a_mail_that_may_have_left_is_not_sent_again(
    dewi: User,
    maria: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def lost(self: Any, *args: Any, **kwargs: Any) -> int:
        raise TimeoutError("no answer")

    from django.core.mail import EmailMessage

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(EmailMessage, "send", lost)
        morning.send_due(SEVEN)
    assert len(caplog.records) == 2
    morning.send_due(SEVEN + timedelta(minutes=5))
    assert mail.outbox == []


def test_a_broken_source_does_not_hold_the_message_back(
    dewi: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(user: Any, at: Any) -> Any:
        raise RuntimeError("rusak")

    monkeypatch.setattr(today, "SOURCES", {"broken": broken})
    with caplog.at_level(logging.CRITICAL):
        morning.send_due(SEVEN)
    assert "tidak dapat dibaca" in mail.outbox[0].body
