"""The addresses in letters: each opens one step of one subscription."""

from django.conf import settings
from django.urls import reverse

from sasando.channels.adapters.spread import Reader
from sasando.channels.people import keys
from sasando.channels.people.models import Recipient, Subscription


def link(row: Subscription, use: str, key: str = "") -> str:
    """Return the whole address of a step. One query without the key."""
    path = reverse(f"subscription_{use}", args=[keys.token_of(row, use, key)])
    return f"{settings.PUBLIC_URL}{path}"


def reader_of(recipient: Recipient, row: Subscription, key: str) -> Reader:
    """Return whom a message is for, with the links of this person. No query."""
    return Reader(
        str(recipient.ref),
        row.address,
        row.language,
        leave_url=link(row, keys.LEAVE, key),
        choose_url=link(row, keys.CHOOSE, key),
        bounce_name=keys.bounce_name(keys.RECIPIENT, recipient.pk, key),
    )
