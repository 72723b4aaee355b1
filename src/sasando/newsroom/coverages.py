"""Assignments of coverage (penugasan liputan): who covers what, when, for what hour."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CoverageQuerySet(models.QuerySet["Coverage"]):
    def open(self) -> Self:
        """Return what still has to be done."""
        return self.filter(status__in=Coverage.OPEN)

    def late(self, at: datetime) -> Self:
        """Return what is open after its deadline."""
        return self.open().filter(deadline_at__lte=at)

    def of(self, user: Any) -> Self:
        """Return what this person is asked to cover, and has not declined."""
        mine = Part.objects.filter(user=user).exclude(answer=Part.Answer.DECLINED)
        return self.filter(pk__in=mine.values("coverage"))

    def named(self) -> Self:
        """Return rows with all that a list names of them. Two queries."""
        joined = self.select_related("unit", "story", "assigned_by")
        return joined.prefetch_related("parts__user")


class Coverage(models.Model):
    """One thing to cover; it becomes a story, or is cancelled with a reason."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned, not everybody has answered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined, somebody else is needed")
        COVERED = "covered", _("Covered, not yet written")
        WRITTEN = "written", _("Written")
        CANCELLED = "cancelled", _("Cancelled")

    OPEN = (Status.PLANNED, Status.ACCEPTED, Status.DECLINED, Status.COVERED)
    MOVES: ClassVar[dict[str, tuple[str, ...]]] = {
        Status.PLANNED: (
            *(Status.ACCEPTED, Status.DECLINED, Status.COVERED),
            *(Status.WRITTEN, Status.CANCELLED),
        ),
        Status.ACCEPTED: (
            *(Status.PLANNED, Status.DECLINED, Status.COVERED),
            *(Status.WRITTEN, Status.CANCELLED),
        ),
        Status.DECLINED: (
            *(Status.PLANNED, Status.ACCEPTED, Status.COVERED),
            *(Status.WRITTEN, Status.CANCELLED),
        ),
        Status.COVERED: (Status.WRITTEN, Status.CANCELLED),
    }

    title = models.CharField(_("what to cover"), max_length=160)
    brief = models.TextField(
        _("brief"),
        max_length=2000,
        blank=True,
        help_text=_("What readers should learn, whom to ask, which pictures to take."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    deadline_at = models.DateTimeField(
        _("deadline"),
        db_index=True,
        help_text=_("When the text and the pictures have to be here."),
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        related_name="coverages",
        verbose_name=_("work unit"),
    )
    status = models.CharField(
        _("state"), max_length=10, choices=Status, default=Status.PLANNED, db_index=True
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("assigned by"),
    )
    assigned_at = models.DateTimeField(_("assigned at"))
    # The draft may be deleted while nobody has approved it; what was covered stays.
    story = models.ForeignKey(
        "newsroom.Story",
        on_delete=models.SET_NULL,
        null=True,
        related_name="coverages",
        verbose_name=_("story"),
    )

    objects = CoverageQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment of coverage")
        verbose_name_plural = _("assignments of coverage")
        ordering = ["deadline_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="coverage_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(deadline_at__gte=F("starts_at")),
                name="coverage_due_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(reason=""),
                name="coverage_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("coverage", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def is_late(self, at: datetime) -> bool:
        return self.is_open and self.deadline_at <= at


class Part(models.Model):
    """What one person does at a coverage, and what they answered."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        PHOTO = "photo", _("Photographs")
        VIDEO = "video", _("Video")
        SOCIAL = "social", _("Social media")

    class Answer(models.TextChoices):
        ASKED = "asked", _("has not answered yet")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    coverage = models.ForeignKey(
        Coverage,
        on_delete=models.CASCADE,
        related_name="parts",
        verbose_name=_("assignment of coverage"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="coverage_parts",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("part"), max_length=10, choices=Kind, default=Kind.TEXT)
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer, default=Answer.ASKED
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("part of a coverage")
        verbose_name_plural = _("parts of a coverage")
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["coverage", "user", "kind"], name="coverage_part_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
