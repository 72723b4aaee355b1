"""A new address of a person: the old one is told first, and has a day to object.

Whoever reads the mails of an address may become the person, by asking for a new
password. So nobody moves an address quietly or alone: the old address and all who
watch over accounts are told at once, and the new one is in force only 24 hours after
the old one could be told, or when a second person confirms it.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sasando.accounts import letters
from sasando.accounts.models import EmailChange, User
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb

WAIT = timedelta(hours=24)
# Who confirms has been here longer: else the one who asks makes a second person first.
KNOWN_FOR = timedelta(days=7)
SALT = "accounts.address"


@verb("accounts.ask_address")
def ask(person: User, *, wanted: str, by: Any, at: datetime) -> EmailChange:
    """Ask for a new address of a person; tell the old one and all who watch.

    Raises NotAllowed for an address that is no address, or that somebody has, and
    while another one waits: who confirms must find in force what they read.
    """
    wanted = wanted.strip().lower()
    stored = User.objects.get(pk=person.pk)
    refuse_address(wanted, of=stored)
    change = only_one(
        EmailChange(
            user=stored, was=stored.email, wanted=wanted, asked_by=by, asked_at=at
        )
    )
    note(change, "address.asked", by=by, at=at)

    def send() -> None:
        letters.warn_watchers(change)
        tell(change, at=at)

    transaction.on_commit(send)
    return change


def refuse_address(wanted: str, *, of: User) -> None:
    try:
        validate_email(wanted)
    except ValidationError:
        raise NotAllowed(_("Write a whole e-mail address.")) from None
    if wanted == of.email.lower():
        raise NotAllowed(_("This is the address already."))
    if User.objects.filter(email__iexact=wanted).exists():
        raise NotAllowed(_("Somebody else has this e-mail address."))


def only_one(change: EmailChange) -> EmailChange:
    try:
        # A savepoint, because two people may ask in the same moment.
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError:
        raise NotAllowed(
            _("Another new address of this person waits. Stop that one first.")
        ) from None
    return change


def tell(change: EmailChange, *, at: datetime) -> bool:
    """Mail the old address; return whether it was told. From then on the clock runs."""
    told = letters.warn_old_address(change, token=token_of(change))
    if told:
        EmailChange.objects.filter(pk=change.pk, told_at=None).update(told_at=at)
    return told


@verb("accounts.confirm_address")
def confirm(change: EmailChange, *, by: Any, at: datetime) -> None:
    """Put a new address in force now, as the second person.

    Raises NotAllowed for the one who asked, for somebody whose account or address is
    newer than seven days, and when the question is settled.
    """
    if by.pk == change.asked_by_id:
        raise NotAllowed(_("You asked for this. A second person confirms it."))
    since = change.asked_at - KNOWN_FOR
    moved = by.email_changes.filter(outcome=EmailChange.APPLIED, settled_at__gt=since)
    if by.date_joined > since or moved.exists():
        raise NotAllowed(
            _("Your account or your address is newer than 7 days. Ask a colleague.")
        )
    put_in_force(change, by=by, at=at)


@verb("accounts.stop_address")
def stop(change: EmailChange, *, by: Any, at: datetime) -> None:
    """Leave the address as it is. Raises NotAllowed when the question is settled."""
    end(change, by=by, at=at)


def stop_by_token(token: str, *, at: datetime) -> EmailChange:
    """Object through the link in the mail to the old address; return the question.

    Raises NotAllowed when the link is of no use.
    """
    change = change_of(token)
    with transaction.atomic():
        end(change, by=None, at=at)
    return change


def apply_due(at: datetime) -> None:
    """Tell old addresses that could not be told yet; apply what waited long enough."""
    for change in EmailChange.objects.open().select_related("user", "asked_by"):
        if change.told_at is None:
            tell(change, at=at)
        elif change.told_at <= at - WAIT:
            put_in_force(change, by=None, at=at)


@transaction.atomic
def put_in_force(change: EmailChange, *, by: Any, at: datetime) -> None:
    """Give the person the new address; what the old one opened is shut.

    Reset links hold the address and are void with it. The password stays: the mails of
    the old address do not tell it, and a slip in the new one would lock the person out.
    """
    person = change.user
    taken = User.objects.filter(email__iexact=change.wanted).exists()
    same = User.objects.filter(pk=person.pk, email=change.was)
    if taken or not same.exists():
        # Somebody got it meanwhile, or this address moved another way.
        end(change, by=by, at=at)
        return
    settle(change, EmailChange.APPLIED, by=by, at=at)
    same.update(email=change.wanted)
    person.email = change.wanted
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=change.wanted, primary=True)
    shut_out(person)
    note(change, "address.changed", by=by, at=at)
    transaction.on_commit(lambda: letters.say_changed(change, at=at))


def shut_out(person: User) -> None:
    """End the open sessions, and the links to identities of a sign-in server."""
    SocialAccount.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()


def end(change: EmailChange, *, by: Any, at: datetime) -> None:
    settle(change, EmailChange.STOPPED, by=by, at=at)
    note(change, "address.stopped", by=by, at=at)
    transaction.on_commit(lambda: letters.say_stopped(change, at=at))


def settle(change: EmailChange, outcome: str, *, by: Any, at: datetime) -> None:
    same = EmailChange.objects.filter(pk=change.pk, settled_at=None)
    if not same.update(settled_at=at, outcome=outcome, settled_by=by):
        raise NotAllowed(_("This change of an address is settled already."))


def note(change: EmailChange, action: str, *, by: Any, at: datetime) -> None:
    Entry.write(change.user, action, by=by, at=at, data={"changed": ["email"]})


def token_of(change: EmailChange) -> str:
    """Return the word by which the old address objects; signed, so none is stored."""
    return signing.dumps(change.pk, salt=SALT)


def change_of(token: str) -> EmailChange:
    """Return the open question of this link. Raises NotAllowed when it is of no use."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        pk = None
    change = EmailChange.objects.open().filter(pk=pk).select_related("user").first()
    if change is None:
        raise NotAllowed(_("This link has been used or is no longer valid."))
    return change
