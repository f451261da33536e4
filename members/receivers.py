"""What this app does about facts of its own and of the account app."""

from allauth.account.signals import email_changed, email_removed
from django.dispatch import receiver

from .actions import positions
from .signals import member_leaving


@receiver(member_leaving)
def give_up_positions(sender, member, **kwargs):
    positions.forget(member)


# An address is changed by removing the one before, once the new one is confirmed.
@receiver([email_changed, email_removed])
def look_at_addresses(sender, user, **kwargs):
    positions.check_addresses(user)
