"""Why something stopped is kept as a sentence with its words, not in one language."""

from typing import Any

from django.db import migrations, models

# The field, its model, and how it is called while both stand side by side.
FIELDS = (("import", "stopped"), ("feed", "error"))


def take_over(apps: Any, editor: Any) -> None:
    """Keep what was said before as it is; its source is not known any more."""
    for model, field in FIELDS:
        rows = apps.get_model("imports", model).objects.exclude(**{f"{field}_text": ""})
        for row in rows.iterator():
            setattr(row, field, {"why": getattr(row, f"{field}_text")})
            row.save(update_fields=[field])


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_start")]

    operations = [
        migrations.RenameField("import", "stopped", "stopped_text"),
        migrations.RenameField("feed", "error", "error_text"),
        migrations.AddField(
            "import",
            "stopped",
            models.JSONField(
                blank=True, default=dict, verbose_name="why reading stopped"
            ),
        ),
        migrations.AddField(
            "feed",
            "error",
            models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="last error"
            ),
        ),
        # Backwards: the texts were one language's, and nothing reads them.
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RemoveField("import", "stopped_text"),
        migrations.RemoveField("feed", "error_text"),
    ]
