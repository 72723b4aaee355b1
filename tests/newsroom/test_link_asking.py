"""One address is asked over real sockets: what it says, and what is never asked."""

import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import override_settings
from tests.newsroom.odd_server import Server, serving

from sasando.newsroom.links import asking
from sasando.newsroom.links.answers import Verdict

FINE, FAILS, UNSURE = Verdict.FINE, Verdict.FAILS, Verdict.UNSURE


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as odd:
        yield odd


@pytest.mark.parametrize(
    ("path", "verdict", "why"),
    [
        ("/200", FINE, "200"),
        ("/204", FINE, "204"),
        ("/no-head", FINE, "200"),
        ("/404", FAILS, "404"),
        ("/410", FAILS, "410"),
        ("/500", FAILS, "500"),
        ("/401", UNSURE, "401"),
        ("/403", UNSURE, "403"),
        ("/429", UNSURE, "429"),
        ("/503", UNSURE, "503"),
        ("/999", UNSURE, "999"),
        ("/moved/1", FINE, "200"),
        ("/moved/5", FINE, "200"),
        ("/moved/6", FAILS, "circle"),
        ("/circle", FAILS, "circle"),
        ("/hangs-up", None, None),
        ("/to?ftp://contoh.example.org/", UNSURE, "odd"),
        ("/to?http://[kacau/", None, None),
        ("/to?/404", FAILS, "404"),
    ],
)
def test_each_answer_means_one_thing(
    path: str, verdict: Any, why: Any, server: Server
) -> None:
    answer = asking.ask(server.url + path)
    if verdict is None:
        assert answer.verdict is not FINE
    else:
        assert (answer.verdict, answer.why) == (verdict, why)


def test_head_is_asked_first_and_get_only_where_it_is_not_enough(
    server: Server,
) -> None:
    server.asked.clear()
    asking.ask(f"{server.url}/200")
    asking.ask(f"{server.url}/404")
    asking.ask(f"{server.url}/429")
    asked = [(method, path) for method, path, _headers in server.asked]
    assert asked == [
        ("HEAD", "/200"),
        ("HEAD", "/404"),
        ("GET", "/404"),
        ("HEAD", "/429"),
    ]


def test_it_says_who_asks_and_sends_no_password_and_no_cookie(server: Server) -> None:
    server.asked.clear()
    asking.ask(server.url.replace("http://", "http://orang:rahasia@") + "/cookie")
    assert len(server.asked) == 2
    for _method, _path, headers in server.asked:
        assert headers["User-Agent"].startswith("Sasando")
        assert headers["Host"] == f"127.0.0.1:{server.server_port}"
        assert not {"Authorization", "Cookie"} & set(headers)


def test_a_long_answer_is_not_read_to_its_end(server: Server) -> None:
    assert asking.ask(f"{server.url}/large").verdict is FINE
    assert server.sent["/large"] < 40_000_000


def test_a_host_that_drips_is_left_after_the_whole_time(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "WHOLE_SECONDS", 0.6)
    monkeypatch.setattr(asking, "STEP_SECONDS", 0.4)
    began = time.monotonic()
    assert asking.ask(f"{server.url}/slow").verdict is not FINE
    assert time.monotonic() - began < 30


def test_a_port_on_which_nobody_listens_fails() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = asking.ask(f"http://127.0.0.1:{port}/")
    assert (answer.verdict, answer.why) == (FAILS, "refused")


@override_settings(LINK_CHECK_MAY_ASK=frozenset())
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0", "127.1"]
)
def test_a_closed_address_is_never_asked_however_it_is_written(
    host: str, server: Server
) -> None:
    server.asked.clear()
    answer = asking.ask(f"http://{host}:{server.server_port}/200")
    assert answer.verdict is not FINE
    assert server.asked == []


@pytest.mark.parametrize(
    "onward", ["10.0.0.1", "127.0.0.2", "[::1]", "169.254.169.254"]
)
def test_a_redirect_into_a_closed_network_is_not_followed(
    onward: str, server: Server
) -> None:
    answer = asking.ask(f"{server.url}/to?http://{onward}:{server.server_port}/200")
    assert (answer.verdict, answer.why) == (UNSURE, "closed")


def test_a_name_with_one_closed_address_is_not_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two addresses, either could be the one that is called."""
    rows = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 1)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 1)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kw: rows)
    server.asked.clear()
    assert asking.ask("http://contoh.example.org/").why == "closed"
    assert server.asked == []


def test_the_address_that_was_looked_at_is_the_one_that_is_called(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes between the look and the call gains nothing."""
    looks: list[str] = []

    def look(host: str, port: int, **kw: Any) -> Any:
        looks.append(host)
        to = ("127.0.0.1", server.server_port)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", to)]

    real = socket.getaddrinfo

    def once(host: Any, *args: Any, **kw: Any) -> Any:
        if host == "contoh.example.org":
            return look(host, *args, **kw)
        return real(host, *args, **kw)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    server.asked.clear()
    answer = asking.ask(f"http://contoh.example.org:{server.server_port}/200")
    assert answer.verdict is FINE
    assert looks == ["contoh.example.org"]
    host = server.asked[0][2]["Host"]
    assert host == f"contoh.example.org:{server.server_port}"


@pytest.mark.parametrize(
    ("code", "verdict"), [(socket.EAI_NONAME, FAILS), (socket.EAI_AGAIN, UNSURE)]
)
def test_a_name_that_is_not_there_fails_but_a_silent_name_server_cannot_say(
    code: int, verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*args: Any, **kw: Any) -> Any:
        raise socket.gaierror(code, "nama")

    monkeypatch.setattr(socket, "getaddrinfo", none)
    assert asking.ask("https://tidak-ada.example.org/").verdict is verdict


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A certificate of its own for contoh.example.org, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "contoh")])
    names = x509.SubjectAlternativeName([x509.DNSName("contoh.example.org")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    kind = serialization.Encoding.PEM
    file = tmp_path_factory.mktemp("tls") / "contoh.pem"
    secret = key.private_bytes(
        kind,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(secret + made.public_bytes(kind))
    return file


@pytest.mark.parametrize(
    ("trusted", "host", "why"),
    [
        (True, "contoh.example.org", "200"),
        (True, "lain.example.org", "certificate"),
        (False, "contoh.example.org", "certificate"),
    ],
)
def test_a_certificate_must_be_trusted_and_bear_the_name_of_the_link(
    trusted: bool,
    host: str,
    why: str,
    certificate: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    rules.load_cert_chain(certificate)
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda name, *rest, **kw: rows if name == host else real(name, *rest, **kw),
    )
    if trusted:
        trusting = ssl.create_default_context(cafile=certificate)
        monkeypatch.setattr(asking, "context", lambda: trusting)
    with serving(tls=rules) as server:
        assert asking.ask(f"https://{host}:{server.server_port}/200").why == why
