"""Asking a platform whose token this is, and writing down what it says."""

import logging

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sasando.channels import checking, faces, lasting
from sasando.channels.adapters import Place, adapter_of
from sasando.channels.models import Channel
from sasando.channels.outcomes import Account, Refused
from sasando.channels.screens import first_faults
from sasando.channels.sentences import sentence
from sasando.channels.wire import Line, Lost, NotSent
from sasando.core.refusals import NotAllowed

logger = logging.getLogger(__name__)
# A person waits for the page.
SECONDS = 10.0
PASTE = {"autocomplete": "off", "spellcheck": "false"}


def asked(kind: str, place: Place, *, is_pasted: bool = False) -> Account:
    """Ask a platform whose token this is. Raises NotAllowed with its sentence.

    Of a token that was just pasted the sentence speaks of no earlier one.
    """
    adapter = adapter_of(kind)
    try:
        answer = adapter.check(place, Line(seconds=SECONDS))
    except Exception as fault:
        if not isinstance(fault, NotSent | Lost):
            # It answered what nobody foresaw.
            logger.exception("An adapter failed", extra={"kind": kind})
        raise NotAllowed(first_faults.away(kind)) from fault
    if isinstance(answer, Refused):
        mishap = answer.mishap
        said = first_faults.of(kind, mishap.kind, mishap.name) if is_pasted else ""
        raise NotAllowed(said or said_of(kind, answer))
    return answer


def said_of(kind: str, answer: Refused) -> str:
    """Return the sentence of a refusal, in the language of who reads."""
    found = sentence(answer.mishap.name, {}, adapter_of(kind).faults)
    said = found and (found.id if checking.is_indonesian() else found.en)
    return said or _("The platform did not take this token.")


def refuse_other(account: Account, account_id: str) -> None:
    if account_id and account.external_id not in {"", account_id}:
        words = {"name": account.name, "number": account.external_id}
        said = _("This token speaks for “%(name)s” (%(number)s), another account.")
        raise NotAllowed(said % words)


def lacking(account: Account) -> str:
    """Return what a token lacks, as one sentence; "" for nothing."""
    if not account.lacks:
        return ""
    return _("The token lacks rights: %(rights)s.") % {
        "rights": ", ".join(account.lacks)
    }


def look_closer(channel: Channel, picture_url: str) -> None:
    """Fetch the picture and the clocks of an account; without them it serves too."""
    if picture_url and not faces.has(channel):
        faces.fetch(channel, picture_url)
    lasting.ask(channel)


def keep_clocks(channel: Channel, account: Account) -> None:
    """Write down when the token ends, as the platform says."""
    channel.token_expires_at = account.expires_at
    channel.data_access_expires_at = account.data_access_expires_at
    channel.save(update_fields=["token_expires_at", "data_access_expires_at"])


def address_field() -> forms.URLField:
    """Return the field for another address of a platform: a proxy, or a double."""
    return forms.URLField(
        label=gettext_lazy("Address of the platform"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Write the whole address: https://…")},
        help_text=gettext_lazy(
            "Leave it empty. Another address is for a proxy, or for trying it out."
        ),
    )
