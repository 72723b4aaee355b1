"""What platforms count: one number a metric and day, of an account or of one post."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MetricSnapshot(models.Model):
    """One figure as it stood on one day; of a post where `delivery` is set."""

    channel = models.ForeignKey(
        "channels.Channel",
        on_delete=models.CASCADE,
        related_name="figures",
        verbose_name=_("channel"),
    )
    delivery = models.ForeignKey(
        "channels.Delivery",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("delivery"),
    )
    # As the platform calls it.
    metric = models.CharField(_("metric"), max_length=60)
    on = models.DateField(_("day"))
    value = models.BigIntegerField(_("value"))
    taken_at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("figure of a day")
        verbose_name_plural = _("figures of days")
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "metric", "on"],
                condition=Q(delivery=None),
                name="figure_once_a_channel",
            ),
            models.UniqueConstraint(
                fields=["delivery", "metric", "on"],
                condition=~Q(delivery=None),
                name="figure_once_a_post",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.on}"


class DeadMetric(models.Model):
    """A metric that a platform no longer has for a channel; asked again in a week."""

    channel = models.ForeignKey(
        "channels.Channel",
        on_delete=models.CASCADE,
        related_name="dead_metrics",
        verbose_name=_("channel"),
    )
    of_post = models.BooleanField(_("of a post"))
    metric = models.CharField(_("metric"), max_length=60)
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("metric that is gone")
        verbose_name_plural = _("metrics that are gone")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "of_post", "metric"], name="dead_metric_once"
            )
        ]

    def __str__(self) -> str:
        return self.metric
