"""The mails about coverage, each in its reader's language, after the commit.

A mail server that is away is logged (`accounts.letters.send`); what was decided stands.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from sasando.accounts import letters
from sasando.accounts.models import User


def moment(at: datetime) -> str:
    """Return a time as people write it, by the office's clock."""
    local = timezone.localtime(at, timezone.get_default_timezone())
    return date_format(local, "l, j F Y, H.i e")


moment_of: Any = lazy(moment, str)


def tell_assigned(coverage: Any, people: Iterable[User], *, by: Any) -> None:
    """Ask each of these people."""
    mail(
        people,
        _("Please cover: %(title)s"),
        _(
            "%(by)s asks you to cover: %(title)s\n\nWhen: %(starts)s\n"
            "Where: %(place)s\nDeadline: %(deadline)s\n\n%(brief)s\n\n"
            "Say here whether you can:\n%(link)s"
        ),
        facts_of(coverage, by),
    )


def tell_changed(coverage: Any, people: Iterable[User], *, by: Any) -> None:
    """Tell those who stay what is planned now."""
    mail(
        people,
        _("Changed: %(title)s"),
        _(
            "%(by)s changed what you cover: %(title)s\n\nWhen: %(starts)s\nWhere: "
            "%(place)s\nDeadline: %(deadline)s\n\n%(brief)s\n\nRead it here:\n%(link)s"
        ),
        facts_of(coverage, by),
    )


def tell_released(coverage: Any, people: Iterable[User], *, by: Any) -> None:
    """Tell those who are not needed any more."""
    mail(
        people,
        _("You need not cover: %(title)s"),
        _("%(by)s took you off: %(title)s\n\nYou have nothing more to do for it."),
        facts_of(coverage, by),
    )


def tell_declined(coverage: Any, *, by: Any, reason: str) -> None:
    """Tell who assigned it that somebody said no."""
    mail(
        [coverage.assigned_by],
        _("Cannot cover: %(title)s"),
        _(
            "%(by)s cannot cover: %(title)s\n\nWhen: %(starts)s\nReason: %(reason)s\n\n"
            "Find somebody else here:\n%(link)s"
        ),
        facts_of(coverage, by) | {"reason": reason},
    )


def tell_handed_over(coverage: Any, before: User, to: User, *, by: Any) -> None:
    """Tell who assigned it, and who had it, unless they did it themselves."""
    people = {each.pk: each for each in (coverage.assigned_by, before)}
    people.pop(by.pk, None)
    mail(
        people.values(),
        _("Handed over: %(title)s"),
        _(
            "%(by)s gave the part of %(before)s to %(to)s: %(title)s\n\n"
            "Read it here:\n%(link)s"
        ),
        facts_of(coverage, by) | {"before": before, "to": to},
    )


def tell_cancelled(coverage: Any, people: Iterable[User], *, by: Any) -> None:
    """Tell all who were asked that it is called off."""
    mail(
        people,
        _("Called off: %(title)s"),
        _("%(by)s called this off: %(title)s\n\nWhen: %(starts)s\nReason: %(reason)s"),
        facts_of(coverage, by),
    )


def facts_of(coverage: Any, by: Any) -> dict[str, Any]:
    return {
        "by": by,
        "title": coverage.title,
        "brief": coverage.brief,
        "place": coverage.place or _("not said yet"),
        "reason": coverage.reason,
        "starts": moment_of(coverage.starts_at),
        "deadline": moment_of(coverage.deadline_at),
        "link": settings.PUBLIC_URL + coverage.get_absolute_url(),
    }


def mail(
    people: Iterable[User], subject: Any, words: Any, facts: dict[str, Any]
) -> None:
    """Send after the commit, once a person who still may sign in and has an address."""
    readers = {each.pk: each for each in people if each.is_active and each.email}
    to = [(reader.email, reader) for reader in readers.values()]
    transaction.on_commit(lambda: letters.send(subject, words, facts, to=to))
