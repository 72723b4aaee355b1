"""Keep how a page ended, and which approved texts were redacted."""

import django.db.models.deletion
import sasando.core.refusals
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_going_out'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='approval',
            name='redacted_at',
            field=models.DateTimeField(null=True, verbose_name='redacted at'),
        ),
        migrations.AddField(
            model_name='approval',
            name='redacted_reason',
            field=models.TextField(blank=True, verbose_name='why it was redacted'),
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('revoke', 'Revoke'), ('withdraw', 'Withdraw')], max_length=10, verbose_name='act')),
                ('at', models.DateTimeField(verbose_name='ended at')),
                ('reason', models.TextField(verbose_name='reason')),
                ('redirects', models.PositiveSmallIntegerField(choices=[(301, 'Send readers on for good (301)'), (302, 'Send readers on for now (302)')], null=True, verbose_name='redirect')),
                ('over_at', models.DateTimeField(null=True, verbose_name='over since')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                ('goes_to', models.ForeignKey(null=True, on_delete=sasando.core.refusals.keep, related_name='led_to_by', to='wagtailcore.page', verbose_name='page to read instead')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='endings', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'ending',
                'verbose_name_plural': 'endings',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('over_at', None)), fields=('page',), name='ending_once_in_force'), models.CheckConstraint(condition=models.Q(('redirects', None), ('goes_to__isnull', False), _connector='OR'), name='ending_redirects_somewhere')],
            },
        ),
    ]
