"""Codes of an app and recovery codes, as the second step."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import Fernet
from django.db import connection
from django.test import Client
from tests import make
from tests.accounts.door import is_in, later, sign_in

from sasando.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh")]


def protect(client: Client, user: User) -> str:
    """Switch codes on as the person does; return the secret that the app holds."""
    sign_in(client, user.email)
    page = "/kantor/akun/2fa/totp/activate/"
    client.post("/kantor/akun/reauthenticate/", {"password": make.PASSWORD})
    secret = str(client.get(page).context["form"].secret)
    assert client.post(page, {"code": code(secret, step=-1)}).status_code == 302
    client.post("/kantor/akun/logout/")
    return secret


def code(secret: str, *, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def second_step(client: Client, user: User, word: str) -> bool:
    assert sign_in(client, user.email).url == "/kantor/akun/2fa/authenticate/"
    client.post("/kantor/akun/2fa/authenticate/", {"code": word})
    return is_in(client)


def test_a_password_alone_no_longer_opens_a_protected_account(client, ratna):
    protect(client, ratna)
    sign_in(client, ratna.email)
    assert not is_in(client)
    assert not second_step(client, ratna, "000000")


def test_a_code_of_the_app_opens_once(client, ratna):
    word = code(protect(client, ratna))
    assert second_step(client, ratna, word)
    assert not second_step(Client(), ratna, word)
    assert not second_step(Client(), ratna, f"{word[:3]} {word[3:]}")


def test_a_used_code_stays_used_while_the_clock_still_allows_it(
    client, ratna, monkeypatch
):
    word = code(protect(client, ratna), step=1)
    assert second_step(client, ratna, word)
    later(monkeypatch, seconds=31)
    assert not second_step(Client(), ratna, word)


def test_the_code_that_switched_the_app_on_opens_nothing(client, ratna):
    secret = protect(client, ratna)
    assert not second_step(client, ratna, code(secret, step=-1))


def test_a_recovery_code_opens_once(client, ratna):
    protect(client, ratna)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert second_step(client, ratna, codes[0])
    assert not second_step(Client(), ratna, codes[0])
    assert second_step(Client(), ratna, codes[1])


def test_five_wrong_codes_lock_the_second_step(client, ratna):
    secret = protect(client, ratna)
    for _each in range(5):
        second_step(client, ratna, "000000")
    assert not second_step(client, ratna, code(secret))


def test_the_database_holds_no_secret_of_the_app_nor_of_the_codes(client, ratna):
    secret = protect(client, ratna)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator ORDER BY type")
        rows = str(cursor.fetchall())
    seed = Authenticator.objects.get(type="recovery_codes").wrap()
    assert secret not in rows
    assert "gAAAA" in rows
    assert not any(each in rows for each in seed.get_unused_codes())


def test_a_new_key_in_front_still_reads_what_the_old_one_wrote(client, ratna, settings):
    secret = protect(client, ratna)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert second_step(client, ratna, code(secret))


def test_the_picture_to_scan_comes_from_no_other_server(client, ratna):
    sign_in(client, ratna.email)
    client.post("/kantor/akun/reauthenticate/", {"password": make.PASSWORD})
    page = client.get("/kantor/akun/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml' in page
    assert not re.search(r'(src|href)="(https?:)?//', page)
