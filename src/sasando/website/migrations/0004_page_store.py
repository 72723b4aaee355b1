"""What the page store knows of each address, and of what its bytes are made."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('website', '0003_standard_page'),
    ]

    operations = [
        migrations.CreateModel(
            name='Query',
            fields=[
                ('key', models.CharField(max_length=32, primary_key=True, serialize=False, verbose_name='hash of the text')),
                ('text', models.TextField(verbose_name='text')),
                ('quiet', models.JSONField(default=list, verbose_name='columns that are not shown')),
                ('digest', models.CharField(max_length=32, verbose_name='digest of the answer')),
            ],
            options={
                'verbose_name': 'query',
                'verbose_name_plural': 'queries',
            },
        ),
        migrations.CreateModel(
            name='StoreState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, verbose_name='name of the folder')),
                ('code', models.CharField(blank=True, max_length=64, verbose_name='hash of the code')),
                ('begun_at', models.DateTimeField(null=True, verbose_name='begun at')),
            ],
            options={
                'verbose_name': 'state of the page store',
                'verbose_name_plural': 'states of the page store',
            },
        ),
        migrations.CreateModel(
            name='QueryWord',
            fields=[
                ('pk', models.CompositePrimaryKey('word', 'query_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=150, verbose_name='word')),
                ('query', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='website.query', verbose_name='query')),
            ],
            options={
                'verbose_name': 'word of a query',
                'verbose_name_plural': 'words of queries',
            },
        ),
        migrations.CreateModel(
            name='StoredPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=1000, unique=True, verbose_name='address')),
                ('page_id', models.PositiveBigIntegerField(db_index=True, null=True, verbose_name='page')),
                ('status', models.PositiveSmallIntegerField(null=True, verbose_name='status')),
                ('goes_to', models.TextField(blank=True, verbose_name='address it leads to')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='hash of the bytes')),
                ('stored_at', models.DateTimeField(null=True, verbose_name='stored at')),
                ('proved_at', models.DateTimeField(null=True, verbose_name='proved at')),
                ('changes_at', models.DateTimeField(db_index=True, null=True, verbose_name='valid until')),
                ('stale_since', models.DateTimeField(null=True, verbose_name='stale since')),
                ('rank', models.PositiveSmallIntegerField(choices=[(0, 'changed itself'), (1, 'home and sections'), (2, 'all others'), (3, 'tried before, and failed')], default=2, verbose_name='rank')),
                ('place', models.PositiveSmallIntegerField(choices=[(0, 'changed itself'), (1, 'home and sections'), (2, 'all others'), (3, 'tried before, and failed')], default=2, verbose_name='rank by its place')),
                ('fault', models.TextField(blank=True, verbose_name='why it is not stored')),
                ('leaked_at', models.DateTimeField(null=True, verbose_name='changed without a touch at')),
            ],
            options={
                'verbose_name': 'stored page',
                'verbose_name_plural': 'stored pages',
                'ordering': ['path'],
                'indexes': [models.Index(condition=models.Q(('stale_since__isnull', False)), fields=['rank', 'stale_since'], name='stored_page_stale')],
            },
        ),
        migrations.CreateModel(
            name='RowTag',
            fields=[
                ('pk', models.CompositePrimaryKey('word', 'stored_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=150, verbose_name='row')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='website.storedpage', verbose_name='page')),
            ],
            options={
                'verbose_name': 'row tag',
                'verbose_name_plural': 'row tags',
            },
        ),
        migrations.CreateModel(
            name='PageQuery',
            fields=[
                ('pk', models.CompositePrimaryKey('query_id', 'stored_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('query', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='website.query', verbose_name='query')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='website.storedpage', verbose_name='page')),
            ],
            options={
                'verbose_name': 'query of a page',
                'verbose_name_plural': 'queries of pages',
            },
        ),
    ]
