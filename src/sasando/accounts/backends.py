"""Django's `has_perm`, answered by the table of roles; one way to sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sasando.accounts.permissions import allowed

_counted: ContextVar[bool] = ContextVar("counted", default=False)


@contextmanager
def counted() -> Iterator[None]:
    """Let `authenticate` work inside: whoever calls here counts the failed tries."""
    token = _counted.set(True)
    try:
        yield
    finally:
        _counted.reset(token)


class RoleBackend(ModelBackend):
    """Asks the roles a person holds today; groups serve Wagtail's own rights only."""

    def authenticate(self, request: Any, **credentials: Any) -> None:  # type: ignore[override]
        """Stop every sign-in that does not come through `counted`.

        This backend stands first, and after a PermissionDenied Django asks no other:
        a sign-in page that a library brings knows neither lock-out nor second step.
        """
        if not _counted.get():
            raise PermissionDenied

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return whether this person may take this step with this record today."""
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        if allowed(user_obj, perm, obj, on=timezone.localdate()):
            return True
        return obj is None and super().has_perm(user_obj, perm)
