from django.dispatch import receiver

from members.signals import people_merged

from . import actions
from .models import Registration


@receiver(people_merged, dispatch_uid="events.people_merged")
def one_place_is_enough(sender, dropped, **kwargs):
    for event in {row.event_id for row in dropped if isinstance(row, Registration)}:
        actions.count_anew(event)
