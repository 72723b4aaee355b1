"""What a content has of the page it tells of, whatever kind of page that is."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sasando.core.refusals import keep


class FromItem(models.Model):
    """The page that a content leads to, and what it took from there."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=keep,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page it tells of"),
    )
    # Which text of that page it was made from, by its approval: a later one is told.
    page_version = models.PositiveBigIntegerField(
        _("version of the page"), null=True, blank=True
    )
    # An end of the page before this moment somebody has seen to.
    page_seen_at = models.DateTimeField(_("page looked at"), null=True, blank=True)
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("work unit"),
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    # Below the text on each channel that takes them; of the unit, then as written here.
    hashtags = models.CharField(_("hashtags"), max_length=500, blank=True)

    # A content leads to its page by itself; Wagtail's own index is of no use here.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class UnitHashtags(models.Model):
    """The hashtags of one work unit; a new content of the unit begins with them."""

    unit = models.OneToOneField(
        "accounts.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("work unit"),
    )
    hashtags = models.CharField(_("hashtags"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("hashtags of a work unit")
        verbose_name_plural = _("hashtags of work units")
        ordering = ["unit__name"]

    def __str__(self) -> str:
        return self.hashtags


class Change(models.Model):
    """Other words for a post that is out: asked, approved, then brought there.

    Until it is there, `Delivery.payload` says what readers see.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("Waits for approval")
        APPROVED = "approved", _("Approved")
        DONE = "done", _("Stands there")
        DROPPED = "dropped", _("Replaced by a later one")

    delivery = models.ForeignKey(
        "channels.Delivery",
        on_delete=models.PROTECT,
        related_name="changes",
        verbose_name=_("delivery"),
    )
    status = models.CharField(
        _("state"), max_length=10, choices=Status, default=Status.ASKED
    )
    payload = models.JSONField(_("approved payload"), default=dict)
    digest = models.CharField(_("hash"), max_length=64)
    asked_at = models.DateTimeField(_("asked"))
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of a post")
        verbose_name_plural = _("changes of posts")
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["delivery"],
                condition=models.Q(status="asked"),
                name="change_one_asked",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
