"""The day on which somebody reads a page again, and whose duty that is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_endings'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(db_index=True, verbose_name='next review')),
                ('reviewed_at', models.DateTimeField(null=True, verbose_name='last reviewed at')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who looks after it')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review', to='wagtailcore.page', verbose_name='page')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last reviewed by')),
            ],
            options={
                'verbose_name': 'review of a page',
                'verbose_name_plural': 'reviews of pages',
                'ordering': ['due_on', 'pk'],
            },
        ),
    ]
