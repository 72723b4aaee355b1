"""Who is told that a channel needs them: one mail when it closes, and before it does.

A job mails, not the engine: a mail server that is away delays no post, and is asked
again. What was told stands in the log of the channel, so that nobody is told twice.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from sasando.channels.adapters import adapter_of, installed
from sasando.channels.models import Channel
from sasando.channels.sentences import sentence
from sasando.core.models import Entry

logger = logging.getLogger(__name__)
# So many days before a token ends somebody is told, once each.
WARNS_DAYS = (1, 7, 14)
CLOSED = ("needs_reconnect", "blocked")
TOLD = "channel.told"


def tell(at: datetime) -> None:
    """Mail what is new about channels that are closed, or will be. Safe to repeat."""
    soon = at + timedelta(days=max(WARNS_DAYS))
    ends = Q(token_expires_at__lte=soon) | Q(data_access_expires_at__lte=soon)
    rows = Channel.objects.filter(Q(status__in=CLOSED) | Q(ends, status="open"))
    for channel in rows:
        about = matter(channel, at)
        if about and not was_told(channel, about) and mail(channel, at):
            with transaction.atomic():
                Entry.write(channel, TOLD, by=None, at=at, data={"about": about})


def matter(channel: Channel, at: datetime) -> str:
    """Return what is to be told, by a name that it has once; "" for nothing."""
    if channel.status in CLOSED:
        closings = [f"channel.{one}" for one in CLOSED]
        entries = Entry.objects.for_instance(channel).filter(action__in=closings)
        last = entries.values_list("seq", flat=True).first()
        return f"{channel.status} {last}"
    ends = ends_at(channel)
    if ends is None or renews_itself(channel):
        return ""
    left = ends - at
    days = next((one for one in WARNS_DAYS if left <= timedelta(days=one)), None)
    return f"{days} {ends.isoformat()}" if days else ""


def ends_at(channel: Channel) -> datetime | None:
    """Return when a channel serves no more, by the first of its two clocks."""
    clocks = (channel.token_expires_at, channel.data_access_expires_at)
    return min((one for one in clocks if one), default=None)


def renews_itself(channel: Channel) -> bool:
    """Return whether its token is made anew without a person, hour by hour."""
    return '"refresh_token"' in channel.secrets and not channel.data_access_expires_at


def was_told(channel: Channel, about: str) -> bool:
    told = Entry.objects.for_instance(channel).filter(action=TOLD)
    return told.filter(data__about=about).exists()


def readers() -> list[Any]:
    """Return who may connect a channel again. Two queries a person."""
    people = get_user_model()._default_manager.filter(is_active=True)
    people = people.exclude(email="").exclude(is_superuser=True, groups=None)
    return [one for one in people if one.has_perm("channels.reconnect")]


def mail(channel: Channel, at: datetime) -> bool:
    """Mail to each in their language; return whether any mail left."""
    left = False
    for person in readers():
        chosen = UserProfile.objects.filter(user=person)
        language = chosen.values_list("preferred_language", flat=True).first()
        with override(language or settings.LANGUAGE_CODE):
            subject, body = letter(channel)
            try:
                send_mail(subject, body, None, [person.email])
                left = True
            except OSError:
                logger.exception("mail not sent", extra={"person": person.pk})
    return left


def letter(channel: Channel) -> tuple[str, str]:
    """Return subject and text, in the language of now."""
    # A line break in a name would forge a header of the mail.
    words = {"name": " ".join(channel.name.split()), "why": why(channel)}
    words["link"] = settings.PUBLIC_URL + reverse("channel", args=[channel.pk])
    if channel.status == Channel.Status.BLOCKED:
        return (
            _("The platform stopped the channel “%(name)s”") % words,
            _(
                "%(why)s\n\nNothing goes out on “%(name)s” until then; the other "
                "channels go on.\n\n%(link)s"
            )
            % words,
        )
    if channel.status == Channel.Status.NEEDS_RECONNECT:
        return (
            _("Channel “%(name)s” must be connected again") % words,
            _(
                "%(why)s\n\nThe posts for “%(name)s” wait and go out when it is "
                "connected again; the other channels go on. You get this mail once, "
                "however many posts wait.\n\n%(link)s"
            )
            % words,
        )
    words["day"] = day_of(ends_at(channel))
    return (
        _("Channel “%(name)s”: its token ends on %(day)s") % words,
        _(
            "Connect “%(name)s” again before %(day)s; then nothing has to wait."
            "\n\n%(link)s"
        )
        % words,
    )


def why(channel: Channel) -> str:
    """Return the sentence of what is wrong, in the language of now."""
    if channel.kind not in installed():
        return ""
    said = sentence(channel.problem, {}, adapter_of(channel.kind).faults)
    if said is None:
        return ""
    return said.id if (get_language() or "id").startswith("id") else said.en


def day_of(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""
