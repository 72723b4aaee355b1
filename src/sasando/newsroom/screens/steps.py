"""The steps of one coverage: a button for each that is open to this person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from sasando.core import listing
from sasando.core.workflow import NotAllowed
from sasando.newsroom import coverage as verbs
from sasando.newsroom import drafts
from sasando.newsroom.coverage_form import who_covers
from sasando.newsroom.coverages import Coverage, Part

VIEW = "newsroom.view_coverage"


@dataclass(frozen=True, slots=True)
class Step:
    """One button: where it leads, and whether it acts at once (a POST)."""

    url: str
    label: Any
    acts: bool = True


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text=gettext_lazy("Your colleagues read it. The log keeps it."),
    )


class HandOverForm(forms.Form):
    to: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("Who takes over"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type
        field.queryset = who_covers().exclude(pk=part.user_id)


def coverage_for(request: HttpRequest, pk: int) -> Coverage:
    """Return the coverage if this person may see it. Raises NotAllowed."""
    listing.allow(request, VIEW)
    return get_object_or_404(Coverage.objects.named(), pk=pk)


def steps_of(row: Coverage, user: Any, *, at: Any) -> list[Step]:
    """Return the steps that would not be refused, the next one first. No query."""
    if not row.is_open:
        return []
    parts = [part for part in row.parts.all() if part.user_id == user.pk]
    mine = [part for part in parts if part.answer != Part.Answer.DECLINED]
    desk = user.has_perm("newsroom.assign_coverage", row)
    asked = any(part.answer == Part.Answer.ASKED for part in mine)
    writes = any(part.kind == Part.Kind.TEXT for part in mine) or desk
    begun = row.starts_at <= at and row.status != Coverage.Status.COVERED
    able = {
        "coverage_accept": asked,
        "coverage_covered": begun and bool(mine or desk),
        "coverage_draft": writes and not row.story_id and may_write(row, user),
        "coverage_finish": row.starts_at <= at and bool(mine or desk),
        "coverage_decline": bool(mine),
        "coverage_cancel": desk,
    }
    return [
        Step(reverse(name, args=[row.pk]), label, acts)
        for name, (label, acts) in LABELS.items()
        if able[name]
    ]


LABELS = {
    "coverage_accept": (gettext_lazy("Accept"), True),
    "coverage_covered": (gettext_lazy("It is covered"), True),
    "coverage_draft": (gettext_lazy("Start the draft"), True),
    "coverage_finish": (gettext_lazy("Nothing more to do"), True),
    "coverage_decline": (gettext_lazy("I cannot…"), False),
    "coverage_cancel": (gettext_lazy("Call it off…"), False),
}


def may_write(row: Coverage, user: Any) -> bool:
    return bool(user.has_perm("newsroom.start_draft", row))


def acting(verb: Callable[..., Any], said: Any) -> Callable[..., HttpResponse]:
    """Return a view that takes a step at once, and says what it led to."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        row = coverage_for(request, pk)
        try:
            verb(row, by=request.user, at=timezone.now())
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, str(said) % {"title": row.title})
        return redirect(row)

    return view


accept = acting(verbs.accept, gettext_lazy("You cover “%(title)s”."))
covered = acting(
    verbs.mark_covered, gettext_lazy("“%(title)s” is covered. The writing may begin.")
)
finish = acting(verbs.finish, gettext_lazy("“%(title)s” is done."))


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the draft and lead to its editor."""
    row = coverage_for(request, pk)
    try:
        page = drafts.start_draft(row, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(row)
    if page.permissions_for_user(request.user).can_edit():
        return redirect("wagtailadmin_pages:edit", page.pk)
    said = _("The draft is there. %(name)s writes it.")
    messages.success(request, said % {"name": page.owner})
    return redirect(row)


def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then say no."""
    row = coverage_for(request, pk)
    words = {
        "page_title": _("I cannot cover this"),
        "button": _("I cannot"),
        "explanation": _("Whoever assigned it gets a mail and finds somebody else."),
    }
    return reasoned(request, row, verbs.decline, words)


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then call it off."""
    row = coverage_for(request, pk)
    words = {
        "page_title": _("Call it off"),
        "button": _("Call it off"),
        "explanation": _(
            "All who were asked get a mail with your reason. A draft that was started "
            "stays. This cannot be undone; plan it anew instead."
        ),
    }
    return reasoned(request, row, verbs.cancel, words)


def reasoned(
    request: HttpRequest, row: Coverage, verb: Callable[..., Any], words: dict[str, Any]
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if taken(request, form, verb, row, reason=reason):
            return redirect(row)
    return show(request, row, words | {"form": form})


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who takes this part over."""
    listing.allow(request, VIEW)
    parts = Part.objects.select_related("coverage__unit", "user")
    part = get_object_or_404(parts, pk=pk)
    form = HandOverForm(request.POST or None, part=part)
    if form.is_valid():
        to = form.cleaned_data["to"]
        if taken(request, form, verbs.hand_over, part, to=to):
            return redirect(part.coverage)
    facts = {"name": part.user, "part": part.get_kind_display()}
    words = {
        "page_title": _("Hand over"),
        "button": _("Hand over"),
        "explanation": _("From %(name)s: %(part)s. The new person is asked by mail.")
        % facts,
    }
    return show(request, part.coverage, words | {"form": form})


def taken(
    request: HttpRequest,
    form: forms.Form,
    verb: Callable[..., Any],
    record: Any,
    **facts: Any,
) -> bool:
    """Take a step; return whether it was, else its sentence stands above the form."""
    try:
        verb(record, by=request.user, at=timezone.now(), **facts)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Done. Those concerned get a mail."))
    return True


def show(request: HttpRequest, row: Coverage, facts: dict[str, Any]) -> HttpResponse:
    return render(request, "newsroom/desk/coverage_step.html", facts | {"row": row})
