"""No slow sender and no slow reader may take the last thread of the web server.

A thread waits while a body comes in, and while a file goes out that is larger than
what the kernel keeps for the reader. Both have room for some; who finds none is asked
to come back, and all that is short goes on. nginx in front waits for both itself.
"""

from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
# Of 16 threads; the rest answer what neither waits for a body nor sends a long file.
SENDERS, READERS = 6, 5
# What is shorter goes to the server as a whole, which keeps it for the reader.
SHORT_BYTES = 256 * 1024
BUSY = "Server sedang sibuk; coba lagi sebentar lagi.\nBusy; try again in a moment.\n"
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(BUSY.encode()))),
    ("Cache-Control", "no-store"),
    ("Retry-After", "5"),
]


class Sending:
    """The application, with room for so many slow senders and readers at a time."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.senders = BoundedSemaphore(SENDERS)
        self.readers = BoundedSemaphore(READERS)

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        if not has_body(environ):
            return self.answer(environ, start)
        if not self.senders.acquire(blocking=False):
            return busy(start)
        try:
            return self.answer(environ, start)
        finally:
            self.senders.release()

    def answer(self, environ: Environ, start: Any) -> Iterable[bytes]:
        said: list[Any] = []

        def listen(*words: Any) -> Callable[[bytes], None]:
            said[:] = words
            return lambda data: None

        result = self.application(environ, listen)
        if is_short(result, said[1]):
            start(*said)
            return whole(result)
        if not self.readers.acquire(blocking=False):
            close(result)
            return busy(start)
        start(*said)
        return Long(result, self.readers)


class Long:
    """A long answer; whoever sends it gives its room back by closing it."""

    def __init__(self, result: Iterable[bytes], room: BoundedSemaphore) -> None:
        self.result, self.room, self.is_open = result, room, True

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.result)

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            self.room.release()
            close(self.result)

    def __del__(self) -> None:
        # A server that lost its reader may forget to close.
        self.close()


def has_body(environ: Environ) -> bool:
    length = environ.get("CONTENT_LENGTH") or environ.get("HTTP_CONTENT_LENGTH") or "0"
    return length != "0" or "HTTP_TRANSFER_ENCODING" in environ


def is_short(result: Any, headers: list[tuple[str, str]]) -> bool:
    """Return whether an answer is in memory already, or so short that it may be."""
    if not getattr(result, "streaming", not isinstance(result, list)):
        return True
    lengths = [value for name, value in headers if name.lower() == "content-length"]
    return bool(lengths) and lengths[0].isdigit() and int(lengths[0]) <= SHORT_BYTES


def whole(result: Iterable[bytes]) -> list[bytes]:
    """Return an answer as a list, which a server sends without waiting in a thread."""
    if isinstance(result, list):
        return result
    try:
        return [b"".join(result)]
    finally:
        close(result)


def close(result: Any) -> None:
    if hasattr(result, "close"):
        result.close()


def busy(start: Any) -> list[bytes]:
    start("503 Service Unavailable", HEADERS)
    return [BUSY.encode()]
