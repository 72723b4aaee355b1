"""What is ready is answered in the thread that takes requests; the rest may wait."""

from collections.abc import Callable
from threading import Barrier, Event, get_ident
from typing import Any

import granian.server.mp as server
import pytest
from granian.wsgi import _callback_wrapper as usual

from sasando.core import answering
from sasando.core.answering import Threads, call_of

SECONDS = 10
STORED = (200, [("Content-Type", "text/html")], b"tersimpan")


class Application:
    """Knows one address by heart; for all others it notes in which thread it was."""

    def __init__(self) -> None:
        self.threads: list[int] = []

    def at_once(self, environ: Any) -> Any:
        return STORED if environ["PATH_INFO"] == "/" else None

    def beyond(self, environ: Any, start: Any) -> list[bytes]:
        self.threads.append(get_ident())
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"dijawab"]

    __call__ = beyond


class Line:
    """Granian's end: what was answered, and in which thread."""

    def __init__(self) -> None:
        self.done, self.said, self.thread = Event(), (0, b""), 0

    def response_bytes(self, status: int, headers: Any, body: bytes) -> None:
        self.said, self.thread = (status, body), get_ident()
        self.done.set()


def ask(call: Callable[..., Any], path: str) -> Line:
    line = Line()
    call(line, {"PATH_INFO": path})
    assert line.done.wait(SECONDS)
    return line


def test_what_is_ready_is_answered_in_the_thread_that_asks() -> None:
    application = Application()
    call = call_of(usual, application, {})
    ready = ask(call, "/")
    assert (ready.said, ready.thread) == ((200, b"tersimpan"), get_ident())
    other = ask(call, "/cari/")
    assert other.said == (200, b"dijawab")
    assert application.threads == [other.thread] != [get_ident()]


@pytest.mark.parametrize("more", [({"url_path_prefix": "/x"}, None), ({}, "%(path)s")])
def test_what_granian_does_besides_it_does_itself(more: Any) -> None:
    seen: list[Any] = []

    def its_own(application: Any, options: Any, log: Any) -> Any:
        seen.append((options, log))
        return lambda line, environ: line.response_bytes(200, [], b"granian")

    call = call_of(its_own, Application(), *more)
    line = ask(call, "/")
    assert (line.said, seen) == ((200, b"granian"), [more])
    assert line.thread != get_ident()


def test_this_release_of_granian_has_the_place_we_stand_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, answering.SEAM, usual)
    assert answering.threads() == answering.FEW
    for _each in range(2):
        answering.take_over()
    call = getattr(server, answering.SEAM)(Application(), {}, None)
    assert ask(call, "/").said == (200, b"tersimpan")
    monkeypatch.delattr(server, answering.SEAM)
    assert answering.threads() == answering.MOST
    answering.take_over()


def test_no_more_threads_begin_than_allowed_and_no_task_is_lost() -> None:
    threads, gate = Threads(2), Barrier(3)
    done: list[int] = []

    def wait(number: int) -> None:
        gate.wait(SECONDS)
        done.append(number)

    for number in range(4):
        threads.hand(wait, number)
    assert threads.count == 2
    for _pair in range(2):
        gate.wait(SECONDS)
    # Both stand at the gate again only when they are done with what was before.
    for _each in range(2):
        threads.hand(gate.wait, SECONDS)
    gate.wait(SECONDS)
    assert sorted(done) == [0, 1, 2, 3]
    assert threads.count == 2


def test_a_fault_does_not_take_its_thread_along(
    caplog: pytest.LogCaptureFixture,
) -> None:
    threads, done = Threads(1), Event()

    def fail() -> None:
        raise ValueError("no answer")

    threads.hand(fail)
    threads.hand(done.set)
    assert done.wait(SECONDS)
    assert "A request was not answered" in caplog.text


def test_a_thread_with_nothing_to_do_ends_and_another_begins_when_needed() -> None:
    threads = Threads(1, idle_seconds=0.01)
    for _each in range(3):
        done, ended = Event(), Event()
        threads.hand(done.set)
        assert done.wait(SECONDS)
        for _blink in range(1000):
            if not threads.count:
                break
            ended.wait(0.01)
        assert (threads.count, threads.free) == (0, [])
