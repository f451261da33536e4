from celery import shared_task

from .actions import attaching, closing, inviting, publishing, reporting, sweeping


@shared_task
def sweep_surveys() -> None:
    """Open and close by the clock, take apart what has closed, count what came."""
    publishing.open_due()
    closing.close_overdue()
    closing.settle_all()
    closing.count_all()
    attaching.examine_waiting()
    reporting.forget_reminders()
    sweeping.sweep_all()


@shared_task
def send_invitations(survey_id: int | None = None) -> None:
    """The letters of one survey, or, by the clock, all that were left behind."""
    inviting.send_waiting(survey_id)
