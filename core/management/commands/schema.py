from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from core.schema import snapshot, writing


class Command(BaseCommand):
    help = "Write the snapshot of the empty schema anew, for the kind of database in use."
    # It looks at no table of this place, which may lie behind.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if it is not up to date"
        )

    def handle(self, *, check: bool, **options):
        path = snapshot.path_for(connection)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        text = writing.compose()
        if not check:
            path.write_text(text, encoding="utf-8")
        elif text != before:
            raise CommandError(
                f"core/schema/{path.name} is not what the migrations make: run `make schema`."
            )
        self.stdout.write(f"  core/schema/{path.name}: {len(text.splitlines())} lines")
