"""The staff screens on which a page is revoked or withdrawn, or a version redacted."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from sasando.core import approvals, redaction, revoking, staff
from sasando.core.models import Ending
from sasando.core.pointers import pointers
from sasando.core.refusals import NotAllowed
from sasando.core.workflow import VERBS

SEEN = gettext_lazy("Readers see it, with the date. The log keeps it with your name.")


def reason() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=SEEN,
    )


class EndForm(forms.Form):
    # Said by the button that is pressed: each bears its verb.
    act = forms.ChoiceField(
        choices=Ending.ACTS,
        error_messages={"required": gettext_lazy("Press one of the two buttons.")},
    )
    reason = reason()
    goes_to = forms.ModelChoiceField(
        label=gettext_lazy("Page to read instead"),
        queryset=Page.objects.filter(live=True, depth__gt=1),
        widget=AdminPageChooser,
        required=False,
        help_text=gettext_lazy("Leave empty if there is none."),
    )
    redirects = forms.TypedChoiceField(
        label=gettext_lazy("When you withdraw: what stands at the address"),
        choices=[
            ("", gettext_lazy("A page with the date and the reason")),
            *Ending.Redirect.choices,
        ],
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy(
            "To send readers on, choose the page to read instead. They do not see "
            "the reason then."
        ),
    )

    def __init__(self, *args: Any, acts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["act"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type
        field.choices = [way for way in Ending.ACTS if way[0] in acts]


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        """Return when a version went out, and the beginning of its hash."""
        when = date_format(timezone.localtime(obj.published_at), "j F Y, H.i")
        words = {"time": when, "hash": obj.digest[:12]}
        return _("Published %(time)s (%(hash)s…)") % words


class RedactForm(forms.Form):
    approval: forms.ModelChoiceField[Any] = VersionField(
        label=gettext_lazy("Which version"), queryset=None, empty_label=None
    )
    reason = reason()

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["approval"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type
        field.queryset = redaction.redactable(page)


def in_words(ending: Ending) -> str:
    """Return how a page ended: the act, the day, by whom, and why. One query."""
    words = {
        "day": date_format(timezone.localtime(ending.at), "j F Y, H.i"),
        "name": ending.by,
        "reason": ending.reason,
    }
    if ending.is_revocation:
        said = _(
            "This page was revoked on %(day)s by %(name)s: %(reason)s Readers see it "
            "under a banner. A new approval brings it back."
        )
    else:
        said = _(
            "This page was withdrawn on %(day)s by %(name)s: %(reason)s Nobody reads "
            "it any more. A new approval brings it back."
        )
    return said % words


def acts_of(page: Page, user: Any) -> list[str]:
    """Return the ways out that are open to this person with this page."""
    acts = []
    if user.has_perm("core.revoke_page", page) and not Ending.objects.of(page):
        acts.append(Ending.REVOKE)
    if user.has_perm("core.withdraw_page", page) and approvals.may_withdraw(page, user):
        acts.append(Ending.WITHDRAW)
    return acts


def end(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show both ways out and what leads here; go the one that was chosen."""
    page = staff.page_for(request, page_id, "core.revoke_page")
    acts = acts_of(page, request.user)
    form = EndForm(request.POST or None, acts=acts)
    if form.is_valid():
        try:
            said = take(page, form.cleaned_data, by=request.user, at=timezone.now())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said % {"title": page.title})
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    facts = {
        "page": page,
        "form": form,
        "acts": acts,
        "pointers": pointers(page, by=request.user),
        "below": page.get_descendants().live().count(),
    }
    return render(request, "core/end.html", facts)


def take(page: Page, chosen: dict[str, Any], *, by: Any, at: datetime) -> str:
    """Revoke or withdraw; return what to say of it. Raises NotAllowed."""
    facts = {"reason": chosen["reason"], "goes_to": chosen["goes_to"]}
    if chosen["act"] == Ending.REVOKE:
        revoking.revoke(page, by=by, at=at, **facts)
        return _("“%(title)s” is revoked.")
    right = getattr(page, "withdraw_permission", "core.withdraw_page")
    VERBS[right](page, by=by, at=at, redirects=chosen["redirects"], **facts)
    return _("“%(title)s” is withdrawn.")


def redact(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask which version and why; blank its text."""
    page = staff.page_for(request, page_id, "core.redact_version")
    if not redaction.redactable(page).exists():
        none = _(
            "There is no version to redact. The text that is out stays: publish a "
            "corrected one first, or withdraw the page."
        )
        return staff.back(request, page, NotAllowed(none))
    form = RedactForm(request.POST or None, page=page)
    if form.is_valid():
        facts = form.cleaned_data | {"at": timezone.now()}
        try:
            redaction.redact(page, by=request.user, **facts)
        except NotAllowed as refusal:
            return staff.back(request, page, refusal)
        messages.success(request, _("The text of this version is gone."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    facts = {
        "page_title": _("Redact a version"),
        "button": _("Blank this text for ever"),
        "explanation": _(
            "The text of this version is deleted and cannot be brought back. Its "
            "number, date, reason and hash stay. Drafts of this page that were never "
            "approved are deleted too; the newest stays if it holds another text. "
            "Older backups still hold the text."
        ),
    }
    return staff.show(request, page, form, facts)
