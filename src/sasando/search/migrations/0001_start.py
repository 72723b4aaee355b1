import django.db.models.deletion
from django.db import migrations, models

# Each database's own index beside the rows, kept by the database itself.
SQLITE = [
    "CREATE VIRTUAL TABLE search_fts USING fts5(title, words, content='search_text', "
    "content_rowid='page_id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE TRIGGER search_text_put AFTER INSERT ON search_text BEGIN "
    "INSERT INTO search_fts(rowid, title, words) "
    "VALUES (NEW.page_id, NEW.title, NEW.words); END",
    "CREATE TRIGGER search_text_cut AFTER DELETE ON search_text BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, title, words) "
    "VALUES ('delete', OLD.page_id, OLD.title, OLD.words); END",
    "CREATE TRIGGER search_text_new AFTER UPDATE ON search_text BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, title, words) "
    "VALUES ('delete', OLD.page_id, OLD.title, OLD.words); "
    "INSERT INTO search_fts(rowid, title, words) "
    "VALUES (NEW.page_id, NEW.title, NEW.words); END",
]
POSTGRESQL = [
    "ALTER TABLE search_text ADD COLUMN tokens tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple'::regconfig, title), 'A') || "
    "setweight(to_tsvector('simple'::regconfig, words), 'D')) STORED",
    "CREATE INDEX search_text_tokens ON search_text USING gin (tokens)",
]
GONE = {
    "sqlite": ["DROP TABLE search_fts"],
    "postgresql": ["ALTER TABLE search_text DROP COLUMN tokens"],
}


def make(apps, schema_editor):
    there = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in there[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in GONE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]

    operations = [
        migrations.CreateModel(
            name="Text",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
                ("revision", models.PositiveBigIntegerField(verbose_name="revision")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("at", models.DateTimeField(null=True, verbose_name="date")),
                ("title", models.TextField(verbose_name="title")),
                ("words", models.TextField(verbose_name="text")),
                (
                    "read_at",
                    models.DateTimeField(db_index=True, verbose_name="read at"),
                ),
            ],
            options={
                "verbose_name": "text for search",
                "verbose_name_plural": "texts for search",
            },
        ),
        migrations.RunPython(make, drop),
    ]
