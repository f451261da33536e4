"""What people agreed to get, as the proof that each subscription keeps."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from members import consents
from members.consents import Row
from members.models import User

from .actions import subscriptions
from .models import Subscriber, Subscription


def register() -> None:
    consents.register(
        "newsletters", _("Newsletters"), _("No newsletter leaves for you any more."),
        stands=_is_subscribed, rows=_rows, take_back=_take_back,
    )  # fmt: skip


def agreed(subscribers: Iterable[Subscriber]) -> list[Row]:
    """Every subscription as what was agreed to, and as what was taken back."""
    found = []
    for each in Subscription.objects.filter(subscriber__in=subscribers):
        found.append(Row(each.subscribed_at, True, each.wording, source=each.source))
        if each.unsubscribed_at:
            found.append(Row(each.unsubscribed_at, False, each.wording))
    return found


def _is_subscribed(person: User) -> bool:
    found = Subscriber.objects.of(person)
    return Subscription.objects.live().filter(subscriber__in=found).exists()


def _rows(person: User) -> list[Row]:
    return agreed(Subscriber.objects.of(person))


def _take_back(person: User) -> None:
    for subscriber in Subscriber.objects.of(person):
        subscriptions.unsubscribe(subscriber)
