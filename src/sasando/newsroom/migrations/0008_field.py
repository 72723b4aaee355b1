"""Reports from the field, by the form and by e-mail."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_rights'),
        ('newsroom', '0007_source'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='newsroomsettings',
            name='mail_judge',
            field=models.CharField(blank=True, help_text='The first word of the line Authentication-Results in your mails, for example mail.example.go.id. Without it no sender counts as proven.', max_length=200, verbose_name='mail server that checks senders'),
        ),
        migrations.AddField(
            model_name='newsroomsettings',
            name='takes_unproven_mail',
            field=models.BooleanField(default=False, help_text='Never applies where the server says that the sender is forged.', verbose_name='take mail of known people though the server did not prove its sender'),
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(verbose_name='key of the draft')),
                ('via', models.CharField(choices=[('form', 'Form for the field'), ('mail', 'E-mail')], default='form', max_length=5, verbose_name='came by')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('people', models.CharField(blank=True, max_length=500, verbose_name='who')),
                ('notes', models.JSONField(default=list, verbose_name='what was not taken')),
                ('first_text', models.BigIntegerField(null=True, verbose_name='first text')),
                ('started_at', models.DateTimeField(verbose_name='begun at')),
                ('received_at', models.DateTimeField(db_index=True, null=True, verbose_name='received at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sender')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='newsroom.story', verbose_name='draft')),
            ],
            options={
                'verbose_name': 'report from the field',
                'verbose_name_plural': 'reports from the field',
                'ordering': ['-started_at'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=64, unique=True, verbose_name='identity')),
                ('message_id', models.CharField(blank=True, max_length=250, verbose_name='Message-ID')),
                ('sender', models.CharField(blank=True, max_length=254, verbose_name='address of the sender')),
                ('sender_name', models.CharField(blank=True, max_length=150, verbose_name='name in the mail')),
                ('subject', models.CharField(blank=True, max_length=250, verbose_name='subject')),
                ('status', models.CharField(choices=[('coming', 'Coming'), ('waiting', 'Waits for an editor'), ('accepted', 'Taken as a draft'), ('discarded', 'Discarded'), ('ignored', 'Left alone: a machine wrote it')], default='coming', max_length=10, verbose_name='state')),
                ('why', models.CharField(blank=True, choices=[('unknown', 'Nobody with the right to write has this address.'), ('forged', 'The mail server says that the sender is forged.'), ('unproven', 'The mail server did not prove the sender.'), ('odd', "The sender's line is written in a misleading way."), ('reply', 'It answers a receipt of ours.'), ('unreadable', 'It could not be read.'), ('machine', 'A machine wrote it: an auto-reply, bounce or list.')], max_length=10, verbose_name='why it waits')),
                ('is_cut', models.BooleanField(verbose_name='too large, only its beginning is here')),
                ('is_to_answer', models.BooleanField(default=False, verbose_name='its sender is told')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries to read it')),
                ('came_at', models.DateTimeField(db_index=True, verbose_name='came at')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered at')),
                ('decided_at', models.DateTimeField(db_index=True, null=True, verbose_name='decided at')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('erased_at', models.DateTimeField(null=True, verbose_name='letter erased at')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('report', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='newsroom.report', verbose_name='report from the field')),
            ],
            options={
                'verbose_name': 'e-mail from the field',
                'verbose_name_plural': 'e-mails from the field',
                'ordering': ['-came_at'],
            },
        ),
        migrations.CreateModel(
            name='FieldPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(verbose_name='key of the photo')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name of the file')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('got', models.PositiveIntegerField(default=0, verbose_name='bytes received')),
                ('clock_said', models.DateField(null=True, verbose_name='date in the file')),
                ('refusal', models.CharField(blank=True, max_length=300, verbose_name='why it was not taken')),
                ('touched_at', models.DateTimeField(db_index=True, verbose_name='last piece at')),
                ('picture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.picture', verbose_name='picture')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='newsroom.report', verbose_name='report from the field')),
            ],
            options={
                'verbose_name': 'photo from the field',
                'verbose_name_plural': 'photos from the field',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('by', 'key'), name='report_once'),
        ),
        migrations.AddConstraint(
            model_name='fieldphoto',
            constraint=models.UniqueConstraint(fields=('report', 'key'), name='field_photo_once'),
        ),
        migrations.AddConstraint(
            model_name='fieldphoto',
            constraint=models.CheckConstraint(condition=models.Q(('got__lte', models.F('size'))), name='field_photo_not_too_long'),
        ),
    ]
