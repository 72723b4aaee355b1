"""Rows of what is planned: hours at which a channel speaks, and tables of drafts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Slot(models.Model):
    """One hour of the week at which a channel speaks, on the clock of the office."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    channel = models.ForeignKey(
        "channels.Channel",
        on_delete=models.CASCADE,
        related_name="slots",
        verbose_name=_("channel"),
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    hour = models.TimeField(_("hour"))

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["weekday", "hour"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "weekday", "hour"], name="slot_once_a_week"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.hour:%H.%M}"


class Seat(models.Model):
    """A delivery that has a slot: the database lets no second one have it."""

    channel = models.ForeignKey(
        "channels.Channel",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("channel"),
    )
    starts_at = models.DateTimeField(_("begins"))
    delivery = models.OneToOneField(
        "channels.Delivery",
        on_delete=models.CASCADE,
        related_name="seat",
        verbose_name=_("delivery"),
    )

    class Meta:
        verbose_name = _("taken slot")
        verbose_name_plural = _("taken slots")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "starts_at"], name="seat_for_one"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.delivery_id}"


class Sheet(models.Model):
    """A table of drafts that was sent in, and waits to be taken over."""

    name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("hash"), max_length=64)
    # As `sheets.read` found them: words, channels, hour, and what is wrong.
    rows = models.JSONField(_("rows"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("sent by"),
    )
    created_at = models.DateTimeField(_("sent"))
    taken_at = models.DateTimeField(_("taken over"), null=True, blank=True)
    made = models.PositiveIntegerField(_("drafts made"), default=0)

    class Meta:
        verbose_name = _("table of drafts")
        verbose_name_plural = _("tables of drafts")
        ordering = ["-pk"]
        constraints: ClassVar = [
            # Sent twice before it was taken over, it is the same table.
            models.UniqueConstraint(
                fields=["by", "digest"],
                condition=Q(taken_at=None),
                name="sheet_waits_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
