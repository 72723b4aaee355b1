"""A person of the staff is answered in the language they chose, whatever happens."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from tests import make
from tests.accounts.door import SIGN_IN, later, sign_in
from wagtail.users.models import UserProfile

from sasando.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh")]


@pytest.fixture
def emily(ratna: User) -> User:
    """A writer who chose English."""
    UserProfile.objects.create(user=ratna, preferred_language="en")
    return ratna


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/kantor/tidak-ada/", 404, "To Today"),
        ("/kantor/unit/?x=%00", 400, "Your browser sent something"),
    ],
)
def test_a_refusal_is_said_in_the_language_of_the_person(
    path: str, status: int, words: str, client: Client, emily: User
) -> None:
    client.force_login(emily)
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert '<html lang="en"' in answer.content.decode()


def test_an_expired_form_is_said_in_the_language_of_the_person(emily: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(emily)
    answer = client.post(reverse("unit:add"), {"name": "x"})
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


def test_an_ended_session_is_said_in_the_language_of_the_person(
    client: Client, emily: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, emily.email)
    client.get(reverse("wagtailadmin_home"))
    later(monkeypatch, seconds=31 * 60)
    answer = client.get(reverse("wagtailadmin_home"))
    [said] = get_messages(answer.wsgi_request)
    assert str(said).startswith("You were signed out")
    assert '<html lang="en"' in client.get(SIGN_IN).content.decode()


def test_who_chose_nothing_is_answered_in_indonesian(
    client: Client, bima: User
) -> None:
    client.force_login(bima)
    answer = client.get("/kantor/unit/?x=%00")
    assert '<html lang="id"' in answer.content.decode()


def test_no_staff_page_may_be_kept_by_a_cache(client: Client, ratna: User) -> None:
    client.force_login(ratna)
    for path in ("/kantor/", "/kantor/tidak-ada/", "/kantor/unit/?x=%00"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path


@pytest.mark.parametrize(("chosen", "word"), [("en", "Search"), ("id", "Cari")])
def test_the_tab_of_a_chooser_speaks_the_language_of_the_person(
    chosen: str, word: str, client: Client, kominfo: None
) -> None:
    person = make.person("Okta Contoh", "editor")
    UserProfile.objects.create(user=person, preferred_language=chosen)
    client.force_login(person)
    for name in ("wagtailimages_chooser:choose", "wagtaildocs_chooser:choose"):
        html = client.get(reverse(name)).json()["html"]
        tab = html.split('id="tab-label-search"')[1].split("</a>")[0]
        assert word in tab
