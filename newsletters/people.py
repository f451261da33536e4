"""What newsletters know about a person, and how they forget."""

from django.db.models import Q

from members.models import User

from .actions import subscriptions
from .models import Subscriber, Subscription, Suppression


def _rows(person: User):
    return Subscriber.objects.filter(
        Q(person=person) | Q(email=subscriptions.address(person.email))
    )


def export_person(person: User) -> dict:
    """Every subscription with its proof, every issue that went out to them."""
    found = list(_rows(person))
    return {
        "addresses": [
            {
                "email": each.email, "language": each.language, "state": each.state,
                "confirmed_at": each.confirmed_at,
            }
            for each in found
        ],
        "subscriptions": list(
            Subscription.objects.filter(subscriber__in=found).values(
                "list__name", "asked_at", "subscribed_at", "unsubscribed_at", "wording", "source"
            )
        ),
        "issues": [
            row
            for each in found
            for row in each.deliveries.values("issue__subject", "sent_at", "failed_at", "failure")
        ],
        "bounces": list(
            Suppression.objects.filter(email__in=[each.email for each in found]).values(
                "reason", "at"
            )
        ),
    }  # fmt: skip


def erase_person(person: User, keep_content: bool) -> None:
    """Newsletters are no content of theirs: all of it goes."""
    for subscriber in _rows(person):
        subscriptions.erase(subscriber)
