"""Who is told that a text waits: those who may approve it, each in their language."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page
from wagtail.users.models import UserProfile

from sasando.core import approvals

logger = logging.getLogger(__name__)


def approvers(page: Page) -> list[Any]:
    """Return all who may approve this text: role yes, author no.

    Without those who wish no such mail. Four queries, and two a person.
    """
    wrote = approvals.authors(page)
    found = get_user_model()._default_manager.filter(is_active=True)
    found = found.exclude(pk__in=wrote).exclude(email="")
    # Who may do everything, but holds no role in the office, is not asked for texts.
    found = found.exclude(is_superuser=True, groups=None)
    silent = UserProfile.objects.filter(submitted_notifications=False)
    able = found.exclude(pk__in=silent.values("user"))
    return [each for each in able if each.has_perm("core.approve_page", page)]


def tell_approvers(page: Page) -> None:
    """Mail to each who may approve this text that it waits, with the way to it."""
    for person in approvers(page):
        profile = getattr(person, "wagtail_userprofile", None)
        language = profile and profile.preferred_language
        with override(language or settings.LANGUAGE_CODE):
            tell(person, page)


def tell(person: Any, page: Page) -> None:
    """Mail to one person that this text waits. A mail server that is away is logged."""
    # A line break in a title would forge a header of the mail.
    title = " ".join(page.get_admin_display_title().split())
    there = settings.PUBLIC_URL + reverse("core_decide", args=[page.pk])
    words = {"title": title, "address": there}
    body = _("A text waits for approval: %(title)s\n\nRead it and decide:\n%(address)s")
    try:
        send_mail(
            _("Waits for approval: %(title)s") % words,
            body % words,
            None,
            [person.email],
        )
    except OSError:
        logger.exception("mail not sent", extra={"person": person.pk})
