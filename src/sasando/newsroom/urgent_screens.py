"""Terbit segera on the staff side: publish alone, review, and the month's report."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from sasando.core import alone, digests, publication, staff
from sasando.core.lacking import lacks_of
from sasando.core.months import month_before, month_of, next_month
from sasando.core.workflow import NotAllowed
from sasando.newsroom import urgent
from sasando.newsroom.urgent import UrgentPublication

VIEW = "newsroom.view_urgentpublication"
ROWS = 30


class AloneForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why can this not wait for an approver?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy(
            "The head, the editors and the approvers read it at once. It stays in "
            "the log with your name."
        ),
    )


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=UrgentPublication.Verdict.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Needed when something has to be done."),
    )


def publish(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the text and what holds it; publish it alone by POST, with the reason."""
    page = staff.page_for(request, page_id, "newsroom.publish_urgent")
    form, now = AloneForm(request.POST or None), timezone.now()
    if form.is_valid():
        facts = {"digest": request.POST.get("digest") or "-", **form.cleaned_data}
        try:
            done = urgent.publish_urgent(page, by=request.user, at=now, **facts)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("“%(title)s” is out. The head, the editors and approvers know.")
            messages.success(request, said % {"title": done.title})
            return redirect("newsroom_review_alone", done.pk)
    text = page.get_latest_revision_as_object()
    facts = {
        "page": page,
        "text": text,
        "digest": digests.public_digest(text),
        "form": form,
        "why_not": why_not(page, text, at=now),
        "due_on": urgent.due_on(now),
    }
    return render(request, "newsroom/urgent_publish.html", facts)


def why_not(page: Page, text: Any, *, at: Any) -> list[str]:
    """Return what holds this text now, in sentences; nothing when it may go out."""
    found = [publication.barred(text, at=at) or alone.not_yet(text, at=at)]
    try:
        alone.refuse_answered(page, digest=digests.public_digest(text))
        urgent.refuse_early(page, at=at)
    except NotAllowed as refusal:
        found.append(str(refusal))
    return [*filter(None, found), *lacks_of(text)]


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what went out alone; take a second person's word on it by POST."""
    allow(request)
    rows = UrgentPublication.objects.select_related(
        "page", "approval__revision", "by", "reviewed_by"
    )
    done = get_object_or_404(rows, pk=pk)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        facts = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        try:
            urgent.review_urgent(done, **facts)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Reviewed. It does not stand in red any more."))
            return redirect("newsroom_review_alone", done.pk)
    approval: Any = done.approval
    redacted = approval is None or approval.redacted_at
    facts = {
        "done": done,
        "text": None if redacted else approval.revision.as_object(),
        "form": form,
        "may_review": not done.reviewed_at and urgent.may_review(done, request.user),
        "took_part": request.user.pk in {done.by_id, *done.wrote},
        "late_days": done.late_days(timezone.localdate()),
        "may_end": request.user.has_perm("core.revoke_page", done.page.specific),
    }
    return render(request, "newsroom/urgent_review.html", facts)


def report(request: HttpRequest) -> HttpResponse:
    """List what went out alone in a month, and who reviewed it. Two queries."""
    allow(request)
    today = timezone.localdate()
    first = month_of(request.GET.get("bulan", ""), today=today)
    rows = UrgentPublication.objects.of_month(first)
    marks = [
        UrgentPublication(due_on=due, reviewed_at=reviewed)
        for due, reviewed in rows.values_list("due_on", "reviewed_at")
    ]
    shown = Paginator(rows.select_related("by", "reviewed_by"), ROWS)
    shown.count = len(marks)
    page = shown.get_page(request.GET.get("p"))
    facts = {
        "first": first,
        "before": month_before(first),
        "after": next_month(first),
        "page": page,
        "rows": [(row, row.late_days(today)) for row in page.object_list],
        "number": shown.count,
        "open": sum(mark.reviewed_at is None for mark in marks),
        "late": sum(mark.late_days(today) > 0 for mark in marks),
    }
    return render(request, "newsroom/urgent_report.html", facts)


def allow(request: HttpRequest) -> None:
    if not request.user.has_perm(VIEW):
        raise NotAllowed(_("Your role does not include this step."))
