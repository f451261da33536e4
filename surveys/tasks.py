from celery import shared_task

from .actions import inviting, publishing


@shared_task
def open_due():
    """Open the surveys whose hour has come."""
    publishing.open_due()


@shared_task
def send_invitations(survey_id=None):
    """The letters of one survey, or, by the clock, all that were left behind."""
    inviting.send_waiting(survey_id)
