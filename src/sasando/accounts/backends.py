"""Django's `has_perm`, answered by the table of roles."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from sasando.accounts.permissions import allowed


class RoleBackend(ModelBackend):
    """Asks the roles a person holds today; groups serve Wagtail's own rights only."""

    def authenticate(self, request: Any, **credentials: Any) -> None:  # type: ignore[override]
        # Signing in goes through allauth, which counts failed tries.
        return None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return whether this person may take this step with this record today."""
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        if allowed(user_obj, perm, obj, on=timezone.localdate()):
            return True
        return obj is None and super().has_perm(user_obj, perm)
