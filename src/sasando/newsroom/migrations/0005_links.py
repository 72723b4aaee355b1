"""Links of live pages: where each stands, and which pages hold it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0004_reviews'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.TextField(verbose_name='address')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='hash of the address')),
                ('is_own', models.BooleanField(verbose_name='on our own site')),
                ('state', models.CharField(choices=[('new', 'Not asked yet'), ('fine', 'Answers'), ('unsure', 'Cannot say'), ('failing', 'Failed once; asked again tomorrow'), ('dead', 'Dead')], db_index=True, default='new', max_length=10, verbose_name='state')),
                ('why', models.CharField(blank=True, max_length=40, verbose_name='what it answered')),
                ('failed_at', models.DateTimeField(null=True, verbose_name='failing since')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='last asked at')),
                ('next_at', models.DateTimeField(db_index=True, verbose_name='asked again at')),
                ('is_urgent', models.BooleanField(default=False, verbose_name='asked for by hand')),
                ('ignored_at', models.DateTimeField(null=True, verbose_name='ignored since')),
                ('ignored_why', models.CharField(blank=True, max_length=250, verbose_name='why it is ignored')),
                ('ignored_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ignored by')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='LinkHarvest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision_key', models.BigIntegerField(null=True, verbose_name='revision')),
                ('read_at', models.DateTimeField(verbose_name='read at')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='link_harvest', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'harvest of links',
                'verbose_name_plural': 'harvests of links',
            },
        ),
        migrations.CreateModel(
            name='LinkPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='newsroom.link', verbose_name='link')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='link_places', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'place of a link',
                'verbose_name_plural': 'places of links',
                'constraints': [models.UniqueConstraint(fields=('link', 'page'), name='link_place_once')],
            },
        ),
    ]
