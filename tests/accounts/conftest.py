"""What every test of sign-in begins with."""

from typing import Any

import pytest
from django.core.cache import cache

OURS = ("StaffPages", "SessionLimits")


@pytest.fixture
def fresh(settings: Any) -> None:
    """No earlier tries, and our middleware in its place."""
    cache.clear()
    behind = "allauth.account.middleware.AccountMiddleware"
    for name in (f"sasando.accounts.middleware.{each}" for each in OURS):
        if name not in settings.MIDDLEWARE:
            at = settings.MIDDLEWARE.index(behind)
            settings.MIDDLEWARE = [
                *settings.MIDDLEWARE[:at],
                name,
                *settings.MIDDLEWARE[at:],
            ]
