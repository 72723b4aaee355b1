"""The first comment under a post of ours: a row of its own, with its own fate."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class FirstComment(models.Model):
    """What is written below a post once it is out: exactly once, or a sentence."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waits for the post")
        SENDING = "sending", _("Being sent")
        CONFIRMING = "confirming", _("Being looked for")
        PUBLISHED = "published", _("Published")
        NEEDS_HUMAN = "needs_human", _("A person must look")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    delivery = models.OneToOneField(
        "channels.Delivery",
        on_delete=models.PROTECT,
        related_name="first_comment",
        verbose_name=_("delivery"),
    )
    # As it was approved with the post.
    text = models.TextField(_("text"))
    status = models.CharField(
        _("state"), max_length=20, choices=Status.choices, default=Status.WAITING
    )
    # Looked at then; of one that a worker has, the end of its lease; NULL for what is
    # done or waits for a person.
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    # Grows with each claim: who has an older number may change nothing.
    fence = models.PositiveIntegerField(_("claims"), default=0)
    tries = models.PositiveSmallIntegerField(_("repeats"), default=0)
    # Since when it may be out.
    confirming_since = models.DateTimeField(
        _("looked for since"), null=True, blank=True
    )
    external_id = models.CharField(_("name there"), max_length=200, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # The sentence, as in `sentences` or the platform's table.
    problem = models.CharField(_("problem"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("first comment")
        verbose_name_plural = _("first comments")
        ordering = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(due_at__isnull=False),
                name="first_comment_due",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.delivery_id}"
