"""The screens of reviews: what is read again when, and one page's answer."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from sasando.core import reviewing, staff
from sasando.core.forms import EXAMPLES
from sasando.core.models import Review
from sasando.core.refusals import NotAllowed
from sasando.newsroom import reviews

ROWS = 50
# Two forms on one screen: this one's fields bear its name.
HAND = "jaga"
GIVES = f"{HAND}-owner"
KINDS = {
    "due": gettext_lazy("To be read now"),
    "nobody": gettext_lazy("Nobody looks after it"),
    "all": gettext_lazy("All"),
}


def day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=AdminDateInput, help_text=EXAMPLES[forms.DateField]
    )


class ReviewForm(forms.Form):
    seen = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    due_on = day(gettext_lazy("Read it again on"))


class LookAfterForm(forms.Form):
    owner: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("Who looks after it"), queryset=None
    )
    due_on = day(gettext_lazy("Read it again on"))

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [
            person.pk
            for person in staff.people()
            if person.has_perm("core.review_page", page)
        ]
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type
        field.queryset = staff.people().filter(pk__in=able)


def listed(kind: str, *, on: date) -> QuerySet[Review, Review]:
    """Return the reviews under a heading of the list, the earliest first."""
    rows = {
        "due": Review.objects.standing().due(on),
        "nobody": reviews.ownerless(on),
        "all": Review.objects.standing(),
    }[kind]
    return rows.select_related("page__locale", "owner", "reviewed_by")


def review_list(request: HttpRequest) -> HttpResponse:
    """List the pages under one heading, with their day and their owner."""
    if not request.user.has_perm("core.review_page"):
        raise NotAllowed(_("Your role does not include this step."))
    today, kind = timezone.localdate(), request.GET.get("jenis", "")
    kind = kind if kind in KINDS else "due"
    page = Paginator(listed(kind, on=today), ROWS).get_page(request.GET.get("p"))
    facts = {
        "page_title": _("Reviews of pages"),
        "tabs": [(name, label, name == kind) for name, label in KINDS.items()],
        "kind": kind,
        "page": page,
        "today": today,
    }
    return render(request, "newsroom/review_list.html", facts)


def review_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask whether all of one page still holds; take the answer, or give it away."""
    page = staff.page_for(request, page_id, "core.review_page")
    review = Review.objects.standing().filter(page=page).first()
    if review is None:
        raise Http404
    answer, give = forms_for(request, page, review)
    taken = give if GIVES in request.POST else answer
    if taken is not None and taken.is_valid():
        try:
            messages.success(request, take(page, taken, by=request.user))
        except NotAllowed as refusal:
            taken.add_error(None, str(refusal))
        else:
            return redirect("newsroom_reviews")
    facts = {
        "page_title": _("Review of a page"),
        "page": page,
        "review": review,
        "answer": answer,
        "give": give,
        "may_end": request.user.has_perm("core.revoke_page", page),
        "is_late": review.due_on <= timezone.localdate(),
    }
    return render(request, "newsroom/review.html", facts)


def forms_for(
    request: HttpRequest, page: Page, review: Review
) -> tuple[ReviewForm, LookAfterForm | None]:
    """Return both forms of the screen; the second for those who share out the work."""
    sent = request.POST or None
    gives = GIVES in request.POST
    next_on = reviewing.next_day(page, at=timezone.now())
    first = {"seen": review.due_on.isoformat(), "due_on": next_on}
    answer = ReviewForm(None if gives else sent, initial=first)
    if not request.user.has_perm("core.plan_review", page):
        return answer, None
    now = {"owner": review.owner_id, "due_on": review.due_on}
    sent = sent if gives else None
    return answer, LookAfterForm(sent, initial=now, page=page, prefix=HAND)


def take(page: Page, form: forms.Form, *, by: Any) -> str:
    """Do what the form asks; return what to say of it. Raises NotAllowed."""
    facts, now = form.cleaned_data, timezone.now()
    words = {"title": page.title}
    if "owner" in facts:
        reviewing.look_after(page, by=by, at=now, **facts)
        return _("Who looks after “%(title)s” is written down.") % words
    reviewing.review(page, by=by, at=now, **facts)
    return _("“%(title)s” is still true. Thank you for reading it.") % words
