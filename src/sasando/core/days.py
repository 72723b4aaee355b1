"""Days on which the office does not work, with the decree that says so."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sasando.rules.workdays import DayOff


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
