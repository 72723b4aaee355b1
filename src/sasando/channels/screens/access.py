"""*Token akses*: the programs that act for somebody, and what each may do."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from sasando.channels import access
from sasando.channels.access import Wish
from sasando.channels.outside import AccessToken
from sasando.core import listing
from sasando.core.refusals import NotAllowed

MAKE, WITHDRAW = "channels.make_token", "channels.withdraw_token"
DAYS = {30: gettext_lazy("30 days"), 90: gettext_lazy("90 days")}
DAYS |= {365: gettext_lazy("one year")}
MAY = {
    "read": gettext_lazy("Read: channels, posts and what became of them"),
    "write": gettext_lazy("Write: drafts, changes, try again, take back"),
    "approve": gettext_lazy("Approve what somebody else wrote"),
}


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=100,
        help_text=gettext_lazy("The program that gets it, such as “Agency website”."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("It may"),
        widget=forms.CheckboxSelectMultiple,
        initial=["read"],
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("It lasts for"),
        choices=list(DAYS.items()),
        coerce=int,
        initial=90,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type
        approves = user.has_perm("channels.approve")
        field.choices = [
            (name, words)
            for name, words in MAY.items()
            if name != "approve" or approves
        ]


@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """List the tokens; make one by POST and show it this once. Three queries."""
    listing.allow(request, WITHDRAW)
    user, at = request.user, timezone.now()
    may_make = user.has_perm(MAKE)
    form = TokenForm(request.POST or None, user=user)
    made = None
    if may_make and form.is_valid():
        try:
            wish = Wish(**form.cleaned_data)
            made = access.make_token(None, wish, by=user, at=at)
            form = TokenForm(user=user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    rows = AccessToken.objects.select_related("person")
    if not access.runs(user):
        rows = rows.filter(person=user.pk)
    page = listing.page_of(request, rows)
    facts = {
        "form": form,
        "made": made,
        "page": page,
        "at_page": listing.link(request),
        "rows": [shown(row, at) for row in page],
        "may_make": may_make,
    }
    return render(request, "channels/tokens.html", facts)


def shown(row: AccessToken, at: Any) -> dict[str, Any]:
    """Return a token as the list shows it. No query."""
    labels = dict(AccessToken.Scope.choices)
    return {
        "token": row,
        "may": ", ".join(str(labels.get(one, one)) for one in row.scopes),
        "is_open": row.withdrawn_at is None and row.expires_at > at,
    }


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token by POST."""
    listing.allow(request, WITHDRAW)
    token = get_object_or_404(AccessToken, pk=pk)
    if request.method == "POST":
        try:
            access.withdraw_token(token, by=request.user, at=timezone.now())
            messages.success(request, _("Withdrawn. It opens nothing any more."))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    return redirect("channels_tokens")
