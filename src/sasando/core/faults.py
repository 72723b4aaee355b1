"""What a reader sees when something did not work: help, in the frame of the site.

The frame comes from the disk where a room keeps one there (`frames`), else from the
database. Where both are away, and on the staff side, the words stand alone.
"""

import re
import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sasando.core.refusals import Garbled, NotAllowed
from sasando.core.written import readable

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
# What a frame that was drawn beforehand holds in the place of heading and words.
HEADING, WORDS = "{judul}", SafeString("{isi}")
# So long a reader waits before another try; nginx says the same.
LATER_SECONDS = 120

# Returns the frame of a language from the disk, or "". A room that draws one says so.
frames: list[Callable[[str], str]] = []


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 with the sentence of whoever found the body too big."""
    heading = _("This did not work")
    if isinstance(exception, RequestDataTooBig) and exception.args:
        too_large = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return show(request, too_large, heading, str(exception))
    if isinstance(exception, Garbled):
        return garbled(request, heading)
    sentence = _(
        "Your browser sent something we do not understand. Go back, try again."
    )
    return show(request, HTTPStatus.BAD_REQUEST, heading, sentence)


def garbled(request: HttpRequest, heading: str) -> HttpResponse:
    """Answer 400 to a form that is broken, and give back the words it holds."""
    sentence = _(
        "The form arrived broken, so nothing was saved. Copy your words from below, "
        "load the form again, and paste them there."
    )
    return show(
        request, HTTPStatus.BAD_REQUEST, heading, sentence, written=typed_in(request)
    )


def typed_in(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Return what a person wrote into a form, without what only they may know."""
    if request.path.startswith(reverse("account_login").removesuffix("login/")):
        return iter(())
    sent = [each for each in request.POST.lists() if each[0] != TOKEN]
    return readable(each for each in sent if "password" not in each[0])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the sentence of the refusal, if it has one."""
    sentence = _("You may not open this page. Sign in with another account, or ask us.")
    if isinstance(exception, NotAllowed):
        sentence = str(exception)
    return show(request, HTTPStatus.FORBIDDEN, _("Not allowed"), sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    sentence = _(
        "The page was moved or withdrawn, or the address has a typing mistake."
    )
    heading, missing = _("We cannot find this page"), HTTPStatus.NOT_FOUND
    sought = words_in(request.path)
    return show(request, missing, heading, sentence, sought=sought)


def words_in(path: str) -> str:
    """Return the words of an address, for the field that looks for what is meant."""
    last = path.rstrip("/").rpartition("/")[2].rpartition(".")
    return " ".join(re.findall(r"[^\W\d_]+", last[0] or last[2]))[:100]


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500; 503 where it is only the database that is away or too busy.

    No query: what broke may be the database.
    """
    if is_away(sys.exc_info()[1]):
        return away(request)
    heading = _("Something broke on our side")
    sentence = _(
        "It is not your fault, and we have a note of it. Try again soon; if it breaks "
        "again, write or call us."
    )
    broke = HTTPStatus.INTERNAL_SERVER_ERROR
    return show(request, broke, heading, sentence, may_ask=False)


def is_away(error: BaseException | None) -> bool:
    """Return whether this was caused by a database that does not answer."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def away(request: HttpRequest) -> HttpResponse:
    """Answer 503, and give back what was written: it is not saved."""
    heading, sentence = maintenance()
    more: dict[str, Any] = {}
    if request.method == "POST":
        more["written"] = list(typed_in(request))
        sentence = _(
            "What you sent could not be saved. Copy your words from below, and try "
            "again in a few minutes."
        )
    gone = HTTPStatus.SERVICE_UNAVAILABLE
    response = show(request, gone, heading, sentence, may_ask=False, **more)
    response["Retry-After"] = str(LATER_SECONDS)
    return response


def maintenance() -> tuple[str, str]:
    """Return heading and sentence for the time in which only stored pages are read."""
    sentence = _(
        "News and pages stay readable. For what you asked, try again in a few minutes."
    )
    return _("We are working on this site"), sentence


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form is too old or came from elsewhere; 405 where none is."""
    asked = getattr(request, "resolver_match", None)
    if asked is not None and asked.url_name == "wagtail_serve":
        heading = _("Nothing can be sent to this address")
        sentence = _("Read the page instead: open its address without a form.")
        response = show(request, HTTPStatus.METHOD_NOT_ALLOWED, heading, sentence)
        response.headers["Allow"] = "GET, HEAD"
        return response
    heading = _("This form is too old")
    sentence = _("Go back, load the page again, and send it once more.")
    return show(request, HTTPStatus.FORBIDDEN, heading, sentence)


def show(
    request: Any,
    status: int,
    heading: str,
    sentence: str,
    *,
    may_ask: bool = True,
    **more: Any,
) -> HttpResponse:
    """Return the page: framed for a reader, plain at the desk and where all is away."""
    # Who was at the desk goes on there; a reader has no desk.
    is_desk = request.path.startswith(reverse("wagtailadmin_home"))
    words = said(heading, sentence, is_desk=is_desk, **more)
    page = "" if is_desk else framed(request, heading, words, may_ask=may_ask)
    return HttpResponse(page or plain(heading, words), status=status)


def said(
    heading: str, sentence: str, *, is_desk: bool = False, **more: Any
) -> SafeString:
    """Return what stands in the middle of the page. No query."""
    facts = {"heading": heading, "sentence": sentence, "is_desk": is_desk} | more
    return render_to_string("error_words.html", facts)


def framed(request: Any, heading: str, words: SafeString, *, may_ask: bool) -> str:
    """Return the page in the frame of the site, or "" where there is none to be had.

    Three queries, where no frame lies on the disk and they are allowed.
    """
    for frame in frames:
        if page := frame(get_language() or ""):
            return filled(page, heading, words)
    if not may_ask:
        return ""
    facts = {"heading": heading, "words": words, "has_search": True}
    try:
        return render_to_string("error.html", facts, request)
    except (DatabaseError, InterfaceError):
        return ""


def filled(frame: str, heading: str, words: SafeString) -> str:
    """Return a frame with its heading and words."""
    return frame.replace(HEADING, escape(heading), 1).replace(WORDS, words, 1)


def plain(heading: str, words: SafeString) -> str:
    return render_to_string("error_plain.html", {"heading": heading, "words": words})


def sheet() -> str:
    return render_to_string("error.css")
