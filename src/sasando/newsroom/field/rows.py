"""What comes in from the field, by the plain form or by e-mail, until it is a draft."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sasando.files.models import Picture


class ReportQuerySet(models.QuerySet["Report"]):
    def untouched(self, since: datetime) -> Self:
        """Return reports that came in since then and that nobody has worked on yet."""
        return self.filter(
            received_at__gte=since,
            page__live=False,
            page__latest_revision_id=F("first_text"),
        )


class Report(models.Model):
    """One report of one person; the key of their device makes it one draft.

    A row without `received_at` holds the photos of a report that is still on its way.
    """

    class Via(models.TextChoices):
        FORM = "form", _("Form for the field")
        MAIL = "mail", _("E-mail")

    key = models.UUIDField(_("key of the draft"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("sender"),
    )
    via = models.CharField(_("came by"), max_length=5, choices=Via, default=Via.FORM)
    place = models.CharField(_("place"), max_length=200, blank=True)
    people = models.CharField(_("who"), max_length=500, blank=True)
    notes = models.JSONField(_("what was not taken"), default=list)
    page = models.ForeignKey(
        "newsroom.Story",
        on_delete=models.SET_NULL,
        null=True,
        related_name="reports",
        verbose_name=_("draft"),
    )
    # The draft as it was made; another newest text means that somebody works on it.
    first_text = models.BigIntegerField(_("first text"), null=True)
    started_at = models.DateTimeField(_("begun at"))
    received_at = models.DateTimeField(_("received at"), null=True, db_index=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report from the field")
        verbose_name_plural = _("reports from the field")
        ordering = ["-started_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "key"], name="report_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("newsroom_received", args=[self.pk])


class FieldPhotoQuerySet(models.QuerySet["FieldPhoto"]):
    def waiting(self, user: Any) -> Self:
        """Return this person's photos whose report is still on its way."""
        return self.filter(report__by=user, report__received_at=None)

    def left_behind(self, before: datetime) -> Self:
        """Return photos of reports that were never sent, untouched since then."""
        return self.filter(report__received_at=None, touched_at__lt=before)


class FieldPhoto(models.Model):
    """One photo of a report: coming in pieces, then a picture or a refusal."""

    report = models.ForeignKey(
        Report,
        on_delete=models.CASCADE,
        related_name="photos",
        verbose_name=_("report from the field"),
    )
    key = models.UUIDField(_("key of the photo"))
    name = models.CharField(_("name of the file"), max_length=150, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    got = models.PositiveIntegerField(_("bytes received"), default=0)
    picture = models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    # What its clock said, where that cannot be believed.
    clock_said = models.DateField(_("date in the file"), null=True)
    refusal = models.CharField(_("why it was not taken"), max_length=300, blank=True)
    touched_at = models.DateTimeField(_("last piece at"), db_index=True)

    objects = FieldPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo from the field")
        verbose_name_plural = _("photos from the field")
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "key"], name="field_photo_once"),
            models.CheckConstraint(
                condition=Q(got__lte=F("size")), name="field_photo_not_too_long"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def is_settled(self) -> bool:
        return bool(self.picture_id or self.refusal)
