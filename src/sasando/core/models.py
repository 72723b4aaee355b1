"""Rows that every room needs: the log, approvals, holidays, touches, jobs."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sasando.core.entries import BaseEntry, BasePersonal
from sasando.core.refusals import keep
from sasando.core.tasks import ApprovalTask
from sasando.rules.workdays import DayOff

__all__ = ["ApprovalTask"]


class Entry(BaseEntry):
    """One line of the log that cannot be unmade."""


class Personal(BasePersonal):
    """The personal data of one entry: erasable without breaking the chain."""

    entry = models.OneToOneField(
        Entry,
        on_delete=models.PROTECT,
        related_name="personal",
        verbose_name=_("log entry"),
    )


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def in_force(self) -> Self:
        """Return approvals to publish that were neither replaced nor used up."""
        return self.filter(act=Approval.PUBLISH, voided_at=None)


class Approval(models.Model):
    """What a second person allowed to happen to one page, bound to its very text.

    `content` is the approved text itself: Wagtail's autosave rewrites a revision
    under the same id, so the revision alone would not prove what was approved.
    """

    PUBLISH, WITHDRAW = "publish", "withdraw"
    ACTS: ClassVar = [(PUBLISH, _("Publish")), (WITHDRAW, _("Withdraw"))]

    # DO_NOTHING: the guard answers first, with a sentence, and the key holds behind it
    page = models.ForeignKey(
        Page,
        on_delete=models.DO_NOTHING,
        related_name="approvals",
        verbose_name=_("page"),
    )
    act = models.CharField(_("act"), max_length=10, choices=ACTS)
    digest = models.CharField(_("hash of the text"), max_length=64)
    content = models.JSONField(_("approved text"), default=dict)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        on_delete=keep,
        null=True,
        related_name="+",
        verbose_name=_("revision"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="approvals",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"))
    via = models.CharField(_("approved through"), max_length=20)
    reason = models.TextField(_("reason"), blank=True)
    voided_at = models.DateTimeField(_("void since"), null=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_act_display()} #{self.page_id}"

    def facts(self) -> dict[str, Any]:
        """Return what the log keeps of this approval, as JSON values."""
        return {
            "approval": self.pk,
            "digest": self.digest,
            "via": self.via,
            "reason": self.reason,
            "approved_by": self.approved_by_id,
            "approved_at": as_text(self.approved_at),
        }


def as_text(moment: datetime) -> str:
    """Return a moment as ISO 8601 in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class ApprovalLink(models.Model):
    """A one-time link by which one approver allows one text, from any phone."""

    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="approval_links",
        verbose_name=_("page"),
    )
    digest = models.CharField(_("hash of the text"), max_length=64)
    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="approval_links",
        verbose_name=_("approver"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True)

    class Meta:
        verbose_name = _("approval link")
        verbose_name_plural = _("approval links")

    def __str__(self) -> str:
        return f"#{self.page_id}"


class FreezeQuerySet(models.QuerySet["Freeze"]):
    def active(self, at: datetime) -> Self:
        """Return the freezes that hold at this moment."""
        ended = models.Q(ends_at__isnull=False, ends_at__lte=at)
        return self.filter(starts_at__lte=at).exclude(ended)


class Freeze(models.Model):
    """A time in which nothing goes out: mourning, election silence, a crisis."""

    reason = models.CharField(_("reason"), max_length=200)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("Leave empty until you know when it ends."),
    )

    objects = FreezeQuerySet.as_manager()

    class Meta:
        verbose_name = _("freeze")
        verbose_name_plural = _("freezes")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return self.reason

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError(
                {"ends_at": _("A freeze cannot end before it begins.")}
            )


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def between(self, start: date, end: date) -> Self:
        """Return the days off from start to end, both included."""
        return self.filter(date__range=(start, end))

    def counting(self) -> Self:
        """Return the days that count: all but those taken out by hand."""
        return self.filter(removed=False)

    def of_import(self, year: int) -> Self:
        """Return the days that an import of this year wrote, wherever they are now."""
        return self.filter(imported_on__year=year)

    def days_off(self) -> list[DayOff]:
        """Return the days that count as the plain values that `rules` counts with.

        Three queries.
        """
        fields = ("date", "name", "kind", "source", "provisional")
        days = [DayOff(*row) for row in self.counting().values_list(*fields)]
        decreed = decreed_years({day.date.year for day in days})
        return [replace(day, decreed=day.date.year in decreed) for day in days]


class Holiday(models.Model):
    """One day on which the office does not work, with the decree that says so."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("National holiday")
        COLLECTIVE = "collective_leave", _("Collective leave (cuti bersama)")
        REGIONAL = "regional", _("Regional closing day")

    date = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    source = models.CharField(
        _("source"),
        max_length=200,
        help_text=_("The decree or letter, for example SKB 3 Menteri and its number."),
    )
    provisional = models.BooleanField(
        _("provisional"),
        default=False,
        help_text=_("The decree for this year is not out yet."),
    )
    removed = models.BooleanField(
        _("does not count"),
        default=False,
        help_text=_(
            "Taken out by hand. No import brings this day back. "
            "Take this mark away to let the day count again."
        ),
    )
    # Where an import put this day, so that the next one knows it under any date.
    imported_on = models.DateField(_("imported for"), null=True, editable=False)
    imported_kind = models.CharField(
        _("imported as"), max_length=20, choices=Kind, blank=True, editable=False
    )

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day off")
        verbose_name_plural = _("days off")
        ordering = ["date", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["date", "kind"],
                condition=models.Q(removed=False),
                name="holiday_once_a_kind",
                violation_error_message=_(
                    "This day stands in the calendar already, with this kind."
                ),
            ),
            models.UniqueConstraint(
                fields=["imported_on", "imported_kind"],
                condition=models.Q(imported_on__isnull=False),
                name="holiday_imported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LeaveDecree(models.Model):
    """Somebody's word that the collective leave of a year is decreed, and by what."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1946), MaxValueValidator(2100)]
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        help_text=_("The decree or letter, for example SKB 3 Menteri and its number."),
    )

    class Meta:
        verbose_name = _("decree on collective leave")
        verbose_name_plural = _("decrees on collective leave")
        ordering = ["-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year"],
                name="leave_decreed_once_a_year",
                violation_error_message=_("The decree of this year is known already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.year)

    def clean(self) -> None:
        super().clean()
        leave = Holiday.objects.counting().filter(kind=Holiday.Kind.COLLECTIVE)
        if self.year and not leave.filter(date__year=self.year).exists():
            raise ValidationError(
                {
                    "year": _(
                        "Enter the days of collective leave of this year first, "
                        "under Days off. Then come back."
                    )
                }
            )


def decreed_years(years: Collection[int]) -> set[int]:
    """Return those of these years whose collective leave is decreed. Two queries.

    An import knew leave for the year, or somebody said that the decree is out; a day
    that the office wrote itself proves nothing.
    """
    imported = Holiday.objects.filter(
        imported_kind=Holiday.Kind.COLLECTIVE, provisional=False
    )
    said = LeaveDecree.objects.values_list("year", flat=True)
    known = imported.values_list("imported_on__year", flat=True).distinct()
    return set(years) & {*said, *known}


class Touch(models.Model):
    """Something that pages show has changed; consumed by the page store."""

    tag = models.CharField(_("tag"), max_length=200)

    class Meta:
        verbose_name = _("touch")
        verbose_name_plural = _("touches")

    def __str__(self) -> str:
        return self.tag


class Job(models.Model):
    """When a registered job of `tick` last ran, and how it ended."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    leased_until = models.DateTimeField(_("leased until"), null=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ShortLink(models.Model):
    """A short address under /s/ that leads to one place, for print and messages."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=200)
    target = models.CharField(_("address it leads to"), max_length=500)

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return f"/s/{self.code}"


class BasePage(Page):
    """What every page of Sasando has: an embargo, and a list of what it lacks."""

    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nobody outside sees this page before this time."),
    )

    # Every page is public: Wagtail's privacy would take a page back without a word.
    private_page_options: ClassVar[list[str]] = []

    # Shown to the approver who follows a link; gets `item`.
    approval_template = "core/page_text.html"

    class Meta:
        abstract = True

    def lacks(self) -> list[str]:
        """Return one sentence for each thing that is missing before approval."""
        return []

    def named_authors(self) -> set[int]:
        """Return the ids of the people whom this text names as its authors."""
        return set()

    def shown_files(self) -> list[Any]:
        """Return the stored files this page shows, so that their hash is approved."""
        return []
