"""Threads of the web server that are one too many rest, and are called."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic

import pytest

from sasando.core import resting
from sasando.core.resting import Crew

PAGE = [b"halaman"]
PATIENCE_SECONDS = 30.0


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Crew:
    monkeypatch.setattr(resting, "REST_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr(resting, "UNSEEN_SECONDS", PATIENCE_SECONDS)
    return Crew()


@pytest.fixture
def other() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as one:
        yield one


def rests(crew: Crew, other: ThreadPoolExecutor) -> "Future[list[bytes]]":
    """Let the other thread answer and rest; return what ends when it was called."""
    answer = other.submit(crew.sends, PAGE).result()
    assert not isinstance(answer, list)
    pieces = iter(answer)
    assert other.submit(next, pieces).result() == PAGE[0]
    return other.submit(lambda: list(pieces))


def wait_for_rest(crew: Crew) -> None:
    end, pause = monotonic() + PATIENCE_SECONDS, Event()
    while not crew.resting:
        assert monotonic() < end
        pause.wait(0.01)


def test_one_takes_requests_and_the_next_rests_after_its_answer(
    crew: Crew, other: ThreadPoolExecutor
) -> None:
    assert crew.sends(PAGE) is PAGE
    resting = rests(crew, other)
    wait_for_rest(crew)
    assert crew.sends(PAGE) is PAGE
    assert not resting.done()
    crew.goes()
    assert resting.result(PATIENCE_SECONDS / 2) == []
    assert other.submit(crew.sends, PAGE).result() is PAGE


def test_who_goes_calls_another_though_it_took_no_requests(
    crew: Crew, other: ThreadPoolExecutor
) -> None:
    with ThreadPoolExecutor(1) as third:
        assert third.submit(crew.sends, PAGE).result() is PAGE
        resting = rests(crew, other)
        wait_for_rest(crew)
        crew.goes()
        assert resting.result(PATIENCE_SECONDS / 2) == []


def test_nobody_rests_where_the_other_went_while_the_answer_was_sent(
    crew: Crew, other: ThreadPoolExecutor
) -> None:
    assert crew.sends(PAGE) is PAGE
    pieces = iter(other.submit(crew.sends, PAGE).result())
    assert other.submit(next, pieces).result() == PAGE[0]
    crew.goes()
    gone = other.submit(lambda: list(pieces))
    assert gone.result(PATIENCE_SECONDS / 2) == []


def test_nobody_rests_for_ever(
    crew: Crew, other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "REST_SECONDS", 0.01)
    assert crew.sends(PAGE) is PAGE
    assert rests(crew, other).result() == []
    assert crew.resting == 0


def test_who_was_not_seen_for_long_is_replaced(
    crew: Crew, other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert other.submit(crew.sends, PAGE).result() is PAGE
    monkeypatch.setattr(resting, "UNSEEN_SECONDS", 0.0)
    assert crew.sends(PAGE) is PAGE


def test_nobody_rests_after_an_answer_without_a_body(
    crew: Crew, other: ThreadPoolExecutor
) -> None:
    assert crew.sends(PAGE) is PAGE
    assert other.submit(crew.sends, [b""]).result() == [b""]
