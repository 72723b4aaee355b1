"""The reader's form for a mistake, and the desk's screen of one.

The form stands in stored bytes, so it bears no token against forgery. It needs none:
it uses no cookie and no right of whoever sends it. Another site's form is refused all
the same, by what browsers say of where a form comes from.
"""

import hashlib
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from sasando.core.workflow import NotAllowed
from sasando.newsroom import mistakes
from sasando.newsroom.mistakes import Mistake
from sasando.newsroom.stories import Story

# How many reports in how many seconds: of one sender, and of all together.
OF_ONE, OF_ALL = (5, 600), (120, 600)
# A field that people do not see; only programs fill it.
TRAP = "alamat_lain"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, key: int) -> HttpResponse:
    """Ask what is wrong in a story; keep it by POST."""
    story = get_object_or_404(Story, pk=key, live=True)
    words = request.POST.get("words", "")[: mistakes.LONGEST]
    if request.method != "POST":
        return ask(request, story)
    if why := refusal(request):
        return ask(request, story, words=words, why=why, status=HTTPStatus.FORBIDDEN)
    if too_often(request):
        why = _("Too many reports came in. Wait some minutes, then send it again.")
        status = HTTPStatus.TOO_MANY_REQUESTS
        return ask(request, story, words=words, why=why, status=status)
    if not request.POST.get(TRAP):
        try:
            mistakes.report(story, by=None, at=timezone.now(), words=words)
        except NotAllowed as nothing:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return ask(request, story, words=words, why=str(nothing), status=status)
    return redirect("mistake_thanks", key)


def ask(
    request: HttpRequest,
    story: Story,
    *,
    words: str = "",
    why: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    facts = {"story": story, "words": words, "why": why}
    return render(request, "newsroom/mistake_form.html", facts, status=status)


@require_safe
@never_cache
def thanks(request: HttpRequest, key: int) -> HttpResponse:
    """Say that it arrived, and what happens next."""
    story = get_object_or_404(Story, pk=key, live=True)
    return render(request, "newsroom/mistake_thanks.html", {"story": story})


def refusal(request: HttpRequest) -> str:
    """Return why this form is not taken: another site sent it; or ""."""
    came_from = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    ours = {urlsplit(settings.PUBLIC_URL).netloc, request.get_host()}
    is_foreign = came_from not in ("", "same-origin", "none")
    if is_foreign or (origin and urlsplit(origin).netloc not in ours):
        return _("This form came from another site. Send it from here.")
    return ""


def too_often(request: HttpRequest) -> bool:
    """Count this report; return whether one sender, or all together, send too many.

    The sender's address is counted as a hash under our key, for ten minutes.
    """
    said = f"{settings.SECRET_KEY}{get_client_ip(request)}"
    sender = hashlib.sha256(said.encode()).hexdigest()[:16]
    kinds = ((f"one.{sender}", *OF_ONE), ("all", *OF_ALL))
    counts = [counted(name, seconds) > most for name, most, seconds in kinds]
    return any(counts)


def counted(name: str, seconds: int) -> int:
    key = f"newsroom.mistake.{name}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key))
    except ValueError:
        # The time ran out between the two lines.
        return 1


def mistake(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a reader wrote; lead into the editor, or settle it, by POST."""
    rows = Mistake.objects.select_related("page", "settled_by")
    row = get_object_or_404(rows, pk=key)
    if not request.user.has_perm("newsroom.take_mistake", row):
        raise NotAllowed(_("Your role does not include this step."))
    if request.method == "POST":
        return settle(request, row)
    facts = {"page_title": _("Reported mistake"), "mistake": row}
    facts["waits"] = Mistake.objects.open().filter(pk=row.pk).exists()
    return render(request, "newsroom/mistake.html", facts)


def settle(request: HttpRequest, row: Mistake) -> HttpResponse:
    """Take the step that was sent; to correct means to open the text."""
    corrects = request.POST.get("step") == "correct"
    step: Any = mistakes.take if corrects else mistakes.dismiss
    try:
        # Who took it and closed the editor opens it once more.
        if not (corrects and row.status == Mistake.Status.TAKEN):
            step(row, by=request.user, at=timezone.now())
    except NotAllowed as why:
        messages.error(request, str(why))
        return redirect("newsroom_mistake", row.pk)
    if corrects:
        messages.info(request, _("A reader wrote: %(words)s") % {"words": row.words})
        return redirect("wagtailadmin_pages:edit", row.page_id)
    messages.success(request, _("It is settled."))
    return redirect(reverse("wagtailadmin_home"))
