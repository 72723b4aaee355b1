"""What a browser may load and run on our pages (Content-Security-Policy, Level 3).

No inline script runs anywhere, so that a text which slipped past every filter stays a
text. There is no nonce: nothing of ours needs one, a stored page could not carry a
fresh one, and whoever reads one off a page may use it. The shape of the tables is that
of Django 6's SECURE_CSP, which takes this module's place one day.
"""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

HEADER = "Content-Security-Policy"
SELF, NONE = "'self'", "'none'"
Policy = dict[str, list[str]]
Next = Callable[[HttpRequest], HttpResponse]

styles: list[str] = []
frames: list[str] = []
STRICT: Policy = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
}
# The thumbnail of a picture that is being uploaded.
STAFF: Policy = STRICT | {"img-src": [SELF, "data:", "blob:"]}
# Draft.js writes the placeholder of an empty text as a <style> with a random name.
# A hash beside 'unsafe-inline' would switch it off, so `styles` stay out.
EDITOR: Policy = STAFF | {
    "style-src": [SELF, "'unsafe-inline'"],
    "style-src-attr": [NONE],
}


class ContentPolicy:
    """Puts the header on every answer; the first of all, so that none passes it by."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, policy_for(request.path_info))
        return response


@cache
def staff_address(name: str = "wagtailadmin_home") -> str:
    """Return where the staff side begins, or a part of it: every request asks."""
    return reverse(name)


def policy_for(path: str) -> str:
    """Return the header for an address: the strictest that lets its page work."""
    if path.startswith(staff_address("wagtailadmin_explore_root")):
        return written(EDITOR | {"frame-src": [SELF, *frames]})
    own: Policy = {"style-src": [SELF, *styles]}
    if path.startswith(staff_address()):
        # The staff side shows a page inside another: its preview.
        return written(STAFF | own | {"frame-src": [SELF, *frames]})
    return written(STRICT | own | {"frame-src": frames or [NONE]})


def written(policy: Policy) -> str:
    return "; ".join(" ".join([name, *sources]) for name, sources in policy.items())


def allow_frame(source: str) -> None:
    """Let pages hold a frame from this source alone. Called while a room starts."""
    if source not in frames:
        frames.append(source)


def allow_style(css: str) -> None:
    """Let exactly this text stand in a <style> element. Called while a room starts."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    styles.append(f"'sha256-{digest}'")
