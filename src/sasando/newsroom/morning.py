"""The morning message: what the day holds, once a working day, to head and editors."""

import logging
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from wagtail.models import Revision, TaskState
from wagtail.users.models import UserProfile

from sasando.accounts.models import Assignment, User
from sasando.accounts.roles import Role
from sasando.core import calendar, today
from sasando.core.models import Approval
from sasando.core.today import Group
from sasando.newsroom import office
from sasando.newsroom.coverages import Coverage
from sasando.rules.workdays import DayOff, is_workday

logger = logging.getLogger(__name__)
READERS = (Role.HEAD, Role.EDITOR)
# After a stop it still comes, but not in the afternoon: then the page says it better.
AT_MOST_LATE = 5
TOLD = 10
DAY = timedelta(days=1)


class MorningMessage(models.Model):
    """That one person was told of one day, or that there was nothing to tell."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=gettext_lazy("person"),
    )
    day = models.DateField(gettext_lazy("day"), db_index=True)

    class Meta:
        verbose_name = gettext_lazy("morning message")
        verbose_name_plural = gettext_lazy("morning messages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day"], name="morning_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} #{self.user_id}"


def send_due(at: datetime) -> None:
    """Send today's message to those who lack it: a job of `tick`.

    A mail server that is away ends the run before anybody counts as told; `tick` logs
    it and tries again. Once somebody counts as told, they are not told again, even
    where it is not known whether the mail left: better none than two.
    """
    now = timezone.localtime(at, timezone.get_default_timezone())
    chosen = office.choices()
    if not 0 <= now.hour - chosen.morning_hour <= AT_MOST_LATE:
        return
    off = calendar.days_off(now.date() - timedelta(days=30), now.date())
    if not is_workday(now.date(), off):
        return
    told = MorningMessage.objects.filter(day=now.date()).values("user")
    readers = list(readers_on(now.date()).exclude(pk__in=told))
    if not readers:
        return
    with get_connection() as connection:
        for reader in readers:
            letter = letter_to(
                reader, at=at, off=off, when_empty=chosen.morning_when_empty
            )
            send(letter, reader, day=now.date(), connection=connection)


def readers_on(day: date) -> Any:
    """Return the heads and editors of this day, but those who wish no mail."""
    roles = Assignment.objects.current(day).filter(role__in=READERS)
    silent = UserProfile.objects.filter(submitted_notifications=False)
    found = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    return found.exclude(email="").exclude(pk__in=silent.values("user"))


def send(letter: Any, reader: User, *, day: date, connection: Any) -> None:
    """Count a reader as told, then tell them."""
    _row, is_new = MorningMessage.objects.get_or_create(user=reader, day=day)
    if letter is None or not is_new:
        return
    letter.connection = connection
    try:
        letter.send()
    except OSError:
        logger.exception("morning message not sent", extra={"person": reader.pk})


def letter_to(
    reader: User, *, at: datetime, off: list[DayOff], when_empty: bool
) -> EmailMessage | None:
    """Return the message in this person's language; None if there is nothing to say."""
    chosen = UserProfile.objects.filter(user=reader)
    language = chosen.values_list("preferred_language", flat=True).first()
    with override(language or settings.LANGUAGE_CODE):
        day = today.ask(reader, at)
        parts = [told_of(group, day.groups[group], at) for group in WORDS]
        parts += [planned(at)]
        if not (any(parts) or day.failed or when_empty):
            return None
        if not any(parts):
            parts = [_("Nothing is late, due or waiting today.")]
        if day.failed:
            parts.append(_("A part of the page could not be read. Look there."))
        link = settings.PUBLIC_URL + reverse("wagtailadmin_home")
        parts += [
            counted(at, off),
            _("All of it, with one step each:\n%(link)s") % {"link": link},
        ]
        subject = subject_of(day, at)
        body = "\n\n".join(filter(None, parts))
    return EmailMessage(subject, body, None, [reader.email])


WORDS = {
    Group.LATE: gettext_lazy("Late"),
    Group.TODAY: gettext_lazy("Due today"),
    Group.WAITS: gettext_lazy("Waits for you"),
}


def subject_of(day: today.Day, at: datetime) -> str:
    words = {
        "day": date_format(timezone.localdate(at), "l, j F Y"),
        "late": len(day.groups[Group.LATE]),
        "due": len(day.groups[Group.TODAY]),
        "waits": len(day.groups[Group.WAITS]),
    }
    return _("%(day)s: %(late)d late, %(due)d due, %(waits)d waiting") % words


def told_of(group: Group, lines: list[today.Line], at: datetime) -> str:
    """Return a group as plain text, "" if it is empty."""
    if not lines:
        return ""
    rows = [row_of(line, at) for line in lines[:TOLD]]
    if (more := len(lines) - TOLD) and more > 0:
        said = ngettext("and %(more)d more", "and %(more)d more", more)
        rows.append(f"- {said % {'more': more}}")
    return "\n".join([f"{WORDS[group]} ({len(lines)})", *rows])


def row_of(line: today.Line, at: datetime) -> str:
    left = f" ({today.time_left(line.due_at, at)})" if line.due_at else ""
    text = " ".join(line.text.split())
    return f"- {text}{left}\n  {settings.PUBLIC_URL}{line.url}"


def planned(at: datetime) -> str:
    """Return what is approved to go out later today, "" if nothing is. One query."""
    first, last = span_of(timezone.localdate(at))
    plans = Revision.page_revisions.filter(
        approved_go_live_at__gte=first, approved_go_live_at__lt=last
    ).order_by("approved_go_live_at")
    rows = [
        f"- {date_format(timezone.localtime(when), 'H.i')}: {title}"
        for when, title in plans.values_list("approved_go_live_at", "object_str")[:TOLD]
    ]
    return "\n".join([_("Goes out today"), *rows]) if rows else ""


def counted(at: datetime, off: list[DayOff]) -> str:
    """Return what was done since the last working day began. Three queries."""
    day = timezone.localdate(at)
    last = day - DAY
    while not is_workday(last, off) and day - last < timedelta(days=30):
        last -= DAY
    since = (span_of(last)[0], span_of(day)[0])
    out = Approval.objects.filter(act=Approval.PUBLISH, published_at__range=since)
    words = {
        "day": date_format(last, "l, j F Y"),
        "out": out.count(),
        "sent": TaskState.objects.filter(started_at__range=since).count(),
        "assigned": Coverage.objects.filter(assigned_at__range=since).count(),
    }
    return (
        _(
            "Since %(day)s\n- published: %(out)d\n- sent for approval: %(sent)d\n"
            "- coverage assigned: %(assigned)d"
        )
        % words
    )


def span_of(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day and of the next, by the clock in use."""
    first = timezone.make_aware(datetime.combine(day, time.min))
    return first, timezone.make_aware(datetime.combine(day + DAY, time.min))
