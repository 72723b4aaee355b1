"""Pages that an office writes about itself, with the officials whom they name."""

import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_email_change'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('website', '0002_empty_house'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('embargo_until', models.DateTimeField(blank=True, help_text='Nobody outside sees this page before this time.', null=True, verbose_name='embargo until')),
                ('intro', models.TextField(blank=True, help_text='One or two sentences: what readers find on this page.', max_length=400, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([], block_lookup={}, verbose_name='text')),
                ('unit', models.ForeignKey(help_text='The unit that answers for this page.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standard_pages', to='accounts.unit', verbose_name='work unit')),
            ],
            options={
                'verbose_name': 'standard page',
                'verbose_name_plural': 'standard pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Official',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('position', models.CharField(help_text='As readers know it, for example: Head of the agency.', max_length=150, verbose_name='position')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='officials', to='website.standardpage')),
            ],
            options={
                'verbose_name': 'official',
                'verbose_name_plural': 'officials',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
