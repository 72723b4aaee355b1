"""The mails about a change of an address, each in its reader's language."""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.users.models import UserProfile

from sasando.accounts.models import Assignment, EmailChange, User
from sasando.accounts.roles import Role

logger = logging.getLogger(__name__)

WATCH = (Role.OPERATOR, Role.HEAD, Role.AUDITOR)


def warn_old_address(change: EmailChange, *, token: str) -> bool:
    """Tell the old address what is about to happen; return whether the mail left."""
    link = settings.PUBLIC_URL + reverse("stop_address", args=[token])
    return send(
        change,
        _("Your sign-in address is about to change"),
        _(
            "%(asker)s asked to change your sign-in address from %(was)s to "
            "%(wanted)s.\n\nIs this right? Then do nothing. It changes 24 hours after "
            "this mail.\n\nIs this wrong? Stop it here, then tell the head of your "
            "office:\n%(link)s"
        ),
        to=[(change.was, change.user)],
        link=link,
    )


def warn_watchers(change: EmailChange) -> None:
    """Tell all who watch over accounts, but the one who asked."""
    link = settings.PUBLIC_URL + reverse("person_address", args=[change.user_id])
    send(
        change,
        _("An address is about to change: %(name)s"),
        _(
            "%(asker)s asked to change the sign-in address of %(name)s from %(was)s to "
            "%(wanted)s. It changes after 24 hours, or when a second person confirms "
            "it.\n\nAsk %(name)s whether this is right. Then confirm or stop it "
            "here:\n%(link)s"
        ),
        to=watchers(but=change.asked_by),
        link=link,
    )


def say_changed(change: EmailChange) -> None:
    """Tell the old address, and all who watch, that the new one is in force."""
    send(
        change,
        _("An address was changed: %(name)s"),
        _(
            "The sign-in address of %(name)s was %(was)s. It is now %(wanted)s.\n\n"
            "Is this wrong? Tell the head of your office at once, and take “may sign "
            "in” away from this person."
        ),
        to=[(change.was, change.user), *watchers()],
    )


def say_stopped(change: EmailChange) -> None:
    """Tell the old address, and all who watch, that nothing changes."""
    send(
        change,
        _("An address stays as it is: %(name)s"),
        _(
            "The sign-in address of %(name)s was to change from %(was)s to "
            "%(wanted)s. This was stopped; it stays %(was)s."
        ),
        to=[(change.was, change.user), *watchers()],
    )


def watchers(*, but: Any = None) -> list[tuple[str, User]]:
    """Return the active operators, heads and auditors of today with their addresses."""
    roles = Assignment.objects.current(timezone.localdate()).filter(role__in=WATCH)
    people = User.objects.filter(pk__in=roles.values("user")).exclude(email="")
    return [(each.email, each) for each in people if each != but]


def send(
    change: EmailChange,
    subject: Any,
    words: Any,
    *,
    to: Iterable[tuple[str, User]],
    link: str = "",
) -> bool:
    """Send one mail to each; return whether all of them left."""
    facts = {"name": change.user, "asker": change.asked_by, "link": link}
    facts |= {"was": change.was, "wanted": change.wanted}
    # A line break in a name would forge a header of the mail.
    facts = {name: " ".join(str(fact).split()) for name, fact in facts.items()}
    left = True
    for address, reader in to:
        chosen = UserProfile.objects.filter(user=reader)
        language = chosen.values_list("preferred_language", flat=True).first()
        try:
            with override(language or settings.LANGUAGE_CODE):
                send_mail(subject % facts, words % facts, None, [address])
        except OSError:
            logger.exception("mail not sent", extra={"person": reader.pk})
            left = False
    return left
