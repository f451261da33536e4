"""For how long surveys keep what."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import retention

from .models import Invitation, Sheet, Survey, TableExport


def register() -> None:
    """Hand in the terms, in `AppConfig.ready`."""
    retention.register(
        "survey-invitations",
        _("Addresses of people who were asked to answer a survey, after it closed"),
        90,
        retention.rows(
            lambda before: Invitation.objects.filter(
                survey__state=Survey.State.CLOSED, survey__closed_at__lt=before
            )
        ),
    )
    retention.register(
        "survey-answers",
        _("Answers with a name to surveys, after they closed; what was counted stays"),
        3 * 365,
        retention.rows(
            lambda before: Sheet.objects.filter(
                version__survey__state=Survey.State.CLOSED,
                version__survey__closed_at__lt=before,
                is_counted=True,
            )
        ),
    )
    retention.register(
        "survey-drafts",
        _("Drafts of surveys that nobody has published"),
        2 * 365,
        retention.rows(
            lambda before: Survey.objects.filter(
                Q(state=Survey.State.DRAFT), created_at__lt=before, received=0
            )
        ),
    )
    # No longer than the page says.
    days = TableExport.KEPT_FOR.days
    retention.register(
        "survey-tables", _("Tables of answers that somebody had prepared"), days,
        _forget_tables, least=days, most=days,
    )  # fmt: skip


def _forget_tables(before: datetime, dry: bool) -> int:
    found = TableExport.objects.filter(asked_at__lt=before)
    number = found.count()
    for table in [] if dry else found:
        table.discard()
    return number
