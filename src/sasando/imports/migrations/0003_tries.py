"""An import knows how often the work on it came to no end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_sentences")]

    operations = [
        migrations.AddField(
            "import",
            "tries",
            models.PositiveSmallIntegerField(default=0, verbose_name="tries"),
        ),
    ]
