from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.heartbeat import BACKUP, seen
from core.progress import Bar
from portal.bundles import Unfit, making


class Command(BaseCommand):
    help = "Write the database and all files into one bundle, while people go on writing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a file that is not there yet, …/x.tar.gz")

    def handle(self, *args, file: Path, **options):
        try:
            manifest = making.make(file.resolve(), Bar(self.stdout))
        except (Unfit, OSError) as error:
            raise CommandError(str(error)) from None
        seen(BACKUP)
        rows = sum(table["rows"] for table in manifest["tables"].values())
        files = sum(name.startswith("files/") for name in manifest["members"])
        megabytes = file.stat().st_size / 1_000_000
        self.stdout.write(f"  {file}: {rows} rows, {files} files, {megabytes:.1f} MB")
