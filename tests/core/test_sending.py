"""What takes long, in either direction, never takes all threads of the web server."""

from typing import Any

import pytest

from sasando.core import sending
from sasando.core.sending import Sending


class Answer:
    """What Django's answers are to a server: one whole, or a file in pieces."""

    def __init__(self, *pieces: bytes, streaming: bool = False) -> None:
        self.pieces, self.streaming, self.closed = pieces, streaming, 0

    def __iter__(self) -> Any:
        return iter(self.pieces)

    def close(self) -> None:
        self.closed += 1


def ask(
    application: Any, length: int | None = None, **environ: str
) -> tuple[str, dict[str, str], Any]:
    said: list[Any] = []
    result = application(environ, lambda *words: said.append(words))
    [(status, headers)] = said
    return status, dict(headers), result


def sends(answer: Any, length: int = 0) -> Sending:
    headers = [("Content-Length", str(length))] if length else []

    def application(environ: Any, start: Any) -> Any:
        start("200 OK", headers)
        return answer

    return Sending(application)


@pytest.mark.parametrize(
    "answer",
    [Answer(b"a", b"b"), Answer(b"a", b"b", streaming=True)],
    ids=["page", "small file"],
)
def test_what_is_short_goes_to_the_server_as_a_whole(answer: Answer) -> None:
    status, _headers, result = ask(sends(answer, length=2))
    assert (status, result, answer.closed) == ("200 OK", [b"ab"], 1)


@pytest.mark.parametrize(
    "length", [0, sending.SHORT_BYTES + 1], ids=["unknown", "long"]
)
def test_long_files_have_room_for_some_readers(length: int) -> None:
    application = sends(Answer(b"film", streaming=True), length=length)
    first, *others = [ask(application) for _each in range(sending.READERS)]
    assert {b"".join(each[2]) for each in (first, *others)} == {b"film"}
    status, headers, _result = ask(application)
    assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "5")
    # Closed once or twice, it gives back one room.
    first[2].close()
    first[2].close()
    assert ask(application)[0] == "200 OK"
    others.clear()
    assert ask(application)[0] == "200 OK"


def test_slow_senders_leave_threads_for_who_sends_nothing() -> None:
    inside: list[str] = []

    def application(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        # Each waits for the rest of its body while the next one comes.
        if environ.get("CONTENT_LENGTH") and len(inside) < sending.SENDERS:
            inside.append(ask(outer, CONTENT_LENGTH="9")[0])
        return [b""]

    outer = Sending(application)
    assert ask(outer, CONTENT_LENGTH="9")[0] == "200 OK"
    assert inside[0] == "503 Service Unavailable"
    assert ask(outer)[0] == "200 OK"
    # All have their room back.
    inside.clear()
    assert ask(outer, HTTP_TRANSFER_ENCODING="chunked")[0] == "200 OK"
