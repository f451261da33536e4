from django.core.management.base import BaseCommand, CommandError

from core import seals
from core.models import AuditEntry
from core.progress import Bar


class Command(BaseCommand):
    help = "Check that no entry of the log was changed, slipped in or taken out."

    def handle(self, *args, **options):
        sealed, broken = seals.check(step=Bar(self.stdout))
        if broken:
            raise CommandError(f"The log breaks at entry {broken.number}: {broken.why}.")
        waiting = AuditEntry.objects.filter(number=None).count()
        emptied = AuditEntry.objects.exclude(redacted_at=None).count()
        self.stdout.write(
            f"  The log holds: {sealed} sealed, {waiting} not sealed yet, "
            f"{emptied} emptied when somebody was erased."
        )
