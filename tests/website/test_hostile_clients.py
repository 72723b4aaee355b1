"""Clients that mean no good, before the web server of an office itself: no nginx."""

import contextlib
import socket
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from tests.core.test_serving import Office, office  # noqa: F401
from tests.website.nginx import Said, send
from tests.website.test_store_outage import FILL, python

pytestmark = [pytest.mark.audit, pytest.mark.servers]
HEAD = b"Host: localhost\r\n"
MANY = 200


@pytest.fixture
def ready(office: Office) -> Office:  # noqa: F811
    assert office.run("sasando", "schema").returncode == 0
    python(office, FILL)
    film = office.data / "media" / "images" / "film.jpg"
    film.parent.mkdir(parents=True, exist_ok=True)
    film.write_bytes(bytes(30_000_000))
    # As if a stored page named it.
    public = office.data / "site" / "files" / "media" / "images" / film.name
    public.parent.mkdir(parents=True, exist_ok=True)
    public.hardlink_to(film)
    office.open()
    return office


def ask(office: Office, path: str, method: str = "GET", more: bytes = b"") -> Said:  # noqa: F811
    line = f"{method} {path} HTTP/1.1\r\nConnection: close\r\n".encode("latin-1")
    return send(office.port, line + HEAD + more + b"\r\n")


@contextlib.contextmanager
def lines(
    office: Office,  # noqa: F811
    data: bytes,
    *,
    count: int = MANY,
) -> Iterator[list[socket.socket]]:
    """Open so many lines, say this on each, and read nothing."""
    with contextlib.ExitStack() as stack:
        every = []
        for _each in range(count):
            one = stack.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.settimeout(30)
            one.connect(("127.0.0.1", office.port))
            one.sendall(data)
            every.append(one)
        yield every


def answers(office: Office) -> None:  # noqa: F811
    """Readers and staff are answered; nobody waits for ever."""
    began = time.monotonic()
    for path in ("/", "/berita/", "/cari/?q=jalan", "/kantor/akun/login/"):
        assert ask(office, path).status == 200
    assert time.monotonic() - began < 60


def test_the_office_goes_on_whatever_clients_do(ready: Office) -> None:
    odd_words(ready)
    odd_methods(ready)
    # One byte now and then, of a page and of a long file.
    for path in ("/", "/media/images/film.jpg"):
        with lines(
            ready, f"GET {path} HTTP/1.1\r\n".encode() + HEAD + b"\r\n"
        ) as every:
            for one in every[::20]:
                with contextlib.suppress(OSError):
                    one.recv(1)
            answers(ready)
    # A head that never ends, and a body that never comes.
    with lines(ready, b"GET / HTTP/1.1\r\nHost: loc"):
        answers(ready)
    body = b"POST /kantor/akun/login/ HTTP/1.1\r\n" + HEAD
    body += b"Content-Type: application/x-www-form-urlencoded\r\n"
    with lines(ready, body + b"Content-Length: 1000\r\n\r\nlogin=", count=64):
        answers(ready)
    # When they are gone, all is as before.
    assert ask(ready, "/media/images/film.jpg").status == 200
    answers(ready)


def odd_words(office: Office) -> None:  # noqa: F811
    """No address and no question is a fault of ours."""
    secret = b"root:"
    for path in (
        "/?" + "a=" + "x" * 8192,
        "/cari/?q=" + "x" * 8192,
        "/cari/?q=%00",
        "/cari/?q=a%00b&halaman=%00",
        "/en/search/?q=%FF%FE",
        "/cari/?" + "&".join(["q=1"] * 2000),
        "/%00",
        "/berita/%00/",
        "/../../etc/passwd",
        "/berita/../../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "//berita/",
        "//example.org/%2e%2e",
        "/Berita/",
        "/BERITA/",
        "/berita%2F",
        "/berita%252F",
        "/media/images/..%2f..%2fsasando.db",
        "/media/..%2fsasando.db",
        "/static/..%2f..%2fkeys/secret.key",
        "/dokumen/berkas/99999999999999999999/x",
        "/" + "a/" * 2000,
        "/" + quote("ü" * 500) + "/",
    ):
        said = ask(office, path)
        assert said.status in {200, 301, 302, 400, 404, 414, 431}, (path, said.status)
        assert secret not in said.body
        assert not said.headers.get("location", "").startswith("//"), path
    for host in (b"lain.example.org", b"localhost.evil.org", b"a b", b"x" * 5000, b""):
        line = b"GET / HTTP/1.1\r\nConnection: close\r\nHost: " + host + b"\r\n\r\n"
        assert send(office.port, line).status in {0, 400}, host


def odd_methods(office: Office) -> None:  # noqa: F811
    said = ask(office, "/", "HEAD")
    assert (said.status, said.body) == (200, b"")
    assert int(said.headers["content-length"]) > 0
    assert ask(office, "/", "OPTIONS").headers["allow"] == "GET, HEAD, OPTIONS"
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"):
        assert ask(office, "/", method, b"Content-Length: 0\r\n").status == 405
    whole = ask(office, "/", more=b"Range: bytes=0-3\r\n")
    assert (whole.status, len(whole.body) > 1000) == (200, True)
    many = b"Range: bytes=" + b",".join([b"0-1"] * 1000) + b"\r\n"
    assert ask(office, "/media/images/film.jpg", more=many).status in {200, 416}
