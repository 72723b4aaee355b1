"""How this house says no: one sentence for the person who tried."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class NotAllowed(PermissionDenied):
    """A refused step. Its text is one sentence for the person who tried it."""


class Kept(NotAllowed):
    """Something on record was to be deleted."""

    def __init__(self) -> None:
        super().__init__(
            _("This was approved once and stays on record. Withdraw it instead.")
        )


def keep(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """Refuse a deletion (an `on_delete`). Raises Kept.

    Not Django's PROTECT: Wagtail's screens answer a PermissionDenied with a sentence,
    and a ProtectedError with a fault.
    """
    if sub_objs:
        raise Kept
