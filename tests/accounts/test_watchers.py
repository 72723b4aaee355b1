"""Power over others is never given, or its watchers muted, without a word to them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from tests import make

from sasando.accounts import addresses, jobs, letters, workflow
from sasando.accounts.models import Assignment, Unit, User
from sasando.core import tick
from sasando.core.models import Entry

pytestmark = pytest.mark.django_db
NOW, TODAY = make.NOW, make.NOW.date()
GRAVE = ["approver", "head", "operator", "auditor", "ppid_main"]


@pytest.fixture
def dewi(kominfo: Unit) -> User:
    """The operator who does it."""
    return make.person("Dewi Contoh", "operator")


@pytest.fixture
def yosef(kominfo: Unit) -> User:
    return make.person("Yosef Contoh", "head")


@pytest.fixture
def melki(kominfo: Unit) -> User:
    return make.person("Melki Contoh", "auditor")


@pytest.fixture
def after(django_capture_on_commit_callbacks: Any) -> Callable[..., list[Any]]:
    """Return the mails that a call sends once it is committed."""

    def after(call: Callable[..., Any], *words: Any, **facts: Any) -> list[Any]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            call(*words, **facts)
        return list(mail.outbox)

    return after


def readers(sent: list[Any]) -> list[str]:
    return sorted(each.to[0] for each in sent)


def switch(person: User, on: bool, *, by: User, at: Any = NOW) -> None:
    person = User.objects.get(pk=person.pk)
    person.is_active = on
    workflow.keep_person(person, changed=["is_active"], by=by, at=at)


def fresh(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org", make.PASSWORD, name=name)


# --- giving, beginning, ending ---------------------------------------------------


@pytest.mark.parametrize("role", GRAVE)
def test_all_who_watch_are_told_of_a_grave_role(
    role: str, after: Any, dewi: User, yosef: User, melki: User
) -> None:
    boneka = fresh("Boneka Contoh")
    facts: dict[str, Any] = {"starts_on": date(2026, 12, 1), "by": dewi, "at": NOW}
    sent = after(workflow.appoint, None, boneka, role, **facts)
    assert readers(sent) == sorted(each.email for each in (dewi, yosef, melki))
    body, link = sent[0].body, Assignment.objects.get(user=boneka)
    for fact in (dewi.name, boneka.name, boneka.email, "1 Desember 2026"):
        assert fact in body
    assert reverse("assignment:edit", args=[link.pk]) in body


def test_nobody_is_told_of_other_roles_nor_of_the_first_set_up(
    after: Any, dewi: User, yosef: User
) -> None:
    boneka = fresh("Boneka Contoh")
    facts: dict[str, Any] = {"starts_on": TODAY, "at": NOW}
    assert after(workflow.appoint, None, boneka, "writer", by=dewi, **facts) == []
    assert after(workflow.appoint, None, boneka, "head", by=None, **facts) == []


def test_each_is_told_in_their_own_language(
    after: Any, dewi: User, yosef: User
) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=yosef, preferred_language="en")
    facts: dict[str, Any] = {"starts_on": TODAY, "by": dewi, "at": NOW}
    sent = after(workflow.appoint, None, fresh("Boneka"), "approver", **facts)
    body = next(each.body for each in sent if each.to == [yosef.email])
    assert "the role “Approver”, the whole agency, from 24 November 2026" in body


def test_a_role_given_for_later_is_told_again_once_when_it_begins(
    after: Any, dewi: User, yosef: User
) -> None:
    first = TODAY + timedelta(days=3)
    for person, role, day in (
        ("Nanti Contoh", "approver", first),
        ("Sekarang Contoh", "head", TODAY),
        ("Penulis Contoh", "writer", first),
    ):
        workflow.appoint(None, fresh(person), role, starts_on=day, by=dewi, at=NOW)
    assert after(jobs.roles, NOW) == []
    begun = NOW + timedelta(days=3)
    sent = after(jobs.roles, begun)
    assert {each.subject.split(": ")[1] for each in sent} == {"Nanti Contoh"}
    assert dewi.email in readers(sent)
    assert after(jobs.roles, begun + timedelta(hours=1)) == []
    assert Entry.objects.filter(action="role.began").count() == 1


def test_the_job_runs_with_tick() -> None:
    assert "accounts.roles" in tick.JOBS


def test_all_who_watch_are_told_when_a_watcher_is_dismissed(
    after: Any, dewi: User, yosef: User, melki: User
) -> None:
    role = melki.assignments.get()
    facts: dict[str, Any] = {"ends_on": role.starts_on, "by": dewi, "at": NOW}
    sent = after(workflow.dismiss, role, **facts)
    assert readers(sent) == sorted(each.email for each in (dewi, yosef, melki))
    assert melki.name in sent[0].subject


# --- switching off ----------------------------------------------------------------


@pytest.mark.parametrize("on", [False, True])
def test_all_who_watch_are_told_when_a_watcher_is_switched(
    on: bool, after: Any, dewi: User, yosef: User, melki: User
) -> None:
    if on:
        switch(melki, False, by=dewi)
    sent = after(switch, melki, on, by=dewi)
    assert readers(sent) == sorted(each.email for each in (dewi, yosef, melki))


def test_nobody_is_told_when_a_writer_is_switched_off(
    after: Any, dewi: User, ratna: User
) -> None:
    assert after(switch, ratna, False, by=dewi) == []


def test_a_switch_that_the_caller_does_not_name_is_logged_and_told(
    after: Any, dewi: User, melki: User
) -> None:
    melki.is_active = False
    assert after(workflow.keep_person, melki, changed=[], by=dewi, at=NOW)
    entry = Entry.objects.for_instance(melki).first()
    assert entry is not None
    assert entry.data["changed"] == ["is_active"]


def test_watchers_muted_for_a_moment_are_told_of_a_new_address(
    after: Any, dewi: User, yosef: User, melki: User, ratna: User
) -> None:
    switch(yosef, False, by=dewi)
    role = melki.assignments.get()
    workflow.dismiss(role, by=dewi, at=NOW, ends_on=role.starts_on)
    facts: dict[str, Any] = {"wanted": "baru@example.org", "by": dewi, "at": NOW}
    sent = after(addresses.ask, ratna, **facts)
    assert readers(sent) == sorted(each.email for each in (ratna, yosef, melki))


def test_who_was_let_go_longer_ago_is_told_nothing(
    dewi: User, yosef: User, melki: User
) -> None:
    switch(yosef, False, by=dewi)
    workflow.dismiss(melki.assignments.get(), by=dewi, at=NOW, ends_on=TODAY)
    last, later = NOW + timedelta(days=30), NOW + timedelta(days=32)
    everybody = {dewi, yosef, melki}
    assert {person for _address, person in letters.watchers(last)} == everybody
    assert {person for _address, person in letters.watchers(later)} == {dewi}
