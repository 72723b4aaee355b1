"""Sign-in by the office's OpenID Connect server, and what it may not get away with."""

import json
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from tests import make

from sasando import env
from sasando.accounts.models import User

pytestmark = pytest.mark.django_db

LEAVE = "/kantor/akun/oidc/kantor/login/"
KEY, FOREIGN_KEY = (rsa.generate_private_key(65537, 2048) for _each in range(2))


class Server(ThreadingHTTPServer):
    """A small OpenID Connect server; a test changes what it claims."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.issuer = self.address
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.signed_with: Any = KEY
        self.header: dict[str, Any] = {"kid": "1"}
        self.algorithm = "RS256"
        self.asked: dict[str, str] = {}

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.address, "aud": "sasando", "sub": "7", "iat": now}
        claims |= {"exp": now + 300, "nonce": self.asked["nonce"]} | self.claims
        told = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(told, self.signed_with, self.algorithm, headers=self.header)


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/authorize":
            self.server.asked = {k: v[0] for k, v in parse_qs(url.query).items()}
            self.server.asked["code"] = "code-1"
            self.tell({"state": self.server.asked["state"], "code": "code-1"})
        elif url.path == "/jwks":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            self.tell({"keys": [public | {"kid": "1", "use": "sig", "alg": "RS256"}]})
        elif url.path == "/userinfo":
            self.tell(self.server.userinfo)
        else:
            here = self.server.address
            ends = ("authorize", "token", "userinfo")
            config = {f"{end}_endpoint": f"{here}/{end}" for end in ends}
            config["authorization_endpoint"] = config.pop("authorize_endpoint")
            self.tell(
                config | {"issuer": self.server.issuer, "jwks_uri": f"{here}/jwks"}
            )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        digest = sha256(sent["code_verifier"].encode()).digest()
        challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
        honest = challenge == self.server.asked["code_challenge"]
        if honest and sent["client_secret"] == "rahasia":
            self.tell({"access_token": "a", "id_token": self.server.id_token()})
        else:
            self.send_error(400)

    def tell(self, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Server]:
    cache.clear()
    server = Server()
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    facts = {"SERVER": server.address, "CLIENT_ID": "sasando", "NAME": "ID Kantor"}
    for name, value in (facts | {"CLIENT_SECRET": "rahasia"}).items():
        monkeypatch.setenv(f"SASANDO_OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = env.openid_connect("SASANDO_OIDC")
    yield server
    server.shutdown()
    server.server_close()


def come_back(client: Client, server: Server, *, next: str = "") -> Any:
    """Go to the server and return the answer to coming back from it."""
    leaving = client.post(f"{LEAVE}?{urlencode({'next': next})}" if next else LEAVE)
    asked = urlsplit(onward(leaving))
    with urlopen(f"{server.address}/authorize?{asked.query}"):
        pass
    words = {"state": server.asked["state"], "code": "code-1"}
    return client.get(f"{LEAVE}callback/?{urlencode(words)}")


def onward(leaving: Any) -> str:
    """Return the address that the page in between goes on to."""
    content = leaving.content.decode()
    [address] = re.findall('http-equiv="refresh" content="0;url=([^"]+)"', content)
    return unescape(address)


def vouched(person: User, **more: Any) -> dict[str, Any]:
    return {"email": person.email, "email_verified": True} | more


def is_in(client: Client) -> bool:
    return client.get("/kantor/akun/sessions/").status_code == 200


def test_a_person_the_office_knows_is_linked_and_signed_in(client, server, ratna):
    server.claims = vouched(ratna)
    assert come_back(client, server, next="/kantor/account/").url == "/kantor/account/"
    assert is_in(client)
    assert SocialAccount.objects.get().user == ratna


def test_linking_leaves_the_password_as_it_was(client, server, ratna):
    server.claims = vouched(ratna)
    come_back(client, server)
    ratna.refresh_from_db()
    assert ratna.check_password(make.PASSWORD)


def test_a_linked_identity_still_opens_after_its_address_changed(client, server, ratna):
    server.claims = vouched(ratna)
    come_back(client, server)
    server.claims = {"email": "nikah@example.org", "email_verified": True}
    other = Client()
    come_back(other, server)
    assert is_in(other)


def test_the_sign_in_page_offers_the_server_by_its_name(client, server):
    page = client.get("/kantor/akun/login/").content.decode()
    assert "ID Kantor" in page
    assert f'action="{LEAVE}?' in page


def test_without_a_server_the_page_offers_none(client, db):
    assert "/oidc/" not in client.get("/kantor/akun/login/").content.decode()
    assert client.get(LEAVE).status_code == 404


def test_an_address_nobody_has_here_is_refused_and_makes_no_account(client, server, db):
    server.claims = {"email": "siapa@example.org", "email_verified": True}
    answer = come_back(client, server)
    assert answer.status_code == 403
    assert answer.content.decode().count('class="problem"') == 1
    assert not User.objects.exists()
    assert not is_in(client)


@pytest.mark.parametrize("claim", [False, "false", None])
def test_an_address_the_server_has_not_checked_opens_nothing(
    client, server, ratna, claim
):
    server.claims = vouched(ratna, email_verified=claim)
    assert come_back(client, server).status_code == 403
    assert not is_in(client)


def test_a_switched_off_account_is_not_linked(client, server, ratna):
    ratna.is_active = False
    ratna.save()
    server.claims = vouched(ratna)
    assert come_back(client, server).status_code == 403
    assert not SocialAccount.objects.exists()


LIES = {
    "another issuer": {"iss": "http://127.0.0.1:1"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "lain"},
    "made for another application": {"aud": ["sasando", "lain"], "azp": "lain"},
    "another nonce": {"nonce": "lain"},
    "no nonce": {"nonce": None},
    "too old": {"exp": int(time.time()) - 3600},
    "no end": {"exp": None},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_wrong_claim_is_refused(client, server, ratna, lie):
    server.claims = vouched(ratna) | lie
    refused(client, server)


def test_a_foreign_signature_is_refused(client, server, ratna):
    server.claims, server.signed_with = vouched(ratna), FOREIGN_KEY
    refused(client, server)


def test_an_unknown_key_is_refused(client, server, ratna):
    server.claims, server.header = vouched(ratna), {"kid": "2"}
    refused(client, server)


@pytest.mark.parametrize(
    ("algorithm", "key"), [("none", None), ("HS256", "rahasia" * 8)]
)
def test_a_token_without_the_servers_own_key_is_refused(
    client, server, ratna, algorithm, key
):
    server.claims, server.algorithm, server.signed_with = (
        vouched(ratna),
        algorithm,
        key,
    )
    refused(client, server)


def test_userinfo_about_somebody_else_is_refused(client, server, ratna):
    server.userinfo = vouched(ratna, sub="8")
    refused(client, server)


def test_userinfo_about_the_same_person_is_believed(client, server, ratna):
    server.userinfo = vouched(ratna, sub="7")
    come_back(client, server)
    assert is_in(client)


def test_a_server_that_names_another_issuer_is_refused(client, server, ratna):
    server.claims = vouched(ratna)
    server.issuer = "http://127.0.0.1:1"
    assert client.post(LEAVE).status_code == 401


def test_an_answer_of_another_browser_is_refused(client, server, ratna):
    server.claims = vouched(ratna)
    leaving = Client().post(LEAVE)
    state = parse_qs(urlsplit(onward(leaving)).query)["state"][0]
    answer = client.get(f"{LEAVE}callback/?state={state}&code=code-1")
    assert answer.status_code == 401


def test_a_server_that_is_down_gets_one_sentence(client, server):
    server.shutdown()
    server.server_close()
    answer = client.post(LEAVE)
    assert answer.status_code == 401
    assert answer.content.decode().count('class="problem"') == 1


def refused(client: Client, server: Server) -> None:
    answer = come_back(client, server)
    assert answer.status_code == 401
    assert answer.content.decode().count('class="problem"') == 1
    assert not SocialAccount.objects.exists()
    assert not is_in(client)


def test_the_server_is_reached_by_https_alone(monkeypatch):
    monkeypatch.setenv("SASANDO_OIDC_SERVER", "http://id.example.org")
    with pytest.raises(env.ConfigError, match="https"):
        env.openid_connect("SASANDO_OIDC")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_goes_on_to_the_server_although_forms_may_only_come_home(server, tab):
    # The server stands on another host name: form-action would hold a redirect back.
    tab.goto("/kantor/akun/login/")
    tab.get_by_role("button", name="ID Kantor").click()
    tab.wait_for_url(f"{server.address}/authorize?**")
