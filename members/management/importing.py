"""What `import_members` and `import_institutions` share."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.exceptions import Refused
from core.progress import Bar
from members.actions import imports
from members.importing import encodings
from members.models import Import, MembershipType


class ImportCommand(BaseCommand):
    kind = ""

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="change nothing, say what would"
        )
        parser.add_argument(
            "--existing", choices=Import.Existing.values, default=Import.Existing.SKIP,
            help="what happens to those that exist (default: skip)",
        )  # fmt: skip

        parser.add_argument(
            "--encoding", choices=list(encodings.CHOICES), default="",
            help="of a file that does not say it (default: by its words)",
        )  # fmt: skip

    def choices(self, options) -> dict:
        return {"existing": options["existing"], "encoding": options["encoding"]}

    def handle(self, *args, **options):
        bar, choices = Bar(sys.stderr), self.choices(options)
        try:
            data = options["file"].read_bytes()
            source = imports.upload(
                data, kind=self.kind, filename=options["file"].name, by=None,
                **choices,
            )  # fmt: skip
            imports.check(source)
            imports.finish_now(source, bar)
            if not options["dry_run"]:
                imports.run(source)
                imports.finish_now(source, bar)
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from None
        self.tell(source)
        if options["dry_run"]:
            source.delete()
            self.stdout.write("Nothing was changed.")

    def tell(self, source):
        for row in source.rows.filter(outcome="error"):
            self.stdout.write(f"Row {row.number}: {row.sentence}")
        counts = imports.counts(source)
        self.stdout.write(
            f"{counts['new']} new, {counts['update']} brought up to date,"
            f" {counts['skip']} left as they are, {counts['error']} not possible."
        )


def type_named(slug: str) -> MembershipType | None:
    if not slug:
        return None
    type = MembershipType.objects.filter(slug=slug).first()
    if type is None:
        raise CommandError(f"There is no type of membership “{slug}”.")
    return type
