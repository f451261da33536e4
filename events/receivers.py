from django.dispatch import receiver

from members.signals import member_leaving

from . import actions


@receiver(member_leaving, dispatch_uid="events.member_leaving")
def give_places_back(sender, member, **kwargs):
    actions.forget(member)
