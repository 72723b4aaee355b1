"""The verbs of connecting by a login, and what else a channel keeps of its platform."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sasando.channels import faces, workflow
from sasando.channels.adapters import adapter_of
from sasando.channels.adapters.doors import App, Offer, door_of
from sasando.channels.models import Channel, Registration
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb


@verb("channels.register_app", system=True)
def register(
    kind: str, client_id: str, secret: str, *, base_url: str, by: Any, at: datetime
) -> Registration:
    """Keep the app by which people log in at a platform; its secret encrypted.

    An empty secret leaves the one that is kept, for its address and the platform's
    own. Raises NotAllowed.
    """
    workflow.check_address(base_url, may_be_here=by is None or settings.DEBUG)
    if door_of(kind) is None:
        raise NotAllowed(_("One does not log in at this platform."))
    known = Registration.objects.filter(kind=kind).first()
    # Sent to another address, the kept secret would be told to whoever is there.
    if not secret and not (known and base_url in {"", known.base_url}):
        raise NotAllowed(_("The platform asks for the secret of the app."))
    for word in (client_id, secret):
        if not word.isprintable() or " " in word:
            raise NotAllowed(_("It has a space or a line break in it; copy it again."))
    row = known or Registration(kind=kind)
    row.client_id, row.base_url = client_id, base_url
    row.secret = secret or row.secret
    row.save()
    Entry.write(row, "registration.kept", by=by, at=at, data={"kind": kind})
    return row


def app_of(kind: str) -> App | None:
    """Return the app that the office has at a platform. One query."""
    row = Registration.objects.filter(kind=kind).first()
    if row is None or not row.secret:
        return None
    return App(row.base_url, row.client_id, row.secret)


def connect(
    kind: str, offer: Offer, *, name: str, base_url: str, by: Any, at: datetime
) -> Channel:
    """Add the account that a person chose after logging in. Raises NotAllowed."""
    refuse_hindered(offer)
    number = offer.account.external_id
    url = base_url or adapter_of(kind).caps.base_url
    facts = workflow.Connection(kind, name, number, url, offer.tokens)
    channel = workflow.connect(None, facts, by=by, at=at)
    settle(channel, offer, at=at)
    return channel


def reconnect(channel: Channel, offer: Offer, *, by: Any, at: datetime) -> None:
    """Give a channel the tokens of a new login of the same account."""
    refuse_hindered(offer)
    number = offer.account.external_id
    workflow.reconnect(channel, offer.tokens, account_id=number, by=by, at=at)
    settle(channel, offer, at=at)


def refuse_hindered(offer: Offer) -> None:
    if offer.hindered:
        raise NotAllowed(_("This account cannot be connected."))


def settle(channel: Channel, offer: Offer, *, at: datetime) -> None:
    """Write down until when the token serves, as far as the login told."""
    ends = at + timedelta(seconds=offer.seconds) if offer.seconds else None
    channel.token_expires_at, channel.data_access_expires_at = ends, None
    channel.save(update_fields=["token_expires_at", "data_access_expires_at"])
    faces.forget(channel)


@verb("channels.set_options", system=True)
def set_options(
    channel: Channel, options: Mapping[str, str], *, by: Any, at: datetime
) -> None:
    """Change what holds for every post of a channel; an empty value takes it away."""
    kept = dict(channel.options) | dict(options)
    channel.options = {name: value for name, value in kept.items() if value}
    channel.save(update_fields=["options"])
    said = json.dumps(sorted(options))
    Entry.write(channel, "channel.options_set", by=by, at=at, data={"options": said})
