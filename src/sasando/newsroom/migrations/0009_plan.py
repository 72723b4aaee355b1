"""Plans: ideas, parcels, and what an editor published alone."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_email_change"),
        ("core", "0006_endings"),
        ("newsroom", "0008_field"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="newsroomsettings",
            name="urgent_after_minutes",
            field=models.PositiveIntegerField(
                default=60,
                help_text="So long a text waits for an approver before an editor may publish it alone, with a reason. 0 means: never.",
                validators=[django.core.validators.MaxValueValidator(10080)],
                verbose_name="minutes until an editor may publish alone",
            ),
        ),
        migrations.CreateModel(
            name="Idea",
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
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "wished_on",
                    models.DateField(
                        blank=True, db_index=True, null=True, verbose_name="wished for"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Idea"),
                            ("drafted", "Draft"),
                            ("dropped", "Dropped"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="whose idea",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ideas",
                        to="newsroom.story",
                        verbose_name="story",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="accounts.unit",
                        verbose_name="work unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "idea",
                "verbose_name_plural": "ideas",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Parcel",
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
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "goes_out_at",
                    models.DateTimeField(
                        db_index=True, null=True, verbose_name="goes out at"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Being put together"),
                            ("approved", "Approved"),
                            ("out", "Published"),
                            ("dropped", "Dropped"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "approved_at",
                    models.DateTimeField(null=True, verbose_name="approved at"),
                ),
                (
                    "digest",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="hash of the whole"
                    ),
                ),
                ("out_at", models.DateTimeField(null=True, verbose_name="went out at")),
                (
                    "held",
                    models.JSONField(blank=True, default=dict, verbose_name="held by"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parcels",
                        to="accounts.unit",
                        verbose_name="work unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "parcel",
                "verbose_name_plural": "parcels",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                ("left_at", models.DateTimeField(null=True, verbose_name="left at")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parcel_places",
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
                (
                    "parcel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="newsroom.parcel",
                        verbose_name="parcel",
                    ),
                ),
            ],
            options={
                "verbose_name": "page of a parcel",
                "verbose_name_plural": "pages of parcels",
            },
        ),
        migrations.CreateModel(
            name="UrgentPublication",
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
                    "digest",
                    models.CharField(max_length=64, verbose_name="hash of the text"),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "at",
                    models.DateTimeField(db_index=True, verbose_name="published at"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="waited since")),
                ("wrote", models.JSONField(default=list, verbose_name="authors")),
                ("due_on", models.DateField(verbose_name="review due")),
                (
                    "reviewed_at",
                    models.DateTimeField(null=True, verbose_name="reviewed at"),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fine", "In order: it may stay as it is"),
                            ("correct", "It must be corrected"),
                            ("take_back", "It must be taken back"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "approval",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="urgent",
                        to="core.approval",
                        verbose_name="approval",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="urgent_publications",
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication without approval",
                "verbose_name_plural": "publications without approval",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["approved", "out"]), _negated=True),
                    models.Q(
                        ("approved_by__isnull", False),
                        models.Q(("digest", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="parcel_approved_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)),
                fields=("page",),
                name="page_in_one_parcel",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgentpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by", None),
                    models.Q(("reviewed_by", models.F("by")), _negated=True),
                    _connector="OR",
                ),
                name="urgent_reviewed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgentpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reviewed_at", None), ("reviewed_by", None), ("verdict", "")
                    ),
                    models.Q(
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                        models.Q(("verdict", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="urgent_review_whole",
            ),
        ),
    ]
