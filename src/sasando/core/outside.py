"""Forms that anybody may send, without an account: not from elsewhere, not in a flood.

Such a form bears no token against forgery, so that its page may be stored, and needs
none: it uses no cookie and no right of whoever sends it. Another site's form is refused
all the same, by what browsers say of where a form comes from.
"""

import hashlib
from urllib.parse import urlsplit

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

# A field that people do not see; only programs fill it.
TRAP = "alamat_lain"
# How many in how many seconds.
Most = tuple[int, int]


def refusal(request: HttpRequest) -> str:
    """Return why this form is not taken: another site sent it; or ""."""
    came_from = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    ours = {urlsplit(settings.PUBLIC_URL).netloc, request.get_host()}
    is_foreign = came_from not in ("", "same-origin", "none")
    if is_foreign or (origin and urlsplit(origin).netloc not in ours):
        return _("This form came from another site. Send it from here.")
    return ""


def too_often(request: HttpRequest, name: str, *, of_one: Most, of_all: Most) -> bool:
    """Count this form; return whether one sender, or all together, send too many.

    The sender's address is counted as a hash under our key, for as long as it counts.
    What one sends too often is not counted with all: it would close the form for them.
    """
    said = f"{settings.SECRET_KEY}{get_client_ip(request)}"
    sender = hashlib.sha256(said.encode()).hexdigest()[:16]
    kinds = ((f"{name}.one.{sender}", of_one), (f"{name}.all", of_all))
    return any(counted(key, seconds) > most for key, (most, seconds) in kinds)


def counted(key: str, seconds: int) -> int:
    """Return how often this was counted lately, this time included."""
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key))
    except ValueError:
        # The time ran out between the two lines.
        return 1
