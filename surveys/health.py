"""What surveys add to the page of the machine room."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import health

from .models import Survey

# A backup that runs keeps rows for hours, but not for a day.
_LATE = timedelta(days=1)


def register() -> None:
    """Hand in the looks, in `AppConfig.ready`."""
    health.check(gettext_lazy("Surveys"))(unswept)


def unswept() -> Iterator[tuple[str, str, str]]:
    """A finding while deleted answers of a closed survey cannot be cleaned off the disk."""
    if Survey.objects.to_sweep().filter(closed_at__lt=timezone.now() - _LATE).exists():
        yield (
            health.WARN,
            _("Deleted answers of a closed survey still lie on the disk."),
            _(
                "Somebody has looked into the database for a day: a backup that hangs, a "
                "forgotten transaction, a replica that is gone? End it; the rest is done by the "
                "schedule."
            ),
        )
