"""The reader's form for a mistake, and the desk's screen of one.

The form stands in stored bytes, and bears no token against forgery (`core.outside`).
"""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from sasando.core import outside
from sasando.core.workflow import NotAllowed
from sasando.newsroom import mistakes
from sasando.newsroom.mistakes import Mistake
from sasando.newsroom.stories import Story

# How many reports in how many seconds: of one sender, and of all together.
OF_ONE, OF_ALL = (5, 600), (120, 600)
FORM = "newsroom.mistake"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, key: int) -> HttpResponse:
    """Ask what is wrong in a story; keep it by POST."""
    story = get_object_or_404(Story, pk=key, live=True)
    words = request.POST.get("words", "")[: mistakes.LONGEST]
    if request.method != "POST":
        return ask(request, story)
    if why := outside.refusal(request):
        return ask(request, story, words=words, why=why, status=HTTPStatus.FORBIDDEN)
    if outside.too_often(request, FORM, of_one=OF_ONE, of_all=OF_ALL):
        why = _("Too many reports came in. Wait some minutes, then send it again.")
        status = HTTPStatus.TOO_MANY_REQUESTS
        return ask(request, story, words=words, why=why, status=status)
    if not request.POST.get(outside.TRAP):
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
