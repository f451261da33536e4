from celery import shared_task

from .actions import attaching, closing, exporting, inviting, publishing, reporting, sweeping
from .models import TableExport


@shared_task
def sweep_surveys() -> None:
    """Open and close by the clock, take apart what has closed, count what came, make tables."""
    publishing.open_due()
    closing.close_overdue()
    closing.settle_all()
    closing.count_all()
    attaching.examine_waiting()
    reporting.forget_reminders()
    sweeping.sweep_all()
    exporting.take_up()


@shared_task
def send_invitations(survey_id: int | None = None) -> None:
    """The letters of one survey, or, by the clock, all that were left behind."""
    inviting.send_waiting(survey_id)


@shared_task
def make_table(export_id: int) -> None:
    """One table of a large survey; nothing where it is made, or in other hands."""
    found = TableExport.objects.filter(pk=export_id).select_related("survey", "person").first()
    if found:
        exporting.make(found)
