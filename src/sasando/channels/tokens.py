"""Tokens that last for an hour are renewed before they end, and once when refused.

Only an answer that says so makes a person connect again: a refusal of the renewal, or
of a token just renewed. What could not be renewed for another reason is tried again.
"""

import json
from datetime import datetime, timedelta

from django.db.models import TextField
from django.db.models.functions import Cast

from sasando.channels import payloads
from sasando.channels.adapters import Renewed, Renews, adapter_of
from sasando.channels.adapters.doors import LONGEST_SECONDS
from sasando.channels.models import Channel
from sasando.channels.outcomes import Kind, Mishap, Refused
from sasando.channels.wire import Line, Lost, NotSent

# Longer than a lease: who begins with a token ends with it.
BEFORE_ITS_END = timedelta(minutes=5)


def renew(channel: Channel, line: Line, now: datetime) -> Mishap | bool:
    """Renew the token of a channel if it ends soon; return whether it was.

    A mishap when it could not be. No query and no call where nothing is to be done.
    """
    adapter, ends = adapter_of(channel.kind), channel.token_expires_at
    if not isinstance(adapter, Renews) or (ends and ends > now + BEFORE_ITS_END):
        return False
    raw = raw_of(channel)
    try:
        answer = adapter.refresh(payloads.place_of(channel), line)
    except (NotSent, Lost) as fault:
        return Mishap(Kind.RETRY, "retry", said=str(fault)[:300])
    if isinstance(answer, Refused):
        return answer.mishap
    if answer is None:
        return False
    keep(channel, answer, raw, now)
    return True


def raw_of(channel: Channel) -> str:
    """Return the secrets as they stand, encrypted; and read them anew. One query."""
    rows = Channel.objects.filter(pk=channel.pk).annotate(
        raw=Cast("secrets", TextField())
    )
    channel.secrets, raw = rows.values_list("secrets", "raw").get()
    return str(raw)


def keep(channel: Channel, renewed: Renewed, raw: str, now: datetime) -> None:
    """Save what is new in the answer, unless a person connected anew meanwhile."""
    given = {name: value for name, value in renewed.tokens.items() if value}
    is_told = 0 < renewed.seconds < LONGEST_SECONDS
    ends = now + timedelta(seconds=renewed.seconds) if is_told else None
    secrets = json.dumps(json.loads(channel.secrets or "{}") | given)
    unchanged = Channel.objects.annotate(raw=Cast("secrets", TextField()))
    unchanged = unchanged.filter(pk=channel.pk, raw=raw)
    if unchanged.update(secrets=secrets, token_expires_at=ends):
        channel.secrets, channel.token_expires_at = secrets, ends
    else:
        channel.refresh_from_db(fields=["secrets", "token_expires_at"])


def soften(channel: Channel, mishap: Mishap, *, renewed: bool, at: datetime) -> Mishap:
    """Return what a refused token means: the first time that it is to be renewed."""
    renews = isinstance(adapter_of(channel.kind), Renews)
    has = "refresh_token" in json.loads(channel.secrets or "{}")
    if mishap.kind != Kind.REAUTH or renewed or not (renews and has):
        return mishap
    Channel.objects.filter(pk=channel.pk).update(token_expires_at=at)
    return Mishap(Kind.RETRY, "renewing", mishap.code, mishap.subcode, said=mishap.said)
