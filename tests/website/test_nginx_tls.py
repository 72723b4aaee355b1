"""The sample for nginx with TLS, and a certificate that the test made itself."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.website.nginx import HOST, Nginx, challenge, free_port, room, running

from sasando.website.store.folder import Folder, bundle
from sasando.website.store.outside import line

pytestmark = pytest.mark.audit
PAGE = b"<!doctype html><title>Halo</title>" + b"<p>Warga boleh lewat.</p>" * 40
HSTS = "max-age=31536000"
CERTIFICATE = f"""req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={HOST}
    -addext subjectAltName=DNS:{HOST}"""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with room() as folder:
        files = ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
        command = ["openssl", *CERTIFICATE.split(), *files]
        subprocess.run(command, check=True, capture_output=True)
        site = Folder(folder / "site")
        with site.writing("/", bundle(200, [("Content-Type", "text/html")], PAGE)):
            pass
        site.put("headers.map", line("strict-transport-security:", HSTS).encode())
        yield folder


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def nginx(place: Path, port: int) -> Iterator[Nginx]:
    with running(place, place / "site", free_port(), tls=port) as one:
        yield one


@contextlib.contextmanager
def line_to(
    port: int, place: Path, name: str = HOST, *, speaks: str = "http/1.1"
) -> Iterator[ssl.SSLSocket]:
    """Open a line that trusts this certificate and asks for this host."""
    trust = ssl.create_default_context(cafile=str(place / "fullchain.pem"))
    trust.set_alpn_protocols([speaks])
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as bare,
        trust.wrap_socket(bare, server_hostname=name) as safe,
    ):
        yield safe


def test_who_comes_without_tls_is_led_to_it(nginx: Nginx) -> None:
    for path in ("/", "/berita/x/?a=%2F&b=1", "//lain.example.org/"):
        said = nginx.ask(path)
        assert (said.status, said.headers["location"]) == (301, f"https://{HOST}{path}")
        assert "strict-transport-security" not in said.headers
    assert nginx.ask("/", Host="lain.example.org").status == 0
    # Certbot renews over this one.
    assert nginx.ask(challenge(nginx.folder)).body == b"a-B_9.thumb"


def test_pages_are_read_by_tls_and_say_that_it_stays(
    nginx: Nginx, port: int, place: Path
) -> None:
    with line_to(port, place) as safe:
        assert safe.version() in {"TLSv1.2", "TLSv1.3"}
        question = f"GET / HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n"
        safe.sendall(question.encode())
        said = b"".join(iter(lambda: safe.recv(65536), b""))
    head, _blank, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert f"strict-transport-security: {HSTS}" in head.decode().lower()
    assert body == PAGE


def test_http_2_is_spoken(nginx: Nginx, port: int, place: Path) -> None:
    with line_to(port, place, speaks="h2") as safe:
        assert safe.selected_alpn_protocol() == "h2"
    if curl := shutil.which("curl"):
        words = f"-sS --http2 --cacert {place}/fullchain.pem --max-time 10 "
        words += f"--resolve {HOST}:{port}:127.0.0.1 -o /dev/null -w %{{http_version}} "
        command = [curl, *words.split(), f"https://{HOST}:{port}/"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout == "2"


def test_other_names_and_old_protocols_get_no_handshake(
    nginx: Nginx, port: int, place: Path
) -> None:
    with pytest.raises(ssl.SSLError), line_to(port, place, "lain.example.org"):
        pass
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as bare,
        pytest.raises(ssl.SSLError),
    ):
        outdated().wrap_socket(bare, server_hostname=HOST)


def outdated() -> ssl.SSLContext:
    """Return what a browser of 2012 can do at most."""
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    with warnings.catch_warnings(action="ignore"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        old.minimum_version = ssl.TLSVersion.TLSv1
    old.set_ciphers("ALL:@SECLEVEL=0")
    return old
