from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.progress import Bar
from portal.bundles import Unfit, restoring


class Command(BaseCommand):
    help = "Make this place what a bundle holds. Stop web, worker and schedule first."
    # An interrupted restore is what they complain about.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="throw away the people and files of this place"
        )
        parser.add_argument(
            "--erased", type=Path, action="append", default=[], metavar="FILE",
            help="another copy of erased.jsonl, whose people are erased again, too",
        )  # fmt: skip

    def handle(self, *args, file: Path, replace: bool, erased: list[Path], **options):
        for ledger in erased:
            if not ledger.is_file():
                raise CommandError(f"There is no file {ledger}.")
        try:
            manifest = restoring.restore(
                file, replace=replace, erased=erased, step=Bar(self.stdout)
            )
        except Unfit as error:
            raise CommandError(str(error)) from None
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(
            f"  As of {manifest['made_at']}: {rows} rows. "
            f"{manifest['erased']} people who had left were erased again."
        )
