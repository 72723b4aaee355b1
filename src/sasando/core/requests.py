"""Requests that no browser sends: answered with 400, never with a fault of ours.

Wagtail's screens hand what stands in the address to the database as it is. A number
that is none, or too large, a date before our time or a NUL is the sender's mistake.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.core.signing import BadSignature, Signer
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _

from sasando.core import faults

logger = logging.getLogger(__name__)
Next = Callable[[HttpRequest], HttpResponse]

SENDERS_MISTAKE = (OverflowError, DataError, MultiValueDictKeyError)
# What Django's fields and drivers say of a value, as a plain ValueError.
SAID_OF_A_VALUE = ("expected a number but got", "NUL", "null byte", "out of range")

IMPORT = "wagtailredirects:process_import"
# What a browser always sends here; Wagtail's forms fall over without it.
ALWAYS_SENT = {
    "wagtailadmin_choose_page_external_link": ("external-link-chooser-url",),
    IMPORT: ("import_file_name", "input_format"),
}


class OddRequests:
    """Refuses a NUL before any view sees it; turns what odd values cause into 400."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = str(request.META.get("QUERY_STRING", ""))
        if "\0" in request.path_info or "\0" in query or "%00" in query:
            raise SuspiciousOperation("NUL in the address")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        if request.method == "POST":
            needed = ALWAYS_SENT.get(name_of(request), ())
            if any(name not in request.POST for name in needed):
                raise SuspiciousOperation("A form without its fields")
            if name_of(request) == IMPORT:
                require_signed(request.POST[name] for name in needed)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, FileNotFoundError) and name_of(request) == IMPORT:
            # Sent twice: the first has read the file and let it go.
            messages.error(request, _("This file was read already. Choose it again."))
            return redirect("wagtailredirects:start_import")
        if not is_senders_mistake(exception):
            return None
        logger.warning("A request held odd values", exc_info=exception)
        return faults.bad_request(request, exception)


def require_signed(values: Iterable[str]) -> None:
    """Refuse values that are not ours; Wagtail falls over an empty or a forged one."""
    for value in values:
        try:
            Signer().unsign(value)
        except BadSignature as forged:
            raise SuspiciousOperation("A form that is not ours") from forged


def name_of(request: HttpRequest) -> str:
    """Return the name of the address that was asked, or ""."""
    return request.resolver_match.view_name if request.resolver_match else ""


def is_senders_mistake(exception: Exception) -> bool:
    """Return whether a value of the request caused this, as far as it says so."""
    if isinstance(exception, SENDERS_MISTAKE):
        return True
    said = str(exception)
    return isinstance(exception, ValueError) and any(
        words in said for words in SAID_OF_A_VALUE
    )
