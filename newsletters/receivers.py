from allauth.account.signals import email_changed

from .actions import subscriptions


def address_changed(sender, user, **kwargs) -> None:
    subscriptions.follow(user)


def connect() -> None:
    # Closing an account needs no receiver: personal_data calls the part of this app.
    email_changed.connect(address_changed, dispatch_uid="newsletters.follow")
