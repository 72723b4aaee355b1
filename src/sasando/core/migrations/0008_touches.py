"""A touch holds several words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0007_reviews")]

    operations = [
        migrations.AlterField(
            model_name="touch",
            name="tag",
            field=models.TextField(verbose_name="tag"),
        ),
    ]
