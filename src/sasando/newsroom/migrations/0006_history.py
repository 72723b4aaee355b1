"""What somebody decided to leave on a page though it has ended."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_email_change'),
        ('newsroom', '0005_links'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptAsHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kept_at', models.DateTimeField(verbose_name='decided at')),
                ('reason', models.CharField(max_length=250, verbose_name='reason')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='histories', to='wagtailcore.page', verbose_name='page')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='work unit')),
            ],
            options={
                'verbose_name': 'what stays as history',
                'verbose_name_plural': 'what stays as history',
                'constraints': [models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('page', 'unit'), name='history_unit_once'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('page', 'person'), name='history_person_once'), models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('unit', None)), models.Q(('person', None), ('unit__isnull', False)), _connector='OR'), name='history_of_one')],
            },
        ),
    ]
