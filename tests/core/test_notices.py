"""A text that is sent for approval is told to those who may approve it."""

from typing import Any

import pytest
from django.core import mail
from tests import make
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from sasando.accounts.models import User
from sasando.newsroom.models import Author

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(
    second_person: Workflow,
    ratna: User,
    maria: User,
    django_capture_on_commit_callbacks: Any,
) -> dict[str, Any]:
    """Return the mails about one text of Ratna's, by the address of the reader."""
    User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    theresia = make.person("Theresia Contoh", "head")
    UserProfile.objects.create(user=theresia, preferred_language="en")
    melki = make.person("Melki Contoh", "approver")
    UserProfile.objects.create(user=melki, submitted_notifications=False)
    # An approver who wrote on the text approves it no more.
    yohanes = make.person("Yohanes Contoh", "approver")
    item = make.news(by=ratna, title="Jembatan baru")
    item.get_latest_revision_as_object().save_revision(user=yohanes)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        second_person.start(item, ratna)
    return {to: each for each in mail.outbox for to in each.to}


def test_only_who_may_approve_the_text_is_told(sent: dict[str, Any]) -> None:
    assert set(sent) == {"maria.contoh@example.org", "theresia.contoh@example.org"}


def test_each_is_told_in_their_language(sent: dict[str, Any]) -> None:
    english = sent["theresia.contoh@example.org"]
    assert english.subject == "Waits for approval: Jembatan baru"
    assert "/putuskan/" in english.body
    assert "Jembatan baru" in sent["maria.contoh@example.org"].subject


def test_an_empty_row_of_an_author_shows_no_name(ratna: User) -> None:
    item = make.news(by=ratna)
    item.authors = [Author(user=ratna), Author()]
    assert item.writers() == [str(ratna)]
