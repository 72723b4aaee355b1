"""After how many months an office reads a page again."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0003_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='newsroomsettings',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=12, help_text='Publications and standard pages stand on Today after this time.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='months until a page is reviewed'),
        ),
    ]
