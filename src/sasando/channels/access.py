"""Tokens by which a program acts for a person: made, shown once, withdrawn."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sasando.channels.outside import AccessToken, Answer
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed
from sasando.core.workflow import verb

# By its beginning a token is known for one, by people and by what looks for leaks.
PREFIX = "sasando_"
LONGEST_DAYS = 366
MOST = 20
# So often at most `last_used_at` is written.
NOTED_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=7)
Scope = AccessToken.Scope


@dataclass(frozen=True, slots=True)
class Wish:
    """What a token is for, what it may do, and for how many days."""

    name: str
    scopes: Sequence[str]
    days: int


@verb("channels.make_token")
def make_token(
    unit: Any, wish: Wish, *, by: Any, at: datetime
) -> tuple[AccessToken, str]:
    """Make a token for the person itself; return it, and its text, for this once.

    It can never do more than its person may. Raises NotAllowed.
    """
    del unit
    refuse_wish(wish, by)
    if AccessToken.objects.valid(at).filter(person=by).count() >= MOST:
        raise NotAllowed(_("You have 20 tokens. Withdraw one that is not used."))
    text = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        person=by,
        name=wish.name,
        scopes=list(wish.scopes),
        digest=digest_of(text),
        begins=text[: len(PREFIX) + 4],
        created_at=at,
        expires_at=at + timedelta(days=wish.days),
    )
    data = {"scopes": list(wish.scopes), "until": token.expires_at.isoformat()}
    Entry.write(token, "token.made", by=by, at=at, data=data)
    return token, text


def refuse_wish(wish: Wish, person: Any) -> None:
    """Raise NotAllowed for a token that cannot be."""
    if not wish.name.strip() or not wish.scopes or set(wish.scopes) - set(Scope.values):
        raise NotAllowed(_("Say what the token is for, and what it may do."))
    if not 1 <= wish.days <= LONGEST_DAYS:
        raise NotAllowed(_("A token lasts for a year at most."))
    if Scope.APPROVE in wish.scopes and not person.has_perm("channels.approve"):
        raise NotAllowed(_("You do not approve posts, so no token of yours does."))


@verb("channels.withdraw_token")
def withdraw_token(token: AccessToken, *, by: Any, at: datetime) -> None:
    """End a token: the own one; anybody's, by who runs the office."""
    if by.pk != token.person_id and not runs(by):
        raise NotAllowed(_("You withdraw your own tokens only."))
    open_one = AccessToken.objects.filter(pk=token.pk, withdrawn_at=None)
    if not open_one.update(withdrawn_at=at):
        raise NotAllowed(_("This token was withdrawn already."))
    Entry.write(token, "token.withdrawn", by=by, at=at)


def runs(person: Any) -> bool:
    """Return whether this person sees and ends everybody's tokens."""
    return bool(person.has_perm("channels.disconnect"))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def holder(text: str, at: datetime) -> AccessToken | None:
    """Return the token of this text if it opens now, and note its use. Two queries.

    None for one that ended, was withdrawn, or whose person may not sign in any more.
    """
    rows = AccessToken.objects.valid(at).select_related("person")
    token = rows.filter(digest=digest_of(text), person__is_active=True).first()
    if token is not None:
        old = Q(last_used_at=None) | Q(last_used_at__lte=at - NOTED_EVERY)
        AccessToken.objects.filter(old, pk=token.pk).update(last_used_at=at)
    return token


def sweep(at: datetime) -> None:
    """Forget answers that nobody asks for again."""
    Answer.objects.filter(created_at__lt=at - KEPT).delete()
