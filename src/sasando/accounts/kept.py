"""What a person was sending when the session ended, kept until they are back.

The editor saves by itself while one writes, but not once the session has ended. What is
then sent by the button waits in the session of the browser that sent it, and only the
same person is shown it again.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

ENDED_FOR, KEPT = "ended_for", "kept"
# As Wagtail names its editors. A step (delete, send for approval) is never kept: who
# comes back to "save my text" must not take it.
EDITORS = {"add", "edit"}
LEFT_OUT = ("csrfmiddlewaretoken", "action-")
DISCARD = "discard_what_was_kept"
Next = Callable[[HttpRequest], HttpResponse]


class KeepsWhatWasSent:
    """Keeps one form of an editor over a sign-in. Stands after SessionLimits.

    In process_view, so that Django has checked the form's token before.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, *_view: Any) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not is_editor(request):
            return None
        if not request.user.is_authenticated:
            return keep(request)
        return give_back(request)


def is_editor(request: Any) -> bool:
    """Return whether the person, not a script, opens or sends an editor's form."""
    # Scripts save and look by themselves; they ask for JSON or for anything.
    by_hand = "text/html" in request.headers.get("Accept", "")
    return by_hand and request.resolver_match.url_name in EDITORS


def keep(request: Any) -> HttpResponse | None:
    if request.method != "POST" or ENDED_FOR not in request.session:
        return None
    sent = {
        name: values
        for name, values in request.POST.lists()
        if not name.startswith(LEFT_OUT)
    }
    request.session[KEPT] = {"path": request.get_full_path(), "sent": sent}
    return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))


def give_back(request: Any) -> HttpResponse | None:
    kept = request.session.get(KEPT)
    if kept is None:
        return None
    if request.session.get(ENDED_FOR) != request.user.pk:
        forget(request)
        return None
    if kept["path"] != request.get_full_path():
        return None
    if request.method == "POST":
        forget(request)
        return redirect(kept["path"]) if DISCARD in request.POST else None
    return render(request, "account/kept.html", kept | {"discard": DISCARD})


def forget(request: Any) -> None:
    for name in (KEPT, ENDED_FOR):
        request.session.pop(name, None)
