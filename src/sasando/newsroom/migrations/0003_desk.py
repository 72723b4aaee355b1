"""Coverage, who was told in the morning, and what the office chose about it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_email_change'),
        ('newsroom', '0002_stories'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='newsroomsettings',
            name='morning_hour',
            field=models.PositiveSmallIntegerField(choices=[(5, '05.00'), (6, '06.00'), (7, '07.00'), (8, '08.00'), (9, '09.00'), (10, '10.00'), (11, '11.00')], default=7, help_text='To the head and the editors, on working days, by office time.', verbose_name='hour of the morning message'),
        ),
        migrations.AddField(
            model_name='newsroomsettings',
            name='morning_when_empty',
            field=models.BooleanField(default=True, help_text='Then it says just that, and one knows that the mail works.', verbose_name='send it also when nothing waits'),
        ),
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='what to cover')),
                ('brief', models.TextField(blank=True, help_text='What readers should learn, whom to ask, which pictures to take.', max_length=2000, verbose_name='brief')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('starts_at', models.DateTimeField(verbose_name='begins at')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends at')),
                ('deadline_at', models.DateTimeField(db_index=True, help_text='When the text and the pictures have to be here.', verbose_name='deadline')),
                ('status', models.CharField(choices=[('planned', 'Planned, not everybody has answered'), ('accepted', 'Accepted'), ('declined', 'Declined, somebody else is needed'), ('covered', 'Covered, not yet written'), ('written', 'Written'), ('cancelled', 'Cancelled')], db_index=True, default='planned', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('assigned_at', models.DateTimeField(verbose_name='assigned at')),
                ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned by')),
                ('story', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='coverages', to='newsroom.story', verbose_name='story')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverages', to='accounts.unit', verbose_name='work unit')),
            ],
            options={
                'verbose_name': 'assignment of coverage',
                'verbose_name_plural': 'assignments of coverage',
                'ordering': ['deadline_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MorningMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(db_index=True, verbose_name='day')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'morning message',
                'verbose_name_plural': 'morning messages',
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('photo', 'Photographs'), ('video', 'Video'), ('social', 'Social media')], default='text', max_length=10, verbose_name='part')),
                ('answer', models.CharField(choices=[('asked', 'has not answered yet'), ('accepted', 'accepted'), ('declined', 'declined')], default='asked', max_length=10, verbose_name='answer')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('coverage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='newsroom.coverage', verbose_name='assignment of coverage')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverage_parts', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'part of a coverage',
                'verbose_name_plural': 'parts of a coverage',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='coverage_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.CheckConstraint(condition=models.Q(('deadline_at__gte', models.F('starts_at'))), name='coverage_due_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'cancelled'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='coverage_cancelled_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='morningmessage',
            constraint=models.UniqueConstraint(fields=('user', 'day'), name='morning_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.UniqueConstraint(fields=('coverage', 'user', 'kind'), name='coverage_part_once'),
        ),
    ]
