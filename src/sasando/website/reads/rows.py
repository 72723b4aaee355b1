"""Sums of what was read, by day and page. No row knows a reader."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageReads(models.Model):
    """How often one address was read on one day."""

    day = models.DateField(_("day"))
    path = models.CharField(_("address"), max_length=1000)
    # Of an address that holds no page of the tree, such as a topic, none.
    page_id = models.PositiveBigIntegerField(_("page"), null=True)
    count = models.PositiveIntegerField(_("reads"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reads of a page")
        verbose_name_plural = _("reads of pages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "path"], name="page_reads_a_day")
        ]
        indexes: ClassVar = [
            models.Index(fields=["page_id", "day"], name="page_reads_of_page")
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.path}"


class Source(models.Model):
    """From where one address was reached on one day: a group, or the host of a site."""

    day = models.DateField(_("day"))
    path = models.CharField(_("address"), max_length=1000)
    page_id = models.PositiveBigIntegerField(_("page"), null=True)
    source = models.CharField(_("where readers come from"), max_length=100)
    count = models.PositiveIntegerField(_("reads"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("source of reads")
        verbose_name_plural = _("sources of reads")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "path", "source"], name="source_of_reads_a_day"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["page_id", "day"], name="source_of_page")
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.source}"


class Missed(models.Model):
    """What readers did not find on one day: an address, or words they sought."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("Address that leads nowhere")
        SEARCH = "search", _("Search that found nothing")

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # Empty: all that was more than a day holds.
    words = models.CharField(_("what was asked"), max_length=200, blank=True)
    count = models.PositiveIntegerField(_("times"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("what was not found")
        verbose_name_plural = _("what was not found")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "kind", "words"], name="missed_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.words


class LogPlace(models.Model):
    """How far an access log was counted; written together with what it held."""

    name = models.CharField(_("file"), max_length=500, unique=True)
    inode = models.BigIntegerField(_("inode"), default=0)
    head = models.CharField(_("hash of its first line"), max_length=32, blank=True)
    offset = models.BigIntegerField(_("counted up to"), default=0)

    class Meta:
        verbose_name = _("place in a log")
        verbose_name_plural = _("places in logs")

    def __str__(self) -> str:
        return self.name
