"""How this house says no: one sentence for the person who tried."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class NotAllowed(PermissionDenied):
    """A refused step. Its text is one sentence for the person who tried it."""


class Garbled(SuspiciousOperation):
    """A form came that no screen of ours sends; the answer is 400, and a sentence.

    Its text says, for the log alone, what is wrong with the form.
    """


# The years whose days off are known; a slip such as 0206 or 9999 would never end.
YEARS = range(1946, 2101)
FARTHEST = timedelta(days=366)


def refuse_odd_years(*days: date | None) -> None:
    """Refuse a day, if there is one, in a year that no office means.

    Raises NotAllowed.
    """
    if any(day is not None and day.year not in YEARS for day in days):
        span = {"first": YEARS[0], "last": YEARS[-1]}
        raise NotAllowed(_("Write a year between %(first)d and %(last)d.") % span)


def refuse_odd_hour(moment: datetime | None, *, at: datetime) -> None:
    """Refuse an hour, if there is one, that has passed or must be a slip: a year ahead.

    Raises NotAllowed.
    """
    if moment is None:
        return
    if moment <= at:
        raise NotAllowed(_("This hour has passed. Choose a later one."))
    if moment > at + FARTHEST:
        last = date_format(timezone.localtime(at + FARTHEST))
        raise NotAllowed(
            _("Nothing is planned more than a year ahead. Choose a day until %(day)s.")
            % {"day": last}
        )


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
