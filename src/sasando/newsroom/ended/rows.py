"""What somebody decided to leave on a page though it has ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class KeptAsHistory(models.Model):
    """One ended unit, or one person, that stays named on one page, with the reason."""

    # It is about the page; nothing is shown by it.
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="histories",
        verbose_name=_("page"),
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("work unit"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("person"),
    )
    kept_at = models.DateTimeField(_("decided at"))
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.CharField(_("reason"), max_length=250)

    class Meta:
        verbose_name = _("what stays as history")
        verbose_name_plural = _("what stays as history")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page", "unit"],
                condition=Q(unit__isnull=False),
                name="history_unit_once",
            ),
            models.UniqueConstraint(
                fields=["page", "person"],
                condition=Q(person__isnull=False),
                name="history_person_once",
            ),
            models.CheckConstraint(
                condition=Q(unit=None, person__isnull=False)
                | Q(person=None, unit__isnull=False),
                name="history_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.page_id}"
