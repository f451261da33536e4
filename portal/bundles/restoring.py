"""Putting a place back from a bundle: checked first, and begun anew if it was interrupted."""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from core import audit, erasures, seals
from core.models import Erasure
from core.schema import snapshot

from . import FORMAT, MANIFEST, Unfit, cells, roots

Step = Callable[[str, int, int], None]
_DAMAGED = (tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError, OSError, ValueError)


def marker() -> Path:
    """There from the first change of a restore to the last: what is here is not whole."""
    return Path(settings.DATA_DIR) / "restore-unfinished"


def restore(bundle: Path, *, replace: bool, erased: list[Path], step: Step) -> dict:
    """Make this place what the bundle holds, and forget again whoever asked to be forgotten."""
    staging = Path(settings.DATA_DIR) / "restoring"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True, mode=0o700)
    try:
        manifest = _unpack(bundle, staging, step)
        if not (replace or marker().exists() or _is_empty()):
            raise Unfit(
                "There are people or files here already. --replace throws them away "
                "for what the bundle holds."
            )
        if missing := _unknown(manifest):
            raise Unfit(f"The bundle comes from a newer version: {', '.join(missing[:3])}.")
        # Their own list first: if we are interrupted, nobody of it may be lost.
        _add_to_ledger([*erasures.read(staging / "ledgers" / erasures.path().name),
                        *(one for file in erased for one in erasures.read(file))])  # fmt: skip
        marker().write_text(f"{bundle.resolve()}\n", encoding="utf-8")
        _put_rows(manifest, staging, step)
        _put_files(staging, step)
        _put_anchors(staging)
        manifest["erased"] = erase_again(step)
        # The index of Wagtail's desk is in no bundle.
        call_command("wagtail_update_index", verbosity=0)
        cache.clear()
        marker().unlink()
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


# --- Looking before anything is touched ------------------------------------------------------


def _unpack(bundle: Path, staging: Path, step: Step) -> dict:
    """Everything into the staging place, checked against the manifest."""
    if not bundle.is_file():
        raise Unfit(f"There is no file {bundle}.")
    found, manifest, size = {}, None, bundle.stat().st_size
    step("checking", 0, size)
    try:
        with bundle.open("rb") as raw, tarfile.open(fileobj=raw, mode="r:gz") as tar:
            for info in tar:
                if not info.isfile() or not _is_tame(info.name):
                    raise Unfit(f"The bundle holds {info.name!r}, which has no place in one.")
                found[info.name] = _take_out(tar, info, staging)
                step("checking", min(raw.tell(), size - 1), size)
        manifest = json.loads((staging / MANIFEST).read_text(encoding="utf-8"))
        found.pop(MANIFEST)
    except _DAMAGED as error:
        raise Unfit(f"The bundle is damaged or cut short ({type(error).__name__}).") from None
    if manifest.get("format") != FORMAT:
        raise Unfit("This is a bundle of another kind.")
    if found != manifest["members"]:
        names = set(found) ^ set(manifest["members"]) or {
            name for name, said in manifest["members"].items() if found[name] != said
        }
        raise Unfit(f"The bundle is not what its manifest says: {', '.join(sorted(names)[:3])}.")
    step("checking", size, size)
    return manifest


def _is_tame(name: str) -> bool:
    parts = PurePosixPath(name).parts
    known = name == MANIFEST or parts[0] in ("rows", "files", "ledgers")
    return known and not name.startswith("/") and ".." not in parts and "\\" not in name


def _take_out(tar, info, staging) -> dict:
    target, digest = staging / info.name, hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tar.extractfile(info) as source, target.open("wb") as copy:
        while block := source.read(1 << 20):
            digest.update(block)
            copy.write(block)
        return {"size": copy.tell(), "sha256": digest.hexdigest()}


def _is_empty() -> bool:
    if any(root.is_dir() and any(path.is_file() for path in root.rglob("*"))
           for root in roots().values()):  # fmt: skip
        return False
    if "members_user" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM members_user")
        return not cursor.fetchone()[0]


def _unknown(manifest: dict) -> list[str]:
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    # Squashed or dropped by a library since: only ours decide.
    ours = set(settings.PROJECT_APPS)
    return [".".join(key) for key in manifest["migrations"]
            if key[0] in ours and tuple(key) not in known]  # fmt: skip


# --- Rows ------------------------------------------------------------------------------------


def _put_rows(manifest: dict, staging: Path, step: Step) -> None:
    wanted = {tuple(key) for key in manifest["migrations"]}
    if set(MigrationRecorder(connection).applied_migrations()) != wanted:
        _build(wanted)
    with transaction.atomic():
        _clear()
        _load(manifest, staging, step)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _build(wanted: set[tuple[str, str]]) -> None:
    """An empty database as it was laid out when the bundle was made."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        connection.close()
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.unlink(f"{name}{ending}")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            schema = connection.ops.quote_name(cursor.fetchone()[0] or "public")
            cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            cursor.execute(f"CREATE SCHEMA {schema}")
    text = snapshot.usable(connection)
    if text and snapshot.applied_in(text) == wanted:
        with transaction.atomic():
            snapshot.load(connection, text)
        return
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    # The ends only: a target that others stand on would be taken for a way back.
    executor.migrate(
        [
            key
            for key in sorted(wanted & set(graph.nodes))
            if not any(child.key in wanted for child in graph.node_map[key].children)
        ]
    )


def _clear() -> None:
    """Take out the rows that migrations and this place have put in."""
    quote = connection.ops.quote_name
    existing = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quote(table) for table in existing)} CASCADE")
        else:
            for table in existing:
                cursor.execute(f"DELETE FROM {quote(table)}")


def _load(manifest: dict, staging: Path, step: Step) -> None:
    total, done = sum(table["rows"] for table in manifest["tables"].values()), 0
    step("rows", 0, total)
    for table, about in manifest["tables"].items():
        columns, kinds = zip(*about["columns"], strict=True)
        batch, most = [], max(1, min(500, 900 // len(columns)))
        with (staging / "rows" / f"{table}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                values = json.loads(line)
                batch.append([cells.read(*pair, connection)
                              for pair in zip(kinds, values, strict=True)])  # fmt: skip
                done += 1
                if len(batch) == most:
                    _insert(table, columns, batch)
                    batch = []
                    step("rows", min(done, total - 1), total)
        if batch:
            _insert(table, columns, batch)
        _go_on_counting(table, about["columns"])
    step("rows", total, total)


def _insert(table, columns, rows) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(table)} ({names}) VALUES {', '.join([one] * len(rows))}",
            [value for row in rows for value in row],
        )


def _go_on_counting(table, columns) -> None:
    """The next key is the one after the highest; SQLite sees to that by itself.

    Never lowered: a counter does not come back when the restore is rolled back, and would then
    give out the keys of rows that are there again.
    """
    if connection.vendor != "postgresql":
        return
    quote = connection.ops.quote_name
    for column, kind in columns:
        if not kind.endswith("AutoField"):
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quote(table), column])
            if sequence := cursor.fetchone()[0]:
                cursor.execute(
                    f"SELECT setval(%s, highest) FROM "
                    f"(SELECT max({quote(column)}) AS highest FROM {quote(table)}) AS rows "
                    f"WHERE highest > (SELECT last_value FROM {sequence})",
                    [sequence],
                )


# --- Files, ledgers, and who must stay forgotten ---------------------------------------------


def _put_files(staging: Path, step: Step) -> None:
    """The folders themselves stay: they may be places where a disk is mounted."""
    for name, root in roots().items():
        root.mkdir(parents=True, exist_ok=True)
        for old in root.iterdir():
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
        new = sorted((staging / "files" / name).glob("*"))
        step(f"files: {name}", 0, len(new))
        for done, path in enumerate(new, start=1):
            shutil.move(path, root / path.name)
            step(f"files: {name}", done, len(new))


def _put_anchors(staging: Path) -> None:
    """The seals of the log that the bundle knows; what came later belongs to another log."""
    there = staging / "ledgers" / seals.anchors().name
    if seals.anchors().exists():
        seals.anchors().replace(seals.anchors().with_suffix(".before-restore.txt"))
    if there.exists():
        shutil.move(there, seals.anchors())


def _add_to_ledger(found: list[Erasure]) -> None:
    known = {(each.person, each.mark) for each in erasures.read(erasures.path())}
    new = {(each.person, each.mark): each for each in found}
    erasures.append(each for key, each in new.items() if key not in known)


def erase_again(step: Step) -> int:
    """Forget everybody in the ledger who is back, as if they had closed their account just now."""
    from members.actions import account
    from members.models import User

    ledger = {(each.person, each.mark): each for each in erasures.read(erasures.path())}
    for each in Erasure.objects.all():
        ledger.setdefault((each.person, each.mark), each)
    _add_to_ledger(list(ledger.values()))
    back = User.objects.filter(pk__in=[number for number, _mark in ledger])
    back = [person for person in back if (person.pk, erasures.mark_of(person)) in ledger]
    step("erasing again", 0, len(back))
    with audit.acting(None, "manage.py restore"):
        for done, person in enumerate(back, start=1):
            keep = ledger[person.pk, erasures.mark_of(person)].keep_content
            # Without another letter of goodbye; everything else as in close().
            account.forget(person, keep_content=keep)
            step("erasing again", done, len(back))
    for each in ledger.values():
        Erasure.objects.get_or_create(
            person=each.person, mark=each.mark, defaults={"keep_content": each.keep_content}
        )
    return len(back)
