"""One table for what news, releases and publications have in common."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
import django.utils.timezone
import modelcluster.contrib.taggit
import modelcluster.fields
import sasando.newsroom.office
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


def copy_news(apps, schema_editor):
    """Every story so far is news: its row becomes the story's, under the same key."""
    columns = (
        "page_ptr_id, embargo_until, summary, body, picture_alt, picture_id, unit_id"
    )
    schema_editor.execute(
        f"INSERT INTO newsroom_story ({columns}, change, change_note) "
        f"SELECT {columns}, '', '' FROM newsroom_newspage"
    )
    schema_editor.execute(
        "UPDATE newsroom_story SET changed_at = (SELECT last_published_at "
        "FROM wagtailcore_page p WHERE p.id = page_ptr_id)"
    )
    settle(schema_editor)


def name_news(apps, schema_editor):
    schema_editor.execute(
        "INSERT INTO newsroom_newspage (story_ptr_id) "
        "SELECT page_ptr_id FROM newsroom_story"
    )
    settle(schema_editor)


def settle(schema_editor):
    # Keys that still wait to be checked forbid PostgreSQL to change their table.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_start'),
        ('files', '0001_start'),
        ('newsroom', '0001_start'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Story',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('embargo_until', models.DateTimeField(blank=True, help_text='Nobody outside sees this page before this time.', null=True, verbose_name='embargo until')),
                ('summary', models.TextField(help_text='One or two sentences: what happened, where, who it concerns.', max_length=400, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([], block_lookup={}, verbose_name='text')),
                ('picture_alt', models.CharField(blank=True, help_text='For people who cannot see it. Say who does what, and where.', max_length=250, verbose_name='what the picture shows')),
                ('change', models.CharField(blank=True, choices=[('small', 'Small correction: a slip of the pen, no alert'), ('real', 'Real change: readers are told what changed')], max_length=5, verbose_name='kind of change')),
                ('change_note', models.CharField(blank=True, help_text='Shown to readers with the date, for example: Date corrected.', max_length=250, verbose_name='what changed')),
                ('changed_at', models.DateTimeField(db_index=True, editable=False, null=True, verbose_name='last real change')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.picture', verbose_name='picture')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stories', to='accounts.unit', verbose_name='work unit')),
            ],
            options={
                'verbose_name': 'story',
                'verbose_name_plural': 'stories',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
            managers=[
                ('listed', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(copy_news, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='author',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='newsroom.story'),
        ),
        migrations.DeleteModel(name='NewsPage'),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('story_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='newsroom.story')),
            ],
            options={
                'verbose_name': 'news item',
                'verbose_name_plural': 'news items',
            },
            bases=('newsroom.story',),
            managers=[
                ('listed', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(name_news, migrations.RunPython.noop),
        migrations.CreateModel(
            name='StoryTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged', to='newsroom.story')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='story',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='newsroom.StoryTag', to='taggit.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='PublicationIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('embargo_until', models.DateTimeField(blank=True, help_text='Nobody outside sees this page before this time.', null=True, verbose_name='embargo until')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'section of publications',
                'verbose_name_plural': 'sections of publications',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ReleaseIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('embargo_until', models.DateTimeField(blank=True, help_text='Nobody outside sees this page before this time.', null=True, verbose_name='embargo until')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'section of press releases',
                'verbose_name_plural': 'sections of press releases',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='NewsroomSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number_form', models.CharField(default='{count:03d}/SP/{year}', help_text='{count} is the running number, {year} the year.', max_length=60, validators=[sasando.newsroom.office.good_form], verbose_name='form of a release number')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'newsroom',
                'verbose_name_plural': 'newsrooms',
            },
        ),
        migrations.CreateModel(
            name='PublicationPage',
            fields=[
                ('story_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='newsroom.story')),
                ('form', models.CharField(choices=[('infographic', 'Infographic'), ('video', 'Video'), ('photo_story', 'Photo story'), ('bulletin', 'Bulletin'), ('radio_script', 'Radio script')], max_length=20, verbose_name='form')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
            },
            bases=('newsroom.story',),
            managers=[
                ('listed', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ReleasePage',
            fields=[
                ('story_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='newsroom.story')),
                ('typed_number', models.CharField(blank=True, help_text='Leave empty: the number is given when the release is approved.', max_length=80, verbose_name='number from the e-office')),
                ('dated_on', models.DateField(blank=True, default=django.utils.timezone.localdate, null=True, verbose_name='date of the release')),
                ('contact', models.TextField(blank=True, help_text='Name, telephone and e-mail for journalists.', max_length=250, verbose_name='press contact')),
                ('signatory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
            ],
            options={
                'verbose_name': 'press release',
                'verbose_name_plural': 'press releases',
            },
            bases=('newsroom.story',),
            managers=[
                ('listed', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ReleaseNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('count', models.PositiveIntegerField(null=True, verbose_name='count')),
                ('text', models.CharField(max_length=80, verbose_name='number')),
                ('given_at', models.DateTimeField(verbose_name='given at')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='cancelled at')),
                ('reason', models.CharField(blank=True, max_length=250, verbose_name='reason')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='release_numbers', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'number of a release',
                'verbose_name_plural': 'numbers of releases',
                'ordering': ['-year', '-count', '-pk'],
                'constraints': [models.UniqueConstraint(models.F('year'), django.db.models.functions.text.Lower('text'), name='release_number_once'), models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('page',), name='release_one_number')],
            },
        ),
    ]
