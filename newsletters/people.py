"""What newsletters know about a person, and how they forget."""

from django.db.models import Q

from members.consents import Row
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


def is_subscribed(person: User) -> bool:
    return Subscription.objects.live().filter(subscriber__in=_rows(person)).exists()


def consents(person: User) -> list[Row]:
    """Every subscription as what was agreed to, and as what was taken back."""
    return agreed(_rows(person))


def agreed(subscribers) -> list[Row]:
    found = []
    for each in Subscription.objects.filter(subscriber__in=subscribers):
        found.append(Row(each.subscribed_at, True, each.wording, source=each.source))
        if each.unsubscribed_at:
            found.append(Row(each.unsubscribed_at, False, each.wording))
    return found


def take_back(person: User) -> None:
    for subscriber in _rows(person):
        subscriptions.unsubscribe(subscriber)


def export_address(subscriber: Subscriber) -> dict:
    """All that is known of an address without an account, for whoever holds its link."""
    return {
        "email": subscriber.email, "language": subscriber.language, "state": subscriber.state,
        "first asked": subscriber.created_at, "confirmed": subscriber.confirmed_at,
        "agreements": [
            {"at": row.at, "given": row.given, "wording": row.wording, "source": row.source}
            for row in sorted(agreed([subscriber]), key=lambda row: row.at)
        ],
        "issues": list(subscriber.deliveries.values("issue__subject", "sent_at")),
    }  # fmt: skip
