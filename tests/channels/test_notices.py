"""A channel that needs a person says so once to who can help, not once a post."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from tests import make
from tests.channels.stage import PAGE, TOKEN, Stage, run, say

from sasando.accounts.models import User
from sasando.channels import notices, workflow
from sasando.channels.models import Channel

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def admin(db: None) -> User:
    return make.person("Yanti Contoh", "channel_admin")


def subjects() -> list[str]:
    return [str(one.subject) for one in mail.outbox]


def test_a_refused_token_is_told_once_however_many_posts_wait(
    stage: Stage, admin: User, ratna: User
) -> None:
    channel = stage.channel()
    for number in range(3):
        say([channel], text=f"Kabar {number}")
    stage.fault("token", code=190, subcode=463, match={"path_regex": ""}, times=0)
    run()
    for minutes in range(3):
        notices.tell(timezone.now() + timedelta(minutes=minutes))
    [letter] = mail.outbox
    assert letter.to == [admin.email]
    assert channel.name in letter.subject
    stage.world.faults.clear()
    now = timezone.now()
    workflow.reconnect(channel, {"token": TOKEN}, account_id=PAGE, by=None, at=now)
    run()
    notices.tell(now)
    assert len(mail.outbox) == 1
    assert len(stage.posts()) == 3


def test_a_token_refused_again_after_a_new_connection_is_told_again(
    stage: Stage, admin: User
) -> None:
    channel = stage.channel()
    for _ in range(2):
        stage.fault("token", code=190, subcode=463, match={"path_regex": ""})
        say([channel])
        run()
        channel.refresh_from_db()
        notices.tell(timezone.now())
        now, new = timezone.now(), {"token": TOKEN}
        workflow.reconnect(channel, new, account_id=PAGE, by=None, at=now)
        run()
    assert len(mail.outbox) == 2


def test_while_the_mail_server_is_away_nobody_counts_as_told(
    stage: Stage, admin: User, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    Channel.objects.filter(pk=stage.channel().pk).update(status="blocked")
    notices.tell(timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    notices.tell(timezone.now())
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("clock", ["token_expires_at", "data_access_expires_at"])
def test_the_end_of_a_token_is_told_14_7_and_1_days_before(
    stage: Stage, admin: User, clock: str
) -> None:
    ends = timezone.now() + 30 * DAY
    Channel.objects.filter(pk=stage.channel().pk).update(**{clock: ends})
    told = []
    for left in (20, 14, 13, 8, 7, 6, 2, 1, 0.5):
        before = len(mail.outbox)
        notices.tell(ends - left * DAY)
        told += [left] * (len(mail.outbox) - before)
    assert told == [14, 7, 1]
    assert len(set(subjects())) == 1


def test_a_token_that_is_renewed_by_the_hour_alarms_nobody(
    stage: Stage, admin: User
) -> None:
    channel = stage.channel()
    channel.secrets = '{"token": "a", "refresh_token": "b"}'
    channel.token_expires_at = timezone.now() + timedelta(minutes=50)
    channel.save()
    notices.tell(timezone.now())
    assert mail.outbox == []
