"""The words of the search entries, kept by the database itself whoever writes the rows.

A later migration that makes SQLite rebuild the table core_searchentry drops its triggers: it
must end with `SearchWords` of this file again. tests/core/test_search.py notices.
"""

from django.db import migrations

POSTGRESQL = (
    [
        "ALTER TABLE core_searchentry ADD COLUMN words tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('simple', folded_title), 'A') || "
        "to_tsvector('simple', folded_text)) STORED",
        "CREATE INDEX core_searchentry_words ON core_searchentry USING gin (words)",
        # Of the titles alone: the one of all words does not say where a word stands.
        "CREATE INDEX core_searchentry_title_words ON core_searchentry "
        "USING gin (to_tsvector('simple', folded_title))",
    ],
    ["DROP INDEX core_searchentry_title_words", "ALTER TABLE core_searchentry DROP COLUMN words"],
)
_TAKE_OUT = (
    "INSERT INTO core_searchwords (core_searchwords, rowid, folded_title, folded_text) "
    "VALUES ('delete', old.id, old.folded_title, old.folded_text);"
)
_PUT_IN = (
    "INSERT INTO core_searchwords (rowid, folded_title, folded_text) "
    "VALUES (new.id, new.folded_title, new.folded_text);"
)
SQLITE = (
    [
        # No marks are removed here: core.textfold has done it, the same on every database.
        "CREATE VIRTUAL TABLE core_searchwords USING fts5(folded_title, folded_text, "
        "content='core_searchentry', content_rowid='id', prefix='3 4 5', "
        "tokenize='unicode61 remove_diacritics 0')",
        "CREATE TRIGGER core_searchwords_insert AFTER INSERT ON core_searchentry "
        f"BEGIN {_PUT_IN} END",
        "CREATE TRIGGER core_searchwords_delete AFTER DELETE ON core_searchentry "
        f"BEGIN {_TAKE_OUT} END",
        "CREATE TRIGGER core_searchwords_update AFTER UPDATE ON core_searchentry "
        f"BEGIN {_TAKE_OUT} {_PUT_IN} END",
        "INSERT INTO core_searchwords (core_searchwords) VALUES ('rebuild')",
    ],
    [
        "DROP TRIGGER IF EXISTS core_searchwords_insert",
        "DROP TRIGGER IF EXISTS core_searchwords_delete",
        "DROP TRIGGER IF EXISTS core_searchwords_update",
        "DROP TABLE core_searchwords",
    ],
)


class SearchWords(migrations.RunPython):
    """Let the database keep the words of core_searchentry, in the way that it knows."""

    reduces_to_sql = False

    def __init__(self):
        super().__init__(self._run(0), self._run(1))

    @staticmethod
    def _run(way):
        def run(apps, schema_editor):
            statements = {"postgresql": POSTGRESQL, "sqlite": SQLITE}
            for statement in statements[schema_editor.connection.vendor][way]:
                schema_editor.execute(statement)

        return run

    def deconstruct(self):
        return (self.__class__.__name__, [], {})


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [SearchWords()]
