"""Signing in as a test does it, and the passing of time."""

import time
from typing import Any

import pytest
from django.test import Client
from tests import make

HOME = "/kantor/"
SIGN_IN = "/kantor/akun/login/"
RESET = "/kantor/akun/password/reset/"
SESSIONS = "/kantor/akun/sessions/"


def sign_in(
    client: Client, email: str, password: str = make.PASSWORD, **more: Any
) -> Any:
    data = {"login": email, "password": password} | more.pop("data", {})
    return client.post(SIGN_IN, data, **more)


def is_in(client: Client) -> bool:
    return client.get(SESSIONS).status_code == 200


def later(monkeypatch: pytest.MonkeyPatch, *, seconds: float) -> None:
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + seconds)
