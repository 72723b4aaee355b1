"""A new address of a person waits before it is in force."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_start"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmailChange",
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
                    "was",
                    models.EmailField(max_length=254, verbose_name="address until now"),
                ),
                (
                    "wanted",
                    models.EmailField(max_length=254, verbose_name="new address"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "told_at",
                    models.DateTimeField(null=True, verbose_name="old address told at"),
                ),
                (
                    "settled_at",
                    models.DateTimeField(null=True, verbose_name="settled at"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("applied", "In force"),
                            ("stopped", "Stopped"),
                            ("replaced", "Replaced by a later one"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="email_changes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an address",
                "verbose_name_plural": "changes of addresses",
                "ordering": ["-asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at", None)),
                        fields=("user",),
                        name="email_change_one_open",
                    )
                ],
            },
        ),
    ]
