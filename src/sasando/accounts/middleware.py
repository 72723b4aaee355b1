"""What holds for every request of a signed-in person, and for the staff side."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from sasando.accounts.adapters import SIGNED_IN_AT, language_of
from sasando.core.csp import staff_address

LONGEST = timedelta(hours=8).total_seconds()
IDLE = timedelta(minutes=30).total_seconds()
# A visit is noted once a minute, not at every request: it costs two writes.
STEP = timedelta(minutes=1).total_seconds()
SEEN_AT = "seen_at"
# Wagtail's editor calls here every few seconds while nobody is at the desk.
NOT_A_VISIT = {"wagtailadmin_editing_sessions"}

Next = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Ends a session 8 hours after sign-in, and after 30 minutes without a visit."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        # No cookie, no session; looking for one would make each public page vary by it.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        now = time.time()
        if request.user.is_authenticated and is_over(request.session, now=now):
            logout(request)
            messages.info(request, _("You were signed out to keep your account safe."))
        response = self.get_response(request)
        if request.user.is_authenticated and is_visit(request):
            note(request, now=now)
        return response


def is_over(session: Any, *, now: float) -> bool:
    began, seen = session.get(SIGNED_IN_AT, now), session.get(SEEN_AT, now)
    return bool(now - began > LONGEST or now - seen > IDLE)


def is_visit(request: Any) -> bool:
    found = request.resolver_match
    return found is None or NOT_A_VISIT.isdisjoint(found.namespaces)


def note(request: Any, *, now: float) -> None:
    session = request.session
    session.setdefault(SIGNED_IN_AT, now)
    if now - session.get(SEEN_AT, 0) >= STEP:
        session[SEEN_AT] = now
        UserSession.objects.create_from_request(request)


class NeverStored:
    """Keeps the staff side out of every cache, the browser's own too.

    Its pages name people and hold drafts; “back” must not show them after a sign-out.
    Stands before all that may answer, a refused token and a fault included.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(staff_address()):
            # Whatever a view said: Django would only add to it.
            del response.headers["Cache-Control"]
            add_never_cache_headers(response)
        return response


class StaffPages:
    """Gives every staff and account page its language.

    Stands before all that may answer for a page: a refusal, an expired form or the end
    of a session is said in the person's language too. Chosen on the staff side, else
    Indonesian; on the account pages also asked for in the address (`?lang=en`).
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if not request.path_info.startswith(staff_address()):
            return self.get_response(request)
        home = reverse("account_email").removesuffix("email/")
        is_account_page = request.path_info.startswith(home)
        asked = known(request.GET.get("lang")) if is_account_page else ""
        kept = known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME))
        language = asked or language_of(request.user) or kept or settings.LANGUAGE_CODE
        came_signed_in = request.user.is_authenticated
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        # The sign-in page that follows speaks as the pages before it did.
        if asked or (came_signed_in and not request.user.is_authenticated):
            remember(response, language, path=home)
        return response


def known(language: str | None) -> str:
    return language if language and language in dict(settings.LANGUAGES) else ""


def remember(response: HttpResponse, language: str, *, path: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=int(timedelta(days=365).total_seconds()),
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
