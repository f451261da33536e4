from django.core.management.base import BaseCommand, CommandError

from core import retention
from core.progress import Bar


class Command(BaseCommand):
    help = "Forget what has been kept for as long as its term says. Runs every night by itself."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count")
        parser.add_argument("--only", default="", help="one kind of data, by its name")

    def handle(self, *args, dry_run: bool, only: str, **options):
        labels = {kind.name: str(kind.label) for kind in retention.kinds()}
        if only and only not in labels:
            raise CommandError(f"There is no {only!r}. There are: {', '.join(labels)}.")
        report = retention.run(dry=dry_run, only=only, step=Bar(self.stdout))
        verb = "would go" if dry_run else "forgotten"
        for row in report:
            what = row.failure or f"{row.number} {verb}"
            self.stdout.write(f"  {labels[row.name]:<48} {row.days:>5} days  {what}")
        if any(row.failure for row in report):
            raise CommandError("Something failed; the log says why.")
