"""Requests that no browser sends: answered with 400, never with a fault of ours.

Wagtail's screens hand what stands in the address to the database as it is. A number
that is none, or too large, a date before our time or a NUL is the sender's mistake.
"""

import logging
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError

from sasando.core import faults

logger = logging.getLogger(__name__)
Next = Callable[[HttpRequest], HttpResponse]

SENDERS_MISTAKE = (OverflowError, DataError, MultiValueDictKeyError)
# What Django's fields and drivers say of a value, as a plain ValueError.
SAID_OF_A_VALUE = ("expected a number but got", "NUL", "null byte", "out of range")


class OddRequests:
    """Refuses a NUL before any view sees it; turns what odd values cause into 400."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = str(request.META.get("QUERY_STRING", ""))
        if "\0" in request.path_info or "\0" in query or "%00" in query:
            raise SuspiciousOperation("NUL in the address")
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not is_senders_mistake(exception):
            return None
        logger.warning("A request held odd values", exc_info=exception)
        return faults.bad_request(request, exception)


def is_senders_mistake(exception: Exception) -> bool:
    """Return whether a value of the request caused this, as far as it says so."""
    if isinstance(exception, SENDERS_MISTAKE):
        return True
    said = str(exception)
    return isinstance(exception, ValueError) and any(
        words in said for words in SAID_OF_A_VALUE
    )
