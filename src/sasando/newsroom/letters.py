"""Mail of the newsroom to people of the office, each in their own language."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import override

from sasando.accounts.models import Assignment
from sasando.accounts.roles import Role

logger = logging.getLogger(__name__)


def holders(*roles: Role, at: datetime) -> list[Any]:
    """Return who holds one of these roles today and can be written to. One query."""
    held = Assignment.objects.current(timezone.localdate(at)).filter(role__in=roles)
    people = get_user_model()._default_manager.filter(is_active=True)
    people = people.filter(pk__in=held.values("user")).exclude(email="")
    return list(people.select_related("wagtail_userprofile"))


def in_each_language(sentence: Any, **words: Any) -> Any:
    """Return a lazy sentence, filled anew in the language of whoever reads it."""
    return lazy(lambda: str(sentence) % words, str)()


def write_to(
    people: Iterable[Any], *, subject: Any, body: Any, words: dict[str, Any]
) -> None:
    """Mail the same to each. `subject` and `body` are lazy, filled with `words`.

    A mail server that is away is logged; the others are still written to.
    """
    # A line break in a title would forge a header of the mail.
    flat = {name: " ".join(str(value).split()) for name, value in words.items()}
    for person in people:
        profile = getattr(person, "wagtail_userprofile", None)
        language = profile and profile.preferred_language
        with override(language or settings.LANGUAGE_CODE):
            title, text = str(subject) % flat, str(body) % words
        try:
            send_mail(title, text, None, [person.email])
        except OSError:
            logger.exception("mail not sent", extra={"person": person.pk})
