"""The mails about people: a new address, a role, a sign-in that was switched.

Each goes out in its reader's language. All who watch are told, also those who are
switched off or dismissed for the moment in which something is done.
"""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.users.models import UserProfile

from sasando.accounts.models import Assignment, EmailChange, User
from sasando.accounts.roles import Role
from sasando.core.entries import type_of
from sasando.core.models import Entry

logger = logging.getLogger(__name__)

WATCH = (Role.OPERATOR, Role.HEAD, Role.AUDITOR)
# Who holds one of these puts texts out, or gives power to others.
GRAVE = (*WATCH, Role.APPROVER, Role.PPID_MAIN)
WATCHES_ON = timedelta(days=30)

day_of: Any = lazy(lambda day: date_format(day, "j F Y"), str)


# --- a new address -------------------------------------------------------------


def warn_old_address(change: EmailChange, *, token: str) -> bool:
    """Tell the old address what is about to happen; return whether the mail left."""
    link = settings.PUBLIC_URL + reverse("stop_address", args=[token])
    return send(
        _("Your sign-in address is about to change"),
        _(
            "%(asker)s asked to change your sign-in address from %(was)s to "
            "%(wanted)s.\n\nIs this right? Then do nothing. It changes 24 hours after "
            "this mail.\n\nIs this wrong? Stop it here, then tell the head of your "
            "office:\n%(link)s"
        ),
        facts_of(change) | {"link": link},
        to=[(change.was, change.user)],
    )


def warn_watchers(change: EmailChange) -> None:
    """Tell all who watch over accounts, but the one who asked."""
    link = settings.PUBLIC_URL + reverse("person_address", args=[change.user_id])
    send(
        _("An address is about to change: %(name)s"),
        _(
            "%(asker)s asked to change the sign-in address of %(name)s from %(was)s to "
            "%(wanted)s. It changes after 24 hours, or when a second person confirms "
            "it.\n\nAsk %(name)s whether this is right. Then confirm or stop it "
            "here:\n%(link)s"
        ),
        facts_of(change) | {"link": link},
        to=watchers(change.asked_at, but=change.asked_by),
    )


def say_changed(change: EmailChange, *, at: datetime) -> None:
    """Tell the old address, and all who watch, that the new one is in force."""
    send(
        _("An address was changed: %(name)s"),
        _(
            "The sign-in address of %(name)s was %(was)s. It is now %(wanted)s.\n\n"
            "Is this wrong? Tell the head of your office at once, and take “may sign "
            "in” away from this person."
        ),
        facts_of(change),
        to=[(change.was, change.user), *watchers(at)],
    )


def say_stopped(change: EmailChange, *, at: datetime) -> None:
    """Tell the old address, and all who watch, that nothing changes."""
    send(
        _("An address stays as it is: %(name)s"),
        _(
            "The sign-in address of %(name)s was to change from %(was)s to "
            "%(wanted)s. This was stopped; it stays %(was)s."
        ),
        facts_of(change),
        to=[(change.was, change.user), *watchers(at)],
    )


def facts_of(change: EmailChange) -> dict[str, Any]:
    facts = {"name": change.user, "asker": change.asked_by}
    return facts | {"was": change.was, "wanted": change.wanted}


# --- roles, and who may sign in ------------------------------------------------


def say_given(assignment: Assignment, *, by: Any, at: datetime) -> None:
    """Tell all who watch of a grave role, the giver too: it may not have been them."""
    send(
        _("A role was given: %(name)s"),
        _(
            "%(giver)s gave %(name)s (%(address)s) the role “%(role)s”, %(unit)s, from "
            "%(day)s. This account was registered on %(joined)s.\n\nIs this wrong? End "
            "the role here, then tell the head of your office at once:\n%(link)s"
        ),
        role_facts(assignment) | {"giver": by},
        to=watchers(at),
    )


def say_begun(assignment: Assignment, *, at: datetime) -> None:
    """Tell all who watch of a grave role, given earlier, that gives rights now."""
    send(
        _("A role begins: %(name)s"),
        _(
            "%(name)s (%(address)s) has the role “%(role)s”, %(unit)s, from %(day)s. "
            "It was given earlier. This account was registered on %(joined)s.\n\nIs "
            "this wrong? End the role here, then tell the head of your office at "
            "once:\n%(link)s"
        ),
        role_facts(assignment),
        to=watchers(at),
    )


def say_ended(assignment: Assignment, *, by: Any, at: datetime) -> None:
    """Tell all who watch that a grave role was ended, the one who held it too."""
    send(
        _("A role was ended: %(name)s"),
        _(
            "%(giver)s ended the role “%(role)s”, %(unit)s, of %(name)s. Its last day "
            "is %(last)s.\n\nIs this wrong? Tell the head of your office at once. The "
            "log on the staff side shows what %(giver)s did since."
        ),
        role_facts(assignment) | {"giver": by},
        to=watchers(at),
    )


def say_switched(person: User, *, by: Any, at: datetime) -> None:
    """Tell all who watch that the holder of a grave role may sign in, or not."""
    subject = _("“May sign in” was taken away: %(name)s")
    if person.is_active:
        subject = _("“May sign in” was given back: %(name)s")
    send(
        subject,
        _(
            "%(giver)s did this on %(day)s. %(name)s (%(address)s) holds, or held in "
            "the last 30 days, a role with power over others.\n\nIs this wrong? Tell "
            "the head of your office at once. The log on the staff side shows what "
            "%(giver)s did since."
        ),
        {
            "giver": by,
            "name": person,
            "address": person.email,
            "day": day_of(timezone.localdate(at)),
        },
        to=watchers(at),
    )


def role_facts(assignment: Assignment) -> dict[str, Any]:
    person = assignment.user
    last = assignment.ends_on
    return {
        "name": person,
        "address": person.email,
        "role": Role(assignment.role).label,
        "unit": assignment.unit or _("the whole agency"),
        "day": day_of(assignment.starts_on),
        "last": day_of(last) if last else "",
        "joined": day_of(timezone.localdate(person.date_joined)),
        "link": settings.PUBLIC_URL + reverse("assignment:edit", args=[assignment.pk]),
    }


# --- who reads them ------------------------------------------------------------


def watchers(at: datetime, *, but: Any = None) -> list[tuple[str, User]]:
    """Return all who watch, with their addresses. Four queries.

    Who held such a role in the last 30 days and was not switched off before them: to
    mute the watchers first is then of no use.
    """
    people = User.objects.filter(pk__in=holders(WATCH, at=at)).exclude(email="")
    lately = switched_off_since(at - WATCHES_ON)
    return [
        (each.email, each)
        for each in people
        if each != but and (each.is_active or each.pk in lately)
    ]


def holders(roles: Collection[str], *, at: datetime) -> set[int]:
    """Return who held one of these roles in the last 30 days. Two queries.

    The log counts beside the days of the roles, which may be written backwards; that
    a unit has ended does not count, for the same reason.
    """
    since = at - WATCHES_ON
    today, first = timezone.localdate(at), timezone.localdate(since)
    held = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=first), role__in=roles, starts_on__lte=today
    )
    ended = logged("role.ended", since=since)
    lately = {int(pk) for pk, data in ended if data["role"] in roles}
    return lately | set(held.values_list("user_id", flat=True))


def switched_off_since(since: datetime) -> set[int]:
    return {
        int(pk)
        for pk, data in logged("person.changed", since=since)
        if "is_active" in data["changed"] and not data["may_sign_in"]
    }


def logged(action: str, *, since: datetime) -> Iterable[tuple[str, dict[str, Any]]]:
    entries = Entry.objects.filter(
        content_type=type_of(User()), action=action, timestamp__gte=since
    )
    return entries.values_list("object_id", "data")


def send(
    subject: Any,
    words: Any,
    facts: dict[str, Any],
    *,
    to: Iterable[tuple[str, User]],
) -> bool:
    """Send one mail to each; return whether all of them left."""
    left = True
    for address, reader in to:
        chosen = UserProfile.objects.filter(user=reader)
        language = chosen.values_list("preferred_language", flat=True).first()
        try:
            with override(language or settings.LANGUAGE_CODE):
                told = on_one_line(facts)
                send_mail(subject % told, words % told, None, [address])
        except OSError:
            logger.exception("mail not sent", extra={"person": reader.pk})
            left = False
    return left


def on_one_line(facts: dict[str, Any]) -> dict[str, str]:
    # A line break in a name would forge a header of the mail.
    return {name: " ".join(str(fact).split()) for name, fact in facts.items()}
