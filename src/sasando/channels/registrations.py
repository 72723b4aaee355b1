"""What the office registered at a platform so that people may log in there."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sasando.channels.secrets import Secrets


class Registration(models.Model):
    """An app of the office: its number, and its secret, kept encrypted."""

    kind = models.SlugField(_("platform"), max_length=30, unique=True)
    client_id = models.CharField(_("app ID"), max_length=200)
    secret = Secrets(_("app secret"))
    base_url = models.CharField(
        _("address of the platform"), max_length=300, blank=True
    )

    class Meta:
        verbose_name = _("app registered at a platform")
        verbose_name_plural = _("apps registered at platforms")
        ordering: ClassVar = ["kind"]

    def __str__(self) -> str:
        return self.kind
