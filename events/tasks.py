from celery import shared_task


@shared_task
def tell_of_change(event_id: int) -> None:
    from . import actions
    from .models import Event

    event = Event.objects.announced().filter(pk=event_id).first()
    if event:
        actions.tell_of_change(event)


@shared_task
def tell_of_changes() -> None:
    """Take up letters about changes whose task was lost."""
    from django.db.models import F

    from . import actions
    from .models import Event

    behind = Event.objects.announced().upcoming().filter(
        registrations__told_sequence__lt=F("sequence"),
        registrations__cancelled_at=None,
        registrations__person__isnull=False,
    )  # fmt: skip
    for event in behind.distinct():
        actions.tell_of_change(event)


@shared_task
def remind() -> None:
    """The letters of the day before."""
    from datetime import timedelta

    from django.utils import timezone

    from . import actions
    from .models import Event

    # A day by the clock of the wall may have more hours than a day.
    now, soon = timezone.now(), timedelta(hours=48)
    soon = Event.objects.filter(
        state=Event.State.PUBLISHED, starts_at__gt=now, starts_at__lte=now + soon
    )
    for event in soon:
        actions.remind(event)
