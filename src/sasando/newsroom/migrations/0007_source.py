"""Questions to sources, rights of reply, and from which text a translation is."""

import django.core.validators
import django.db.models.deletion
import sasando.core.refusals
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0006_history'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='newsroomsettings',
            name='drafts_kept_days',
            field=models.PositiveSmallIntegerField(default=90, help_text='Only what was saved on the way. What was sent, approved, published or shown to somebody stays, and so does the newest text of each person.', validators=[django.core.validators.MinValueValidator(14), django.core.validators.MaxValueValidator(3650)], verbose_name='days after which old drafts are deleted'),
        ),
        migrations.AddField(
            model_name='newsroomsettings',
            name='reply_days',
            field=models.PositiveSmallIntegerField(default=3, help_text='The law names no number: the office chooses it.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='working days for a right of reply'),
        ),
        migrations.CreateModel(
            name='SourceQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField(verbose_name='text that was asked about')),
                ('digest', models.CharField(max_length=64, verbose_name='hash of the text')),
                ('files', models.JSONField(default=list, verbose_name='files of the text')),
                ('name', models.CharField(max_length=150, verbose_name='name of the person')),
                ('email', models.EmailField(blank=True, help_text='If you fill this in, the link is mailed there at once.', max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, help_text='How you reach this person, for example: WhatsApp, after 14.00.', max_length=150, verbose_name='telephone note')),
                ('kind', models.CharField(choices=[('unit', 'Work unit or office'), ('expert', 'Expert or source'), ('journalist', 'Journalist under embargo')], max_length=10, verbose_name='who it is')),
                ('question', models.TextField(help_text='What should this person look at? They see these words.', max_length=1000, verbose_name='question')),
                ('due_at', models.DateTimeField(help_text='The link ends then, or when the text goes out.', verbose_name='answer by')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('form_key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key of the form')),
                ('token_hash', models.CharField(max_length=64, unique=True, verbose_name='hash of the link')),
                ('mailed_at', models.DateTimeField(null=True, verbose_name='mailed at')),
                ('knocks', models.PositiveIntegerField(default=0, verbose_name='visits to the first page')),
                ('openings', models.PositiveIntegerField(default=0, verbose_name='openings of the text')),
                ('opened_at', models.DateTimeField(null=True, verbose_name='last opened at')),
                ('taken', models.PositiveSmallIntegerField(default=0, verbose_name='answers taken')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='withdrawn at')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='source_questions', to='wagtailcore.page', verbose_name='page')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='revision')),
            ],
            options={
                'verbose_name': 'question to a source',
                'verbose_name_plural': 'questions to sources',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='hash of that text')),
                ('as_of', models.DateTimeField(null=True, verbose_name='as of')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='translated_from', to='wagtailcore.page', verbose_name='page')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='version of the source')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translated_to', to='wagtailcore.page', verbose_name='source')),
            ],
            options={
                'verbose_name': 'translation',
                'verbose_name_plural': 'translations',
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(help_text='The person or unit that the story concerns.', max_length=150, verbose_name='who asks')),
                ('contact', models.CharField(blank=True, help_text='Telephone, e-mail or address. Only the office sees this.', max_length=250, verbose_name='how to reach them')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('way', models.CharField(choices=[('letter', 'Letter'), ('email', 'E-mail'), ('phone', 'Telephone'), ('visit', 'In person'), ('message', 'Message on a channel')], max_length=10, verbose_name='received by')),
                ('what', models.TextField(help_text='Which part of the story, and what is right in their view.', max_length=4000, verbose_name='what they say')),
                ('due_on', models.DateField(db_index=True, verbose_name='due on')),
                ('reckoning', models.JSONField(verbose_name='reckoning')),
                ('calendar_version', models.CharField(max_length=16, verbose_name='edition of the calendar')),
                ('status', models.CharField(choices=[('received', 'Received'), ('granted', 'Granted'), ('published', 'Published'), ('refused', 'Refused')], default='received', max_length=10, verbose_name='status')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('page', models.ForeignKey(on_delete=sasando.core.refusals.keep, related_name='replies', to='wagtailcore.page', verbose_name='story that is answered')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('reply_page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers_to', to='wagtailcore.page', verbose_name='page with the reply')),
            ],
            options={
                'verbose_name': 'right of reply',
                'verbose_name_plural': 'rights of reply',
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='reply_refused_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('reply_page__isnull', False), _connector='OR'), name='reply_published_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='SourceAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('is_other', models.BooleanField(verbose_name='from somebody else with this link')),
                ('verdict', models.CharField(choices=[('right', 'I have read the text and confirm that it is right.'), ('change', 'Something should be changed or added.')], max_length=10, verbose_name='verdict')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('parts', models.JSONField(default=list, verbose_name='comments by part')),
                ('text_had_changed', models.BooleanField(verbose_name='the draft had changed by then')),
                ('answered_at', models.DateTimeField(verbose_name='answered at')),
                ('read_at', models.DateTimeField(null=True, verbose_name='read at')),
                ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='newsroom.sourcequestion', verbose_name='question')),
            ],
            options={
                'verbose_name': 'answer of a source',
                'verbose_name_plural': 'answers of sources',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='source_answer_once')],
            },
        ),
    ]
