"""Bundles between machines, with real processes, and while somebody writes."""

import json
import os
import subprocess
import sys
import tarfile
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction

from core.models import Letter
from portal.bundles import MANIFEST, making
from tests.portal.test_bundles import backup, held, place  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
SEALS = "ledgers/log-seals.txt"
ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def empty_database(vendor, folder):
    """The address of a database that holds nothing at all."""
    if vendor == "sqlite":
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    about = connection.settings_dict
    name = f"{about['NAME']}_elsewhere"
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted}")
    user = f"{about['USER']}:{about['PASSWORD']}" if about["PASSWORD"] else about["USER"]
    yield f"postgres://{user}@{about['HOST'] or 'localhost'}:{about['PORT'] or 5432}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")


def run(*command, database, folder):
    env = {
        **os.environ, "DATABASE_URL": database, "DATA_DIR": str(folder / "data"),
        "SECRET_KEY": "elsewhere", "DEBUG": "on", "REDIS_URL": "",
        "DJANGO_SETTINGS_MODULE": "balkanetup.settings",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.processes
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_an_empty_machine_gets_all_of_it(place, tmp_path, vendor):  # noqa: F811
    if vendor == "postgresql" and connection.vendor == "sqlite":
        pytest.skip("There is no PostgreSQL in this run; the other run has one.")
    first = backup(tmp_path / "one.tar.gz")

    with empty_database(vendor, tmp_path) as database:
        there = {"database": database, "folder": tmp_path}
        run("restore", str(tmp_path / "one.tar.gz"), **there)
        run("backup", str(tmp_path / "two.tar.gz"), **there)
        checked = run("audit_check", **there)

    with tarfile.open(tmp_path / "two.tar.gz") as tar:
        second = json.load(tar.extractfile(MANIFEST))
    # One line a day: a run over midnight has another line, under the ones that came along.
    assert seals_in(tmp_path / "two.tar.gz").startswith(seals_in(tmp_path / "one.tar.gz"))
    rows = {name: table["rows"] for name, table in first["tables"].items()}
    assert {name: table["rows"] for name, table in second["tables"].items()} == rows
    assert "1 sealed" in checked
    if vendor == connection.vendor:
        there, here = held(second), held(first)
        assert there.pop(SEALS)
        assert here.pop(SEALS)
        assert there == here


def seals_in(bundle):
    with tarfile.open(bundle) as tar:
        return tar.extractfile(SEALS).read()


def test_a_backup_is_of_one_moment_while_people_write(place, tmp_path, monkeypatch):  # noqa: F811
    """Two letters are written at once, again and again: no bundle holds one of a pair."""
    before, stop = Letter.objects.count(), threading.Event()

    def write():
        while not stop.is_set():
            with transaction.atomic():
                for _half in range(2):
                    Letter.objects.create(
                        to="x@example.org", kind="x", language="en", subject="–", text="…"
                    )
            stop.wait(0.002)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        manifest = making.make(tmp_path / "one.tar.gz", lambda *step: stop.wait(0.02))
    finally:
        stop.set()
        writer.join()

    taken = manifest["tables"]["core_letter"]["rows"]
    assert (taken - before) % 2 == 0
    assert Letter.objects.count() > taken
