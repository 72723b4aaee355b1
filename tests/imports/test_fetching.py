"""A file is fetched from the web, and never from our own network."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from sasando.imports import fetch
from sasando.imports.fetch import Absent, Allowance, NotFetched, Private


class Site(BaseHTTPRequestHandler):
    """An old site on loopback: a file, something large, and ways that lead astray."""

    def do_GET(self) -> None:
        ways = {
            "/dalam": "http://169.254.169.254/latest/",
            "/berkas": "file:///etc/passwd",
            "/putar": "/putar",
            "/lanjut": "/a.png",
        }
        if self.path in ways:
            self.send_response(302)
            self.send_header("Location", ways[self.path])
            self.end_headers()
        elif self.path in {"/a.png", "/besar"}:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * (10 if self.path == "/a.png" else 5_000))
        else:
            self.send_error(404 if self.path == "/hilang" else 500)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_loopback_is_asked_only_where_a_person_named_it(site: str) -> None:
    with pytest.raises(Private):
        fetch.fetch(f"http://{site}/a.png", allowance=Allowance())
    trusted = Allowance(trusted=site)
    with fetch.fetch(f"http://{site}/a.png", allowance=trusted) as file:
        assert file.read() == b"x" * 10
    with fetch.fetch(f"http://{site}/lanjut", allowance=trusted) as file:
        assert file.read() == b"x" * 10


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("dalam", Private),
        ("berkas", NotFetched),
        ("putar", NotFetched),
        ("hilang", Absent),
        ("rusak", NotFetched),
        ("besar", NotFetched),
    ],
)
def test_no_answer_leads_astray(site: str, path: str, error: type[Exception]) -> None:
    allowance = Allowance(most_bytes=1_000, trusted=site)
    with pytest.raises(error):
        fetch.fetch(f"http://{site}/{path}", allowance=allowance)


@contextmanager
def slow_server(*pieces: bytes) -> Iterator[str]:
    """Say something, then one sign now and again, as long as somebody listens."""
    server = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        line, _who = server.accept()
        with line, suppress(OSError):
            line.recv(1_000)
            for piece in pieces:
                line.sendall(piece)
            while not over.wait(0.05):
                line.sendall(b"a")

    over, thread = Event(), Thread(target=talk, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.getsockname()[1]}"
    over.set()
    thread.join()
    server.close()


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        ("http", b"HTTP/1.1 200 OK\r\nX: "),
        ("http", b"HTTP/1.1 200 OK\r\n\r\n"),
        # As the beginning of an answer of TLS that never ends.
        ("https", b"\x16\x03\x03\x40\x00"),
    ],
)
def test_a_server_that_says_one_sign_at_a_time_is_left(
    monkeypatch: pytest.MonkeyPatch, scheme: str, said: bytes
) -> None:
    monkeypatch.setattr(fetch, "WHOLE_SECONDS", 0.3)
    begun = time.monotonic()
    with slow_server(said) as place, pytest.raises(NotFetched, match=r"lambat|slow"):
        fetch.fetch(f"{scheme}://{place}/", allowance=Allowance(trusted=place))
    assert time.monotonic() - begun < fetch.TIMEOUT_SECONDS


def test_less_than_was_announced_is_no_file() -> None:
    server = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        line, _who = server.accept()
        with line:
            line.recv(1_000)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")

    thread = Thread(target=talk)
    thread.start()
    place = f"127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(NotFetched):
        fetch.fetch(f"http://{place}/", allowance=Allowance(trusted=place))
    thread.join()
    server.close()


def test_a_name_with_one_private_address_is_private(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def two(host: str, port: int, **more: Any) -> list[Any]:
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("36.86.63.185", port)), (*kind, ("10.0.0.9", port))]

    monkeypatch.setattr(socket, "getaddrinfo", two)
    with pytest.raises(Private):
        fetch.fetch("https://dua.example.org/", allowance=Allowance())


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.org/", "http:///x", "http://a@example.org/", "//example.org"),
        *("http://example.org:x/", "javascript:alert(1)", "http://a/\r\nX: y", ""),
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(NotFetched):
        fetch.place_of(address)
