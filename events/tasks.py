from celery import shared_task


@shared_task
def tell_of_change(event_id: int) -> None:
    from . import actions
    from .models import Event

    event = Event.objects.announced().filter(pk=event_id).first()
    if event:
        actions.tell_of_change(event)


@shared_task
def tell_of_place(registration_id: int) -> None:
    from . import actions
    from .models import Registration

    registration = (
        Registration.objects.untold()
        .select_related("person", "event__country")
        .filter(pk=registration_id)
        .first()
    )
    if registration:
        actions.tell_of_place(registration)


@shared_task
def fill_places() -> None:
    """Take up letters about places whose task was lost, and whoever may come again."""
    from django.db.models import F, Q

    from . import actions
    from .models import Event, Registration

    for registration in Registration.objects.untold().order_by("pk").values_list("pk", flat=True):
        tell_of_place(registration)
    room = Q(capacity=None) | Q(places_taken__lt=F("capacity"))
    waited_for = Event.objects.filter(room, state=Event.State.PUBLISHED, people_waiting__gt=0)
    for event in waited_for.upcoming():
        actions.fill_places(event.pk)


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
