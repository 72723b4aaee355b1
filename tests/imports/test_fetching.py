"""A file is fetched from the web, and never from our own network."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
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
    thread = Thread(target=server.serve_forever, daemon=True)
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


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::"),
        *("fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::"),
        *("64:ff9b::7f00:1", "2001:db8::1", "ff02::1"),
    ],
)
def test_what_is_not_for_everybody_is_private(number: str) -> None:
    assert not fetch.is_public(number)


@pytest.mark.parametrize("number", ["36.86.63.185", "2404:6800:4003::5"])
def test_what_is_for_everybody_is_public(number: str) -> None:
    assert fetch.is_public(number)


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
