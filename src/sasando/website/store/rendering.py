"""One address as bytes: asked of Django as a reader without a cookie would ask it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation

from sasando.website.store.recording import Asked, Record, recording

PAGES = "wagtail_serve"
# Other addresses that are stored, by the name of their pattern (`store_also`).
ALSO: set[str] = set()
# Those of them to which no page leads.
UNLED: list[str] = []
# These are made anew for each answer, or say who asks.
NOT_KEPT = {"content-length", "vary", "date", "server", "etag", "cache-control"}
LINK = re.compile(rb'\shref="(/[^"?#\s]*)[^"]*"')
SAFE = re.compile(r"/(?:[^/\x00-\x1f\x7f\\]+/)*(?:[^/\x00-\x1f\x7f\\]+)?")
REDIRECTS = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND}


@dataclass(slots=True)
class Answer:
    """What readers of one address get, and what it was made of."""

    path: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    goes_to: str
    record: Record
    questions: list[Asked]
    is_private: bool

    @property
    def words(self) -> set[str]:
        """Return every word of a touch that would make these bytes stale."""
        return self.record.rows.union(*(asked.words for asked in self.questions))


def store_also(*names: str) -> None:
    """Let addresses of these patterns be stored too: feeds."""
    ALSO.update(names)


def begin_at(*names: str) -> None:
    """Store these too, which programs ask for without a link."""
    store_also(*names)
    UNLED.extend(names)


def unled() -> list[str]:
    return [reverse(name) for name in UNLED]


def may_be_stored(path: str) -> bool:
    """Return whether an address is one of a page: no staff side, no file, no form."""
    return is_safe(path) and name_of(path) in {PAGES, *ALSO}


@lru_cache(maxsize=8192)
def name_of(path: str) -> str:
    """Return the name of the pattern that answers here, or ""; some are translated."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return resolve(path).url_name or ""
        except Resolver404:
            return ""


def is_safe(path: str) -> bool:
    """Return whether an address can be the name of a file."""
    parts = path.split("/")
    fits = all(len(part.encode()) < 200 and part[:1] != "." for part in parts)
    # Files of this name hold what has an address without it.
    fits = fits and parts[-1] != "index"
    return fits and len(path) < 1000 and SAFE.fullmatch(path) is not None


def render(path: str) -> Answer:
    """Return what a reader of this address gets now. All queries of the page, twice.

    What makes rows is rendered once more: then it loads them.
    """
    answer = rendered(path)
    return rendered(path) if answer.record.has_made else answer


def rendered(path: str) -> Answer:
    request = request_for(path)
    zone, language = timezone.override(None), translation.override(None)
    with zone, language, recording() as record:
        record.is_on = name_of(path) in ALSO
        response: Any = handler().get_response(request)
        # Not closed: that would end the connection of whoever asks us.
        body = b"" if response.streaming else response.content
    is_page = response.status_code in {HTTPStatus.OK, HTTPStatus.GONE}
    return Answer(
        path,
        response.status_code,
        headers_of(response),
        body if is_page else b"",
        response.get("Location", ""),
        record,
        record.questions(),
        is_private(response),
    )


def request_for(path: str) -> WSGIRequest:
    """Return the request of somebody of whom nothing is known."""
    public = settings.PUBLIC
    name = public.hostname or "localhost"
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            # As WSGI wants it: bytes as Latin-1.
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": "",
            "SCRIPT_NAME": "",
            "SERVER_NAME": name,
            "SERVER_PORT": str(public.port or (443 if settings.SECURE else 80)),
            "HTTP_HOST": public.netloc or name,
            "HTTP_X_FORWARDED_PROTO": public.scheme,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": public.scheme,
            "wsgi.input": BytesIO(),
        }
    )


_handler: list[Any] = []


def handler() -> Any:
    """Return Django with all middleware, made once a process."""
    if not _handler:
        use(WSGIHandler())
    return _handler[0]


def use(application: Any) -> None:
    """Let pages be rendered by the Django that this process has already."""
    _handler[:] = [application]


def headers_of(response: HttpResponse) -> list[tuple[str, str]]:
    return [(k, v) for k, v in response.items() if k.lower() not in NOT_KEPT]


def is_private(response: HttpResponse) -> bool:
    """Return whether the answer depends on who reads, sets a cookie, or is a file."""
    varies = response.get("Vary", "").lower()
    kept = response.get("Cache-Control", "").lower()
    seen = bool(response.cookies) or "cookie" in varies or "no-store" in kept
    return seen or response.streaming


def links(answer: Answer) -> set[str]:
    """Return the addresses that a page leads to and that may be stored."""
    if not dict(answer.headers).get("Content-Type", "").startswith("text/html"):
        return set()
    found = {unquote(link.decode()) for link in LINK.findall(answer.body)}
    return {path for path in found if may_be_stored(path)}


def quoted(path: str) -> str:
    return quote(path, safe="/")
