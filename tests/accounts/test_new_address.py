"""Nobody moves a person's address quietly or alone."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests import make
from tests.accounts.door import RESET, is_in, sign_in

from sasando.accounts import addresses, jobs, workflow
from sasando.accounts.models import EmailChange, Unit, User
from sasando.core import tick
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh")]

NEW = "baru@example.org"
ASKED = make.NOW
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


def long_here(name: str, *roles: str) -> User:
    person = make.person(name, *roles)
    User.objects.filter(pk=person.pk).update(date_joined=ASKED - timedelta(days=30))
    return User.objects.get(pk=person.pk)


@pytest.fixture
def dewi(kominfo: Unit) -> User:
    """The operator who asks."""
    return long_here("Dewi Contoh", "operator")


@pytest.fixture
def maria(kominfo: Unit) -> User:
    """The approver whose address is to move."""
    return long_here("Maria Contoh", "approver")


@pytest.fixture
def yosef(kominfo: Unit) -> User:
    """The head, the second person."""
    return long_here("Yosef Contoh", "head")


@pytest.fixture
def ask(dewi: User, maria: User, django_capture_on_commit_callbacks: Any) -> Any:
    def ask(at: datetime = ASKED, wanted: str = NEW) -> EmailChange:
        with django_capture_on_commit_callbacks(execute=True):
            change = addresses.ask(maria, wanted=wanted, by=dewi, at=at)
        return EmailChange.objects.get(pk=change.pk)

    return ask


def address_of(person: User) -> str:
    return User.objects.get(pk=person.pk).email


def to(address: str) -> list[Any]:
    return [each for each in mail.outbox if each.to == [address]]


def may_reset(client: Client, address: str) -> bool:
    mail.outbox.clear()
    client.post(RESET, {"email": address})
    return any("/password/reset/key/" in each.body for each in to(address))


# --- who is told ------------------------------------------------------------


def test_the_old_address_and_all_who_watch_are_told_at_once(
    ask: Any, maria: User, dewi: User, yosef: User
) -> None:
    melki = make.person("Melki Contoh", "auditor")
    other = make.person("Operator Lain", "operator")
    gone = make.person("Sudah Pergi", "head")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    writer = make.person("Penulis Contoh", "writer")
    ask()
    assert [each.to[0] for each in mail.outbox if each.to == [maria.email]]
    for watcher in (melki, other, yosef):
        assert len(to(watcher.email)) == 1
        assert reverse("person_address", args=[maria.pk]) in to(watcher.email)[0].body
    for silent in (gone.email, writer.email, dewi.email, NEW):
        assert to(silent) == []
    said = to(maria.email)[0].body
    assert NEW in said
    assert dewi.name in said
    assert "http://localhost/kantor/akun/alamat/" in said


def test_asking_stands_in_the_log_without_the_addresses(
    ask: Any, maria: User, dewi: User
) -> None:
    ask()
    entry = Entry.objects.for_instance(maria).first()
    assert entry is not None
    assert (entry.action, entry.user) == ("address.asked", dewi)
    assert entry.data == {"changed": ["email"]}


# --- the operator alone -----------------------------------------------------


def test_for_a_day_the_new_address_opens_nothing_and_the_old_one_all(
    ask: Any, client: Client, maria: User
) -> None:
    ask()
    jobs.addresses(ASKED + DAY - SECOND)
    assert address_of(maria) == maria.email
    assert not may_reset(client, NEW)
    assert may_reset(client, maria.email)


def test_after_a_day_the_new_address_is_in_force_and_the_old_one_void(
    ask: Any, client: Client, maria: User, django_capture_on_commit_callbacks: Any
) -> None:
    EmailAddress.objects.create(user=maria, email=maria.email, primary=True)
    ask()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        jobs.addresses(ASKED + DAY)
    assert address_of(maria) == NEW
    assert len(to(maria.email)) == 1
    rows = EmailAddress.objects.filter(user=maria)
    assert list(rows.values_list("email", "primary")) == [(NEW, True)]
    entry = Entry.objects.for_instance(maria).first()
    assert entry is not None
    assert (entry.action, entry.user) == ("address.changed", None)
    assert may_reset(client, NEW)
    assert not may_reset(client, maria.email)
    jobs.addresses(ASKED + 2 * DAY)
    assert Entry.objects.filter(action="address.changed").count() == 1


def test_what_the_old_address_opened_is_shut_in_the_same_step(
    ask: Any, maria: User, yosef: User, dewi: User
) -> None:
    at_home, asking = Client(), Client()
    for client, person in ((at_home, maria), (asking, dewi)):
        sign_in(client, person.email)
        SocialAccount.objects.create(user=person, provider="kantor", uid=person.email)
    mail.outbox.clear()
    Client().post(RESET, {"email": maria.email})
    link = re.search(r"http://localhost(/\S+/key/\S+)", to(maria.email)[0].body)
    assert link
    addresses.confirm(ask(), by=yosef, at=ASKED)
    assert not is_in(at_home)
    assert is_in(asking)
    assert SocialAccount.objects.get().user == dewi
    assert b"password1" not in Client().get(link[1], follow=True).content
    sign_in(at_home, NEW)
    assert is_in(at_home)


def test_an_old_reset_link_works_until_then(ask: Any, maria: User) -> None:
    ask()
    mail.outbox.clear()
    Client().post(RESET, {"email": maria.email})
    link = re.search(r"http://localhost(/\S+/key/\S+)", to(maria.email)[0].body)
    assert link
    assert b"password1" in Client().get(link[1], follow=True).content


def test_the_job_runs_with_tick() -> None:
    assert "accounts.addresses" in tick.JOBS


def test_the_day_begins_when_the_mail_to_the_old_address_has_left(
    ask: Any, maria: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    change = ask()
    assert change.told_at is None
    jobs.addresses(ASKED + 2 * DAY)
    assert address_of(maria) == maria.email
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    jobs.addresses(ASKED + 2 * DAY)
    assert len(to(maria.email)) == 1
    jobs.addresses(ASKED + 3 * DAY - SECOND)
    assert address_of(maria) == maria.email
    jobs.addresses(ASKED + 3 * DAY)
    assert address_of(maria) == NEW


def test_a_second_new_address_is_refused_until_the_first_is_stopped(
    ask: Any, maria: User, dewi: User
) -> None:
    first = ask()
    with pytest.raises(NotAllowed):
        addresses.ask(maria, wanted="lain@example.org", by=dewi, at=ASKED)
    assert EmailChange.objects.open().get() == first
    addresses.stop(first, by=dewi, at=ASKED)
    ask(at=ASKED + DAY / 2, wanted="lain@example.org")
    jobs.addresses(ASKED + DAY)
    assert address_of(maria) == maria.email
    jobs.addresses(ASKED + DAY + DAY / 2)
    assert address_of(maria) == "lain@example.org"


def test_the_verb_that_keeps_people_changes_no_address(maria: User, dewi: User) -> None:
    before = maria.email
    maria.email = NEW
    with pytest.raises(NotAllowed):
        workflow.keep_person(maria, changed=["email"], by=dewi, at=ASKED)
    assert address_of(maria) == before


@pytest.mark.parametrize("wanted", ["", "bukan alamat", "maria.contoh@example.org"])
def test_what_is_no_new_address_is_refused(
    wanted: str, maria: User, dewi: User
) -> None:
    with pytest.raises(NotAllowed):
        addresses.ask(maria, wanted=wanted, by=dewi, at=ASKED)
    assert not EmailChange.objects.exists()


def test_an_address_of_somebody_else_is_refused_then_and_later(
    ask: Any, maria: User, dewi: User
) -> None:
    with pytest.raises(NotAllowed):
        addresses.ask(maria, wanted=dewi.email.upper(), by=dewi, at=ASKED)
    change = ask()
    User.objects.create_user(NEW, make.PASSWORD, name="Lebih Cepat")
    jobs.addresses(ASKED + DAY)
    change.refresh_from_db()
    assert change.outcome == EmailChange.STOPPED
    assert address_of(maria) == maria.email


# --- the old address objects ------------------------------------------------


def test_the_old_address_stops_it_with_one_press(
    ask: Any, client: Client, maria: User
) -> None:
    ask()
    body = to(maria.email)[0].body
    there = next(
        word.removeprefix("http://localhost")
        for word in body.split()
        if "/kantor/akun/alamat/" in word
    )
    assert client.get(there).status_code == 200
    assert EmailChange.objects.open().exists()
    assert client.post(there).status_code == 200
    jobs.addresses(ASKED + 2 * DAY)
    assert address_of(maria) == maria.email
    assert Entry.objects.for_instance(maria).filter(action="address.stopped").exists()
    for again in (client.get(there), client.post(there)):
        assert again.status_code == 403
    wrong = client.post(reverse("stop_address", args=["bukan-kunci"]))
    assert wrong.status_code == 403


# --- the second person ------------------------------------------------------


def test_a_second_person_puts_it_in_force_at_once(
    ask: Any, maria: User, yosef: User
) -> None:
    change = ask()
    addresses.confirm(change, by=yosef, at=ASKED)
    assert address_of(maria) == NEW
    change.refresh_from_db()
    assert (change.outcome, change.settled_by) == (EmailChange.APPLIED, yosef)
    with pytest.raises(NotAllowed):
        addresses.confirm(change, by=yosef, at=ASKED)
    with pytest.raises(NotAllowed):
        addresses.stop(change, by=yosef, at=ASKED)


def test_who_asked_does_not_confirm(ask: Any, maria: User, dewi: User) -> None:
    change = ask()
    with pytest.raises(NotAllowed):
        addresses.confirm(change, by=dewi, at=ASKED)
    assert address_of(maria) == maria.email


def test_an_operator_does_not_move_the_own_address_alone(
    dewi: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        change = addresses.ask(dewi, wanted=NEW, by=dewi, at=ASKED)
    with pytest.raises(NotAllowed):
        addresses.confirm(change, by=dewi, at=ASKED)
    assert len(to(dewi.email)) == 1


@pytest.mark.parametrize("days", [0, 6])
def test_a_second_person_made_for_the_purpose_does_not_confirm(
    days: int, ask: Any, maria: User, dewi: User
) -> None:
    puppet = make.person("Boneka Contoh", "head")
    joined = ASKED - timedelta(days=days)
    User.objects.filter(pk=puppet.pk).update(date_joined=joined)
    change = ask()
    with pytest.raises(NotAllowed):
        addresses.confirm(change, by=User.objects.get(pk=puppet.pk), at=ASKED)
    assert address_of(maria) == maria.email


def test_an_account_whose_address_moved_lately_does_not_confirm(
    ask: Any, maria: User, dewi: User, yosef: User
) -> None:
    addresses.ask(yosef, wanted="rebut@example.org", by=dewi, at=ASKED - 2 * DAY)
    EmailChange.objects.update(told_at=ASKED - 2 * DAY)
    jobs.addresses(ASKED - DAY)
    assert address_of(yosef) == "rebut@example.org"
    change = ask()
    with pytest.raises(NotAllowed):
        addresses.confirm(change, by=yosef, at=ASKED)
    assert address_of(maria) == maria.email


# --- the screens ------------------------------------------------------------


def test_the_operators_form_only_asks(
    client: Client, maria: User, dewi: User, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(dewi)
    edit = reverse("wagtailusers_users:edit", args=[maria.pk])
    facts = {"name": maria.name, "email": NEW, "title": "Sekretaris"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(edit, facts | {"is_active": "on"}).status_code == 302
    stored = User.objects.get(pk=maria.pk)
    assert (stored.email, stored.title) == (maria.email, "Sekretaris")
    change = EmailChange.objects.get()
    assert (change.wanted, change.asked_by) == (NEW, dewi)
    assert to(maria.email)
    page = client.get(edit).content.decode()
    assert reverse("person_address", args=[maria.pk]) in page


def test_the_page_of_the_change_offers_each_what_they_may_do(
    ask: Any, client: Client, maria: User, dewi: User, yosef: User, ratna: User
) -> None:
    there = reverse("person_address", args=[maria.pk])
    client.force_login(yosef)
    assert client.get(there).status_code == 404
    change = ask()
    melki = make.person("Melki Contoh", "auditor")
    for person, confirms in ((yosef, True), (dewi, False), (melki, False)):
        client.force_login(person)
        page = client.get(there).content.decode()
        assert 'value="stop"' in page
        assert ('value="confirm"' in page) is confirms
    for person, done in ((dewi, False), (melki, False), (yosef, True)):
        client.force_login(person)
        client.post(there, {"step": "confirm", "question": change.pk})
        assert (address_of(maria) == NEW) is done
    client.force_login(ratna)
    assert client.get(there).status_code in {302, 403}


def test_whoever_watches_stops_it(
    ask: Any, client: Client, maria: User, kominfo: Unit
) -> None:
    sent = {"step": "stop", "question": ask().pk}
    client.force_login(make.person("Melki Contoh", "auditor"))
    client.post(reverse("person_address", args=[maria.pk]), sent)
    assert not EmailChange.objects.open().exists()


@pytest.mark.parametrize("question", ["", "0", "x", "9" * 30, "²"])
def test_a_step_that_names_no_question_is_refused(
    question: str, ask: Any, client: Client, maria: User, yosef: User
) -> None:
    ask()
    client.force_login(yosef)
    there = reverse("person_address", args=[maria.pk])
    sent = {"step": "confirm", "question": question}
    assert client.post(there, sent).status_code == 404
    assert address_of(maria) == maria.email


def test_nobody_confirms_another_address_than_the_one_they_read(
    ask: Any, client: Client, maria: User, dewi: User, yosef: User
) -> None:
    read = ask()
    client.force_login(yosef)
    there = reverse("person_address", args=[maria.pk])
    assert f'name="question" value="{read.pk}"' in client.get(there).content.decode()
    addresses.stop(read, by=dewi, at=ASKED)
    other = ask(wanted="jahat@example.org")
    sent = {"step": "confirm", "question": read.pk}
    assert client.post(there, sent).url == there
    assert address_of(maria) == maria.email
    assert EmailChange.objects.open().get() == other


def test_a_new_person_gets_the_address_at_once(client: Client, dewi: User) -> None:
    client.force_login(dewi)
    facts = {"name": "Sari Contoh", "email": NEW, "is_active": "on"}
    client.post(reverse("wagtailusers_users:add"), facts)
    sari = User.objects.get(email=NEW)
    day = ASKED.date()
    workflow.appoint(None, sari, "editor", starts_on=day, by=dewi, at=ASKED)
    assert not EmailChange.objects.exists()
