"""An index for the newest stories of each kind, which home shows.

On Wagtail's own table, whose migrations do not know it: a later one that makes the table
anew on SQLite would leave it out, and home would be slower.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("website", "0007_brand"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS website_newest_of_a_kind "
            "ON wagtailcore_page (content_type_id, first_published_at)",
            "DROP INDEX IF EXISTS website_newest_of_a_kind",
        )
    ]
