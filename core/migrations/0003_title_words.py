"""An index of the titles alone: the one of all words does not say where a word stands."""

from django.db import migrations

POSTGRESQL = (
    "CREATE INDEX core_searchentry_title_words ON core_searchentry "
    "USING gin (to_tsvector('simple', folded_title))",
    "DROP INDEX core_searchentry_title_words",
)


def _run(way):
    def run(apps, schema_editor):
        # SQLite's FTS5 knows its columns.
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(POSTGRESQL[way])

    return run


class Migration(migrations.Migration):
    dependencies = [("core", "0002_search_words")]

    operations = [migrations.RunPython(_run(0), _run(1))]
