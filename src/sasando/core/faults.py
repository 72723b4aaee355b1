"""What a reader sees when something did not work; no database, no site frame."""

import re
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from sasando.core.refusals import Garbled, NotAllowed
from sasando.core.written import readable

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


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
    sent = [each for each in request.POST.lists() if each[0] != TOKEN]
    return show(
        request, HTTPStatus.BAD_REQUEST, heading, sentence, written=readable(sent)
    )


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
    return show(request, missing, heading, sentence, is_missing=True, sought=sought)


def words_in(path: str) -> str:
    """Return the words of an address, for the field that looks for what is meant."""
    last = path.rstrip("/").rpartition("/")[2].rpartition(".")
    return " ".join(re.findall(r"[^\W\d_]+", last[0] or last[2]))[:100]


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    heading = _("Something broke on our side")
    sentence = _("It is not your fault, and we have a note of it. Try again soon.")
    return show(request, HTTPStatus.INTERNAL_SERVER_ERROR, heading, sentence)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form is too old or came from elsewhere."""
    heading = _("This form is too old")
    sentence = _("Go back, load the page again, and send it once more.")
    return show(request, HTTPStatus.FORBIDDEN, heading, sentence)


def show(
    request: Any, status: int, heading: str, sentence: str, **more: Any
) -> HttpResponse:
    # Who was at the desk goes on there; a reader has no desk.
    is_desk = request.path.startswith(reverse("wagtailadmin_home"))
    facts = {"heading": heading, "sentence": sentence, "is_desk": is_desk} | more
    return render(request, "error.html", facts, status=status)


def sheet() -> str:
    return render_to_string("error.css")
