"""Say of each approval when it went out; counters for numbers without gaps."""

from django.db import migrations, models


def date_earlier(apps, schema_editor):
    """Of those that went out before, only the hour of the approval is known."""
    approvals = apps.get_model("core", "Approval").objects
    out = approvals.filter(act="publish").exclude(revision=None)
    out.update(published_at=models.F("approved_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_approvals_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='approval',
            name='published_at',
            field=models.DateTimeField(null=True, verbose_name='went out at'),
        ),
        migrations.RunPython(date_earlier, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, verbose_name='name')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='last number')),
            ],
            options={
                'verbose_name': 'counter',
                'verbose_name_plural': 'counters',
                'constraints': [models.UniqueConstraint(fields=('name', 'year'), name='counter_once')],
            },
        ),
    ]
