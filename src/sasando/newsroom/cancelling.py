"""The staff screen on which the number of a release is cancelled."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from sasando.core import staff
from sasando.core.workflow import NotAllowed
from sasando.newsroom import numbers


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=250,
        help_text=gettext_lazy("The log keeps it with your name."),
    )


def can_cancel(page: Any, user: Any) -> bool:
    """Return whether this page has a number that this person may cancel now."""
    may = not page.live and user.has_perm("newsroom.cancel_number", page.specific)
    return may and numbers.of(page) != ""


def cancel_number(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the reason; cancel the number by POST."""
    page = staff.page_for(request, page_id, "newsroom.cancel_number")
    form = CancelForm(request.POST or None)
    text = numbers.of(page)
    if not text:
        return staff.back(request, page, NotAllowed(_("This release has no number.")))
    if form.is_valid():
        facts: dict[str, Any] = {"by": request.user, "at": timezone.now()}
        try:
            numbers.cancel(page, reason=form.cleaned_data["reason"], **facts)
        except NotAllowed as refusal:
            return staff.back(request, page, refusal)
        messages.success(
            request, _("Number %(number)s is cancelled.") % {"number": text}
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
    return staff.show(
        request,
        page,
        form,
        {
            "page_title": _("Cancel the number %(number)s") % {"number": text},
            "button": _("Cancel this number"),
            "explanation": _(
                "A cancelled number stays in the list as “batal” and is not given "
                "again. When the release is approved again, it gets the next number."
            ),
        },
    )
