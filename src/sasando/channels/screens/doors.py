"""Connecting by a login: to the platform's own page, back with a code, and a choice.

What came back lies encrypted in the session until the person has chosen, ten minutes at
most; the `state` is bound to the session and serves once.
"""

import json
import logging
import secrets
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from sasando.accounts.adapters import fernet
from sasando.channels import entering
from sasando.channels.adapters import adapter_of, kinds
from sasando.channels.adapters.doors import App, Asking, Door, Offer, door_of
from sasando.channels.models import Channel
from sasando.channels.outcomes import Account, Refused
from sasando.channels.screens import platforms, trying
from sasando.channels.wire import Line, Lost, NotSent
from sasando.core import listing
from sasando.core.refusals import NotAllowed

logger = logging.getLogger(__name__)
CONNECT, VIEW = "channels.connect", "channels.view_channel"
AWAY, CHOICE = "channels.away", "channels.choice"
TYPED = "channels.typed"
LASTS = timedelta(minutes=10)
HINDERED = {
    "no_business_account": gettext_lazy(
        "No professional Instagram account stands behind this Page. In Instagram "
        "switch the account to a business account and link it to the Page."
    ),
    "no_youtube_channel": gettext_lazy(
        "This Google account has no YouTube channel. Log in with the one that has."
    ),
}


class AppForm(forms.Form):
    """The app that the office registered at a platform."""

    client_id = forms.CharField(
        label=gettext_lazy("App ID"),
        max_length=200,
        widget=forms.TextInput(attrs=trying.PASTE),
    )
    secret = forms.CharField(
        label=gettext_lazy("App secret"),
        required=False,
        widget=forms.PasswordInput(attrs=trying.PASTE),
        help_text=gettext_lazy("It is kept encrypted and never shown again."),
    )
    base_url = trying.address_field()


class ChoiceForm(forms.Form):
    """Which of the accounts, and what colleagues call it."""

    account = forms.ChoiceField(label=gettext_lazy("Account"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "As colleagues call it; left empty it is called as the account is."
        ),
    )

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            (str(place), offer.account.name)
            for place, offer in enumerate(offers)
            if not offer.hindered
        ]
        # Of one there is nothing to choose.
        if len(offers) == 1:
            self.fields["account"].initial = "0"


def address_back(kind: str) -> str:
    """Return where the platform sends people back to; it must know this address."""
    return settings.PUBLIC_URL + reverse("channels_login_back", args=[kind])


def guide(kind: str, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of connecting shows where one logs in. One query."""
    if door_of(kind) is None:
        return {}
    app = entering.app_of(kind)
    facts = {"client_id": app.client_id, "base_url": app.base_url} if app else {}
    # What was refused stands there again, but for the secret.
    facts |= request.session.pop(TYPED, {}).get(kind, {})
    return {
        "app": app,
        # Beside it stands the form of a token, with fields of the same names.
        "app_form": AppForm(initial=facts, auto_id="id_own_%s"),
        "back": address_back(kind),
        "where": platforms.APPS.get(kind, ""),
    }


def register(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep the app of a platform by POST."""
    listing.allow(request, "channels.register_app")
    form = AppForm(request.POST)
    if request.method == "POST":
        try:
            said = listing.valid(form)
            entering.register(
                kind,
                said["client_id"].strip(),
                said["secret"].strip(),
                base_url=said["base_url"].rstrip("/"),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Kept. Now log in at the platform."))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            typed = {
                name: form.data.get(name, "") for name in ("client_id", "base_url")
            }
            request.session[TYPED] = {kind: typed}
    return redirect("channels_connect", kind)


def leave(request: HttpRequest, kind: str) -> HttpResponse:
    """Send a person to the platform's own page; of a channel, to connect it again."""
    again = request.GET.get("kanal", "")
    listing.allow(request, "channels.reconnect" if again else CONNECT)
    door, app = ready(kind)
    verifier = secrets.token_urlsafe(48) if door.pkce else ""
    asking = Asking(address_back(kind), secrets.token_urlsafe(32), verifier)
    away = asdict(asking) | {"kind": kind, "at": timezone.now().timestamp()}
    away["channel"] = listing.number(request, "kanal")
    request.session[AWAY] = away
    return redirect(door.dialog(app, asking))


def ready(kind: str) -> tuple[Door, App]:
    """Return how one logs in, and with which app. Raises Http404."""
    if kind not in kinds():
        raise Http404
    door, app = door_of(kind), entering.app_of(kind)
    if door is None or app is None:
        raise Http404
    return door, app


def back(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a person back from the platform, with a code or a refusal."""
    listing.allow(request, VIEW)
    away = request.session.pop(AWAY, None)
    try:
        offers = admitted(request, kind, away)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("channels_connect", kind)
    rows = [asdict(offer) for offer in offers]
    facts = {"kind": kind, "channel": away["channel"], "at": away["at"], "rows": rows}
    text = json.dumps(facts, default=str)
    request.session[CHOICE] = fernet().encrypt(text.encode()).decode()
    return redirect("channels_pick")


def admitted(request: HttpRequest, kind: str, away: Any) -> list[Offer]:
    """Return the accounts that a person's code opens. Raises NotAllowed."""
    state = request.GET.get("state", "")
    ours: dict[str, Any] = {"state": "", "at": 0.0}
    if away and away["kind"] == kind:
        ours = away
    known = state and constant_time_compare(ours["state"], state)
    if not known or is_over(ours["at"]):
        raise NotAllowed(
            _("This login was not begun here, or more than ten minutes ago. Try again.")
        )
    if not (code := request.GET.get("code", "")):
        raise NotAllowed(_("The platform says that you refused. Nothing was changed."))
    door, app = ready(kind)
    asking = Asking(away["redirect_uri"], away["state"], away["verifier"])
    try:
        answer = door.admit(app, asking, code, Line(seconds=trying.SECONDS))
    except Exception as fault:
        if not isinstance(fault, NotSent | Lost):
            # It answered what nobody foresaw.
            logger.exception("An adapter failed", extra={"kind": kind})
        raise NotAllowed(
            _("The platform cannot be reached. Log in once more.")
        ) from fault
    if isinstance(answer, Refused):
        raise NotAllowed(trying.said_of(kind, answer))
    if not answer:
        raise NotAllowed(_("This login opens no account that the office could use."))
    return answer


def is_over(began: float) -> bool:
    return timezone.now().timestamp() - began > LASTS.total_seconds()


def choice_of(request: HttpRequest) -> dict[str, Any]:
    """Return what came back from the platform, with its offers. Raises NotAllowed."""
    kept = request.session.get(CHOICE, "")
    try:
        facts: dict[str, Any] = json.loads(fernet().decrypt(kept))
    except (InvalidToken, ValueError):
        facts = {"at": 0.0}
    if is_over(facts["at"]):
        request.session.pop(CHOICE, None)
        raise NotAllowed(_("More than ten minutes have passed. Log in once more."))
    facts["offers"] = [offer_of(row) for row in facts["rows"]]
    return facts


def offer_of(row: dict[str, Any]) -> Offer:
    said = row["account"]
    facts = (said["external_id"], said["name"], said["picture_url"])
    account = Account(*facts, lacks=tuple(said["lacks"]))
    return Offer(account, row["tokens"], row["seconds"], row["hindered"])


def pick(request: HttpRequest) -> HttpResponse:
    """Ask which of the accounts, and connect it; or connect the same one again."""
    listing.allow(request, VIEW)
    try:
        facts = choice_of(request)
        if facts["channel"]:
            return again(request, facts)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("channels")
    offers, kind = facts["offers"], facts["kind"]
    form = ChoiceForm(request.POST or None, offers=offers)
    if form.is_valid():
        try:
            channel = chosen(request, facts, form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("channel", channel.pk)
    shown = {"form": form, "name": platforms.name_of(kind), "kind": kind}
    shown["hindered"] = [
        (one.account.name, HINDERED[one.hindered]) for one in offers if one.hindered
    ]
    shown["lacking"] = [
        (one.account.name, trying.lacking(one.account))
        for one in offers
        if one.account.lacks
    ]
    return render(request, "channels/pick.html", shown)


def chosen(request: HttpRequest, facts: dict[str, Any], said: Any) -> Channel:
    """Connect the account that was chosen, and look at it once."""
    offer, kind = facts["offers"][int(said["account"])], facts["kind"]
    app, at = ready(kind)[1], timezone.now()
    name = said["name"].strip() or offer.account.name
    channel = entering.connect(
        kind, offer, name=name, base_url=app.base_url, by=request.user, at=at
    )
    del request.session[CHOICE]
    looked_at(channel, offer, request)
    return channel


def again(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    """Give a channel the tokens of the same account out of those that came back."""
    listing.allow(request, "channels.reconnect")
    channel = get_object_or_404(Channel, pk=facts["channel"], kind=facts["kind"])
    del request.session[CHOICE]
    there = ready(channel.kind)[1].base_url or adapter_of(channel.kind).caps.base_url
    own = [one for one in facts["offers"] if is_of(one, channel)]
    if there != channel.base_url:
        # Of a double, or a proxy: its accounts are not this one.
        own = []
    if not own:
        raise NotAllowed(
            _("This login does not speak for “%(name)s”. Log in with another account.")
            % {"name": channel.name}
        )
    entering.reconnect(channel, own[0], by=request.user, at=timezone.now())
    looked_at(channel, own[0], request)
    return redirect("channel", channel.pk)


def is_of(offer: Offer, channel: Channel) -> bool:
    return bool(channel.account_id) and offer.account.external_id == channel.account_id


def looked_at(channel: Channel, offer: Offer, request: HttpRequest) -> None:
    """Fetch picture and clocks, and say whose account it is and what is missing."""
    trying.look_closer(channel, offer.account.picture_url)
    said = _("Connected: this login speaks for “%(name)s”.")
    messages.success(request, said % {"name": offer.account.name})
    if lacks := trying.lacking(offer.account):
        messages.warning(request, lacks)
