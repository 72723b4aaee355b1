"""Adding a channel: by hand, or by a token that is tried before anything is kept."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from sasando.channels import reach, workflow
from sasando.channels.adapters import Place, adapter_of, kinds
from sasando.channels.models import Channel
from sasando.channels.people.forms import FORMS
from sasando.channels.screens import doors, platforms, trying
from sasando.channels.workflow import Connection
from sasando.core import listing
from sasando.core.refusals import NotAllowed

CONNECT = "channels.connect"


class ByHandForm(forms.Form):
    """A channel that a person serves; it has no token."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("As colleagues call it, for example “Instagram Humas”."),
    )
    account_id = forms.CharField(
        label=gettext_lazy("Account"),
        max_length=100,
        required=False,
    )
    address = forms.URLField(
        label=gettext_lazy("Address to open for posting"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Write the whole address: https://…")},
        help_text=gettext_lazy(
            "Whoever gets the task opens it from there, for example "
            "https://www.instagram.com/."
        ),
    )

    def connection(self, kind: str) -> Connection:
        said = self.cleaned_data
        options = {"open": said["address"]} if said["address"] else {}
        facts = {"name": said["name"], "account_id": said["account_id"]}
        return Connection(kind, **facts, options=options)


class OursForm(forms.Form):
    """The office's own site, or its feeds: there is no account and no token."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("As colleagues call it, for example “Website”."),
    )

    def connection(self, kind: str) -> Connection:
        return Connection(kind, self.cleaned_data["name"])


class TokenForm(forms.Form):
    """A channel that speaks by itself."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("As colleagues call it, for example “Facebook Humas”."),
    )
    account_id = forms.CharField(label=gettext_lazy("Account"), max_length=100)
    token = forms.CharField(
        label=gettext_lazy("Token"),
        widget=forms.Textarea(attrs={"rows": 3} | trying.PASTE),
        help_text=gettext_lazy("It is kept encrypted and never shown again."),
    )
    app_secret = forms.CharField(
        label=gettext_lazy("App secret"),
        required=False,
        widget=forms.TextInput(attrs=trying.PASTE),
        help_text=gettext_lazy("Only if your app asks for one; else leave it empty."),
    )
    base_url = trying.address_field()

    def connection(self, kind: str) -> Connection:
        said = self.cleaned_data
        given = {name: said.get(name, "").strip() for name in ("token", "app_secret")}
        return Connection(
            kind,
            said["name"],
            said["account_id"].strip(),
            said["base_url"] or adapter_of(kind).caps.base_url,
            tokens={name: value for name, value in given.items() if value},
        )


class AgainForm(forms.Form):
    """New tokens for the same account."""

    token = forms.CharField(
        label=gettext_lazy("New token"),
        widget=forms.Textarea(attrs={"rows": 3} | trying.PASTE),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].help_text = platforms.TOKENS.get(kind, "")
        if kind == "email":
            self.fields["token"].label = _("Password there")
            self.fields["token"].widget = forms.PasswordInput(attrs=trying.PASTE)


def choose(request: HttpRequest) -> HttpResponse:
    """Ask which platform; by hand comes first."""
    listing.allow(request, CONNECT)
    order = sorted(kinds(), key=lambda kind: (kind != "by_hand", kind))
    rows = [(kind, platforms.name_of(kind), platforms.about(kind)) for kind in order]
    return render(request, "channels/choose.html", {"rows": rows})


def connect(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for what this platform needs, try it, and keep the channel."""
    listing.allow(request, CONNECT)
    if kind not in kinds():
        raise Http404
    needs_token, is_ours = (caps := adapter_of(kind).caps).needs_token, caps.is_ours
    usual = OursForm if is_ours else TokenForm if needs_token else ByHandForm
    form = FORMS.get(kind, usual)(request.POST or None)
    if kind in platforms.WITHOUT_SECRET:
        del form.fields["app_secret"]
    if "account_id" in form.fields:
        form.fields["account_id"].help_text = platforms.ACCOUNTS.get(kind, "")
    if needs_token and kind in platforms.TOKENS:
        words = (platforms.TOKENS[kind], form.fields["token"].help_text)
        form.fields["token"].help_text = " ".join(str(word) for word in words)
    if form.is_valid():
        try:
            channel = tried(form.connection(kind), request, timezone.now())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("channel", channel.pk)
    facts = {"form": form, "name": platforms.name_of(kind), "needs_token": needs_token}
    facts |= {"kind": kind} | doors.guide(kind, request)
    # What tells of itself needs no word on tokens.
    facts["about"] = platforms.about(kind) if is_ours or kind in FORMS else ""
    return render(request, "channels/connect.html", facts)


def tried(facts: Connection, request: HttpRequest, at: datetime) -> Channel:
    """Try a token, keep the channel, and say whose it is. Raises NotAllowed."""
    workflow.check_facts(facts)
    # Refused before anything is called there: a form is no way to look around inside.
    url = reach.as_web(facts.base_url)
    workflow.check_address(url, may_be_here=settings.DEBUG)
    place = Place(facts.base_url, facts.account_id, facts.tokens, facts.options)
    account = trying.asked(facts.kind, place, is_pasted=True)
    trying.refuse_other(account, facts.account_id)
    facts = replace(facts, other_ids=account.other_ids)
    channel = workflow.connect(None, facts, by=request.user, at=at)
    trying.keep_clocks(channel, account)
    trying.look_closer(channel, account.picture_url)
    if facts.tokens:
        said = _("Connected: this token speaks for “%(name)s”.")
        messages.success(request, said % {"name": account.name})
    elif adapter_of(facts.kind).caps.is_ours:
        said = _("The channel is there. It says what of your pages readers see.")
        messages.success(request, said)
    elif facts.kind in FORMS:
        messages.success(request, _("The channel is there. People can subscribe now."))
    else:
        messages.success(request, _("The channel is there. Its posts become tasks."))
    if lacks := trying.lacking(account):
        messages.warning(request, lacks)
    return channel


# --- steps on the page of a channel ------------------------------------------------


def place_with(channel: Channel, **tokens: str) -> Place:
    kept = json.loads(channel.secrets or "{}") | tokens
    return Place(channel.base_url, channel.account_id, kept, channel.options)


def try_token(channel: Channel, request: HttpRequest, at: datetime) -> str:
    """Ask the platform whether the token serves; change nothing but the clocks."""
    listing.allow(request, "channels.reconnect")
    account = trying.asked(channel.kind, place_with(channel))
    if account.expires_at or account.data_access_expires_at:
        trying.keep_clocks(channel, account)
    trying.look_closer(channel, account.picture_url)
    if lacks := trying.lacking(account):
        messages.warning(request, lacks)
    return _("The token works. It speaks for “%(name)s”.") % {"name": account.name}


def connect_again(channel: Channel, request: HttpRequest, at: datetime) -> str:
    """Try a new token, and let what waited go on."""
    listing.allow(request, "channels.reconnect")
    form = AgainForm(request.POST, kind=channel.kind)
    token = listing.valid(form)["token"].strip()
    facts = Connection(channel.kind, channel.name, tokens={"token": token})
    workflow.check_facts(facts)
    place = place_with(channel, token=token)
    account = trying.asked(channel.kind, place, is_pasted=True)
    trying.refuse_other(account, channel.account_id)
    given = {"token": token}
    # The platform says whose token it is; where it does not, the account stays.
    whose = account.external_id or channel.account_id
    workflow.reconnect(channel, given, account_id=whose, by=request.user, at=at)
    trying.keep_clocks(channel, account)
    trying.look_closer(channel, account.picture_url)
    return _("Connected again. What waited for this channel goes out now.")


def address_to_open(channel: Channel) -> str:
    """Return where a person posts by hand, if it was said and is an address."""
    address = str(channel.options.get("open", ""))
    return address if urlsplit(address).scheme in {"http", "https"} else ""
