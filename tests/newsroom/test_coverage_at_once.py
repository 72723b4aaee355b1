"""Answers in the same moment, on both databases: none is lost, one draft comes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from tests import make

from sasando.accounts.models import Unit, User
from sasando.core.workflow import NotAllowed
from sasando.newsroom import coverage as verbs
from sasando.newsroom import drafts
from sasando.newsroom.models import Coverage, NewsPage

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 8


def at_once(call: Callable[[int], object]) -> list[object]:
    def run(number: int) -> object:
        try:
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(run, range(PEOPLE)))


def asked(kominfo: Unit) -> list[User]:
    dewi = make.person("Dewi Contoh", "editor", of=kominfo)
    people = [
        make.person(f"Penulis {number}", "writer", of=kominfo)
        for number in range(PEOPLE)
    ]
    plan = verbs.Plan(
        title="Panen",
        starts_at=make.NOW + timedelta(days=1),
        deadline_at=make.NOW + timedelta(days=2),
        people=tuple((person, "text") for person in people),
    )
    verbs.assign(kominfo, plan, by=dewi, at=make.NOW)
    return people


def test_the_last_of_many_answers_at_once_makes_it_accepted(kominfo: Unit) -> None:
    people = asked(kominfo)

    def answer(number: int) -> None:
        verbs.accept(Coverage.objects.get(), by=people[number], at=make.NOW)

    at_once(answer)
    assert Coverage.objects.get().status == Coverage.Status.ACCEPTED


def test_of_many_who_start_the_draft_at_once_one_does(kominfo: Unit) -> None:
    people = asked(kominfo)
    make.section()

    def start(number: int) -> bool:
        try:
            drafts.start_draft(Coverage.objects.get(), by=people[number], at=make.NOW)
        except NotAllowed:
            return False
        return True

    assert sum(map(bool, at_once(start))) == 1
    assert NewsPage.objects.count() == 1
