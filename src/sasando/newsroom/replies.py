"""The right of reply (hak jawab): who asked for it, until when, what became of it.

The verbs are in `replying`. A reply that is granted is a story of its own, linked with
the one it answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sasando.accounts.models import Unit
from sasando.core.models import listed
from sasando.core.refusals import keep
from sasando.core.today import MOST, Group, Line

# Who records them for a story sees them; who decides may record for every unit.
SEE = "newsroom.record_reply"


class ReplyQuerySet(models.QuerySet["Reply"]):
    def open(self) -> Self:
        """Return those that still wait for a decision or for publication."""
        return self.filter(status__in=(Reply.Status.RECEIVED, Reply.Status.GRANTED))

    def seen_by(self, user: Any) -> Self:
        """Return those to stories of the units for which this person records them.

        They hold names and telephones. At most one query, for whose role has a unit.
        """
        if user.has_perm(SEE, Unit()):
            return self.all()
        units = Unit.objects.select_related("parent__parent")
        mine = [unit.pk for unit in units if user.has_perm(SEE, unit)]
        return self.filter(page__story__unit__in=mine)

    def around(self, page: Page) -> Self:
        """Return the published replies to this page, and those that it is itself."""
        out = self.published(page.pk).order_by("pk")
        return out.select_related("page__locale", "reply_page__locale")

    def published(self, page: int) -> Self:
        mine = models.Q(page_id=page) | models.Q(reply_page_id=page)
        return self.filter(mine, status=Reply.Status.PUBLISHED)


class Reply(models.Model):
    """One person or unit that is concerned by a published story and answers it."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("Received")
        GRANTED = "granted", _("Granted")
        PUBLISHED = "published", _("Published")
        REFUSED = "refused", _("Refused")

    class Way(models.TextChoices):
        LETTER = "letter", _("Letter")
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Telephone")
        VISIT = "visit", _("In person")
        MESSAGE = "message", _("Message on a channel")

    MOVES: ClassVar[dict[str, tuple[str, ...]]] = {
        Status.RECEIVED: (Status.GRANTED, Status.REFUSED),
        Status.GRANTED: (Status.PUBLISHED, Status.REFUSED),
    }

    page = models.ForeignKey(
        Page,
        on_delete=keep,
        related_name="replies",
        verbose_name=_("story that is answered"),
    )
    person = models.CharField(
        _("who asks"),
        max_length=150,
        help_text=_("The person or unit that the story concerns."),
    )
    contact = models.CharField(
        _("how to reach them"),
        max_length=250,
        blank=True,
        help_text=_("Telephone, e-mail or address. Only the office sees this."),
    )
    received_on = models.DateField(_("received on"))
    way = models.CharField(_("received by"), max_length=10, choices=Way)
    what = models.TextField(
        _("what they say"),
        max_length=4000,
        help_text=_("Which part of the story, and what is right in their view."),
    )
    due_on = models.DateField(_("due on"), db_index=True)
    # The days that led to `due_on`, with the article, as they were counted.
    reckoning = models.JSONField(_("reckoning"))
    calendar_version = models.CharField(_("edition of the calendar"), max_length=16)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.RECEIVED
    )
    reply_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        related_name="answers_to",
        verbose_name=_("page with the reply"),
    )
    reason = models.TextField(_("reason"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = ReplyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("right of reply")
        verbose_name_plural = _("rights of reply")
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(status="refused") | ~models.Q(reason=""),
                name="reply_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published")
                | models.Q(reply_page__isnull=False),
                name="reply_published_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return _("Right of reply %(number)d") % {"number": self.pk or 0}

    @property
    def unit(self) -> Any:
        """Return the unit whose story it is, for the table of rights. Two queries."""
        return getattr(self.page.specific, "unit", None)

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.RECEIVED, self.Status.GRANTED)

    def is_late(self, *, on: date) -> bool:
        return self.is_open and self.due_on < on


@dataclass(frozen=True, slots=True)
class Links:
    """What readers are led to beside a story; pages that are out and listed alone."""

    replies: tuple[Page, ...]
    answered: tuple[Page, ...]

    def __bool__(self) -> bool:
        return bool(self.replies or self.answered)


def links(page: Page) -> Links:
    """Return the replies to a page, and the pages to which it replies. Two queries.

    One query where there is none. What is linked is a fact of another row: each side
    was approved by itself, and shows only while it is out.
    """
    rows = list(Reply.objects.around(page))
    keys = {key for row in rows for key in (row.page_id, row.reply_page_id)}
    out = {}
    if keys:
        shown = listed(Page.objects.filter(pk__in=keys)).select_related("locale")
        out = {each.pk: each for each in shown}
    replies = [row.reply_page_id for row in rows if row.page_id == page.pk]
    answered = [row.page_id for row in rows if row.reply_page_id == page.pk]
    return Links(
        tuple(out[key] for key in dict.fromkeys(replies) if key in out),
        tuple(out[key] for key in dict.fromkeys(answered) if key in out),
    )


# --- Hari ini --------------------------------------------------------------


def waiting(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the open ones by their due date, for those who decide. One query."""
    if not user.has_perm("newsroom.grant_reply"):
        return
    today = timezone.localdate(at)
    rows = Reply.objects.open().select_related("page").order_by("due_on", "pk")
    for row in rows[:MOST]:
        granted = row.status == Reply.Status.GRANTED
        said = gettext("Right of reply of %(person)s: %(title)s")
        words = {"person": row.person, "title": row.page.title}
        yield Line(
            group=group_of(row, on=today),
            text=said % words,
            url=reverse("newsroom_reply", args=[row.pk]),
            verb=gettext("Publish the reply") if granted else gettext("Decide"),
            due_at=timezone.make_aware(datetime.combine(row.due_on, time(23, 59))),
        )


def group_of(reply: Reply, *, on: date) -> Group:
    if reply.is_late(on=on):
        return Group.LATE
    return Group.TODAY if reply.due_on == on else Group.WAITS
