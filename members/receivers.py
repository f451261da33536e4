"""What this app does about facts of its own and of the account app."""

from allauth.account.signals import email_changed, email_removed, user_logged_in
from allauth.socialaccount.signals import social_account_added
from django.dispatch import receiver

from .actions import devices, memberships, positions


# An address is changed by removing the one before, once the new one is confirmed.
@receiver([email_changed, email_removed])
def look_at_addresses(sender, user, **kwargs):
    positions.check_addresses(user)


# allauth's own signal: a session that a test or the demo makes is no sign-in.
@receiver(user_logged_in)
def look_at_device(sender, request, user, **kwargs):
    devices.came_in(user, request.META.get("HTTP_USER_AGENT", ""))


@receiver(social_account_added)
def take_over_orcid(sender, request, sociallogin, **kwargs):
    person, account = sociallogin.user, sociallogin.account
    if account.provider == "orcid" and person.orcid != account.uid:
        person.orcid = account.uid
        memberships.refile(person)
