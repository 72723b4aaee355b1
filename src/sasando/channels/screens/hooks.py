"""*Webhook*: whom we tell what happens, and what became of each message."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from sasando.channels import hooks, outbox
from sasando.channels.hooks import Wish
from sasando.channels.outside import Hook, Message
from sasando.core import listing
from sasando.core.refusals import NotAllowed

VIEW = "channels.view_hook"
EVENTS = {
    "content.approved": gettext_lazy("A post was approved"),
    "delivery.published": gettext_lazy("It is out on a channel"),
    "delivery.needs_human": gettext_lazy("A person must look"),
    "delivery.failed": gettext_lazy("It was not sent"),
    "delivery.recalled": gettext_lazy("It was taken back"),
    "delivery.cancelled": gettext_lazy("It was cancelled"),
}


class HookForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Whose is it?"), max_length=100)
    url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Write the whole address: https://…")},
        help_text=gettext_lazy("Where the program takes messages, with https://."),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("It wants to hear"),
        choices=[(name, EVENTS[name]) for name in outbox.KINDS],
        widget=forms.CheckboxSelectMultiple,
    )


def index(request: HttpRequest) -> HttpResponse:
    """List the webhooks; add one by POST. Two queries."""
    listing.allow(request, VIEW)
    form = HookForm(request.POST or None)
    if form.is_valid():
        try:
            wish, by = Wish(**form.cleaned_data), request.user
            hook = hooks.add_hook(None, wish, by=by, at=timezone.now())
        except NotAllowed as refusal:
            form.add_error("url", str(refusal))
        else:
            messages.success(request, _("Added. Give its secret to the program."))
            return redirect("channels_hook", hook.pk)
    rows = Hook.objects.filter(removed_at=None).defer("secret", "old_secret")
    facts = {"form": form, "rows": [(row, wanted(row)) for row in rows]}
    return render(request, "channels/hooks.html", facts)


def wanted(hook: Hook) -> str:
    return ", ".join(str(EVENTS.get(one, one)) for one in hook.events)


@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a webhook, its secret, and the log of its messages. Three queries."""
    listing.allow(request, VIEW)
    hook = get_object_or_404(Hook, pk=pk, removed_at=None)
    page = listing.page_of(request, hook.messages.select_related("happening"))
    facts = {
        "hook": hook,
        "wanted": wanted(hook),
        "page": page,
        "at_page": listing.link(request),
        "rows": [shown(row) for row in page],
        "at": timezone.now(),
    }
    return render(request, "channels/hook.html", facts)


def shown(row: Message) -> dict[str, Any]:
    """Return a message as the log shows it. No query."""
    last = row.log[-1] if row.log else None
    answer = ""
    if last:
        said = last["said"] or _("answered %(status)s") % last
        answer = said if last["status"] else last["said"]
    return {
        "message": row,
        "event": EVENTS.get(row.happening.kind, row.happening.kind),
        "answer": answer,
        "is_red": row.state == Message.State.STOPPED,
        "may_again": row.state != Message.State.WAITS,
    }


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a step with a webhook by POST."""
    listing.allow(request, VIEW)
    hook = get_object_or_404(Hook, pk=pk)
    if request.method == "POST" and name in STEPS:
        try:
            facts = {"by": request.user, "at": timezone.now()}
            messages.success(request, STEPS[name](hook, request.POST, facts))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    if name == "hapus":
        return redirect("channels_hooks")
    return redirect("channels_hook", pk)


Facts = dict[str, Any]


def rotate(hook: Hook, said: Any, facts: Facts) -> str:
    hooks.rotate_hook(hook, **facts)
    return _("There is a new secret. For a day the old one signs too.")


def remove(hook: Hook, said: Any, facts: Facts) -> str:
    hooks.remove_hook(hook, **facts)
    return _("Removed. Nothing more is sent there.")


def again(hook: Hook, said: Any, facts: Facts) -> str:
    word = said.get("pesan", "")
    key = int(word) if word.isdecimal() and len(word) <= listing.LONGEST else 0
    message = get_object_or_404(hook.messages.select_related("hook"), pk=key)
    hooks.send_again(message, **facts)
    return _("It is sent again.")


STEPS: dict[str, Callable[[Hook, Any, Facts], str]] = {
    "kunci-baru": rotate,
    "hapus": remove,
    "kirim-lagi": again,
}
