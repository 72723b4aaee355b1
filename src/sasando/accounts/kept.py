"""What a person was sending when the session had ended, given back to the same person.

Nothing of it is stored here. A browser that was signed in holds a signed word on who
was; what it sends without a session goes back to it encrypted, in a hidden field, and
is opened again only for that person once they have signed in. They see it, and save it
themselves: whoever else stood at that browser puts nothing under their name unseen.
"""

import json
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sasando.accounts.adapters import SIGNED_IN_AT, fernet, language_of
from sasando.accounts.models import User
from sasando.core.written import readable

# Drafts alone; a role, a freeze or a step is never offered to be sent again.
EDITORS = {"wagtailadmin_pages:add", "wagtailadmin_pages:edit"}
LEFT_OUT = ("csrfmiddlewaretoken", "action-")
WRITER, SALT, WHERE = "writer", "accounts.kept", "/kantor/"
# From a Friday morning to a Monday evening.
KNOWN_FOR = timedelta(days=4)
LASTS = timedelta(days=1)
Next = Callable[[HttpRequest], HttpResponse]


class KeepsWhatWasSent:
    """Answers a form that was sent without a session. Stands after SessionLimits.

    In process_view, so that Django has checked the form's token before.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if not request.path_info.startswith(WHERE):
            return self.get_response(request)
        came_in = request.user.is_authenticated
        response = self.get_response(request)
        if request.user.is_authenticated:
            remember(request, response)
        elif came_in:
            # Who signs out wants nothing of theirs left in this browser.
            response.delete_cookie(WRITER, path=WHERE, samesite="Lax")
        return response

    def process_view(self, request: Any, *_view: Any) -> HttpResponse | None:
        if request.method != "POST" or WRITER not in request.COOKIES:
            return None
        # Scripts save by themselves; they ask for JSON or for anything.
        by_hand = "text/html" in request.headers.get("Accept", "")
        if not by_hand or request.user.is_authenticated:
            return None
        writer = writer_of(request)
        name = request.resolver_match.view_name
        if writer is not None and name in EDITORS:
            return hand_back(request, writer)
        if not request.path_info.startswith(f"{WHERE}akun/"):
            messages.warning(
                request, _("You were signed out. What you sent was not saved.")
            )
        return None


def remember(request: Any, response: HttpResponse) -> None:
    """Let this browser know who is signed in here, once a session."""
    began = request.session.get(SIGNED_IN_AT, 0)
    word = f"{request.user.pk}.{int(began)}"
    if word == known_word(request):
        return
    response.set_signed_cookie(
        WRITER,
        word,
        salt=SALT,
        path=WHERE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_word(request: Any) -> str:
    word = request.get_signed_cookie(
        WRITER, default="", salt=SALT, max_age=KNOWN_FOR.total_seconds()
    )
    return word or ""


def writer_of(request: Any) -> User | None:
    """Return who was signed in at this browser last, unless they signed out."""
    word = known_word(request)
    if not word:
        return None
    return User.objects.filter(pk=word.split(".")[0], is_active=True).first()


def hand_back(request: Any, writer: User) -> HttpResponse:
    sent = [
        (name, values)
        for name, values in request.POST.lists()
        if not name.startswith(LEFT_OUT)
    ]
    facts = {"writer": writer.pk, "path": request.get_full_path(), "sent": sent}
    packed = zlib.compress(json.dumps(facts).encode())
    with translation.override(language_of(writer) or settings.LANGUAGE_CODE):
        return wait(request, fernet().encrypt(packed).decode())


def wait(request: Any, sealed: str) -> HttpResponse:
    """Ask to sign in elsewhere and come back; 403, because nothing was saved."""
    return render(request, "account/kept_wait.html", {"sealed": sealed}, status=403)


# Its token would be the one of before the sign-in. It changes nothing: it shows.
@csrf_exempt
@require_POST
def open_kept(request: Any) -> HttpResponse:
    """Show the person what they wrote, with a button that saves it as a draft."""
    sealed = request.POST.get("sealed", "")
    facts = opened(sealed)
    if facts is not None and not request.user.is_authenticated:
        messages.info(request, _("You are not signed in yet."))
        return wait(request, sealed)
    if facts is None or facts["writer"] != request.user.pk:
        return render(request, "account/kept.html", {"refused": True}, status=403)
    return render(
        request, "account/kept.html", facts | {"read": readable(facts["sent"])}
    )


def opened(sealed: str) -> dict[str, Any] | None:
    try:
        packed = fernet().decrypt(sealed, ttl=int(LASTS.total_seconds()))
        facts: dict[str, Any] = json.loads(zlib.decompress(packed))
    except (InvalidToken, ValueError, zlib.error):
        # The keys seal other things too; those are no text.
        return None
    return facts
