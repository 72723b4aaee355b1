"""Days off know where they were imported from; a decree on leave is a fact of its own."""

import django.core.validators
from django.db import migrations, models
from django.db.models import F


def imported_before(apps, schema_editor):
    """Mark what an import wrote: its rows carry the package's source."""
    rows = apps.get_model("core", "Holiday").objects.filter(
        source__startswith="SKB 3 Menteri ", source__endswith=" (paket holidays)"
    )
    rows.exclude(kind="regional").update(
        imported_on=F("date"), imported_kind=F("kind")
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0002_digests")]

    operations = [
        migrations.AddField(
            "holiday",
            "removed",
            models.BooleanField(
                default=False,
                help_text="Taken out by hand. No import brings this day back. "
                "Take this mark away to let the day count again.",
                verbose_name="does not count",
            ),
        ),
        migrations.AddField(
            "holiday",
            "imported_on",
            models.DateField(editable=False, null=True, verbose_name="imported for"),
        ),
        migrations.AddField(
            "holiday",
            "imported_kind",
            models.CharField(
                blank=True,
                choices=[
                    ("national", "National holiday"),
                    ("collective_leave", "Collective leave (cuti bersama)"),
                    ("regional", "Regional closing day"),
                ],
                default="",
                editable=False,
                max_length=20,
                verbose_name="imported as",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(imported_before, migrations.RunPython.noop),
        migrations.RemoveConstraint("holiday", "holiday_once_a_kind"),
        migrations.AddConstraint(
            "holiday",
            models.UniqueConstraint(
                fields=["date", "kind"],
                condition=models.Q(removed=False),
                name="holiday_once_a_kind",
                violation_error_message="This day stands in the calendar already, "
                "with this kind.",
            ),
        ),
        migrations.AddConstraint(
            "holiday",
            models.UniqueConstraint(
                fields=["imported_on", "imported_kind"],
                condition=models.Q(imported_on__isnull=False),
                name="holiday_imported_once",
            ),
        ),
        migrations.CreateModel(
            name="LeaveDecree",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1946),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="The decree or letter, for example SKB 3 Menteri "
                        "and its number.",
                        max_length=200,
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "decree on collective leave",
                "verbose_name_plural": "decrees on collective leave",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["year"],
                        name="leave_decreed_once_a_year",
                        violation_error_message="The decree of this year is known "
                        "already.",
                    )
                ],
            },
        ),
    ]
