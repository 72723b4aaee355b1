"""The screen of e-mails that wait: whose draft one becomes, or why it does not."""

import logging
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from sasando.accounts.models import User
from sasando.core.workflow import NotAllowed
from sasando.newsroom.inbox import letters, reading
from sasando.newsroom.inbox.rows import Letter

logger = logging.getLogger(__name__)
STEP = "newsroom.accept_letter"
ROWS = 25
SHOWN_TEXT = 5_000


class AcceptForm(forms.Form):
    author: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=gettext_lazy("Whose draft it becomes"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose one"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["author"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type
        field.queryset = letters.writers(timezone.now())


class DiscardForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def waiting(request: HttpRequest) -> HttpResponse:
    """List the e-mails about which nobody has decided yet, newest first."""
    allow(request)
    rows = Letter.objects.waiting().order_by("-came_at", "-pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("p"))
    facts = {"page_title": _("E-mails that wait"), "page": page}
    return render(request, "newsroom/letters.html", facts)


def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Show one e-mail as plain text; take it as a draft, or put it away."""
    allow(request)
    row = get_object_or_404(Letter.objects.waiting(), pk=letter_id)
    is_discard = request.POST.get("step") == "discard"
    sent = request.POST if request.method == "POST" else None
    take = AcceptForm(None if is_discard else sent)
    drop = DiscardForm(sent if is_discard else None)
    chosen = drop if is_discard else take
    if chosen.is_valid():
        return decide(request, row, chosen)
    facts: dict[str, Any] = {"letter": row, "take": take, "drop": drop}
    facts["page_title"] = _("E-mail that waits")
    return render(request, "newsroom/letter.html", facts | content_of(row))


def content_of(row: Letter) -> dict[str, Any]:
    if row.why == Letter.Why.UNREADABLE or not row.file.is_file():
        return {"words": "", "photos": 0, "notes": []}
    try:
        found = reading.read(reading.parsed(row.file), is_cut=row.is_cut)
    except Exception:
        # Whatever a stranger wrote: an editor can put it away.
        logger.exception("letter not shown", extra={"letter": row.pk})
        return {"words": "", "photos": 0, "notes": []}
    words, photos = found.words[:SHOWN_TEXT], len(found.parts)
    return {"words": words, "photos": photos, "notes": found.notes}


def decide(request: HttpRequest, row: Letter, form: forms.Form) -> HttpResponse:
    now, by = timezone.now(), request.user
    try:
        if isinstance(form, DiscardForm):
            letters.discard(row, by=by, at=now, reason=form.cleaned_data["reason"])
            messages.success(request, _("The e-mail was discarded."))
            return redirect("newsroom_letters")
        if not row.file.is_file():
            raise NotAllowed(_("The e-mail itself is gone. Discard it."))
        author = form.cleaned_data["author"]
        message = reading.parsed(row.file)
        report, parcel = letters.unpack(row, message, author=author, at=now)
        letters.accept(row, by=by, at=now, report=report, parcel=parcel)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("newsroom_letters")
    messages.success(request, _("The e-mail is a draft now."))
    return redirect(report.get_absolute_url())


def allow(request: HttpRequest) -> None:
    if not request.user.has_perm(STEP):
        raise NotAllowed(_("Your role does not include this step."))
