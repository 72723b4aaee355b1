"""A field whose text is encrypted at rest: tokens, and addresses that are tokens."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.db import models

from sasando.accounts.adapters import fernet


class Secrets(models.TextField):  # type: ignore[type-arg]
    """A text that stands encrypted in the database, by the newest field key.

    What no key opens reads as "": the channel must be connected again, and no other
    page fails for it.
    """

    def get_prep_value(self, value: Any) -> Any:
        return fernet().encrypt(value.encode()).decode() if value else ""

    def from_db_value(self, value: Any, *_: Any) -> str:
        try:
            return fernet().decrypt(value).decode() if value else ""
        except InvalidToken:
            return ""
