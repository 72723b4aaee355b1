"""Lets requests of programs in: looks at size and kind, and answers in JSON always."""

from functools import cache
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

MOST_BYTES, DIGITS = 512 * 1024, 12
# Where a file comes instead of JSON, and how large the whole may be.
OF_FILES, MOST_OF_FILES = "channels/media", 102 * 1024 * 1024
PROBLEM = "application/problem+json"


class Problem(Exception):
    """A refused request: a status, and one sentence for who wrote the program."""

    def __init__(self, status: int, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.more = status, sentence, more


def problem(status: int, sentence: str, **more: Any) -> HttpResponse:
    """Return an answer as RFC 9457 writes it."""
    facts: dict[str, Any] = {"type": "about:blank", "status": status}
    facts |= {"title": HTTPStatus(status).phrase, "detail": sentence} | more
    return JsonResponse(facts, status=status, content_type=PROBLEM)


# A session cookie opens nothing here, so there is nothing to forge.
@csrf_exempt
@never_cache
def door(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer a program in its language: of the header alone, not of the address."""
    # UTF-8, whatever the request says of itself: Python knows charsets that read none.
    request.encoding = "utf-8"
    language = get_language_from_request(request)
    with override(language):
        answer = answered(request, rest)
    answer["Content-Language"] = language
    return answer


def answered(request: HttpRequest, rest: str) -> HttpResponse:
    """Return the answer, or a problem. Ninja is loaded by the first who asks."""
    try:
        refuse_body(request, is_file=rest == OF_FILES)
        match = resolver().resolve(rest)
        answer = match.func(request, *match.args, **match.kwargs)
    except Problem as refusal:
        return problem(refusal.status, refusal.sentence, **refusal.more)
    except (Resolver404, Http404):
        return problem(404, _("There is nothing at this address."))
    if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        refused = problem(
            405,
            _("This address does not take %(method)s.") % {"method": request.method},
        )
        refused["Allow"] = answer.get("Allow", "")
        return refused
    return answer


@cache
def resolver() -> URLResolver:
    from sasando.channels.rest.media import api

    patterns, _app, _name = api.urls
    return URLResolver(RegexPattern(r""), patterns)


def refuse_body(request: HttpRequest, *, is_file: bool) -> None:
    """Raise Problem for a body that is too large, or is not of the kind wanted here."""
    if "HTTP_TRANSFER_ENCODING" in request.META:
        # WSGI has no end for it, and Django would read an empty body.
        raise Problem(411, _("Say how long the body is, with Content-Length."))
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdecimal() or not size.strip("0"):
        return
    # One that is longer than our limit is no number to be read.
    if len(size) > DIGITS or int(size) > (MOST_OF_FILES if is_file else MOST_BYTES):
        raise Problem(413, too_large(is_file=is_file))
    kind = request.content_type or ""
    if is_file and kind != "multipart/form-data":
        raise Problem(415, _("Send the file as multipart/form-data."))
    if not is_file and kind != "application/json":
        raise Problem(415, _("Send JSON, with Content-Type: application/json."))


def too_large(*, is_file: bool) -> str:
    if is_file:
        return _("A file of more than 100 MB is attached on the screens, in pieces.")
    return _("The body is larger than 512 KB.")
