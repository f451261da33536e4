"""What `manage.py` says in one sentence, where the surroundings failed and not the code."""

import errno
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, OperationalError, connection

from core.environment import unknown_names

_ROOT = Path(__file__).resolve().parent.parent
_FULL = {errno.ENOSPC, errno.EDQUOT}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
# How psycopg2 and PostgreSQL say that there is no talking to the server.
_AWAY = re.compile(
    r"connection to server|could not connect|could not translate host name|server closed the"
    r"|terminating connection|starting up|shutting down|timeout expired|Connection refused"
)
_TOO_LITTLE = 5_000_000  # bytes; SQLite calls a full disk by several names


def sentence_for(error: BaseException) -> str | None:
    """What went wrong around us and what to do about it; None for a fault of our own."""
    for each in _chain(error):
        if sentence := _sentence(each):
            return sentence
    return None


def _chain(error):
    while error:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _sentence(error: BaseException) -> str | None:
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _missing_library(error.name)
    if isinstance(error, OSError) and error.errno in _FULL:
        return _disk_is_full(error.filename)
    if isinstance(error, OSError) and error.errno in _NO_RIGHT and error.filename:
        return _no_right(error.filename)
    if isinstance(error, (DatabaseError, InterfaceError)):
        return _of_the_database(error)
    if type(error).__module__.partition(".")[0] in {"redis", "kombu"} and "onnect" in str(error):
        return "Redis does not answer. Start it, or empty REDIS_URL and CELERY_BROKER_URL."
    return None


def _disk_is_full(place) -> str:
    return (
        f"The disk is full ({place or settings.DATA_DIR}). Make room and start again: it goes on "
        "where it stopped."
    )


def _no_right(place) -> str:
    return (
        f"There is no right to write {place}. Make it yours, or name another folder with DATA_DIR."
    )


def _of_the_database(error: Exception) -> str | None:
    said = " ".join(str(error).split())
    if connection.vendor == "sqlite":
        return _of_sqlite(said)
    if "No space left" in said or "could not extend" in said:
        return f"The disk of the database is full ({said}). Make room and start again."
    if isinstance(error, (OperationalError, InterfaceError)) and _AWAY.search(said):
        where = settings.DATABASES["default"]["HOST"] or "localhost"
        return (
            f"The database at {where} cannot be reached ({said}). Start it, or correct "
            "DATABASE_URL; without DATABASE_URL a file is used."
        )
    return None


def _of_sqlite(said: str) -> str | None:
    file = Path(settings.DATABASES["default"]["NAME"])
    if "is full" in said or ("disk I/O" in said and _has_no_room(file.parent)):
        return _disk_is_full(file.parent)
    if "unable to open" in said or "readonly" in said:
        return _disk_is_full(file.parent) if _has_no_room(file.parent) else _no_right(file)
    if "not a database" in said or "malformed" in said:
        return f"{file} is damaged or no database. Put it aside and restore a backup."
    if "is locked" in said:
        return f"Another program is writing to {file}. Let it end, then start again."
    return None


def _has_no_room(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < _TOO_LITTLE


def _missing_library(name: str) -> str | None:
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or (_ROOT / top).exists():
        return None
    return f"The library {top} is not installed. Run: python3 deploy/install.py"


def run_and_explain(execute: Callable[[list[str]], None], arguments: list[str]) -> None:
    """Run a command line. What the surroundings got wrong ends it with one sentence and 1.

    `--traceback` shows where it was. Everything else is a fault of ours, and shows that anyway.
    """
    try:
        for warning in unknown_names(_ROOT):
            sys.stderr.write(f"Warning: {warning}\n")
        execute(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        sys.exit(130)
    except BrokenPipeError:  # `| head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        sentence = sentence_for(error)
        if not sentence or "--traceback" in arguments:
            raise
        sys.stderr.write(f"{sentence}\n")
        sys.exit(1)
