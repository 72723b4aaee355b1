"""Pictures and films of a content, and the shapes into which they were brought."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

PERCENT = [MaxValueValidator(100)]


class Medium(models.Model):
    """A picture or a film of a content, kept under the name of its bytes."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("Picture")
        VIDEO = "video", _("Film")

    content = models.ForeignKey(
        "channels.Content",
        on_delete=models.CASCADE,
        related_name="media",
        verbose_name=_("content"),
    )
    ordinal = models.PositiveSmallIntegerField(_("place"))
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    # Below the media folder.
    file = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("hash"), max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    alt = models.CharField(_("described in words"), max_length=1000, blank=True)
    # As it is shown; 0 where the file does not say.
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    seconds = models.FloatField(_("length in seconds"), default=0)
    # Where the eye goes, in percent from left and from above; NULL for the middle.
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left"), null=True, blank=True, validators=PERCENT
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from above"), null=True, blank=True, validators=PERCENT
    )
    # Of the library, whose rights decide until it goes out.
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture of the library"),
    )

    class Meta:
        verbose_name = _("medium")
        verbose_name_plural = _("media")
        ordering = ["content", "ordinal"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["content", "ordinal"], name="medium_one_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.file

    @property
    def focus(self) -> tuple[int, int] | None:
        if self.focal_x is None or self.focal_y is None:
            return None
        return (self.focal_x, self.focal_y)


class LooseMedium(models.Model):
    """A picture or film that a program sent ahead, and no post bears yet."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("sender"),
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Medium.Kind.choices)
    # Below the folder of what is on its way.
    file = models.CharField(_("file"), max_length=60)
    size = models.PositiveBigIntegerField(_("bytes"))
    alt = models.CharField(_("described in words"), max_length=1000)
    sent_at = models.DateTimeField(_("sent"), db_index=True)

    class Meta:
        verbose_name = _("medium without a post")
        verbose_name_plural = _("media without a post")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file


class Shaped(models.Model):
    """An original in one shape: what goes out, and is shown before it does."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waits to be made ready")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Cannot be made ready")

    # The hash of the original, and of shape and focal point.
    source = models.CharField(_("hash of the original"), max_length=64)
    recipe = models.CharField(_("hash of the recipe"), max_length=64)
    kind = models.CharField(_("kind"), max_length=5, choices=Medium.Kind.choices)
    # Where the original lies, shape and focal point: all that is needed to make it.
    order = models.JSONField(_("order"), default=dict, blank=True)
    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.WAITING
    )
    percent = models.PositiveSmallIntegerField(_("percent done"), default=0)
    file = models.CharField(_("file"), max_length=200, blank=True)
    digest = models.CharField(_("hash"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    # The sentence of what is wrong, as in `sentences`.
    problem = models.CharField(_("problem"), max_length=60, blank=True)
    # Begun so often; who dies of it three times is given up.
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture or film in a shape")
        verbose_name_plural = _("pictures and films in a shape")
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "recipe"], name="shaped_once_a_recipe"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                condition=models.Q(status="waiting"),
                name="shaped_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source[:12]} {self.recipe[:12]}"
