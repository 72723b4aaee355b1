"""*Kanal*: the accounts of the office, how each is doing, and the pause of all."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from sasando.channels import answering, entering, faces, sharing, wording, workflow
from sasando.channels.adapters import adapter_of
from sasando.channels.models import Channel, Pause
from sasando.channels.screens import connecting, options, platforms
from sasando.core import listing
from sasando.core.refusals import NotAllowed

VIEW = "channels.view_channel"
SOON = timedelta(days=14)
SHOWN = {"ada": gettext_lazy("In use"), "dihapus": gettext_lazy("Removed")}
EMPTY = {
    "ada": gettext_lazy(
        "No channel yet. Add the first by hand: it needs no token and works today."
    ),
    "dihapus": gettext_lazy("No channel was removed."),
}


class PauseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why does everything pause?"),
        max_length=200,
        help_text=gettext_lazy("Colleagues read it here and on Today."),
        error_messages={"required": gettext_lazy("Write why: a few words are enough.")},
    )


def index(request: HttpRequest) -> HttpResponse:
    """List the channels with their health, and the pause of all. Three queries."""
    return listed(request, PauseForm())


def listed(request: HttpRequest, pause_form: PauseForm) -> HttpResponse:
    listing.allow(request, VIEW)
    shown, at = listing.chosen(request, "kanal", SHOWN), timezone.now()
    rows = Channel.objects.defer("secrets").order_by("name", "pk")
    removed = Channel.Status.REMOVED
    rows = rows.filter(status=removed) if shown == "dihapus" else rows.there()
    page = listing.page_of(request, rows)
    facts = {
        "tabs": listing.tabs(request, SHOWN, shown),
        "rows": [Row(channel, request.user, at=at) for channel in page],
        "page": page,
        "empty": EMPTY[shown],
        "at_page": listing.link(request),
        "pause": Pause.objects.filter(over_at=None).first(),
        "pause_form": pause_form,
        "may": rights(
            request.user,
            *("connect", "pause_all", "resume_all", "keep_hashtags"),
            "view_subscription",
        ),
    }
    return render(request, "channels/channels.html", facts)


def rights(user: Any, *verbs: str) -> dict[str, bool]:
    """Return which of these verbs the roles of this person include."""
    return {name: user.has_perm(f"channels.{name}") for name in verbs}


class Row:
    """A channel as the list shows it. No query."""

    def __init__(self, channel: Channel, user: Any, *, at: datetime) -> None:
        self.has_face = faces.has(channel)
        self.channel, self.platform = channel, platforms.name_of(channel.kind)
        self.is_there = channel.status != Channel.Status.REMOVED
        self.sentence = workflow.told(channel.problem, {}, channel)
        self.is_untried = answering.is_untried(channel)
        self.is_double = answering.is_double(channel)
        self.is_red = channel.status in {"needs_reconnect", "blocked"}
        self.rests = channel.quiet_until and channel.quiet_until > at
        self.warnings = list(ending(channel, at=at)) if self.is_there else []
        self.may_pause = self.is_there and user.has_perm("channels.pause")


def ending(channel: Channel, *, at: datetime) -> Iterator[str]:
    """Yield what ends within two weeks, or has ended, in sentences."""
    for moment, ends, ended in (
        (
            channel.token_expires_at,
            _("Its token ends on %(day)s. Connect it again before that."),
            _("Its token ended on %(day)s. Connect it again."),
        ),
        (
            channel.data_access_expires_at,
            _("Its access to data ends on %(day)s. Connect it again before that."),
            _("Its access to data ended on %(day)s. Connect it again."),
        ),
    ):
        if moment and moment <= at + SOON:
            yield (ended if moment <= at else ends) % {"day": listing.day(moment)}


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one channel: its three clocks, and the steps that are open."""
    listing.allow(request, VIEW)
    channel = get_object_or_404(Channel, pk=pk)
    at, user = timezone.now(), request.user
    row = Row(channel, user, at=at)
    calls = answering.calls_a_platform(channel)
    connects = row.is_there and user.has_perm("channels.reconnect")
    facts = {
        "row": row,
        "channel": channel,
        "calls": calls,
        "may_try": connects and calls,
        # A mail server of its own has a password that may change.
        "may_connect": connects and (calls or is_own_server(channel)),
        "may_see_live": connects and calls and row.is_untried and not row.is_double,
        "may_remove": row.is_there and user.has_perm("channels.disconnect"),
        "again": connecting.AgainForm(kind=channel.kind),
        "open": connecting.address_to_open(channel),
        "has_login": connects and calls and entering.app_of(channel.kind) is not None,
        "options": options.form_of(channel),
        "may_set": row.is_there and user.has_perm("channels.set_options"),
        "dresses": not adapter_of(channel.kind).caps.is_ours,
        "shortens": channel.options.get(wording.SHORT_LINKS) != wording.OFF,
        "tags": channel.options.get(wording.HASHTAGS) != wording.OFF,
        "may_dress": row.is_there and user.has_perm("channels.dress"),
    }
    return render(request, "channels/channel.html", facts)


def is_own_server(channel: Channel) -> bool:
    return channel.kind == "email" and bool(channel.base_url)


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one step with a channel by POST, then show where it was asked from."""
    channel = get_object_or_404(Channel, pk=pk)
    if request.method == "POST" and name in STEPS:
        try:
            messages.success(request, STEPS[name](channel, request, timezone.now()))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    from_list = "dari-daftar" in request.POST or name == "hapus"
    if from_list:
        return redirect("channels")
    return redirect("channel", channel.pk)


def pause(channel: Channel, request: HttpRequest, at: datetime) -> str:
    workflow.pause(channel, by=request.user, at=at)
    said = _("“%(name)s” is paused. What is due there waits until you resume it.")
    return said % {"name": channel}


def resume(channel: Channel, request: HttpRequest, at: datetime) -> str:
    workflow.resume(channel, by=request.user, at=at)
    return _("“%(name)s” goes on.") % {"name": channel}


def remove(channel: Channel, request: HttpRequest, at: datetime) -> str:
    workflow.disconnect(channel, by=request.user, at=at)
    said = _("“%(name)s” is removed. Its tokens are wiped; its history stays.")
    return said % {"name": channel}


def see_live(channel: Channel, request: HttpRequest, at: datetime) -> str:
    answering.see_live(channel, by=request.user, at=at)
    return _("Noted. This channel works on the real platform.")


def dress(channel: Channel, request: HttpRequest, at: datetime) -> str:
    facts = {name: name in request.POST for name in ("short_links", "hashtags")}
    sharing.dress(channel, by=request.user, at=at, **facts)
    return _("Noted. It holds for posts that are approved from now on.")


STEPS: dict[str, Callable[[Channel, HttpRequest, datetime], str]] = {
    "jeda": pause,
    "lanjut": resume,
    "hapus": remove,
    "uji": connecting.try_token,
    "sambung-lagi": connecting.connect_again,
    "terlihat": see_live,
    "pengaturan": options.keep,
    "tambahan": dress,
}


def face(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return the picture of an account, to who may see the channels."""
    listing.allow(request, VIEW)
    path = faces.path_of(get_object_or_404(Channel, pk=pk))
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def pause_all(request: HttpRequest) -> HttpResponse:
    """Pause every channel by POST, with the reason."""
    form = PauseForm(request.POST)
    if request.method == "POST":
        if not form.is_valid():
            return listed(request, form)
        try:
            reason = form.cleaned_data["reason"]
            workflow.pause_all(None, reason, by=request.user, at=timezone.now())
            messages.success(request, _("All channels are paused. Nothing goes out."))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    return redirect("channels")


def resume_all(request: HttpRequest) -> HttpResponse:
    """End the pause of all channels by POST."""
    if request.method == "POST":
        try:
            workflow.resume_all(None, by=request.user, at=timezone.now())
            said = _("The pause is over. What became late meanwhile asks you first.")
            messages.success(request, said)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    return redirect("channels")
