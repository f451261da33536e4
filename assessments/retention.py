"""For how long assessments are kept."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import retention
from core.models import RetentionTerm

from .models import Assessment

GUESTS = "assessment-guests"
GUEST_DAYS = 90


def guest_days() -> int:
    """After how many days a guest's assessment is gone, as its page says it."""
    chosen = RetentionTerm.objects.filter(name=GUESTS).values_list("days", flat=True).first()
    return min(chosen or GUEST_DAYS, GUEST_DAYS)


def gone_on(assessment: Assessment) -> date | None:
    """The day on which the assessment of a guest is deleted; None for one that has an owner."""
    if not assessment.is_guests:
        return None
    return timezone.localdate(assessment.started_at + timedelta(days=guest_days()))


def register() -> None:
    # The page says how long it is there: the term may be made shorter, never longer.
    retention.register(
        GUESTS,
        _("Self-assessments of guests without an account"),
        GUEST_DAYS,
        retention.rows(
            lambda before: Assessment.objects.filter(
                guest_key__isnull=False, started_at__lt=before
            )
        ),
        least=30,
        most=GUEST_DAYS,
    )
    retention.register(
        "assessments-open",
        _("Self-assessments that were begun and never finished"),
        730,
        retention.rows(
            lambda before: Assessment.objects.filter(
                guest_key=None, state=Assessment.State.OPEN, started_at__lt=before
            )
        ),
    )
