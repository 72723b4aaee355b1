"""What readers say is wrong in a story."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sasando.core.refusals


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0009_plan"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mistake",
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
                    "words",
                    models.TextField(max_length=1000, verbose_name="what is wrong"),
                ),
                ("sent_at", models.DateTimeField(verbose_name="sent at")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waits", "Waits"),
                            ("taken", "To be corrected"),
                            ("dismissed", "No mistake"),
                        ],
                        default="waits",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(null=True, verbose_name="settled at"),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=sasando.core.refusals.keep,
                        related_name="mistakes",
                        to="wagtailcore.page",
                        verbose_name="story",
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
            ],
            options={
                "verbose_name": "reported mistake",
                "verbose_name_plural": "reported mistakes",
                "ordering": ["pk"],
            },
        ),
    ]
