"""Terbit segera: an editor publishes alone, and the item stands red until reviewed.

```
sent for approval ──nobody answers──▶ published alone ──a second person──▶ reviewed
                     for so long       (red on Hari ini)   next working day
```
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from sasando.accounts.roles import Role
from sasando.core import alone, approvals, calendar, today
from sasando.core.models import Approval, Entry
from sasando.core.triggers import Guard
from sasando.core.workflow import NotAllowed, verb
from sasando.newsroom import letters
from sasando.newsroom.office import LEAST_WAIT, NewsroomSettings
from sasando.newsroom.stories import Story
from sasando.rules.workdays import next_workday

TOLD = (Role.HEAD, Role.EDITOR, Role.APPROVER)
MAIL_SUBJECT = gettext_lazy("Published without approval: %(title)s")
MAIL_BODY = gettext_lazy(
    "%(name)s published a text alone, because no approver had answered: %(title)s\n\n"
    "The reason: %(reason)s\n\nA second person has to review it by %(day)s:\n"
    "%(address)s"
)


class UrgentQuerySet(models.QuerySet["UrgentPublication"]):
    def unreviewed(self) -> "UrgentQuerySet":
        """Return what no second person has reviewed yet."""
        return self.filter(reviewed_at=None)

    def of_month(self, first: date) -> "UrgentQuerySet":
        """Return what went out in the month of this day, as the office counts days."""
        zone = timezone.get_default_timezone()
        start = datetime.combine(first.replace(day=1), time.min, zone)
        end = (start + timedelta(days=32)).replace(day=1)
        return self.filter(at__gte=start, at__lt=end)


class UrgentPublication(models.Model):
    """One text that an editor published alone, and who reviewed it afterwards."""

    class Verdict(models.TextChoices):
        FINE = "fine", gettext_lazy("In order: it may stay as it is")
        CORRECT = "correct", gettext_lazy("It must be corrected")
        TAKE_BACK = "take_back", gettext_lazy("It must be taken back")

    page = models.ForeignKey(
        Page,
        on_delete=models.DO_NOTHING,
        related_name="urgent_publications",
        verbose_name=gettext_lazy("page"),
    )
    # Written a moment before the approval, which the trigger asks to find it.
    approval = models.OneToOneField(
        Approval,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="urgent",
        verbose_name=gettext_lazy("approval"),
    )
    digest = models.CharField(gettext_lazy("hash of the text"), max_length=64)
    title = models.CharField(gettext_lazy("title"), max_length=255)
    reason = models.TextField(gettext_lazy("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("published by"),
    )
    at = models.DateTimeField(gettext_lazy("published at"), db_index=True)
    asked_at = models.DateTimeField(gettext_lazy("waited since"))
    wrote = models.JSONField(gettext_lazy("authors"), default=list)
    due_on = models.DateField(gettext_lazy("review due"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("reviewed by"),
    )
    reviewed_at = models.DateTimeField(gettext_lazy("reviewed at"), null=True)
    verdict = models.CharField(
        gettext_lazy("outcome"), max_length=10, choices=Verdict, blank=True
    )
    note = models.TextField(gettext_lazy("note"), blank=True)

    objects = UrgentQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("publication without approval")
        verbose_name_plural = gettext_lazy("publications without approval")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None)
                | ~models.Q(reviewed_by=models.F("by")),
                name="urgent_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_at=None, reviewed_by=None, verdict="")
                | models.Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                & ~models.Q(verdict=""),
                name="urgent_review_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def late_days(self, on: date) -> int:
        """Return by how many calendar days the review is, or was, late."""
        done = timezone.localdate(self.reviewed_at) if self.reviewed_at else on
        return max((done - self.due_on).days, 0)


STAYS = "what was published alone stays on record"
GUARDS = (
    Guard(
        "approval_alone_told",
        "core_approval",
        "BEFORE INSERT",
        "who publishes alone is on record first",
        when="NEW.via = 'urgent' AND NOT EXISTS (SELECT 1 FROM "
        "newsroom_urgentpublication u WHERE u.page_id = NEW.page_id "
        "AND u.digest = NEW.digest AND u.by_id = NEW.approved_by_id "
        "AND u.reason = NEW.reason AND u.approval_id IS NULL)",
    ),
    Guard(
        "urgent_no_update",
        "newsroom_urgentpublication",
        "BEFORE UPDATE OF id, page_id, digest, title, reason, by_id, at, asked_at, "
        "wrote, due_on",
        STAYS,
    ),
    Guard(
        "urgent_settled_stays",
        "newsroom_urgentpublication",
        "BEFORE UPDATE OF approval_id, reviewed_by_id, reviewed_at, verdict, note",
        STAYS,
        when="(OLD.approval_id IS NOT NULL AND NEW.approval_id {differs} "
        "OLD.approval_id) OR (OLD.reviewed_at IS NOT NULL AND (NEW.reviewed_at "
        "{differs} OLD.reviewed_at OR NEW.reviewed_by_id {differs} "
        "OLD.reviewed_by_id OR NEW.verdict {differs} OLD.verdict "
        "OR NEW.note {differs} OLD.note))",
    ),
    Guard("urgent_no_delete", "newsroom_urgentpublication", "BEFORE DELETE", STAYS),
    Guard(
        "urgent_no_replace",
        "newsroom_urgentpublication",
        "BEFORE INSERT",
        STAYS,
        when="EXISTS (SELECT 1 FROM newsroom_urgentpublication WHERE id = NEW.id "
        "OR approval_id = NEW.approval_id)",
        vendors=("sqlite",),
    ),
    Guard(
        "urgent_no_truncate",
        "newsroom_urgentpublication",
        "BEFORE TRUNCATE",
        STAYS,
        vendors=("postgresql",),
        each="STATEMENT",
    ),
)


def waiting_time(page: Page) -> timedelta | None:
    """Return how long a text waits before an editor may act alone; None for never."""
    site = page.get_site()
    minutes = site and NewsroomSettings.for_site(site).urgent_after_minutes
    return timedelta(minutes=max(minutes, LEAST_WAIT)) if minutes else None


@verb("newsroom.publish_urgent")
def publish_urgent(
    page: Page, *, by: Any, at: datetime, digest: str, reason: str
) -> UrgentPublication:
    """Publish the text with this digest without a second person; return the record.

    The text must have waited for an approver as long as the office says. Raises
    NotAllowed without a reason, too early, and for whatever `core.alone` refuses.
    """
    if not reason.strip():
        raise NotAllowed(_("Say why this cannot wait for an approver."))
    page = Page.objects.get(pk=page.pk).specific
    waited, since = refuse_early(page, at=at)
    done = UrgentPublication.objects.create(
        page=page,
        digest=digest,
        title=page.get_admin_display_title(),
        reason=reason,
        by=by,
        at=at,
        asked_at=since,
        wrote=sorted(approvals.authors(page)),
        due_on=due_on(at),
    )
    facts: dict[str, Any] = {"digest": digest, "reason": reason, "waited": waited}
    done.approval = alone.publish_alone(page, by=by, at=at, **facts)
    done.save(update_fields=["approval"])
    transaction.on_commit(lambda: tell(done, at=at))
    return done


def refuse_early(page: Page, *, at: datetime) -> tuple[timedelta, datetime]:
    """Return how long the office lets this text wait, and since when it does.

    Raises NotAllowed unless it has waited so long, also since the office last changed
    its choices: who makes the time shorter does not profit by it at once.
    """
    if not isinstance(page, Story):
        raise NotAllowed(_("Only news, releases and publications can be this urgent."))
    waited, since = waiting_time(page), alone.waits_since(page, at=at)
    if waited is None:
        raise NotAllowed(_("Your office does not allow anybody to publish alone."))
    if since is None:
        raise NotAllowed(
            _("Send this text for approval first. It does not wait for anybody now.")
        )
    opens = max(filter(None, (since, chosen_at(page)))) + waited
    if at < opens:
        raise NotAllowed(
            _("An approver may still answer. You may publish alone from %(time)s on.")
            % {"time": f"{timezone.localtime(opens):%d-%m-%Y %H.%M}"}
        )
    return waited, since


def chosen_at(page: Page) -> datetime | None:
    """Return when somebody last changed what the office chose. Two queries."""
    site = page.get_site()
    choices = site and NewsroomSettings.for_site(site)
    made = Entry.objects.for_instance(choices) if choices else Entry.objects.none()
    return made.order_by("-timestamp").values_list("timestamp", flat=True).first()


def due_on(at: datetime) -> date:
    """Return the next working day after this moment. Three queries."""
    day = timezone.localdate(at)
    return next_workday(day, calendar.days_off(day, day + timedelta(days=31)))


def tell(done: UrgentPublication, *, at: datetime) -> None:
    """Mail to head, editors and approvers what went out alone, at once."""
    address = settings.PUBLIC_URL + reverse("newsroom_review_alone", args=[done.pk])
    words = {"title": done.title, "name": done.by, "reason": done.reason}
    words |= {"day": f"{done.due_on:%d-%m-%Y}", "address": address}
    people = letters.holders(*TOLD, at=at)
    letters.write_to(people, subject=MAIL_SUBJECT, body=MAIL_BODY, words=words)


def may_review(done: UrgentPublication, user: Any) -> bool:
    """Return whether this person is a second one: role yes, author and publisher no."""
    took_part = {done.by_id, *done.wrote}
    return user.has_perm("newsroom.review_urgent") and user.pk not in took_part


@verb("newsroom.review_urgent")
def review_urgent(
    done: UrgentPublication, *, by: Any, at: datetime, verdict: str, note: str = ""
) -> None:
    """Say as a second person what becomes of a text that went out alone.

    Raises NotAllowed for whoever wrote or published it, when somebody was first, and
    without a note where something has to be done.
    """
    if by.pk in {done.by_id, *done.wrote}:
        raise NotAllowed(_("You wrote or published this text. Somebody else reviews."))
    if verdict not in UrgentPublication.Verdict:
        raise NotAllowed(_("Choose what becomes of this text."))
    if verdict != UrgentPublication.Verdict.FINE and not note.strip():
        raise NotAllowed(_("Write what has to be corrected, or why it must go."))
    same = UrgentPublication.objects.unreviewed().filter(pk=done.pk)
    if not same.update(reviewed_by=by, reviewed_at=at, verdict=verdict, note=note):
        raise NotAllowed(_("Somebody else has reviewed this text already."))
    done.refresh_from_db()
    facts = {"approval": done.approval_id, "outcome": verdict, "note": note}
    Entry.write(done.page.specific, "page.reviewed", by=by, at=at, data=facts)


def verdicts(keys: Iterable[Any]) -> dict[Any, Any]:
    """Return the words of outcomes, for the report of the log."""
    del keys
    return dict(UrgentPublication.Verdict.choices)


def red_lines(user: Any, at: datetime) -> Iterator[today.Line]:
    """Offer to *Hari ini* what stands in red until it is reviewed. Two queries."""
    rights = ("newsroom.publish_urgent", "newsroom.review_urgent")
    if not any(user.has_perm(right) for right in rights):
        return
    end = time(23, 59, 59)
    for done in UrgentPublication.objects.unreviewed().order_by("due_on")[: today.MOST]:
        due = datetime.combine(done.due_on, end, timezone.get_default_timezone())
        yield today.Line(
            group=today.group_of(due, at),
            text=_("Published without approval: %(title)s") % {"title": done.title},
            url=reverse("newsroom_review_alone", args=[done.pk]),
            verb=_("Look it over") if may_review(done, user) else _("Read"),
            due_at=due,
            is_alarm=True,
        )
