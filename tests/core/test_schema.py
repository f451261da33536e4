import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.db import connection

from core.schema import snapshot

FILES = sorted(snapshot.FOLDER.glob("*.sql"))


def test_there_is_a_snapshot_for_both_databases():
    assert [path.name for path in FILES] == ["postgresql.sql", "sqlite.sql"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_snapshot_is_as_new_as_the_migrations(path):
    text, files = path.read_text(encoding="utf-8"), snapshot.on_disk()

    assert snapshot.applied_in(text) == files.keys(), "run `make schema`"
    assert f"sha256 {snapshot.digest_of(files, files)}\n" in text, "run `make schema`"


def test_the_database_of_this_run_has_every_column_of_every_model(db):
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            found = connection.introspection.get_table_description(cursor, model._meta.db_table)
            # Every table of SQLite has a rowid, and tells of none.
            wanted = {field.column for field in model._meta.local_concrete_fields} - {"rowid"}
            assert wanted <= {column.name for column in found}, model


def test_a_snapshot_of_other_migrations_is_left_alone(tmp_path, monkeypatch, caplog):
    text = snapshot.path_for(connection).read_text(encoding="utf-8")
    mine = tmp_path / snapshot.path_for(connection).name
    monkeypatch.setattr(snapshot, "FOLDER", tmp_path)
    assert snapshot.usable(connection) is None, "there is none"

    mine.write_text(text, encoding="utf-8")
    assert snapshot.usable(connection) == text

    mine.write_text(text.replace("sha256 ", "sha256 0")[:-1], encoding="utf-8")
    assert snapshot.usable(connection) is None
    mine.write_text(text.replace("'0001_initial'", "'0001_other'", 1), encoding="utf-8")
    assert snapshot.usable(connection) is None
    assert ["older than" in line or "are gone" in line for line in caplog.messages] == [True] * 2


@pytest.fixture
def migrating(tmp_path):
    """Starts `manage.py migrate` on a new SQLite file."""
    place = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/place.sqlite3", "DATA_DIR": str(tmp_path),
        "REDIS_URL": "", "DEBUG": "on", "SECRET_KEY": "migrating", "DJANGO_SETTINGS_MODULE":
        "balkanetup.settings",
    }  # fmt: skip
    command = [sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity", "0"]

    def start():
        return subprocess.Popen(
            command, env=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    return start


@pytest.mark.processes
@pytest.mark.own_place
def test_two_that_migrate_an_empty_place_at_once_do_not_collide(migrating):
    both = [migrating(), migrating()]

    assert [(process.communicate()[0], process.returncode) for process in both] == [("", 0)] * 2
