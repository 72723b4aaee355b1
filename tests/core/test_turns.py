"""Verbs of one process meet PostgreSQL a few at a time, in the order they came."""

import threading

import pytest
from django.db import connection, transaction

from sasando.core import turns
from sasando.core.turns import Turns


def test_who_waits_longest_is_let_in_first() -> None:
    places, came = Turns(1), list[int]()

    def work(number: int) -> None:
        places.enter()
        came.append(number)
        places.leave()

    places.enter()
    people = [threading.Thread(target=work, args=[number]) for number in range(5)]
    for number, person in enumerate(people, start=1):
        person.start()
        while len(places.waiting) < number:
            pass
    places.leave()
    for person in people:
        person.join()
    assert came == [0, 1, 2, 3, 4]
    assert places.free == 1


@pytest.fixture
def one_place(monkeypatch: pytest.MonkeyPatch) -> Turns:
    places = Turns(1)
    monkeypatch.setattr(turns, "VERBS", places)
    return places


@pytest.mark.django_db(transaction=True)
def test_a_place_is_given_back_also_after_a_refusal(one_place: Turns) -> None:
    free: list[int] = []

    @turns.turn()
    def refuse() -> None:
        free.append(one_place.free)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        refuse()
    assert free == [0 if connection.vendor == "postgresql" else 1]
    assert one_place.free == 1


@pytest.mark.django_db(transaction=True)
def test_who_is_in_a_transaction_waits_for_no_place(one_place: Turns) -> None:
    one_place.enter()
    with transaction.atomic(), turns.turn():
        assert one_place.free == 0
    assert one_place.free == 0
