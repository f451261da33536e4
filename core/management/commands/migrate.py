import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.commands import migrate
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.module_loading import module_has_submodule
from django.utils.translation import override

from core.schema import snapshot

# With any of these somebody asks for something else than the whole of it.
_PARTIAL = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Django's own, which takes two short ways where they lead to the same end.

    An empty database begins with the snapshot of core/schema, and where nothing is left to apply
    the models of 229 migrations are not rendered just to send the signals.
    """

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--no-snapshot", action="store_true",
            help="Run every migration, in an empty database too.",
        )  # fmt: skip

    def handle(self, *args, no_snapshot: bool = False, **options):
        is_whole = options["database"] == DEFAULT_DB_ALIAS and not any(
            options[name] for name in _PARTIAL
        )
        with _first_to_open(connections[options["database"]]):
            if no_snapshot or not is_whole or not self._by_the_short_way(**options):
                super().handle(*args, **options)

    def _by_the_short_way(self, *, verbosity, interactive, run_syncdb, **options) -> bool:
        """Whether the database is up to date now and everybody has been told so."""
        connection = connections[DEFAULT_DB_ALIAS]
        text = snapshot.usable(connection)
        if text is None or (run_syncdb and _some_have_no_migrations()):
            return False
        connection.prepare_database()
        # One transaction up to the last seed. Who comes second waits, and finds all of it done.
        with override(None), transaction.atomic():
            snapshot.alone(connection)
            is_first = snapshot.is_empty(connection)
            if is_first:
                self._say(verbosity, f"  Loading core/schema/{snapshot.path_for(connection).name}")
                snapshot.load(connection, text)
            is_done = _nothing_left(connection, text)
            if is_first and is_done:
                self._tell(verbosity, interactive)
        # Django's own way also looks for changes of models that have no migration yet.
        if is_first or not is_done or (settings.DEBUG and verbosity):
            return is_first and is_done
        with override(None):
            self._say(verbosity, "  No migrations to apply.")
            self._tell(verbosity, interactive)
        return True

    def _say(self, verbosity: int, sentence: str) -> None:
        if verbosity:
            self.stdout.write(self.style.MIGRATE_HEADING("Running migrations:"))
            self.stdout.write(sentence)

    def _tell(self, verbosity: int, interactive: bool) -> None:
        """Send the signals of a migrate that had nothing to apply."""
        for config in apps.get_app_configs():
            if module_has_submodule(config.module, "management"):
                import_module(".management", config.name)
        for emit in (emit_pre_migrate_signal, emit_post_migrate_signal):
            emit(verbosity, interactive, DEFAULT_DB_ALIAS, stdout=self.stdout, apps=apps, plan=[])


@contextmanager
def _first_to_open(connection) -> Iterator[None]:
    """Wait for whoever migrates the same SQLite file.

    Turning a new file to write-ahead logging is the one step at which SQLite does not wait for
    another program, whatever its timeout.
    """
    name = connection.settings_dict["NAME"]
    folder = Path(name).parent if connection.vendor == "sqlite" else None
    if folder is None or connection.is_in_memory_db() or not folder.is_dir():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _some_have_no_migrations() -> bool:
    """Whether `--run-syncdb` has a table to make."""
    with_migrations = {label for label, _name in snapshot.on_disk()}
    return any(
        config.label not in with_migrations and any(True for _ in config.get_models())
        for config in apps.get_app_configs()
    )


def _nothing_left(connection, text: str) -> bool:
    """Whether all migrations are those of the snapshot, and all of them applied.

    A graph with loose ends never becomes a snapshot, so that Django's look for them may be left
    out as well.
    """
    keys = snapshot.on_disk().keys()
    return keys == snapshot.applied_in(text) and keys <= set(
        MigrationRecorder(connection).applied_migrations()
    )
