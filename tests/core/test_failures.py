"""`manage.py` in surroundings that are not well: a sentence, exit code 1, no trace."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from core.failures import run_and_explain, sentence_for
from tests.services import free_port

pytestmark = pytest.mark.own_place

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments, **variables):
    environment = {"PATH": os.environ["PATH"], "DEBUG": "on", "SECRET_KEY": "a"} | variables
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def one_sentence(result):
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    return result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"), ("DEBUG", "maybe"), ("DATABASE_URL", "nonsense"), ("EMAIL_URL", "x"),
        ("TRUSTED_PROXY_COUNT", "x"), ("REDIS_URL", "localhost:6379"), ("LOG_LEVEL", "loud"),
        ("BASE_URL", "network.example.org"), ("RATE_LIMITS", "perhaps"), ("ETUP_MAIL_SWEEP", "x"),
    ],
)  # fmt: skip
def test_a_variable_that_cannot_be_read_is_named(tmp_path, name, value):
    said = one_sentence(manage("check", **{"DATA_DIR": str(tmp_path), name: value}))

    assert said.startswith(f"{name} cannot be read")


def test_a_missing_secret_is_told_with_what_to_do(tmp_path):
    said = one_sentence(manage("check", DATA_DIR=str(tmp_path), DEBUG="off", SECRET_KEY=""))

    assert "SECRET_KEY is missing" in said


def test_a_database_that_is_away_is_told_without_its_password(tmp_path):
    url = f"postgres://u:hidden@127.0.0.1:{free_port()}/x"

    said = one_sentence(manage("migrate", DATA_DIR=str(tmp_path), DATABASE_URL=url))

    assert said.startswith("The database at 127.0.0.1 cannot be reached")
    assert "hidden" not in said


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()

    assert "DATA_DIR" in one_sentence(manage("check", DATA_DIR=str(tmp_path / "file" / "var")))


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "db.sqlite3").write_text("This is no database at all, but a text. " * 40)

    said = one_sentence(manage("migrate", DATA_DIR=str(tmp_path)))

    assert "is damaged or no database" in said


def test_the_trace_is_shown_to_who_asks_for_it(tmp_path):
    result = manage("check", "--traceback", DATA_DIR=str(tmp_path), PORT="abc")

    assert result.returncode == 1
    assert "Traceback" in result.stderr


def test_a_python_without_the_libraries_says_what_to_type():
    bare = shutil.which(Path(getattr(sys, "_base_executable", sys.executable)).resolve())
    result = subprocess.run(
        [bare, "-S", "manage.py", "serve", "--demo"], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert result.returncode == 1
    assert "deploy/install.py && .venv/bin/python manage.py serve --demo" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x/y"), "The disk is full (/x/y)"),
        (OSError(errno.EDQUOT, "Quota exceeded", "/x/y"), "The disk is full (/x/y)"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), "no right to write /x/y"),
        (OSError(errno.EROFS, "Read-only file system", "/x/y"), "no right to write /x/y"),
        (ImproperlyConfigured("PORT is odd."), "PORT is odd."),
        (ModuleNotFoundError("No module", name="celery.app"), "library celery is not installed"),
    ],
)  # fmt: skip
def test_each_failure_around_us_has_its_sentence(error, words):
    assert words in sentence_for(error)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("database or disk is full", "The disk is full"),
        ("attempt to write a readonly database", "no right to write"),
        ("unable to open database file", "no right to write"),
        ("database is locked", "Another program is writing"),
        ("file is not a database", "is damaged"),
    ],
)
def test_each_refusal_of_sqlite_has_its_sentence(settings, tmp_path, monkeypatch, words, sentence):
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / "db.sqlite3"))
    monkeypatch.setattr("core.failures.connection.vendor", "sqlite", raising=False)

    assert sentence in sentence_for(OperationalError(words))


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        OperationalError("no such table: x"),
        ModuleNotFoundError("x", name="core.x"),
    ],
)
def test_a_fault_of_our_own_keeps_its_trace(error):
    def fail(arguments):
        raise error

    with pytest.raises(type(error)):
        run_and_explain(fail, ["manage.py"])


def test_the_cause_behind_an_error_is_found():
    error = RuntimeError("a migration failed")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device", "/x")

    assert "The disk is full" in sentence_for(error)


def test_ctrl_c_ends_a_command_without_a_trace(capsys):
    def interrupted(arguments):
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as ended:
        run_and_explain(interrupted, ["manage.py"])

    assert ended.value.code == 130
    assert capsys.readouterr().err.endswith("\nStopped.\n")
