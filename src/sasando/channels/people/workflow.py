"""The verbs of subscriptions: ask, agree, choose, leave, come back; and forgetting.

No entry of the log holds an address: it names the row, the wording and the way.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sasando.channels.people import consent, keys
from sasando.channels.people.models import Subscription, Wish
from sasando.channels.people.steps import agree
from sasando.channels.people.subjects import Want
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, move, verb

Status, Way = Subscription.Status, Subscription.Way
LONGEST_ADDRESS = 254
# No I, O, 0, 1: people type it, and read it aloud.
ALPHABET, CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 6
# Not more often than that does one address get a letter, whoever asks.
BETWEEN_LETTERS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for."""

    way: str
    address: str = ""
    language: str = "id"
    wants: tuple[Want, ...] = ()


@verb("channels.ask_subscription", system=True)
def ask(unit: Any, wanted: Wanted, *, by: Any, at: datetime) -> Subscription:
    """Note what an e-mail address asks for, and let a letter ask whether it is so.

    Of an address that agreed before nothing changes: its letter leads to its choices.
    The caller cannot tell the one from the other. Raises NotAllowed for what is no
    address, and for nothing wanted.
    """
    del unit
    address = checked(wanted)
    mark = keys.mark_of(wanted.way, address.lower())
    row = Subscription.objects.filter(mark=mark).first() or new(
        wanted, address, mark, at
    )
    if row.status != Status.ACTIVE:
        ask_again(row, wanted, at)
    if row.lettered_at is None or at - row.lettered_at >= BETWEEN_LETTERS:
        row.letter = "known" if row.status == Status.ACTIVE else "confirm"
        row.save(update_fields=["letter"])
    return row


def checked(wanted: Wanted) -> str:
    """Return an e-mail address as it is kept. Raises NotAllowed."""
    if not wanted.wants:
        raise NotAllowed(_("Choose at least one thing that you want to receive."))
    address = wanted.address.strip()
    local, at_sign, domain = address.rpartition("@")
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    try:
        host = domain.encode("idna").decode().lower()
    except UnicodeError:
        host = ""
    # A machine named by its number, or without a dot, is no address of a person; what
    # stands in quotes is read otherwise by each server on the way.
    is_whole = at_sign and "." in host and "[" not in host and '"' not in local
    if not address or len(address) > LONGEST_ADDRESS or not is_whole:
        raise NotAllowed(_("This is no e-mail address. Check it, then send again."))
    return f"{local}@{host}"


def new(wanted: Wanted, address: str, mark: str | None, at: datetime) -> Subscription:
    """Make a row that waits for a yes; one that another request made meanwhile."""
    facts: dict[str, Any] = {"way": wanted.way, "address": address, "mark": mark}
    facts |= {"language": wanted.language, "wording": consent.CURRENT, "asked_at": at}
    try:
        with transaction.atomic():
            row = Subscription.objects.create(**facts)
    except IntegrityError:
        return Subscription.objects.get(mark=mark)
    wish(row, wanted.wants)
    return row


def ask_again(row: Subscription, wanted: Wanted, at: datetime) -> None:
    """Note what is wanted now by who has not agreed yet, or has left."""
    if row.status != Status.ASKED:
        facts = {"turn": row.turn + 1, "left_at": None, "refusals": 0}
        action = "subscription.asked"
        move(row, "asked", by=None, at=at, action=action, **facts)
    row.language, row.wording, row.asked_at = wanted.language, consent.CURRENT, at
    row.save(update_fields=["language", "wording", "asked_at"])
    wish(row, wanted.wants)


def wish(row: Subscription, wants: tuple[Want, ...]) -> None:
    """Let a subscription be for these things, and no others."""
    row.wishes.all().delete()
    Wish.objects.bulk_create(
        Wish(subscription=row, purpose=one.purpose, topic=one.topic, unit_id=one.unit)
        for one in wants
    )


@verb("channels.confirm_subscription", system=True)
def confirm(row: Subscription, *, by: Any, at: datetime) -> None:
    """Begin to send: whoever reads at this address said yes. Safe to repeat."""
    if row.status == Status.ACTIVE:
        return
    if row.status != Status.ASKED or at - row.asked_at > consent.UNCONFIRMED:
        raise NotAllowed(_("This link is too old. Subscribe once more, it is quick."))
    agree(row, by=by, at=at)


@verb("channels.push_subscription", system=True)
def subscribe_push(unit: Any, wanted: Wanted, *, by: Any, at: datetime) -> Subscription:
    """Begin to notify a browser: it was asked by the person before it, and said yes.

    Raises NotAllowed when nothing is wanted.
    """
    del unit
    if not wanted.wants:
        raise NotAllowed(_("Choose at least one thing that you want to receive."))
    mark = keys.mark_of(wanted.way, wanted.address)
    row = Subscription.objects.filter(mark=mark).first()
    if row is None:
        row = new(wanted, wanted.address, mark, at)
    wish(row, wanted.wants)
    if row.status != Status.ACTIVE:
        agree(row, by=by, at=at)
    return row


@verb("channels.message_subscription", system=True)
def ask_by_message(unit: Any, wanted: Wanted, *, by: Any, at: datetime) -> Subscription:
    """Note what is wanted by WhatsApp; the message with its code says of which number.

    Nobody types a number, so nobody types another's. Raises NotAllowed.
    """
    del unit
    if not wanted.wants:
        raise NotAllowed(_("Choose at least one thing that you want to receive."))
    row = new(wanted, "", None, at)
    row.code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))
    row.save(update_fields=["code"])
    return row


@verb("channels.heard_subscription", system=True)
def heard(
    unit: Any,
    text: str,
    *,
    number: str,
    by: Any,
    at: datetime,
    said_at: datetime | None = None,
) -> Subscription | None:
    """Take a WhatsApp message: a code subscribes its sender, STOP ends it.

    What was said before (`said_at`) the last yes or no of the same person is old, or
    told twice, and changes nothing. Returns the row it was about; None for a message
    that is for people.
    """
    del unit
    said_at = min(said_at or at, at)
    mark = keys.mark_of(Way.WHATSAPP, number)
    mine = Subscription.objects.filter(mark=mark).first()
    word = text.strip().upper()
    if word in {"STOP", "BERHENTI", "UNSUBSCRIBE"}:
        if mine and mine.status == Status.ACTIVE and is_new(said_at, mine.confirmed_at):
            leave(mine, by=by, at=at)
            Subscription.objects.filter(pk=mine.pk).update(left_at=said_at)
        return mine
    asked = Subscription.objects.filter(
        code__in=re.findall(rf"\b[{ALPHABET}]{{{CODE_LETTERS}}}\b", word),
        status=Status.ASKED,
        asked_at__gte=at - consent.UNCONFIRMED,
    ).first()
    before = (mine.left_at, mine.confirmed_at) if mine else ()
    if asked and not all(is_new(said_at, one) for one in before):
        return mine
    return joined(asked, mine, (number, mark), at, said_at) if asked else None


def is_new(said_at: datetime, last: datetime | None) -> bool:
    """Return whether something was said since; WhatsApp counts whole seconds."""
    return last is None or said_at >= last.replace(microsecond=0)


def joined(
    asked: Subscription,
    mine: Subscription | None,
    name: tuple[str, str],
    at: datetime,
    said_at: datetime,
) -> Subscription:
    """Give a number what it asked for; one that is known gets new wishes."""
    facts: dict[str, Any] = {"confirmed_at": said_at}
    if mine is None:
        facts |= {"address": name[0], "mark": name[1], "code": ""}
        agree(asked, by=None, at=at, **facts)
        return asked
    mine.wishes.all().delete()
    asked.wishes.update(subscription=mine)
    mine.wording, mine.language = asked.wording, asked.language
    mine.save(update_fields=["wording", "language"])
    asked.delete()
    if mine.status != Status.ACTIVE:
        agree(mine, by=None, at=at, **facts)
    else:
        # A yes all the same: what was said before it is old.
        Subscription.objects.filter(pk=mine.pk).update(confirmed_at=said_at)
    return mine


@verb("channels.choose_subscription", system=True)
def choose(
    row: Subscription, wants: tuple[Want, ...], *, language: str, by: Any, at: datetime
) -> None:
    """Change what somebody is told, and in which language. Raises NotAllowed."""
    if row.status != Status.ACTIVE:
        raise NotAllowed(_("You are not subscribed any more."))
    if not wants:
        raise NotAllowed(_("Choose at least one thing, or unsubscribe below."))
    wish(row, wants)
    row.language = language
    row.save(update_fields=["language"])
    Entry.write(row, "subscription.chosen", by=by, at=at)


@verb("channels.leave_subscription", system=True)
def leave(row: Subscription, *, by: Any, at: datetime) -> None:
    """Stop sending, at once. Safe to repeat; an address that never agreed is erased."""
    if row.status == Status.ASKED:
        row.delete()
    elif row.status in {Status.ACTIVE, Status.STOPPED}:
        facts = {"left_at": at, "letter": ""}
        move(row, "left", by=by, at=at, action="subscription.left", **facts)


@verb("channels.return_subscription", system=True)
def come_back(row: Subscription, *, by: Any, at: datetime) -> None:
    """Undo an unsubscription, while anything is kept of it. Raises NotAllowed."""
    if row.status != Status.LEFT or not row.address:
        raise NotAllowed(_("Nothing is kept of it any more. Subscribe once more."))
    agree(row, by=by, at=at)


def forget(at: datetime) -> None:
    """Erase what nobody agreed to, and what was left. Job of `tick`."""
    asked, left = at - consent.UNCONFIRMED, at - consent.AFTER_LEAVING
    Subscription.objects.filter(status=Status.ASKED, asked_at__lte=asked).delete()
    ended = Subscription.objects.filter(status__in=(Status.LEFT, Status.STOPPED))
    for row in ended.filter(left_at__lte=left)[:1000]:
        with transaction.atomic():
            Entry.write(row, "subscription.erased", by=None, at=at)
            # WhatsApp's name of a message holds the number in it.
            row.recipients.update(external_id="")
            row.delete()
