from celery import shared_task

from . import actions
from .models import Survey


@shared_task
def sweep_surveys() -> None:
    """Open and close by the clock, and finish what a killed worker left half closed."""
    actions.open_waiting()
    actions.close_overdue()
    for pk in Survey.objects.filter(state=Survey.State.CLOSING).values_list("pk", flat=True):
        actions.settle(pk)
