"""Loading the snapshot: when it may be used, and how it gets into an empty database."""

import hashlib
import logging
import pkgutil
import re
import sqlite3
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

log = logging.getLogger(__name__)
FOLDER = Path(__file__).parent
Key = tuple[str, str]

_DIGEST = re.compile(r"^-- migrations: sha256 ([0-9a-f]{64})$", re.MULTILINE)
_APPLIED = re.compile(
    r"^INSERT INTO \"?django_migrations\"? .* VALUES \(\S+, '([^']+)', '([^']+)'", re.MULTILINE
)
# Any number that nobody else takes: who migrates an empty database does it alone.
_LOCK = 7_185_085


def path_for(connection) -> Path:
    """Where the snapshot for this kind of database lies, whether it is there or not."""
    return FOLDER / f"{connection.vendor}.sql"


def on_disk() -> dict[Key, Path]:
    """The file of every migration of every app, without importing any of them."""
    found = {}
    for config in apps.get_app_configs():
        module, _explicit = MigrationLoader.migrations_module(config.label)
        spec = module and find_spec(module)
        for place in (spec and spec.submodule_search_locations) or ():
            for _finder, name, is_package in pkgutil.iter_modules([place]):
                # As Django's loader has it.
                if not is_package and name[0] not in "_~":
                    found[config.label, name] = Path(place) / f"{name}.py"
    return found


def digest_of(keys: Iterable[Key], files: dict[Key, Path]) -> str:
    """The SHA-256 of what these migrations say, name by name."""
    digest = hashlib.sha256()
    for key in sorted(keys):
        digest.update(f"{'.'.join(key)}\0".encode())
        digest.update(hashlib.sha256(files[key].read_bytes()).digest())
    return digest.hexdigest()


def applied_in(text: str) -> set[Key]:
    """The migrations that a snapshot holds as applied."""
    return set(_APPLIED.findall(text))


def usable(connection) -> str | None:
    """The text of the snapshot, if all that it holds is what the migrations say today."""
    path = path_for(connection)
    if not path.exists():
        return None
    text, files = path.read_text(encoding="utf-8"), on_disk()
    keys, said = applied_in(text), _DIGEST.search(text)
    if not (keys and keys <= files.keys()):
        log.warning("%s knows migrations that are gone: all are run instead.", path.name)
    elif not said or said[1] != digest_of(keys, files):
        # Someone who edits a migration must never test against what it said yesterday.
        log.warning("%s is older than its migrations: all are run instead.", path.name)
    else:
        return text
    return None


def is_empty(connection) -> bool:
    """Whether there is no table but the one of the cache, which no migration makes."""
    cache = settings.CACHES["default"].get("LOCATION")
    return set(connection.introspection.table_names()) <= {cache}


def alone(connection) -> None:
    """Wait until nobody else is in here, until the end of this transaction.

    SQLite has done so when the transaction began (`transaction_mode` IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def load(connection, text: str) -> None:
    """Build an empty database out of a snapshot. To be called in a transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # `executescript` would end the transaction.
            for statement in _statements(text):
                cursor.execute(statement)
        else:
            cursor.execute(text)
    MigrationRecorder(connection).migration_qs.update(applied=timezone.now())


def _statements(text: str) -> Iterator[str]:
    """One by one; SQLite itself says where the body of a trigger ends."""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        if not lines and (line.startswith("--") or line.isspace()):
            continue
        lines.append(line)
        if line.rstrip().endswith(";") and sqlite3.complete_statement("".join(lines)):
            yield "".join(lines)
            lines = []
