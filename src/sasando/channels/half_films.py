"""A film that comes in pieces: over a weak line, in as many goes as it takes."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HalfFilm(models.Model):
    """A film on its way in: who sends it, and how many of its bytes are here."""

    key = models.UUIDField(_("key"), unique=True, default=uuid4)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("sender"),
    )
    name = models.CharField(_("name"), max_length=150)
    size = models.PositiveBigIntegerField(_("bytes"))
    # By which its sender's browser knows the same file again.
    stamp = models.CharField(_("stamp"), max_length=40, blank=True)
    got = models.PositiveBigIntegerField(_("bytes here"), default=0)
    touched_at = models.DateTimeField(_("last piece"))

    class Meta:
        verbose_name = _("film on its way")
        verbose_name_plural = _("films on their way")
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "name", "size", "stamp"], name="half_film_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
