"""Django's `has_perm`, answered by the table of roles; one way to sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sasando.accounts.models import User
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


class RoleBackend(AuthenticationBackend):
    """Asks the roles a person holds today; groups serve Wagtail's own rights only."""

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """Return who this is, or None; stop what does not come through `counted`.

        After a PermissionDenied Django asks no other backend: a sign-in page that a
        library brings knows neither lock-out nor second step.
        """
        if not _counted.get():
            raise PermissionDenied
        return super().authenticate(request, **credentials)

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a session with their choices for the staff side."""
        people = User.objects.select_related("wagtail_userprofile")
        user = people.filter(pk=user_id).first()
        return user if self.user_can_authenticate(user) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return whether this person may take this step with this record today.

        Asks no permissions of Django's: a group has but the one to come in, and that
        stands in the table too.
        """
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        return allowed(user_obj, perm, obj, on=timezone.localdate())
