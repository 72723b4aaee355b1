"""The staff screens of “ask the source”: questions and answers beside a draft."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from sasando.core import digests, staff
from sasando.core.forms import OfficeForm
from sasando.core.workflow import NotAllowed
from sasando.newsroom import asking
from sasando.newsroom.asking import Asked
from sasando.newsroom.sources import SourceAnswer, SourceQuestion
from sasando.newsroom.stories import Story

STEP = "newsroom.ask_source"
ROWS = 50


class AskForm(OfficeForm):
    # Not of the model: the verb says in a sentence that it was used before.
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = SourceQuestion
        fields = ("name", "kind", "question", "due_at", "email", "phone")


def story_for(request: HttpRequest, page_id: int) -> Story:
    """Return the story if this person may ask about it. Raises NotAllowed."""
    page = staff.page_for(request, page_id, STEP)
    if not isinstance(page, Story):
        raise NotAllowed(_("One asks about news, releases and publications only."))
    return page


def sources(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what was asked about this text, and every answer."""
    page = story_for(request, page_id)
    rows = SourceQuestion.objects.filter(page=page).select_related("asked_by")
    rows = rows.prefetch_related("answers__read_by").order_by("-pk")
    questions = list(rows.with_outcome()[:ROWS])
    newest = digests.public_digest(page.get_latest_revision_as_object())
    facts = {
        "page_title": _("Sources"),
        "page": page,
        "rows": [row_of(each, newest=newest) for each in questions],
    }
    return render(request, "newsroom/sources.html", facts)


def row_of(question: SourceQuestion, *, newest: str) -> dict[str, Any]:
    return {
        "question": question,
        "closed": question.why_closed(at=timezone.now()),
        "is_older": question.digest != newest,
    }


def ask(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for name, question and deadline; show the link, this once."""
    page = story_for(request, page_id)
    form = AskForm(request.POST or None)
    facts: dict[str, Any] = {"page_title": _("Ask a source"), "page": page}
    if form.is_valid():
        try:
            question, address = asking.ask(
                page,
                by=request.user,
                at=timezone.now(),
                asked=Asked(**form.cleaned_data),
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            question.refresh_from_db()
            facts |= {"question": question, "address": address}
            return render(request, "newsroom/source_link.html", facts)
    return render(request, "newsroom/source_ask.html", facts | {"form": form})


def withdraw(request: HttpRequest, question_id: int) -> HttpResponse:
    """End a link, by POST."""
    question = get_object_or_404(SourceQuestion, pk=question_id)
    if request.method == "POST":
        try:
            asking.withdraw(question, by=request.user, at=timezone.now())
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The link opens nothing any more."))
    return redirect("newsroom_sources", question.page_id)


def read(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Note that an answer was read, by POST."""
    answer = get_object_or_404(SourceAnswer, pk=answer_id)
    if request.method == "POST":
        asking.read(answer, by=request.user, at=timezone.now())
    return redirect("newsroom_sources", answer.question.page_id)
