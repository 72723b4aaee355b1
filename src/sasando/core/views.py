"""Short links, the health answer, and approval from a phone."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sasando.core import approvals
from sasando.core.addresses import never_out
from sasando.core.beside import beside
from sasando.core.models import ShortLink
from sasando.core.workflow import NotAllowed


@require_safe
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Send the reader on, but to nothing that is still to come."""
    target = get_object_or_404(ShortLink, code=code).target
    if never_out([target]):
        raise Http404
    return redirect(target)


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer whether the application and its database are there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@never_cache
@require_http_methods(["GET", "POST"])
def approve_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the text that waits; approve it by POST."""
    at = timezone.now()
    try:
        if request.method == "POST":
            out = approvals.approve_by_link(token, at=at)
            return show(request, {"done": True, "out": out})
        link = approvals.link_for(token, at=at)
    except NotAllowed as refusal:
        return show(request, {"refusal": str(refusal)}, status=403)
    text = link.page.specific.get_latest_revision_as_object()
    return show(request, {"link": link, "text": text, "beside": beside(text)})


def show(
    request: HttpRequest, facts: dict[str, object], status: int = 200
) -> HttpResponse:
    response = render(request, "core/approve_by_link.html", facts, status=status)
    # The address is the key: it must not travel to other sites. Not "no-referrer":
    # browsers then send "Origin: null" with the form, which Django refuses.
    response["Referrer-Policy"] = "same-origin"
    return response
