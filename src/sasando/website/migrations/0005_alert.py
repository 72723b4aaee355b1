"""The alert above every page, and which stored pages are compressed well."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('website', '0004_page_store'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Notice'), (2, 'Warning'), (3, 'Emergency')], default=2, verbose_name='level')),
                ('text', models.CharField(max_length=200, verbose_name='text in Indonesian')),
                ('text_en', models.CharField(max_length=200, verbose_name='text in English')),
                ('link', models.CharField(blank=True, max_length=500, verbose_name='link')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(db_index=True, verbose_name='until')),
                ('said_at', models.DateTimeField(verbose_name='said at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
            ],
            options={
                'verbose_name': 'alert',
                'verbose_name_plural': 'alerts',
                'ordering': ['-said_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='query',
            name='is_doubted',
            field=models.BooleanField(default=False, verbose_name='in doubt'),
        ),
        migrations.AddIndex(
            model_name='query',
            index=models.Index(condition=models.Q(('is_doubted', True)), fields=['key'], name='query_doubted'),
        ),
        migrations.AddField(
            model_name='storedpage',
            name='is_squeezed',
            field=models.BooleanField(default=False, verbose_name='compressed well'),
        ),
        migrations.AddIndex(
            model_name='storedpage',
            index=models.Index(condition=models.Q(('is_squeezed', False)), fields=['rank'], name='stored_page_loose'),
        ),
        migrations.AddField(
            model_name='alert',
            name='said_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='said by'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='alert_ends_after_it_starts'),
        ),
    ]
