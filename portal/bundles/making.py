"""Taking a place along while people go on writing in it."""

import hashlib
import json
import os
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile, SpooledTemporaryFile, TemporaryDirectory

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from core import erasures, seals
from core.models import AuditEntry

from . import FORMAT, MADE_ANEW, MANIFEST, Unfit, cells, roots

Step = Callable[[str, int, int], None]


def make(target: Path, step: Step) -> dict:
    """Write the bundle and return its manifest. The file has its name only when it is whole."""
    if target.exists():
        raise Unfit(f"{target} is there already. A backup overwrites nothing.")
    if not target.parent.is_dir():
        raise Unfit(f"There is no folder {target.parent}.")
    erasures.write_down()
    seals.anchor()
    part = target.with_name(f"{target.name}.part")
    # It holds people's data: for its owner alone.
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
            manifest = _fill(_Writer(tar, target.parent), step)
        file.flush()
        os.fsync(file.fileno())
    try:
        # Unlike a rename this fails when somebody else was quicker.
        os.link(part, target)
    except FileExistsError:
        raise Unfit(f"{target} is there already. A backup overwrites nothing.") from None
    part.unlink()
    return manifest


class _Writer:
    """A tar that remembers what went into it."""

    def __init__(self, tar: tarfile.TarFile, folder: Path):
        self.tar, self.folder, self.members = tar, folder, {}

    def add(self, name: str, file, size: int, digest: str) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        info.mtime = int(datetime.now(UTC).timestamp())
        self.tar.addfile(info, file)
        self.members[name] = {"size": size, "sha256": digest}


def _fill(writer: _Writer, step: Step) -> dict:
    # First the rows, then the files: a file that a row names is there for longer than the row.
    with _snapshot(writer.folder) as database:
        tables = _tables(writer, database, step)
        manifest = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "migrations": sorted(database.migrations()),
            "tables": tables,
            "log": _last_seal(),
        }
    manifest["skipped"] = _files(writer, step)
    for ledger in (erasures.path(), seals.anchors()):
        if ledger.exists():
            _add_file(writer, f"ledgers/{ledger.name}", ledger)
    manifest["members"] = writer.members
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    writer.tar.addfile(_info(MANIFEST, len(text)), BytesIO(text))
    return manifest


def _info(name, size):
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def _last_seal() -> list:
    last = AuditEntry.objects.exclude(number=None).order_by("-number").first()
    return [last.number, last.seal] if last else []


# --- The rows, as they stood at one moment -------------------------------------------------


class _Postgres:
    """One transaction that sees the database as it was when it began, whoever writes."""

    def rows(self, table: str, columns: list[str], key: str) -> Iterator[tuple]:
        quote = connection.ops.quote_name
        names = ", ".join(quote(column) for column in columns)
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT {names} FROM {quote(table)} ORDER BY {quote(key)}")
            while some := cursor.fetchmany(2000):
                yield from some

    def count(self, table: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            return cursor.fetchone()[0]

    def migrations(self) -> list[list[str]]:
        return [list(key) for key in MigrationRecorder(connection).applied_migrations()]


class _Sqlite(_Postgres):
    """A copy that SQLite's own backup made; writers wait for none of it."""

    def __init__(self, copy: sqlite3.Connection):
        self.copy = copy

    def rows(self, table, columns, key):
        names = ", ".join(f'"{column}"' for column in columns)
        yield from self.copy.execute(f'SELECT {names} FROM "{table}" ORDER BY "{key}"')

    def count(self, table):
        return self.copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]

    def migrations(self):
        return [list(row) for row in self.copy.execute("SELECT app, name FROM django_migrations")]


@contextmanager
def _snapshot(folder: Path):
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with TemporaryDirectory(dir=folder, prefix=".backup-") as place:
            copy = sqlite3.connect(Path(place) / "copy.sqlite3")
            try:
                connection.connection.backup(copy)
                yield _Sqlite(copy)
            finally:
                copy.close()
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield _Postgres()


def _models() -> list:
    """A model per table, in the order of the apps."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.app_label not in MADE_ANEW:
            found.setdefault(meta.db_table, model)
    return list(found.values())


def _tables(writer: _Writer, database, step: Step) -> dict:
    tables, models = {}, _models()
    total = sum(database.count(model._meta.db_table) for model in models)
    done = 0
    step("rows", 0, total)
    for model in models:
        table = model._meta.db_table
        fields = [one for one in model._meta.local_concrete_fields if not one.generated]
        kinds = [cells.kind_of(one) for one in fields]
        columns = [one.column for one in fields]
        digest, rows = hashlib.sha256(), 0
        with NamedTemporaryFile(dir=writer.folder, prefix=".backup-") as file:
            for row in database.rows(table, columns, model._meta.pk.column):
                values = [cells.written(*pair) for pair in zip(kinds, row, strict=True)]
                line = json.dumps(values, ensure_ascii=False).encode() + b"\n"
                digest.update(line)
                file.write(line)
                rows, done = rows + 1, done + 1
                if done % 500 == 0:
                    step("rows", min(done, total - 1), total)
            size = file.tell()
            file.seek(0)
            writer.add(f"rows/{table}.jsonl", file, size, digest.hexdigest())
        tables[table] = {
            "rows": rows, "columns": list(map(list, zip(columns, kinds, strict=True))),
        }  # fmt: skip
    step("rows", total, total)
    return tables


# --- The files -----------------------------------------------------------------------------


def _files(writer: _Writer, step: Step) -> int:
    """Returns how many went while we looked: their rows went, too, or are no longer theirs."""
    every = [
        (name, root, path)
        for name, root in roots().items()
        if root.is_dir()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    skipped = 0
    step("files", 0, len(every))
    for done, (name, root, path) in enumerate(every, start=1):
        try:
            _add_file(writer, f"files/{name}/{path.relative_to(root).as_posix()}", path)
        except FileNotFoundError:
            skipped += 1
        step("files", done, len(every))
    return skipped


def _add_file(writer: _Writer, name: str, path: Path) -> None:
    digest = hashlib.sha256()
    # A file that grows meanwhile would not fit the size that a tar asks for first.
    with SpooledTemporaryFile(max_size=8 << 20, dir=writer.folder) as copy:
        with path.open("rb") as source:
            while block := source.read(1 << 20):
                digest.update(block)
                copy.write(block)
        size = copy.tell()
        copy.seek(0)
        writer.add(name, copy, size, digest.hexdigest())
