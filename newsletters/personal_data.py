"""What newsletters know about a person, and how they forget."""

from members.models import User

from . import consents
from .actions import subscriptions
from .models import Subscriber, Subscription, Suppression


def export(person: User) -> dict:
    """Every subscription with its proof, every issue that went out to them."""
    found = list(Subscriber.objects.of(person))
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


def erase(person: User, keep_content: bool) -> None:
    """Newsletters are no content of theirs: all of it goes."""
    for subscriber in Subscriber.objects.of(person):
        subscriptions.erase(subscriber)


def export_address(subscriber: Subscriber) -> dict:
    """All that is known of an address without an account, for whoever holds its link."""
    return {
        "email": subscriber.email, "language": subscriber.language, "state": subscriber.state,
        "first asked": subscriber.created_at, "confirmed": subscriber.confirmed_at,
        "agreements": [
            {"at": row.at, "given": row.given, "wording": row.wording, "source": row.source}
            for row in sorted(consents.agreed([subscriber]), key=lambda row: row.at)
        ],
        "issues": list(subscriber.deliveries.values("issue__subject", "sent_at")),
    }  # fmt: skip
